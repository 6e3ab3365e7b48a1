import type { AccountId, Db } from '../../kernel';
import { entryTable, TABLES } from '../schema';
import type { Posted, StoredAllocation } from '../state';
import { NO_ID } from './account-store';
import { findAllocations } from './entry-store';
import { entriesBetween } from './history-store';

/** An account's rows in a range of sequence numbers, oldest first, with what they moved. */
export async function postedBetween(
  db: Db,
  accountId: AccountId,
  after: number,
  upTo: number,
  limit: number,
): Promise<Posted[]> {
  return withAllocations(db, await entriesBetween(db, accountId, after, upTo, limit));
}

/** A row's place in the order of all chains. */
export interface Place {
  readonly accountId: AccountId;
  readonly sequence: number;
}

/** Before every row of every account. */
export const BEFORE_ALL: Place = { accountId: NO_ID, sequence: 0 };

/** Rows of several accounts, chain after chain, from a place on. */
export async function postedAfter(
  db: Db,
  accountIds: readonly AccountId[],
  place: Place,
  limit: number,
): Promise<Posted[]> {
  const rows = await db(TABLES.entries)
    .select(entryTable.columns)
    .whereIn('account_id', accountIds)
    .whereRaw('(account_id > ? OR (account_id = ? AND sequence > ?))', [
      place.accountId,
      place.accountId,
      place.sequence,
    ])
    .orderBy('account_id')
    .orderBy('sequence')
    .limit(limit);
  return withAllocations(db, entryTable.read(rows));
}

async function withAllocations(db: Db, entries: readonly Posted['entry'][]): Promise<Posted[]> {
  const ids = entries.map((entry) => entry.id);
  const byEntry = new Map<string, StoredAllocation[]>(ids.map((id) => [id, []]));
  for (const part of await findAllocations(db, 'entry_id', ids)) byEntry.get(part.entryId)?.push(part);
  return entries.map((entry) => ({ entry, allocations: byEntry.get(entry.id) ?? [] }));
}

/** Accounts that have rows but no account row. */
export async function findAccountsWithoutRow(db: Db): Promise<unknown[]> {
  const rows: { account_id: unknown }[] = await db(`${TABLES.entries} as e`)
    .leftJoin(`${TABLES.accounts} as a`, 'a.id', 'e.account_id')
    .whereNull('a.id')
    .distinct('e.account_id');
  return rows.map((row) => row.account_id);
}
