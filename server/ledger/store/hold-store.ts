import { type AccountId, asOfNow, type Db, findInChunks, type Milliseconds } from '../../kernel';
import { holdTable, openItemTable, TABLES } from '../schema';
import type { HoldHead, OpenItem } from '../state';

const { columns } = holdTable;
const read = (rows: unknown): HoldHead[] => holdTable.read(rows);

export async function findHolds(db: Db, ids: readonly string[]): Promise<HoldHead[]> {
  return findInChunks(ids, async (part) => {
    return read(await asOfNow(db, db(TABLES.holds).select(columns).whereIn('id', part)));
  });
}

/** Open holds past their time-out. */
export async function findDueHolds(db: Db, accountId: AccountId, now: Milliseconds): Promise<HoldHead[]> {
  const query = db(TABLES.holds)
    .select(columns)
    .where({ account_id: accountId, status: 'open' })
    .where('expires_at', '<=', now);
  return read(await asOfNow(db, query));
}

/** The first time-out after an instant among an account's open holds. */
export async function nextHoldTimeout(db: Db, accountId: AccountId, now: Milliseconds): Promise<unknown> {
  const query = db(TABLES.holds)
    .where({ account_id: accountId, status: 'open' })
    .where('expires_at', '>', now)
    .min({ first: 'expires_at' });
  const [row] = (await asOfNow(db, query)) as { first: unknown }[];
  return row?.first ?? null;
}

export async function findOpenItems(db: Db, accountIds: readonly AccountId[]): Promise<OpenItem[]> {
  const query = db(TABLES.openItems)
    .select(openItemTable.columns)
    .whereIn('account_id', accountIds)
    .where('remaining', '>', 0);
  return openItemTable.read(await asOfNow(db, query));
}
