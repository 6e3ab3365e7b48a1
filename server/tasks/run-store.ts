import type { Knex } from 'knex';
import type { TaskCounts, TaskInput, TaskTrigger } from '../contract';
import { type Db, type Milliseconds, readInteger } from '../kernel';
import { TASK_TABLES } from './schema';

/** How a run stands in its table: whether one that runs is interrupted, the lease says. */
export type StoredStatus = 'running' | 'succeeded' | 'failed' | 'abandoned';

export interface Run {
  readonly id: string;
  readonly task: string;
  readonly origin: TaskTrigger;
  readonly slot: Milliseconds | null;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly input: TaskInput;
  readonly owner: string;
  readonly status: StoredStatus;
  readonly takeovers: number;
  readonly startedAt: Milliseconds;
  readonly finishedAt: Milliseconds | null;
  readonly counts: TaskCounts;
  readonly error: string | null;
}

const COLUMNS = {
  id: 'id',
  task: 'task',
  origin: 'origin',
  slot: 'slot',
  actorId: 'actor_id',
  actorName: 'actor_name',
  input: 'input',
  owner: 'owner',
  status: 'status',
  takeovers: 'takeovers',
  startedAt: 'started_at',
  finishedAt: 'finished_at',
  counts: 'counts',
  error: 'error',
} as const satisfies Record<keyof Run, string>;

const numberOrNull = (value: unknown): number | null => (value === null ? null : readInteger(value));

function toRuns(rows: unknown): Run[] {
  const stored = rows as (Omit<Run, 'counts' | 'input'> & { readonly counts: string; readonly input: string | null })[];
  return stored.map((row) => ({
    ...row,
    input: JSON.parse(row.input ?? '{}') as TaskInput,
    slot: numberOrNull(row.slot),
    takeovers: readInteger(row.takeovers),
    startedAt: readInteger(row.startedAt),
    finishedAt: numberOrNull(row.finishedAt),
    counts: JSON.parse(row.counts) as TaskCounts,
  }));
}

export async function insertRun(trx: Knex.Transaction, run: Run): Promise<void> {
  const values = Object.entries({ ...run, counts: JSON.stringify(run.counts), input: JSON.stringify(run.input) });
  await trx(TASK_TABLES.runs).insert(
    Object.fromEntries(values.map(([name, value]) => [COLUMNS[name as keyof Run], value])),
  );
}

/** What changes of a run while it runs and when it ends. */
export async function updateRun(
  trx: Knex.Transaction,
  { id, owner, status, takeovers, finishedAt, counts, error }: Run,
): Promise<void> {
  await trx(TASK_TABLES.runs)
    .where({ id })
    .update({ owner, status, takeovers, finished_at: finishedAt, counts: JSON.stringify(counts), error });
}

export async function readRun(db: Db, id: string): Promise<Run | undefined> {
  return toRuns(await db(TASK_TABLES.runs).select(COLUMNS).where({ id }))[0];
}

/** Whether a task has run for this instant of its schedule, or does so. */
export async function hasSlot(db: Db, task: string, slot: Milliseconds): Promise<boolean> {
  return (await db(TASK_TABLES.runs).select('id').where({ task, slot }).first()) !== undefined;
}

export async function countRuns(db: Db, task: string): Promise<number> {
  const query = db(TASK_TABLES.runs).where({ task }).count({ count: '*' });
  const [row] = (await query) as { count: unknown }[];
  return readInteger(row?.count ?? 0);
}

/** Newest first: an id sorts by the time of its making. */
export async function readRuns(db: Db, task: string, offset: number, limit: number): Promise<Run[]> {
  return toRuns(
    await db(TASK_TABLES.runs).select(COLUMNS).where({ task }).orderBy('id', 'desc').offset(offset).limit(limit),
  );
}

export async function readLastEnded(db: Db, task: string): Promise<Run | undefined> {
  const ended = db(TASK_TABLES.runs).select(COLUMNS).where({ task }).whereNot('status', 'running');
  return toRuns(await ended.orderBy('id', 'desc').limit(1))[0];
}

/** Forgets the runs of a task beyond the newest so many. */
export async function pruneRuns(trx: Knex.Transaction, task: string, keep: number): Promise<void> {
  const [oldest] = (await trx(TASK_TABLES.runs)
    .select('id')
    .where({ task })
    .orderBy('id', 'desc')
    .offset(keep)
    .limit(1)) as { id: string }[];
  if (oldest)
    await trx(TASK_TABLES.runs).where({ task }).where('id', '<=', oldest.id).whereNot('status', 'running').del();
}
