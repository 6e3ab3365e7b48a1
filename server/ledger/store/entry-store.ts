import {
  asOfNow,
  certainly,
  type Db,
  lookTwice,
  mayBeOutdated,
  minor,
  type MinorUnits,
  readInteger,
  readMinorUnits,
  type Write,
} from '../../kernel';
import { TABLES } from '../schema';
import type { Entry, Posted } from '../state';
import { allocationTable, entryTable, type StoredAllocation } from './tables';

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

/** The rows that were posted under these keys, as far as the transaction shows the present. */
export async function findByKeys(trx: Db, keyHashes: readonly string[]): Promise<Entry[]> {
  const found = await inChunks(keyHashes, async (part) =>
    entryTable.read(await asOfNow(trx, trx(TABLES.entries).select(entryTable.columns).whereIn('key_hash', part))),
  );
  // Where uncommitted rows can be seen, one that is found is not yet one that is there.
  return found.length > 0 && mayBeOutdated(trx)
    ? findByKeysForSure(
        trx,
        found.map(({ keyHash }) => keyHash),
      )
    : found;
}

/** As `findByKeys`, of the present whatever the transaction shows; locks the gaps of those that are missing. */
export const findByKeysForSure = (trx: Db, keyHashes: readonly string[]): Promise<Entry[]> =>
  inChunks(keyHashes, async (part) =>
    entryTable.read(await certainly(trx, trx(TABLES.entries).select(entryTable.columns).whereIn('key_hash', part))),
  );

export async function findEntries(db: Db, ids: readonly string[]): Promise<Entry[]> {
  return inChunks(ids, async (part) => {
    const query = db(TABLES.entries).select(entryTable.columns).whereIn('id', part);
    return entryTable.read(await asOfNow(db, query));
  });
}

/** Whose these rows are, or holds: the ids of their accounts, of the present whatever the transaction shows. */
export async function findAccountsOf(
  db: Db,
  table: typeof TABLES.entries | typeof TABLES.holds,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const accounts = new Map<string, number>();
  await lookTwice(db, ids, accounts, async (some, reading) => {
    await inChunks(some, async (part) => {
      const query = db(table).select('id', 'account_id').whereIn('id', part);
      const rows = (await reading(query)) as { id: string; account_id: unknown }[];
      for (const row of rows) accounts.set(row.id, readInteger(row.account_id));
      return rows;
    });
  });
  return accounts;
}

/** The rows that were written along with these. */
export async function findCaused(db: Db, causeIds: readonly string[]): Promise<Entry[]> {
  const query = db(TABLES.entries)
    .select(entryTable.columns)
    .whereIn('cause_id', causeIds)
    .orderBy('account_id')
    .orderBy('sequence');
  return entryTable.read(await asOfNow(db, query));
}

/** Which of these rows were reversed, and by which. */
export async function findReversals(trx: Db, ids: readonly string[]): Promise<[string, string][]> {
  const query = trx(TABLES.entries).select('id', 'reverses_id').whereIn('reverses_id', ids);
  const rows = (await asOfNow(trx, query)) as { id: string; reverses_id: string }[];
  return rows.map((row) => [row.reverses_id, row.id]);
}

/** How much of these lots was written off. Added up here, so that no database turns the sum into a float (L3). */
export async function findWriteOffs(trx: Db, lotIds: readonly string[]): Promise<Map<string, MinorUnits>> {
  const query = trx(`${TABLES.allocations} as a`)
    .join(`${TABLES.entries} as e`, 'e.id', 'a.entry_id')
    .select('a.lot_id', 'a.amount')
    .where('e.type', 'expire')
    .whereIn('a.lot_id', lotIds);
  const sums = new Map<string, MinorUnits>();
  for (const row of (await asOfNow(trx, query)) as { lot_id: string; amount: unknown }[]) {
    const lotId = row.lot_id;
    sums.set(lotId, minor((sums.get(lotId) ?? 0n) - readMinorUnits(row.amount)));
  }
  return sums;
}

/** What rows, or holds, move in which lots, in the order in which it was written. */
export async function findAllocations(
  db: Db,
  column: 'entry_id' | 'hold_id' | 'lot_id',
  ids: readonly string[],
): Promise<StoredAllocation[]> {
  return inChunks(ids, async (part) => {
    const query = db(TABLES.allocations).select(allocationTable.columns).whereIn(column, part).orderBy('id');
    return allocationTable.read(await asOfNow(db, query));
  });
}
