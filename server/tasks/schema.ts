/**
 * The tables of the scheduled tasks, as lean Strapi models like those of the ledger. Instants are milliseconds by the
 * database's own clock, which all instances share.
 */
import { integer, primaryId, required, requiredInteger, requiredText, text } from '../kernel/columns';

export const TASK_TABLES = { leases: 'rewards_task_leases', runs: 'rewards_task_runs' } as const;

/** One row a task: the run that has not come to its end, and whose it is. */
const taskLease = {
  uid: 'plugin::rewards.task-lease',
  singularName: 'task-lease',
  tableName: TASK_TABLES.leases,
  attributes: {
    /** The task's name. */
    id: primaryId(64),
    /** Null when the run was given up, or when there is none. */
    owner: text(200),
    runId: text(26),
    /** Goes up with every change of hands; who holds an older number writes nothing any more. */
    fence: requiredInteger,
    expiresAt: requiredInteger,
  },
  indexes: [],
};

const taskRun = {
  uid: 'plugin::rewards.task-run',
  singularName: 'task-run',
  tableName: TASK_TABLES.runs,
  attributes: {
    id: primaryId(26),
    task: requiredText(64),
    origin: requiredText(16),
    /** The instant of the schedule; null for a run that was asked for, of which there may be many. */
    slot: integer,
    actorId: text(120),
    actorName: text(200),
    /** What was asked of it, as JSON. */
    input: { type: 'text' },
    owner: requiredText(200),
    status: requiredText(16),
    takeovers: requiredInteger,
    startedAt: requiredInteger,
    finishedAt: integer,
    counts: { type: 'text', ...required },
    error: { type: 'text' },
  },
  indexes: [
    { name: 'rewards_task_runs_slot', columns: ['task', 'slot'], type: 'unique' as const },
    { name: 'rewards_task_runs_history', columns: ['task', 'id'] },
  ],
};

/** The models that the room of the tasks gives to Strapi. */
export const taskModels = [taskLease, taskRun];
