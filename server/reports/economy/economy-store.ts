import { countRows, DAY, type Db, type Dialect, type Milliseconds, readInteger, readSum, sumOf } from '../../kernel';
import { TABLES } from '../../ledger';

/** What the accounts of a currency hold together. */
export interface Holdings {
  readonly currency: string;
  readonly balance: bigint;
  readonly held: bigint;
  readonly holders: number;
}

/** What the rows of a currency and a day did to all its accounts together. */
export interface Movements {
  readonly currency: string;
  /** Days since 1970-01-01, in UTC. */
  readonly day: number;
  readonly earned: bigint;
  readonly spent: bigint;
  readonly expired: bigint;
}

export async function readHoldings(db: Db, dialect: Dialect): Promise<Holdings[]> {
  const rows: unknown = await db(TABLES.accounts)
    .select(
      'currency',
      db.raw(`${sumOf(dialect, 'balance')} AS balance`),
      db.raw(`${sumOf(dialect, 'held')} AS held`),
      db.raw('SUM(CASE WHEN balance > 0 THEN 1 ELSE 0 END) AS holders'),
    )
    .groupBy('currency');
  return (rows as Record<string, unknown>[]).map((row) => ({
    currency: row.currency as string,
    balance: readSum(row.balance),
    held: readSum(row.held),
    holders: readInteger(row.holders),
  }));
}

/**
 * By currency and day, of the rows posted since an instant.
 *
 * @param before and before this one; null: up to now
 */
export async function readMovements(
  db: Db,
  dialect: Dialect,
  since: Milliseconds,
  before: Milliseconds | null,
): Promise<Movements[]> {
  const day = `posted_at ${dialect === 'mysql' ? 'DIV' : '/'} ${DAY}`;
  const query = db(TABLES.entries)
    .select(
      'currency',
      db.raw(`${day} AS day`),
      db.raw(`${sumOf(dialect, 'earned')} AS earned`),
      db.raw(`${sumOf(dialect, 'spent')} AS spent`),
      db.raw(`${sumOf(dialect, "CASE WHEN type = 'expire' THEN -amount ELSE 0 END")} AS expired`),
    )
    .where('posted_at', '>=', since)
    .groupByRaw(`currency, ${day}`);
  if (before !== null) query.where('posted_at', '<', before);
  const rows: unknown = await query;
  return (rows as Record<string, unknown>[]).map((row) => ({
    currency: row.currency as string,
    day: readInteger(row.day),
    earned: readSum(row.earned),
    spent: readSum(row.spent),
    expired: readSum(row.expired),
  }));
}

/** Lots with something free that expire after the first instant and by the second. Without the first: by the second. */
export async function countLotsExpiring(db: Db, after: Milliseconds | null, upTo: Milliseconds): Promise<number> {
  const query = db(TABLES.lots).where('is_open', 1).where('expires_at', '<=', upTo).whereRaw('remaining > held');
  if (after !== null) query.where('expires_at', '>', after);
  return countRows(query);
}

export async function countHoldsOverdue(db: Db, now: Milliseconds): Promise<number> {
  const query = db(TABLES.holds).where('status', 'open').where('expires_at', '<=', now);
  return countRows(query);
}
