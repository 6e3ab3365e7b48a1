import type { Knex } from 'knex';
import { countRows, type Db, type Milliseconds, type Span } from '../kernel';
import type { Row } from '../kernel/table';
import { runTable } from './schema';

export type Run = Row<typeof runTable>;

const { name: TABLE, columns } = runTable;

export async function insertRun(trx: Knex.Transaction, run: Run): Promise<void> {
  await trx(TABLE).insert(runTable.toColumns(run));
}

/** What changes of a run while it runs and when it ends. */
export async function updateRun(
  trx: Knex.Transaction,
  { id, owner, status, takeovers, finishedAt, counts, error }: Run,
): Promise<void> {
  const changes = runTable.toColumns({ owner, status, takeovers, finishedAt, counts, error });
  await trx(TABLE).where({ id }).update(changes);
}

export async function readRun(db: Db, id: string): Promise<Run | undefined> {
  return runTable.read(await db(TABLE).select(columns).where({ id }))[0];
}

/** Whether a task has run for this instant of its schedule, or does so. */
export async function hasSlot(db: Db, task: string, slot: Milliseconds): Promise<boolean> {
  return (await db(TABLE).select('id').where({ task, slot }).first()) !== undefined;
}

export const countRuns = (db: Db, task: string): Promise<number> => countRows(db(TABLE).where({ task }));

/** Newest first: an id sorts by the time of its making. */
export async function readRuns(db: Db, task: string, { skip, limit }: Span): Promise<Run[]> {
  return runTable.read(await db(TABLE).select(columns).where({ task }).orderBy('id', 'desc').offset(skip).limit(limit));
}

export async function readLastEnded(db: Db, task: string): Promise<Run | undefined> {
  const ended = db(TABLE).select(columns).where({ task }).whereNot('status', 'running');
  return runTable.read(await ended.orderBy('id', 'desc').limit(1))[0];
}

/** Forgets the runs of a task beyond the newest so many. */
export async function pruneRuns(trx: Knex.Transaction, task: string, keep: number): Promise<void> {
  const [oldest] = (await trx(TABLE).select('id').where({ task }).orderBy('id', 'desc').offset(keep).limit(1)) as {
    id: string;
  }[];
  if (oldest) await trx(TABLE).where({ task }).where('id', '<=', oldest.id).whereNot('status', 'running').del();
}
