import type { Knex } from 'knex';
import {
  type AccountId,
  asOfNow,
  certainly,
  countRows,
  type Db,
  type Dialect,
  lockRows,
  mayBeOutdated,
  type Milliseconds,
  numbered,
  readAccountId,
  writeRows,
  ZERO,
} from '../../kernel';
import { genesisHash } from '../chain';
import { accountTable, TABLES } from '../schema';
import type { Account } from '../state';

/** The columns that are read by name. */
interface StoredAccount {
  readonly id: unknown;
  readonly member: string;
  readonly currency: string;
  readonly next_due_at: unknown;
}

/** Who an account is of. */
export interface AccountKey {
  readonly member: string;
  readonly currency: string;
}

/** The name under which an account is looked up. */
export const nameOf = ({ member, currency }: AccountKey): string => `${currency}:${member}`;

/** The ids of the accounts that exist. */
export async function findAccountIds(db: Db, keys: readonly AccountKey[]): Promise<(AccountKey & { id: AccountId })[]> {
  const wanted = new Set(keys.map(nameOf));
  // By members alone, who have few accounts each: of pairs PostgreSQL makes an OR, and reads the currency's whole index for
  // each of them where it has no statistics yet.
  const rows: Pick<StoredAccount, 'id' | 'member' | 'currency'>[] = await db<StoredAccount>(TABLES.accounts)
    .select('id', 'member', 'currency')
    .whereIn('member', [...new Set(keys.map(({ member }) => member))]);
  return rows.filter((row) => wanted.has(nameOf(row))).map((row) => ({ ...row, id: readAccountId(row.id) }));
}

/** Opens accounts, all figures zero; one that somebody else has opened meanwhile is left as it is. */
export async function openAccounts(db: Db, dialect: Dialect, keys: readonly AccountKey[]): Promise<void> {
  const accounts = keys.map(({ member, currency }) => emptyAccount(member, currency));
  await writeRows(db, dialect, [numbered(accountTable.insertedIfNew(accounts))]);
}

/** Of an account that the database has yet to number. */
export const NO_ID = 0 as AccountId;

/** An account before its first row. */
export const emptyAccount = (member: string, currency: string): Account => ({
  id: NO_ID,
  member,
  currency,
  sequence: 0,
  balance: ZERO,
  held: ZERO,
  lifetimeEarned: ZERO,
  lifetimeSpent: ZERO,
  arrears: ZERO,
  lastPostedAt: 0,
  lastHash: genesisHash(member, currency),
  nextDueAt: null,
  level: null,
  tier: null,
  lastReconciledAt: null,
  reconciliationStatus: 'pending',
});

/** How accounts are locked: waiting for whoever has them, or passing over those that somebody has. */
export interface Locking {
  readonly skipLocked: boolean;
}

/**
 * Locks accounts until the transaction ends, always in the order of their ids, so that two transactions can never wait
 * for each other (L28). SQLite has one writer at a time: there the lock is the database's.
 */
export async function lockAccounts(
  trx: Knex.Transaction,
  dialect: Dialect,
  ids: readonly AccountId[],
  { skipLocked }: Locking = { skipLocked: false },
): Promise<Account[]> {
  const rows = await lockRows(trx, dialect, TABLES.accounts, accountTable.columns, ids, {
    strength: 'update',
    skipLocked,
  });
  return accountTable.read(rows);
}

/** Reads accounts without locking them. */
export async function readAccounts(db: Db, ids: readonly AccountId[]): Promise<Account[]> {
  return accountTable.read(await db(TABLES.accounts).select(accountTable.columns).whereIn('id', ids).orderBy('id'));
}

/** As `findAccountIds`, of the present whatever the transaction shows: ids by name. */
export async function findAccountIdsForSure(db: Db, keys: readonly AccountKey[]): Promise<Map<string, AccountId>> {
  const ids = new Map((await findAccountIds(db, keys)).map((found) => [nameOf(found), found.id]));
  for (const key of mayBeOutdated(db) ? keys : []) {
    const id = ids.get(nameOf(key)) ?? (await findAccountIdForSure(db, key));
    if (id !== undefined) ids.set(nameOf(key), id);
  }
  return ids;
}

/** The id of an account, of the present whatever the transaction shows; locks the gap where there is none. */
export async function findAccountIdForSure(db: Db, { member, currency }: AccountKey): Promise<AccountId | undefined> {
  const query = db(TABLES.accounts).select('id').where({ member, currency });
  const [row] = (await certainly(db, query)) as { id: unknown }[];
  return row && readAccountId(row.id);
}

/** Reads an account without locking it. */
export async function readAccount(db: Db, { member, currency }: AccountKey): Promise<Account | undefined> {
  const query = db(TABLES.accounts).select(accountTable.columns).where({ member, currency });
  return accountTable.read(await asOfNow(db, query)).find((one) => one.member === member && one.currency === currency);
}

/** All accounts of members, in the order in which they were opened, without locking them. */
export async function readAccountsOf(db: Db, members: readonly string[]): Promise<Account[]> {
  const wanted = new Set(members);
  const query = db(TABLES.accounts).select(accountTable.columns).whereIn('member', members).orderBy('id');
  return accountTable.read(await asOfNow(db, query)).filter(({ member }) => wanted.has(member));
}

/** Accounts of which something has fallen due, the longest overdue first. */
export async function findDueAccounts(db: Db, now: Milliseconds, most: number): Promise<AccountId[]> {
  const rows: Pick<StoredAccount, 'id'>[] = await db<StoredAccount>(TABLES.accounts)
    .select('id')
    .where('next_due_at', '<=', now)
    .orderBy('next_due_at')
    .orderBy('id')
    .limit(most);
  return rows.map((row) => readAccountId(row.id));
}

/** How many there are of them. */
export const countDueAccounts = (db: Db, now: Milliseconds): Promise<number> =>
  countRows(db(TABLES.accounts).where('next_due_at', '<=', now));

/** A page of accounts by id, for what goes through all of them. */
export async function accountsAfter(
  db: Db,
  after: number,
  most: number,
  scope: Partial<AccountKey>,
): Promise<Account[]> {
  const query = db(TABLES.accounts).select(accountTable.columns).where('id', '>', after).orderBy('id').limit(most);
  if (scope.member !== undefined) query.where('member', scope.member);
  if (scope.currency !== undefined) query.where('currency', scope.currency);
  return accountTable.read(await query);
}

/** Whose an account is. */
export type Owner = Pick<Account, 'id' | 'member' | 'currency'>;

/** Whose these accounts are, by their ids. */
export async function readOwners(db: Db, ids: readonly AccountId[]): Promise<Map<AccountId, Owner>> {
  const rows: unknown = await db(TABLES.accounts)
    .select('id', 'member', 'currency')
    .whereIn('id', [...ids]);
  const accounts = (rows as Record<string, unknown>[]).map((row) => ({
    id: readAccountId(row.id),
    member: row.member as string,
    currency: row.currency as string,
  }));
  return new Map(accounts.map((account) => [account.id, account]));
}
