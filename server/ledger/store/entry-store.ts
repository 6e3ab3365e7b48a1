import type { Knex } from 'knex';
import { type Db, type Dialect, minor, type MinorUnits, readMinorUnits, type Write } from '../../kernel';
import { TABLES } from '../schema';
import type { Entry, Posted } from '../state';
import { allocationTable, entryTable, type StoredAllocation } from './tables';

type Rows = Promise<Record<string, unknown>[]>;

/**
 * Reads what is committed now, also in a host's transaction that took its snapshot earlier: MySQL's default isolation
 * would otherwise show rows as they were before the accounts were locked.
 */
export const current = (query: Knex.QueryBuilder, dialect: Dialect): Rows =>
  (dialect === 'mysql' ? query.forShare() : query) as Rows;

/** Splits a list of ids so that no statement carries more than the databases allow. */
export async function inChunks<K, T>(keys: readonly K[], read: (part: readonly K[]) => Promise<T[]>): Promise<T[]> {
  const found: T[] = [];
  for (let start = 0; start < keys.length; start += 10_000) {
    found.push(...(await read(keys.slice(start, start + 10_000))));
  }
  return found;
}

/** New rows of the ledger, with what they move. */
export function appended(posted: readonly Posted[]): Write[] {
  const moves = posted.flatMap(({ entry, allocations }) => allocations.map((part) => ({ ...part, entryId: entry.id })));
  return [entryTable.inserted(posted.map(({ entry }) => entry)), allocationTable.inserted(moves)];
}

export async function findByKeys(trx: Db, dialect: Dialect, keyHashes: readonly string[]): Promise<Entry[]> {
  return inChunks(keyHashes, async (part) => {
    const query = trx(TABLES.entries).select(entryTable.columns).whereIn('key_hash', part);
    return entryTable.read(await current(query, dialect));
  });
}

export async function findEntries(db: Db, ids: readonly string[]): Promise<Entry[]> {
  return inChunks(ids, async (part) => {
    const rows = await db(TABLES.entries).select(entryTable.columns).whereIn('id', part);
    return entryTable.read(rows);
  });
}

/** The rows that were written along with these. */
export async function findCaused(db: Db, causeIds: readonly string[]): Promise<Entry[]> {
  const rows = await db(TABLES.entries)
    .select(entryTable.columns)
    .whereIn('cause_id', causeIds)
    .orderBy('account_id')
    .orderBy('sequence');
  return entryTable.read(rows);
}

/** Which of these rows were reversed, and by which. */
export async function findReversals(trx: Db, dialect: Dialect, ids: readonly string[]): Promise<[string, string][]> {
  const rows = await current(trx(TABLES.entries).select('id', 'reverses_id').whereIn('reverses_id', ids), dialect);
  return rows.map((row) => [row.reverses_id as string, row.id as string]);
}

/** How much of these lots was written off. Added up here, so that no database turns the sum into a float (L3). */
export async function findWriteOffs(
  trx: Db,
  dialect: Dialect,
  lotIds: readonly string[],
): Promise<Map<string, MinorUnits>> {
  const query = trx(`${TABLES.allocations} as a`)
    .join(`${TABLES.entries} as e`, 'e.id', 'a.entry_id')
    .select('a.lot_id', 'a.amount')
    .where('e.type', 'expire')
    .whereIn('a.lot_id', lotIds);
  const sums = new Map<string, MinorUnits>();
  for (const row of await current(query, dialect)) {
    const lotId = row.lot_id as string;
    sums.set(lotId, minor((sums.get(lotId) ?? 0n) - readMinorUnits(row.amount)));
  }
  return sums;
}

/** What rows, or holds, move in which lots, in the order in which it was written. */
export async function findAllocations(
  db: Db,
  dialect: Dialect,
  column: 'entry_id' | 'hold_id' | 'lot_id',
  ids: readonly string[],
): Promise<StoredAllocation[]> {
  return inChunks(ids, async (part) => {
    const query = db(TABLES.allocations).select(allocationTable.columns).whereIn(column, part).orderBy('id');
    return allocationTable.read(await current(query, dialect));
  });
}
