/**
 * The tables of the scheduled tasks, as lean Strapi models like those of the ledger. Instants are milliseconds by the
 * database's own clock, which all instances share.
 */
import type { TaskCounts, TaskInput, TaskTrigger } from '../contract';
import { actor, instant, integer, json, longText, nullable, primary, text, ulid, word } from '../kernel/fields';
import { defineTable, index, unique } from '../kernel/table';

/** How a run stands in its table: whether one that runs is interrupted, the lease says. */
export type StoredStatus = 'running' | 'succeeded' | 'failed' | 'abandoned';

const taskName = () => text(64);
/** The process that performs a run. */
const owner = () => text(200);

/** One row a task: the run that has not come to its end, and whose it is. */
export const leaseTable = defineTable({
  name: 'task-lease',
  table: 'rewards_task_leases',
  fields: {
    /** The task's name. */
    id: primary(taskName()),
    /** Null when the run was given up, or when there is none. */
    owner: nullable(owner()),
    runId: nullable(ulid()),
    /** Goes up with every change of hands; who holds an older number writes nothing any more. */
    fence: integer(),
    expiresAt: instant(),
  },
});

export const runTable = defineTable({
  name: 'task-run',
  table: 'rewards_task_runs',
  fields: {
    id: primary(ulid()),
    task: taskName(),
    origin: word<TaskTrigger>(),
    /** The instant of the schedule; null for a run that was asked for, of which there may be many. */
    slot: nullable(instant()),
    actor: actor(),
    /** What was asked of it. */
    input: nullable(json<TaskInput>()),
    owner: owner(),
    status: word<StoredStatus>(),
    takeovers: integer(),
    startedAt: instant(),
    finishedAt: nullable(instant()),
    counts: json<TaskCounts>(),
    error: nullable(longText()),
  },
  indexes: [unique('task_runs_slot', 'task', 'slot'), index('task_runs_history', 'task', 'id')],
});
