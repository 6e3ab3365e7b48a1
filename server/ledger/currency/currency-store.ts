import type { Knex } from 'knex';
import type { ReversalPolicy, SpendOrder } from '../../contract';
import { DAY, type Db, presently, readInteger } from '../../kernel';
import type { CurrencyContent } from './currency-rules';
import type { CurrencyRules } from '../rulebook';
import { TABLES } from '../schema';

/** A currency's rules, and what hangs on its accounts (L26). */
export interface CurrencySetting extends CurrencyRules {
  readonly drivesLevels: boolean;
  readonly drivesTiers: boolean;
}

const inMilliseconds = (days: unknown) => (days === null ? null : readInteger(days) * DAY);

/**
 * Every currency, in the order in which they were made.
 *
 * @param present shows what is committed now, also in a transaction whose snapshot is older (MySQL)
 */
export async function readCurrencies(db: Db, present = false): Promise<CurrencySetting[]> {
  const query = db(TABLES.currencies)
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
    .orderBy('id');
  const rows = (await (present ? presently(db, query) : query)) as Record<string, unknown>[];
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

/** Every currency as its content type has it, of the present, in as far as an edit is judged by it. */
export async function readCurrencyContents(trx: Db): Promise<CurrencyContent[]> {
  const query = trx(TABLES.currencies).select('id', 'code', 'scale', 'rising_only', 'drives_levels', 'drives_tiers');
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

/** Whether anything was ever posted in a currency: an account is opened by its first posting and stays. */
export async function hasAccounts(trx: Db, code: string): Promise<boolean> {
  return isThere(trx, trx(TABLES.accounts).select('id').where('currency', code));
}

/** Whether anything of a currency is held at the moment. */
export const hasOpenHolds = (trx: Db, code: string): Promise<boolean> =>
  isThere(
    trx,
    trx(`${TABLES.holds} as h`)
      .join(`${TABLES.accounts} as a`, 'a.id', 'h.account_id')
      .select('h.id')
      .where({ 'a.currency': code, 'h.status': 'open' }),
  );

/** Whether anything of a currency is still to expire. */
export const hasExpiringLots = (trx: Db, code: string): Promise<boolean> =>
  isThere(
    trx,
    trx(`${TABLES.lots} as l`)
      .join(`${TABLES.accounts} as a`, 'a.id', 'l.account_id')
      .select('l.id')
      .where({ 'a.currency': code, 'l.is_open': 1 })
      .whereNotNull('l.expires_at'),
  );

async function isThere(trx: Db, query: Knex.QueryBuilder): Promise<boolean> {
  return ((await presently(trx, query.limit(1))) as unknown[]).length > 0;
}
