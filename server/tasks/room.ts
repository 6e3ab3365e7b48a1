import { TASK_ENDPOINTS, TASK_NAMES, type TaskName } from '../contract';
import { createIdSource, invariant, newProcessId, outside, type TaskWork } from '../kernel';
import { defineRoom, type Gathered } from '../kernel/room';
import { taskController } from './http/controller';
import { leaseTable, runTable } from './schema';
import { readLeaseMs, readTaskSettings } from './settings';
import { createTasks } from './tasks';

type Needs = Pick<Gathered, 'taskWork'>;

/** Every task's work, by the rooms that have it. */
function workOf(gathered: Partial<Record<TaskName, TaskWork>>): Record<TaskName, TaskWork> {
  const missing = TASK_NAMES.filter((name) => gathered[name] === undefined);
  invariant(missing.length === 0, `no room performs ${missing.join(', ')}`);
  return gathered as Record<TaskName, TaskWork>;
}

export const taskRoom = defineRoom<Needs>()({
  models: [leaseTable.model, runTable.model],
  permissions: {
    'view-tasks': { displayName: 'View scheduled tasks and their runs', subCategory: 'tasks' },
    'run-tasks': { displayName: 'Run scheduled tasks', subCategory: 'tasks' },
  },
  settings: { tasks: readTaskSettings, taskLeaseSeconds: readLeaseMs },
  create({ knex, dialect, strapi, setting }, { taskWork }) {
    const { plans, isScheduling } = readTaskSettings(setting('tasks'));
    let work: Record<TaskName, TaskWork> | undefined;
    const tasks = createTasks({
      plans,
      isScheduling,
      db: knex,
      dialect,
      newId: createIdSource(),
      owner: newProcessId(),
      leaseMs: readLeaseMs(setting('taskLeaseSeconds')),
      log: strapi.log,
      get work() {
        return (work ??= workOf(taskWork()));
      },
    });
    return { tasks };
  },
  services: {
    // A task is no part of its caller's transaction; on SQLite it could not even begin before that ends.
    tasks: ({ dialect, transactions }, { tasks }) =>
      dialect === 'sqlite' ? outside(transactions, 'tasks', tasks) : tasks,
  },
  endpoints: { tasks: TASK_ENDPOINTS },
  controllers: { tasks: (_, { tasks }) => taskController(tasks) },
  setUp: (_, { tasks }) => tasks.prepare(),
  start: ({ tasks }) => tasks.start(),
  stop: ({ tasks }) => tasks.stop(),
});
