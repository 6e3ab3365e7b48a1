import type { SpendOrder } from '../../contract';
import type { Db, Dialect, Milliseconds } from '../../kernel';
import { TABLES } from '../schema';
import type { Lot } from '../state';
import { lotTable } from './tables';
import { current, inChunks } from './entry-store';

const { columns } = lotTable;
const read = (rows: unknown): Lot[] => lotTable.read(rows);

export async function findLots(db: Db, dialect: Dialect, ids: readonly string[]): Promise<Lot[]> {
  return inChunks(ids, async (part) => {
    return read(await current(db(TABLES.lots).select(columns).whereIn('id', part), dialect));
  });
}

/** Lots past their expiry that still have something. */
export async function findDueLots(db: Db, dialect: Dialect, accountId: number, now: Milliseconds): Promise<Lot[]> {
  const query = db(TABLES.lots)
    .select(columns)
    .where({ account_id: accountId, is_open: 1 })
    .where('expires_at', '<=', now);
  return read(await current(query, dialect));
}

/** An account's lots with something free, in spend order, from `offset` on. */
export async function findSpendableLots(
  db: Db,
  dialect: Dialect,
  accountId: number,
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
  return read(await current(query, dialect));
}

/** The first lots of many accounts, in spend order: what most spends need, in one statement. */
export async function findFirstLots(
  db: Db,
  dialect: Dialect,
  accountIds: readonly number[],
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
  return read(await current(db(TABLES.lots).select(columns).whereIn('id', first), dialect));
}

/** The first expiry after an instant among an account's open lots. */
export async function nextLotExpiry(db: Db, accountId: number, now: Milliseconds): Promise<unknown> {
  const row = await db(TABLES.lots)
    .where({ account_id: accountId, is_open: 1 })
    .whereRaw('remaining > held')
    .where('expires_at', '>', now)
    .min({ first: 'expires_at' })
    .first();
  return row?.first ?? null;
}

/** What is left of each lot of an account that has something left. */
export async function openLotsOf(db: Db, dialect: Dialect, accountId: number): Promise<Map<string, Lot>> {
  const lots = read(
    await current(db(TABLES.lots).select(columns).where({ account_id: accountId, is_open: 1 }), dialect),
  );
  return new Map(lots.map((lot) => [lot.id, lot]));
}
