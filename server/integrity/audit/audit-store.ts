import type { Knex } from 'knex';
import {
  type AccountId,
  chunksOf,
  countRows,
  type Db,
  type Dialect,
  inList,
  type Milliseconds,
  minus,
  type MinorUnits,
  plus,
  readAccountId,
  readInteger,
  readMinorUnits,
  ZERO,
} from '../../kernel';
import { type Account, accountTable, readReversed, TABLES } from '../../ledger';

/** Which members are looked at: one, those with rows posted since an instant or something untrue, or all. */
export interface MemberScope {
  readonly member?: string;
  readonly postedSince?: Milliseconds;
}

function membersIn(db: Db, { member, postedSince }: MemberScope): Knex.QueryBuilder {
  const query = db(TABLES.accounts);
  if (member !== undefined) query.where({ member });
  if (postedSince !== undefined) {
    query.where((touched) => {
      touched.where('last_posted_at', '>=', postedSince).orWhereNot('reconciliation_status', 'verified');
    });
  }
  return query;
}

export async function countMembers(db: Db, scope: MemberScope): Promise<number> {
  const rows: unknown = await membersIn(db, scope).countDistinct({ count: 'member' });
  return readInteger((rows as { count: unknown }[])[0]?.count ?? 0);
}

/** Whether nobody else has an account. It counts no further than to the first one too many. */
export async function areAllMembers(db: Db, members: readonly string[]): Promise<boolean> {
  const some = db(TABLES.accounts)
    .distinct('member')
    .limit(members.length + 1);
  return members.length > 0 && (await countRows(db.from(some.as('some')))) === members.length;
}

/** Members by their key, after one. */
export async function membersAfter(db: Db, after: string, most: number, scope: MemberScope): Promise<string[]> {
  const query = membersIn(db, scope).distinct('member').where('member', '>', after).orderBy('member').limit(most);
  return ((await query) as { member: string }[]).map(({ member }) => member);
}

/** Members whose accounts are read at a time. */
const PART = 5_000;

/** Every account of members, by id. */
export async function accountsOf(db: Db, members: readonly string[]): Promise<Account[]> {
  const accounts: Account[] = [];
  for (const part of chunksOf(PART, members)) {
    const rows: unknown = await db(TABLES.accounts)
      .select(accountTable.columns)
      .whereIn('member', [...part]);
    accounts.push(...accountTable.read(rows));
  }
  return accounts.sort((a, b) => a.id - b.id);
}

/** Rows that are missing between two of an account's rows, or before its first one. */
export interface Gap {
  readonly accountId: AccountId;
  /** The sequences on both sides; 0 before the first row. */
  readonly after: number;
  readonly before: number;
  /** The balance after the one, and before the other. */
  readonly balanceAfter: MinorUnits;
  readonly balanceBefore: MinorUnits;
}

/** Where the sequences of accounts have gaps. */
export async function findGaps(db: Db, accountIds: readonly AccountId[]): Promise<Gap[]> {
  const rows: unknown = await db(`${TABLES.entries} as e`)
    .select({
      account_id: 'e.account_id',
      before: 'e.sequence',
      balance_after: 'e.balance_after',
      amount: 'e.amount',
      after: db(`${TABLES.entries} as p`)
        .max('p.sequence')
        .whereRaw('p.account_id = e.account_id AND p.sequence < e.sequence'),
    })
    .whereRaw(inList('e.account_id', accountIds))
    .where('e.sequence', '>', 1)
    .whereNotExists(
      db(`${TABLES.entries} as q`)
        .select('q.id')
        .whereRaw('q.account_id = e.account_id AND q.sequence = e.sequence - 1'),
    )
    .orderBy(['e.account_id', 'e.sequence']);
  const found = rows as Record<'account_id' | 'before' | 'after' | 'balance_after' | 'amount', unknown>[];
  const gaps: Gap[] = [];
  for (const row of found) {
    const accountId = readAccountId(row.account_id);
    const after = row.after === null ? 0 : readInteger(row.after);
    const balanceBefore = (readMinorUnits(row.balance_after) - readMinorUnits(row.amount)) as MinorUnits;
    const balanceAfter = await balanceAt(db, accountId, after);
    gaps.push({ accountId, after, before: readInteger(row.before), balanceAfter, balanceBefore });
  }
  return gaps;
}

async function balanceAt(db: Db, accountId: AccountId, sequence: number): Promise<MinorUnits> {
  const row: unknown = await db(TABLES.entries)
    .select('balance_after')
    .where({ account_id: accountId, sequence })
    .first();
  return readMinorUnits((row as { balance_after: unknown } | undefined)?.balance_after ?? 0);
}

