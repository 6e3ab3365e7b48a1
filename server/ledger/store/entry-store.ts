import {
  type AccountId,
  asOfNow,
  certainly,
  type Db,
  findInChunks,
  lookTwice,
  mayBeOutdated,
  minor,
  type MinorUnits,
  readAccountId,
  readMinorUnits,
  type Write,
} from '../../kernel';
import { allocationTable, entryTable, TABLES } from '../schema';
import type { Entry, Posted, StoredAllocation } from '../state';

/** New rows of the ledger, with what they move. */
export function appended(posted: readonly Posted[]): Write[] {
  const moves = posted.flatMap(({ entry, allocations }) => allocations.map((part) => ({ ...part, entryId: entry.id })));
  return [entryTable.inserted(posted.map(({ entry }) => entry)), allocationTable.inserted(moves)];
}

/** Whether anything was ever posted. */
export const hasEntries = async (db: Db): Promise<boolean> => (await db(TABLES.entries).first('id')) !== undefined;

/** The rows that were posted under these keys, as far as the transaction shows the present. */
export async function findByKeys(trx: Db, keyHashes: readonly string[]): Promise<Entry[]> {
  const found = await findInChunks(keyHashes, async (part) =>
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
  findInChunks(keyHashes, async (part) =>
    entryTable.read(await certainly(trx, trx(TABLES.entries).select(entryTable.columns).whereIn('key_hash', part))),
  );

export async function findEntries(db: Db, ids: readonly string[]): Promise<Entry[]> {
  return findInChunks(ids, async (part) => {
    const query = db(TABLES.entries).select(entryTable.columns).whereIn('id', part);
    return entryTable.read(await asOfNow(db, query));
  });
}

/** Whose these rows are, or holds: the ids of their accounts, of the present whatever the transaction shows. */
export async function findAccountsOf(
  db: Db,
  of: 'entries' | 'holds',
  ids: readonly string[],
): Promise<Map<string, AccountId>> {
  const accounts = new Map<string, AccountId>();
  await lookTwice(db, ids, accounts, async (some, reading) => {
    await findInChunks(some, async (part) => {
      const query = db(TABLES[of]).select('id', 'account_id').whereIn('id', part);
      const rows = (await reading(query)) as { id: string; account_id: unknown }[];
      for (const row of rows) accounts.set(row.id, readAccountId(row.account_id));
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
  return findInChunks(ids, async (part) => {
    const query = db(TABLES.allocations).select(allocationTable.columns).whereIn(column, part).orderBy('id');
    return allocationTable.read(await asOfNow(db, query));
  });
}
