import type { Knex } from 'knex';
import type { ReconciliationStatus, ReconciliationType } from '../contract';
import { countRows, type Db, type Dialect, type Milliseconds, type Span, writeRows } from '../kernel';
import type { Row } from '../kernel/table';
import { runTable } from './schema';

const { name: TABLE, columns } = runTable;

/** A run as it is stored. */
export type Run = Row<typeof runTable>;

/** Writes a run down, unless it is there. */
export const insertRun = (db: Db, dialect: Dialect, run: Run): Promise<void> =>
  writeRows(db, dialect, [runTable.insertedIfNew([run])]);

export async function readRun(db: Db, id: string): Promise<Run | undefined> {
  return runTable.read(await db(TABLE).select(columns).where({ id }))[0];
}

/**
 * Notes how far a run has come, if it stands where its process believes; false: another process has gone on with it, or
 * it was ended.
 *
 * @param from where it stood
 */
export async function advanceRun(trx: Knex.Transaction, run: Run, from: string): Promise<boolean> {
  const { id, isCancelRequested: _, ...changes } = run;
  const where = { id, cursor: from, status: 'running' };
  return (await trx(TABLE).where(where).update(runTable.toColumns(changes))) === 1;
}

export async function requestCancel(db: Db, id: string): Promise<boolean> {
  return (await db(TABLE).where({ id, status: 'running' }).update({ is_cancel_requested: 1 })) === 1;
}

/** Ends runs that nobody performs any more, because their task was given up. */
export async function failOthers(db: Db, id: string, failure: string, at: Milliseconds): Promise<void> {
  await db(TABLE).where({ status: 'running' }).whereNot({ id }).update({ status: 'failed', failure, completed_at: at });
}

export const countRuns = (db: Db): Promise<number> => countRows(db(TABLE));

/** Newest first: an id sorts by the time of its making. */
export async function readRuns(db: Db, { skip, limit }: Span): Promise<Run[]> {
  return runTable.read(await db(TABLE).select(columns).orderBy('id', 'desc').offset(skip).limit(limit));
}

/** The newest runs of some statuses and types. */
export async function readNewest(
  db: Db,
  where: { readonly statuses: readonly ReconciliationStatus[]; readonly types?: readonly ReconciliationType[] },
  limit: number,
): Promise<Run[]> {
  const query = db(TABLE)
    .select(columns)
    .whereIn('status', [...where.statuses])
    .orderBy('id', 'desc')
    .limit(limit);
  if (where.types) query.whereIn('type', [...where.types]);
  return runTable.read(await query);
}
