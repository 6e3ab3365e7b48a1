import type { Knex } from 'knex';
import { type Db, dialectOf, lockFound, presently, type Span, writeRows } from '../../kernel';
import type { Row } from '../../kernel/table';
import { poolRowTable, poolTable } from '../schema';

export type Pool = Row<typeof poolTable>;
export type PoolRow = Row<typeof poolRowTable>;

/** Every pool, in the order of their codes. */
export async function readPools(db: Db): Promise<Pool[]> {
  return poolTable.read(await db(poolTable.name).select(poolTable.columns).orderBy('code'));
}

/** Pools by their codes; those that do not exist are missing. */
export async function findPools(db: Db, codes: readonly string[]): Promise<Map<string, Pool>> {
  if (codes.length === 0) return new Map();
  const query = db(poolTable.name).select(poolTable.columns).whereIn('code', codes);
  return new Map(poolTable.read(await query).map((pool) => [pool.code, pool]));
}

/** Locks pools by their codes until the transaction ends, in one order for all, and reads them as they are now. */
export async function lockPools(trx: Knex.Transaction, codes: readonly string[]): Promise<Map<string, Pool>> {
  const ids = [...(await findPools(trx, codes)).values()].map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const query = trx(poolTable.name).select(poolTable.columns).whereIn('id', ids).orderBy('id');
  const rows = await lockFound(trx, dialectOf(trx), query, { strength: 'change', skipLocked: false });
  return new Map(poolTable.read(rows).map((pool) => [pool.code, pool]));
}

/** Pools whose waiting payouts could be paid, as far as their money goes. */
export async function readPoolsToPay(db: Db): Promise<Pool[]> {
  const query = db(poolTable.name).select(poolTable.columns).where('waiting', '>', 0).where('available', '>', 0);
  return poolTable.read(await query);
}

/** Writes a new pool down. @returns false where there is one of its code */
export async function insertPool(trx: Knex.Transaction, pool: Pool): Promise<boolean> {
  const query = trx(poolTable.name).select('id').where({ code: pool.code });
  if (((await presently(trx, query)) as unknown[]).length > 0) return false;
  await writeRows(trx, dialectOf(trx), [poolTable.inserted([pool])]);
  return true;
}

/** What was moved under a person's key before. */
export async function findRowByKey(db: Db, key: string): Promise<PoolRow | undefined> {
  return poolRowTable.read(await db(poolRowTable.name).select(poolRowTable.columns).where({ key }))[0];
}

/** Writes what pools moved, and how they stand after it. With `insertPool` the only writer of the tables. */
export const writePools = (trx: Knex.Transaction, pools: readonly Pool[], rows: readonly PoolRow[]): Promise<void> =>
  writeRows(trx, dialectOf(trx), [poolTable.updated(pools), poolRowTable.inserted(rows)]);

export const rowsOf = (db: Db, pool: string): Knex.QueryBuilder => db(poolRowTable.name).where({ pool });

/** Rows of a pool, newest first. */
export async function readPoolRows(db: Db, pool: string, { skip, limit }: Span): Promise<PoolRow[]> {
  const query = rowsOf(db, pool).select(poolRowTable.columns).orderBy('sequence', 'desc');
  return poolRowTable.read(await query.offset(skip).limit(limit));
}
