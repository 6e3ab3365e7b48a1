import type { Knex } from 'knex';
import { type Db, type Dialect, present, writeRows } from '../kernel';
import type { Row } from '../kernel/table';
import { leaseTable } from './schema';

/** What the database says of a task's lease. */
export type Lease = Row<typeof leaseTable>;

/** Makes the row of a task, once for ever. Outside a transaction, so that no lock on a gap stays behind. */
export async function ensureLease(db: Db, dialect: Dialect, task: string): Promise<void> {
  const free: Lease = { id: task, owner: null, runId: null, fence: 0, expiresAt: 0 };
  await writeRows(db, dialect, [leaseTable.insertedIfNew([free])]);
}

/**
 * Locks a task's lease until the transaction ends. An UPDATE that changes nothing is the one statement that does so on
 * every database: a row lock on PostgreSQL and MySQL, the database's write lock on SQLite.
 */
export async function lockLease(trx: Knex.Transaction, task: string): Promise<Lease> {
  await trx(leaseTable.name)
    .where({ id: task })
    .update({ fence: trx.raw('fence') });
  return present((await readLeases(trx, [task]))[0], `the lease of the task ${task}`);
}

export async function readLeases(db: Db, tasks: readonly string[]): Promise<Lease[]> {
  const query = db(leaseTable.name).select(leaseTable.columns);
  return leaseTable.read(await query.whereIn('id', [...tasks]).orderBy('id'));
}

/** Writes a lease that the transaction has locked. */
export async function writeLease(trx: Knex.Transaction, { id, ...changes }: Lease): Promise<void> {
  await trx(leaseTable.name).where({ id }).update(leaseTable.toColumns(changes));
}
