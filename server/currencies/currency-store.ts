import type { CurrencyNameDto, ReversalPolicy, SpendOrder } from '../contract';
import { DAY, type Db, type Milliseconds, presently, readInteger } from '../kernel';
import type { CurrencyContent } from './currency-rules';
import { CURRENCIES_TABLE } from './schema';

/** A currency as an editor has set it (B4), with what hangs on its accounts (L26). */
export interface Currency {
  readonly code: string;
  readonly name: string;
  /** Decimals, 0 to 8. */
  readonly scale: number;
  readonly spendOrder: SpendOrder;
  readonly reversalPolicy: ReversalPolicy;
  /** L25. */
  readonly risingOnly: boolean;
  /** How long a lot lasts; null: for ever. */
  readonly lotTerm: Milliseconds | null;
  /** L23. What a returned, meanwhile expired part gets; null: nothing. */
  readonly reversalGrace: Milliseconds | null;
  readonly drivesLevels: boolean;
  readonly drivesTiers: boolean;
}

/** A currency as answers name it, without its rules. */
export const toCurrencyName = ({ code, name, scale }: CurrencyNameDto): CurrencyNameDto => ({ code, name, scale });

const inMilliseconds = (days: unknown) => (days === null ? null : readInteger(days) * DAY);

/**
 * Every currency, in the order in which they were made.
 *
 * @param present shows what is committed now, also in a transaction whose snapshot is older (MySQL)
 */
export async function readCurrencies(db: Db, present = false): Promise<Currency[]> {
  const query = db(CURRENCIES_TABLE)
    .select(
      'code',
      'name',
      'scale',
      'spend_order',
      'reversal_policy',
      'rising_only',
      'drives_levels',
      'drives_tiers',
      'expires_after_days',
      'reversal_grace_days',
    )
    .orderBy('id');
  const rows = (await (present ? presently(db, query) : query)) as Record<string, unknown>[];
  return rows.map((row) => ({
    code: row.code as string,
    name: row.name as string,
    scale: readInteger(row.scale),
    spendOrder: (row.spend_order ?? 'oldest') as SpendOrder,
    reversalPolicy: (row.reversal_policy ?? 'clamp') as ReversalPolicy,
    risingOnly: Boolean(row.rising_only),
    lotTerm: inMilliseconds(row.expires_after_days),
    reversalGrace: inMilliseconds(row.reversal_grace_days),
    drivesLevels: Boolean(row.drives_levels),
    drivesTiers: Boolean(row.drives_tiers),
  }));
}

/** Every currency as its content type has it, of the present, in as far as an edit is judged by it. */
export async function readCurrencyContents(trx: Db): Promise<CurrencyContent[]> {
  const query = trx(CURRENCIES_TABLE).select('id', 'code', 'scale', 'rising_only', 'drives_levels', 'drives_tiers');
  const rows = (await presently(trx, query)) as Record<string, unknown>[];
  return rows.map((row) => ({
    id: readInteger(row.id),
    code: row.code as string,
    scale: readInteger(row.scale),
    risingOnly: Boolean(row.rising_only),
    drivesLevels: Boolean(row.drives_levels),
    drivesTiers: Boolean(row.drives_tiers),
  }));
}