/** One event that several rows were posted for, under different keys. */
export interface Duplicate {
  readonly accountId: AccountId;
  readonly firstId: string;
  readonly amount: MinorUnits;
  /** What all of them come to, less what was reversed of them. */
  readonly posted: MinorUnits;
}

/** What makes two rows the same event: all of this, though their keys differ. */
const SAME_EVENT = ['account_id', 'source', 'type', 'event_id', 'rule', 'amount'] as const;

/** Rows of which no two may be the same event: captures are none of them, of which a hold may have several. */
const OF_AN_EVENT = "event_id IS NOT NULL AND hold_id IS NULL AND type IN ('grant', 'deduct')";

/**
 * Events that were posted more than once. What was reversed of a row, in whole or in part, is left out: somebody saw to it.
 *
 * @param accountIds left out: all that there are
 */
export async function findDuplicates(db: Db, dialect: Dialect, accountIds?: readonly number[]): Promise<Duplicate[]> {
  const where = accountIds === undefined ? '1 = 1' : inList('account_id', accountIds);
  if (dialect !== 'postgres') return duplicatesWhere(db, where);
  const inDoubt = await withRepeatedHash(db, where);
  return inDoubt.length === 0 ? [] : duplicatesWhere(db, inList('account_id', inDoubt));
}

/**
 * Accounts in which the same event may have been posted twice: rows that are alike have one hash, and where some others
 * have one too, the account is looked at for nothing. PostgreSQL sorts six columns of every row more than twice as long.
 */
async function withRepeatedHash(db: Db, where: string): Promise<number[]> {
  const rows: unknown = await db(TABLES.entries)
    .select('account_id')
    .whereRaw(`${where} AND ${OF_AN_EVENT}`)
    .groupBy('account_id')
    .havingRaw("COUNT(*) > COUNT(DISTINCT hashtextextended(event_id, hashtextextended(COALESCE(rule, ''), amount)))");
  return (rows as { account_id: unknown }[]).map((row) => readAccountId(row.account_id));
}

async function duplicatesWhere(db: Db, where: string): Promise<Duplicate[]> {
  const rows: unknown = await db(TABLES.entries)
    .select(...SAME_EVENT)
    .whereRaw(`${where} AND ${OF_AN_EVENT}`)
    .groupBy(...SAME_EVENT)
    .havingRaw('COUNT(*) > 1');
  const duplicates: Duplicate[] = [];
  for (const group of rows as Record<(typeof SAME_EVENT)[number], unknown>[]) {
    const amount = readMinorUnits(group.amount);
    const left = await leftOfRows(db, group, amount);
    const [first] = left;
    const posted = left.reduce((sum, row) => plus(sum, row.left), ZERO);
    // All are of one sign, so it is too much if it is further from nothing than one of them.
    if (!first || posted * posted <= amount * amount) continue;
    duplicates.push({ accountId: readAccountId(group.account_id), firstId: first.id, amount, posted });
  }
  return duplicates;
}

/** The rows of an event of which something is left, with what that adds to the balance. */
async function leftOfRows(
  db: Db,
  event: Readonly<Record<string, unknown>>,
  amount: MinorUnits,
): Promise<{ readonly id: string; readonly left: MinorUnits }[]> {
  const rows = (await sameEvent(db, event).select('e.id').orderBy('e.id')) as { id: string }[];
  const reversed = await readReversed(
    db,
    rows.map(({ id }) => id),
  );
  return rows
    .map(({ id }) => {
      const gone = reversed.get(id)?.amount ?? ZERO;
      return { id, left: amount < 0n ? plus(amount, gone) : minus(amount, gone) };
    })
    .filter(({ left }) => left !== 0n);
}

/** The rows of one event. */
export function sameEvent(db: Db, event: Readonly<Record<string, unknown>>): Knex.QueryBuilder {
  const query = db(`${TABLES.entries} as e`).whereNull('e.hold_id');
  for (const name of SAME_EVENT) query.where(`e.${name}`, (event[name] ?? null) as string);
  return query;
}

/** D1. Notes when accounts were reconciled, and what came of it. */
export async function markReconciled(
  trx: Knex.Transaction,
  accountIds: readonly AccountId[],
  status: 'verified' | 'discrepancy',
  at: Milliseconds,
): Promise<void> {
  if (accountIds.length === 0) return;
  await trx(TABLES.accounts)
    .whereRaw(inList('id', accountIds))
    .update({ reconciliation_status: status, last_reconciled_at: at });
}
