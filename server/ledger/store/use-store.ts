/** What of the ledger hangs on a member or a currency, as it is now: what an edit or a deletion of one must not break. */
import type { Knex } from 'knex';
import { type Db, presently } from '../../kernel';
import { TABLES } from '../schema';
import { isReversedInFull } from './reversal-store';

/** Whether anything was ever posted for a member, or in a currency: an account is opened by its first posting and stays. */
export const hasAccounts = (
  trx: Db,
  whose: { readonly member: string } | { readonly currency: string },
): Promise<boolean> => isThere(trx, trx(TABLES.accounts).select('id').where(whose));

/** Whether anything of a currency is held at the moment. */
const hasOpenHolds = (trx: Db, code: string): Promise<boolean> =>
  isThere(
    trx,
    trx(`${TABLES.holds} as h`)
      .join(`${TABLES.accounts} as a`, 'a.id', 'h.account_id')
      .select('h.id')
      .where({ 'a.currency': code, 'h.status': 'open' }),
  );

/** Whether anything of a currency is still to expire. */
const hasExpiringLots = (trx: Db, code: string): Promise<boolean> =>
  isThere(
    trx,
    trx(`${TABLES.lots} as l`)
      .join(`${TABLES.accounts} as a`, 'a.id', 'l.account_id')
      .select('l.id')
      .where({ 'a.currency': code, 'l.is_open': 1 })
      .whereNotNull('l.expires_at'),
  );

/** Whether something of a currency that had a date was spent, and the spend can still be reversed, which may bring it back. */
const hasReturnableSpends = (trx: Db, code: string): Promise<boolean> =>
  isThere(
    trx,
    trx(`${TABLES.lots} as l`)
      .join(`${TABLES.accounts} as a`, 'a.id', 'l.account_id')
      .join(`${TABLES.allocations} as taken`, 'taken.lot_id', 'l.id')
      .join(`${TABLES.entries} as e`, 'e.id', 'taken.entry_id')
      .select('e.id')
      .where({ 'a.currency': code })
      .whereIn('e.type', ['deduct', 'adjustment'])
      .where('taken.amount', '<', 0)
      .whereNotNull('l.expires_at')
      .whereRaw(`NOT ${isReversedInFull('e')}`),
  );

/** L25. What is held could still be captured; what has a date could still expire, also after a reversal brought it back. */
export async function canFall(trx: Db, currency: string): Promise<boolean> {
  for (const has of [hasOpenHolds, hasExpiringLots, hasReturnableSpends]) if (await has(trx, currency)) return true;
  return false;
}

async function isThere(trx: Db, query: Knex.QueryBuilder): Promise<boolean> {
  return ((await presently(trx, query.limit(1))) as unknown[]).length > 0;
}
