import type { Knex } from 'knex';
import { type Db, type Dialect, insertRows, type Milliseconds, updateRows } from '../../kernel';
import { TABLES } from '../schema';
import type { Hold, OpenItem } from '../state';
import { columnsOf, fromRows, holdColumns, openItemColumns, toRow } from './columns';
import { current, inChunks } from './entry-store';

/** A hold as its own table has it; which lots it has stands in the allocations. */
export type HoldHead = Omit<Hold, 'parts'>;

const columns = columnsOf(holdColumns);
const read = (rows: Record<string, unknown>[]): HoldHead[] => fromRows(holdColumns, rows);

export async function insertHolds(trx: Knex.Transaction, dialect: Dialect, holds: readonly HoldHead[]): Promise<void> {
  await insertRows(
    trx,
    dialect,
    TABLES.holds,
    holds.map((hold) => toRow(holdColumns, hold)),
  );
}

export async function updateHolds(trx: Knex.Transaction, dialect: Dialect, holds: readonly HoldHead[]): Promise<void> {
  await updateRows(
    trx,
    dialect,
    TABLES.holds,
    holds.map((hold) => toRow(holdColumns, hold)),
  );
}

export async function findHolds(db: Db, dialect: Dialect, ids: readonly string[]): Promise<HoldHead[]> {
  return inChunks(ids, async (part) => {
    return read(await current(db(TABLES.holds).select(columns).whereIn('id', part), dialect));
  });
}

/** Open holds past their time-out. */
export async function findDueHolds(
  db: Db,
  dialect: Dialect,
  accountId: number,
  now: Milliseconds,
): Promise<HoldHead[]> {
  const query = db(TABLES.holds)
    .select(columns)
    .where({ account_id: accountId, status: 'open' })
    .where('expires_at', '<=', now);
  return read(await current(query, dialect));
}

/** The first time-out after an instant among an account's open holds. */
export async function nextHoldTimeout(db: Db, accountId: number, now: Milliseconds): Promise<unknown> {
  const row = await db(TABLES.holds)
    .where({ account_id: accountId, status: 'open' })
    .where('expires_at', '>', now)
    .min({ first: 'expires_at' })
    .first();
  return row?.first ?? null;
}

export async function findOpenItems(db: Db, dialect: Dialect, accountIds: readonly number[]): Promise<OpenItem[]> {
  const query = db(TABLES.openItems)
    .select(columnsOf(openItemColumns))
    .whereIn('account_id', accountIds)
    .where('remaining', '>', 0);
  return fromRows(openItemColumns, await current(query, dialect));
}

export async function insertOpenItems(
  trx: Knex.Transaction,
  dialect: Dialect,
  items: readonly OpenItem[],
): Promise<void> {
  await insertRows(
    trx,
    dialect,
    TABLES.openItems,
    items.map((item) => toRow(openItemColumns, item)),
  );
}

export async function updateOpenItems(
  trx: Knex.Transaction,
  dialect: Dialect,
  items: readonly OpenItem[],
): Promise<void> {
  await updateRows(
    trx,
    dialect,
    TABLES.openItems,
    items.map((item) => toRow(openItemColumns, item)),
  );
}
