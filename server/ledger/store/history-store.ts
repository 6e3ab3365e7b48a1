import {
  type AccountId,
  asText,
  chunksOf,
  countRows,
  type Db,
  type Dialect,
  IDS_PER_STATEMENT,
  type Milliseconds,
  readAccountId,
  type Span,
} from '../../kernel';
import { entryTable, TABLES } from '../schema';
import type { Entry } from '../state';

/** L33. The sums of an account's rows that had taken effect by an instant, as text (L3). */
export async function sumsOfEffective(
  db: Db,
  dialect: Dialect,
  accountId: AccountId,
  at: Milliseconds,
): Promise<Readonly<Record<'amount' | 'held' | 'earned' | 'spent' | 'sequence', unknown>>> {
  const sum = (column: string) => db.raw(`${asText(dialect, `SUM(${column})`)} AS ${column}`);
  const row: unknown = await db(TABLES.entries)
    .select(sum('amount'), sum('held'), sum('earned'), sum('spent'))
    .max({ sequence: 'sequence' })
    .where('account_id', accountId)
    .where('effective_at', '<=', at)
    .first();
  return row as Awaited<ReturnType<typeof sumsOfEffective>>;
}

/** A page of the rows of a member's accounts, newest first; those of one instant by account, and then by their numbers. */
export async function entriesOf(db: Db, accountIds: readonly AccountId[], { skip, limit }: Span): Promise<Entry[]> {
  const query = db(TABLES.entries).select(entryTable.columns).whereIn('account_id', accountIds);
  // The rows of one account are in order by their numbers, which an index has.
  if (accountIds.length > 1) query.orderBy('posted_at', 'desc').orderBy('account_id', 'desc');
  return entryTable.read(await query.orderBy('sequence', 'desc').limit(limit).offset(skip));
}

/** An account's rows in a range of sequence numbers, oldest first. */
export async function entriesBetween(
  db: Db,
  accountId: AccountId,
  after: number,
  upTo: number,
  limit: number,
): Promise<Entry[]> {
  const rows = await db(TABLES.entries)
    .select(entryTable.columns)
    .where('account_id', accountId)
    .where('sequence', '>', after)
    .where('sequence', '<=', upTo)
    .orderBy('sequence')
    .limit(limit);
  return entryTable.read(rows);
}

export const countEntries = (db: Db, accountIds: readonly AccountId[]): Promise<number> =>
  countRows(db(TABLES.entries).whereIn('account_id', accountIds));

interface Owned {
  readonly id: unknown;
  readonly member: string;
  readonly currency: string;
}

/** Whose accounts these are: as their rows say, which no rebuild changes or, where there is none, as the accounts do. */
export async function findOwners(
  db: Db,
  accountIds: readonly AccountId[],
): Promise<Map<AccountId, { member: string; currency: string }>> {
  const owners = new Map<AccountId, { member: string; currency: string }>();
  for (const part of chunksOf(IDS_PER_STATEMENT, accountIds)) {
    const ofRows = await db(TABLES.entries)
      .distinct('account_id as id', 'member', 'currency')
      .whereIn('account_id', part);
    const ofAccounts = await db(TABLES.accounts).select('id', 'member', 'currency').whereIn('id', part);
    const owned = (ofAccounts as Owned[]).concat(ofRows as Owned[]);
    for (const { id, member, currency } of owned) owners.set(readAccountId(id), { member, currency });
  }
  return owners;
}
