import type { Knex } from 'knex';
import { type Db, type Dialect, dialectOf, type Milliseconds, present, readInteger, writeRows } from '../kernel';
import { TASK_TABLES } from './schema';

/** What the database says of a task's lease. */
export interface Lease {
  readonly task: string;
  readonly owner: string | null;
  readonly runId: string | null;
  readonly fence: number;
  readonly expiresAt: Milliseconds;
}

/**
 * The database's clock in milliseconds since 1970, without passing through any session's time zone. On PostgreSQL not
 * `now()`, which stands still from the beginning of a transaction, and so from before a lock was waited for.
 */
const CLOCK: Record<Dialect, string> = {
  sqlite: "CAST(ROUND((julianday('now') - 2440587.5) * 86400000) AS INTEGER)",
  postgres: 'CAST(FLOOR(EXTRACT(EPOCH FROM clock_timestamp()) * 1000) AS BIGINT)',
  mysql: "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6)) DIV 1000",
};

/** What time it is by the clock that all instances share. */
export async function databaseNow(db: Db): Promise<Milliseconds> {
  const rows: unknown = await db.select(db.raw(`${CLOCK[dialectOf(db)]} AS db_now`));
  return readInteger(present((rows as { db_now: unknown }[])[0], 'the database’s clock').db_now);
}

/** Makes the row of a task, once for ever. Outside a transaction, so that no lock on a gap stays behind. */
export async function ensureLease(db: Db, dialect: Dialect, task: string): Promise<void> {
  const columns = [
    { name: 'id', type: 'text' as const },
    { name: 'fence', type: 'bigint' as const },
    { name: 'expires_at', type: 'bigint' as const },
  ];
  await writeRows(db, dialect, [{ kind: 'insert-new', table: TASK_TABLES.leases, columns, rows: [[task, 0, 0]] }]);
}

/**
 * Locks a task's lease until the transaction ends. An UPDATE that changes nothing is the one statement that does so on
 * every database: a row lock on PostgreSQL and MySQL, the database's write lock on SQLite.
 */
export async function lockLease(trx: Knex.Transaction, task: string): Promise<Lease> {
  await trx(TASK_TABLES.leases)
    .where({ id: task })
    .update({ fence: trx.raw('fence') });
  return present((await readLeases(trx, [task]))[0], `the lease of the task ${task}`);
}

export async function readLeases(db: Db, tasks: readonly string[]): Promise<Lease[]> {
  const rows: unknown = await db(TASK_TABLES.leases)
    .select('id', 'owner', 'run_id', 'fence', 'expires_at')
    .whereIn('id', [...tasks])
    .orderBy('id');
  return (rows as Record<string, unknown>[]).map((row) => ({
    task: row.id as string,
    owner: row.owner as string | null,
    runId: row.run_id as string | null,
    fence: readInteger(row.fence),
    expiresAt: readInteger(row.expires_at),
  }));
}

/** Writes a lease that the transaction has locked. */
export async function writeLease(trx: Knex.Transaction, { task, owner, runId, fence, expiresAt }: Lease) {
  await trx(TASK_TABLES.leases).where({ id: task }).update({ owner, run_id: runId, fence, expires_at: expiresAt });
}
