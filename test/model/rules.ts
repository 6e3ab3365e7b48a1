/**
 * The rules of one sequence, as editors change them (L1, L25, L26): the currencies, whose references see every change at once, and
 * the levels and tiers.
 */
import type { ErrorCode } from '../../server/contract';
import { type ModelAccount, type ModelCurrency, reversedOf } from './model-account';
import type { RuleChange } from './commands';
import { minorOf } from './postings';

export type Rank = 'level' | 'tier';

export interface Rung {
  readonly code: string;
  readonly threshold: string;
}

/** The rungs of a rank, and the currency that they follow. */
export interface Ladder {
  readonly currency: string;
  readonly rungs: readonly Rung[];
}

export type Ladders = Readonly<Record<Rank, Ladder>>;

/** As many decimals as a threshold can have. */
const FINEST = 8;

export class ModelRules {
  readonly currencies: ReadonlyMap<string, ModelCurrency>;

  constructor(
    currencies: readonly ModelCurrency[],
    public ladders: Ladders,
  ) {
    this.currencies = new Map(currencies.map((currency) => [currency.code, { ...currency }]));
  }

  /** What undoes every change from here on. */
  snapshot(): () => void {
    const { ladders } = this;
    const currencies = [...this.currencies.values()].map((currency) => ({ currency, before: { ...currency } }));
    return () => {
      this.ladders = ladders;
      for (const { currency, before } of currencies) Object.assign(currency, before);
    };
  }

  /** @returns the code of the refusal, or null */
  changeCurrency(code: string, change: RuleChange, references: readonly ModelAccount[]): ErrorCode | null {
    const currency = this.currencies.get(code)!;
    const after = { ...currency, ...change };
    if (after.risingOnly && after.expiresAfterDays !== null) return 'INVALID_INPUT';
    const own = references.filter((reference) => reference.currency === currency);
    if (after.risingOnly && !currency.risingOnly && own.some(canFall)) return 'RISING_ONLY_TOO_EARLY';
    Object.assign(currency, change);
    return null;
  }

  /** @returns the code of the refusal, or null */
  changeRung(rank: Rank, { code, threshold }: Rung): ErrorCode | null {
    const { currency, rungs } = this.ladders[rank];
    const value = minorOf(threshold, FINEST);
    const others = rungs.filter((rung) => rung.code !== code);
    if (others.some((rung) => minorOf(rung.threshold, FINEST) === value)) return 'INVALID_INPUT';
    this.ladders = { ...this.ladders, [rank]: { currency, rungs: [...others, { code, threshold }] } };
    return null;
  }
}

/** L25. Whether a hold can still be captured, or something still expire: what is there, or what a reversal would bring back. */
function canFall(reference: ModelAccount): boolean {
  const { holds, lots, rows } = reference;
  const dated = new Set(lots.filter(({ expiresAt }) => expiresAt !== null).map(({ id }) => id));
  if (holds.some(({ status }) => status === 'open')) return true;
  if (lots.some(({ id, remaining }) => dated.has(id) && remaining > 0n)) return true;
  return rows.some(
    (row) =>
      (row.type === 'deduct' || row.type === 'adjustment') &&
      row.amount < 0n &&
      row.parts.some(({ lot }) => dated.has(lot)) &&
      reversedOf(reference, row).whole < -row.amount,
  );
}
