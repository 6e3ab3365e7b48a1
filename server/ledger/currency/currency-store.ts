import type { ReversalPolicy, SpendOrder } from '../../contract';
import { DAY, type Db, readInteger } from '../../kernel';
import type { CurrencyRules } from '../rulebook';
import { TABLES } from '../schema';

/** A currency's rules, and what hangs on its accounts (L26). */
export interface CurrencySetting extends CurrencyRules {
  readonly drivesLevels: boolean;
  readonly drivesTiers: boolean;
}

const inMilliseconds = (days: unknown) => (days === null ? null : readInteger(days) * DAY);

/** Every currency, in the order in which they were made. */
export async function readCurrencies(db: Db): Promise<CurrencySetting[]> {
  const rows = (await db(TABLES.currencies)
    .select(
      'code',
      'scale',
      'spend_order',
      'reversal_policy',
      'rising_only',
      'drives_levels',
      'drives_tiers',
      'expires_after_days',
      'reversal_grace_days',
    )
    .orderBy('id')) as Record<string, unknown>[];
  return rows.map((row) => ({
    code: row.code as string,
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

/** Whether anything was ever posted in a currency: an account is opened by its first posting and stays. */
export async function hasAccounts(db: Db, code: string): Promise<boolean> {
  return (await db(TABLES.accounts).select('id').where('currency', code).first()) !== undefined;
}
