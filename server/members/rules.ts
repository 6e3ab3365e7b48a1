import type { Knex } from 'knex';
import type { Db, Milliseconds } from '../kernel';
import type { CurrencyRules, Rulebook } from '../ledger';
import { ladder, standing, type Rung, type StandingRules } from './standing-rules';
import { readLevels, readTiers, type LevelContent, type TierContent } from './standing-store';

/** A currency, and what hangs on its accounts (L26). */
export interface DrivingCurrency extends CurrencyRules {
  readonly drivesLevels: boolean;
  readonly drivesTiers: boolean;
}

type LevelRung = Omit<LevelContent, 'threshold'> & Rung;
export type TierRung = Omit<TierContent, 'threshold'> & Rung;

/** What is in force: every currency, and what levels and tiers follow. */
export interface Rules extends StandingRules<LevelRung, TierRung> {
  readonly currencies: readonly DrivingCurrency[];
}

/** Reads what is in force now. */
async function readRules(db: Db, readCurrencies: RulesDependencies['readCurrencies']): Promise<Rules> {
  const currencies = await readCurrencies(db);
  const levels = await readLevels(db);
  const tiers = await readTiers(db);
  return {
    currencies,
    levels: ladder(
      currencies.find(({ drivesLevels }) => drivesLevels),
      levels,
    ),
    tiers: ladder(
      currencies.find(({ drivesTiers }) => drivesTiers),
      tiers,
    ),
  };
}

/** The rules as the ledger asks for them. */
export function toRulebook(rules: Rules): Rulebook {
  const currencies = new Map(rules.currencies.map((currency) => [currency.code, currency]));
  return {
    currency: (code) => currencies.get(code),
    drives: (currency) => ({ level: rules.levels?.currency === currency, tier: rules.tiers?.currency === currency }),
    standing: (currency, figures) => standing(rules, currency, figures),
  };
}

/** Reads from outside a posting see rules of at most this age, in milliseconds, when another process edits them. */
const LONGEST_AGE: Milliseconds = 1_000;

export interface RulesDependencies {
  readonly db: Knex;
  readCurrencies(db: Db): Promise<readonly DrivingCurrency[]>;
  currentTransaction(): Knex.Transaction | undefined;
  /** A clock that only rises, for the age of what is kept. */
  monotonic?(): Milliseconds;
}

export interface RulesSource {
  current(): Promise<Rules>;
  rulebook(): Promise<Rulebook>;
  /** Rules were edited, in the transaction that is under way if there is one. */
  invalidate(): void;
}

interface Kept {
  readonly rules: Rules;
  readonly rulebook: Rulebook;
  readonly readAt: Milliseconds;
}

/**
 * Keeps the rules for a second at most, and not at all once this process has edited them. A transaction that edited them
 * reads its own edits; every other one reads what is committed.
 */
export function createRulesSource(dependencies: RulesDependencies): RulesSource {
  const { db, readCurrencies, currentTransaction, monotonic = () => performance.now() } = dependencies;
  const edited = new WeakSet<Knex.Transaction>();
  let kept: Kept | undefined;
  let reading: Promise<Kept> | undefined;

  const read = async (from: Db): Promise<Kept> => {
    const readAt = monotonic();
    const rules = await readRules(from, readCurrencies);
    return { rules, rulebook: toRulebook(rules), readAt };
  };

  async function load(): Promise<Kept> {
    const trx = currentTransaction();
    // Inside a transaction nothing may wait for another connection: SQLite has but one, and the transaction holds it.
    if (trx && edited.has(trx)) return read(trx);
    if (kept && monotonic() - kept.readAt < LONGEST_AGE) return kept;
    if (trx) return read(trx);
    const mine = (reading ??= read(db));
    try {
      const fresh = await mine;
      if (reading === mine) kept = fresh;
      return fresh;
    } finally {
      if (reading === mine) reading = undefined;
    }
  }

  function forget(): void {
    kept = undefined;
    reading = undefined;
  }

  return {
    current: async () => (await load()).rules,
    rulebook: async () => (await load()).rulebook,
    invalidate() {
      forget();
      const trx = currentTransaction();
      if (!trx) return;
      edited.add(trx);
      // Whoever reads before the commit keeps the rules from before it: they are forgotten again once it is over.
      void trx.executionPromise.then(forget, forget);
    },
  };
}
