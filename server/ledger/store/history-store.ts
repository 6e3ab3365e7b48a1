import { asText, type Db, type Dialect, type Milliseconds, readInteger } from '../../kernel';
import { TABLES } from '../schema';
import type { Entry } from '../state';
import { entryTable } from './tables';

/** L33. The sums of an account's rows that had taken effect by an instant, as text (L3). */
export async function sumsOfEffective(
  db: Db,
  dialect: Dialect,
  accountId: number,
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

/** A page of an account's rows, newest first. */
export async function entriesOf(db: Db, accountId: number, limit: number, offset: number): Promise<Entry[]> {
  const rows = await db(TABLES.entries)
    .select(entryTable.columns)
    .where('account_id', accountId)
    .orderBy('sequence', 'desc')
    .limit(limit)
    .offset(offset);
  return entryTable.read(rows);
}

/** An account's rows in a range of sequence numbers, oldest first. */
export async function entriesBetween(
  db: Db,
  accountId: number,
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

export async function countEntries(db: Db, accountId: number): Promise<number> {
  const row = await db(TABLES.entries).where('account_id', accountId).count({ count: '*' }).first();
  return readInteger(row?.count);
}

interface Owned {
  readonly id: unknown;
  readonly member: string;
  readonly currency: string;
}

/** Whose accounts these are: as their rows say, which no rebuild changes or, where there is none, as the accounts do. */
export async function findOwners(
  db: Db,
  accountIds: readonly number[],
): Promise<Map<number, { member: string; currency: string }>> {
  const owners = new Map<number, { member: string; currency: string }>();
  for (let start = 0; start < accountIds.length; start += 10_000) {
    const part = accountIds.slice(start, start + 10_000);
    const ofRows = await db(TABLES.entries)
      .distinct('account_id as id', 'member', 'currency')
      .whereIn('account_id', part);
    const ofAccounts = await db(TABLES.accounts).select('id', 'member', 'currency').whereIn('id', part);
    const owned = (ofAccounts as Owned[]).concat(ofRows as Owned[]);
    for (const { id, member, currency } of owned) owners.set(readInteger(id), { member, currency });
  }
  return owners;
}
