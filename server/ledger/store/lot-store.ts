import type { SpendOrder } from '../../contract';
import { type AccountId, asOfNow, type Db, findInChunks, type Milliseconds } from '../../kernel';
import { lotTable, TABLES } from '../schema';
import type { Lot } from '../state';

const { columns } = lotTable;
const read = (rows: unknown): Lot[] => lotTable.read(rows);

export async function findLots(db: Db, ids: readonly string[]): Promise<Lot[]> {
  return findInChunks(ids, async (part) => {
    return read(await asOfNow(db, db(TABLES.lots).select(columns).whereIn('id', part)));
  });
}

/** Lots past their expiry that still have something. */
export async function findDueLots(db: Db, accountId: AccountId, now: Milliseconds): Promise<Lot[]> {
  const query = db(TABLES.lots)
    .select(columns)
    .where({ account_id: accountId, is_open: 1 })
    .where('expires_at', '<=', now);
  return read(await asOfNow(db, query));
}

/** An account's lots with something free, in spend order, from `offset` on. */
export async function findSpendableLots(
  db: Db,
  accountId: AccountId,
  order: SpendOrder,
  limit: number,
  offset: number,
): Promise<Lot[]> {
  const query = db(TABLES.lots)
    .select(columns)
    .where({ account_id: accountId, is_open: 1 })
    .whereRaw('remaining > held')
    .limit(limit)
    .offset(offset);
  if (order === 'soonest-expiry')
    query.orderByRaw('CASE WHEN expires_at IS NULL THEN 1 ELSE 0 END').orderBy('expires_at');
  query.orderBy('earned_at').orderBy('id');
  return read(await asOfNow(db, query));
}

/** The first lots of many accounts, in spend order: what most spends need, in one statement. */
export async function findFirstLots(
  db: Db,
  accountIds: readonly AccountId[],
  order: SpendOrder,
  limit: number,
): Promise<Lot[]> {
  const sorted =
    order === 'oldest' ? 'earned_at, id' : 'CASE WHEN expires_at IS NULL THEN 1 ELSE 0 END, expires_at, earned_at, id';
  const ranked = db(TABLES.lots)
    .select('id', db.raw(`ROW_NUMBER() OVER (PARTITION BY account_id ORDER BY ${sorted}) AS place`))
    .whereIn('account_id', accountIds)
    .where('is_open', 1)
    .whereRaw('remaining > held');
  const first = db.select('id').from(ranked.as('ranked')).where('place', '<=', limit);
  return read(await asOfNow(db, db(TABLES.lots).select(columns).whereIn('id', first)));
}

/** The first expiry after an instant among an account's open lots. */
export async function nextLotExpiry(db: Db, accountId: AccountId, now: Milliseconds): Promise<unknown> {
  const query = db(TABLES.lots)
    .where({ account_id: accountId, is_open: 1 })
    .whereRaw('remaining > held')
    .where('expires_at', '>', now)
    .min({ first: 'expires_at' });
  const [row] = (await asOfNow(db, query)) as { first: unknown }[];
  return row?.first ?? null;
}

/** What is left of each lot of an account that has something left. */
export async function openLotsOf(db: Db, accountId: AccountId): Promise<Map<string, Lot>> {
  const lots = read(await asOfNow(db, db(TABLES.lots).select(columns).where({ account_id: accountId, is_open: 1 })));
  return new Map(lots.map((lot) => [lot.id, lot]));
}
