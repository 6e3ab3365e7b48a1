import { z } from 'zod';
import type { TaskEndpointTypes, TasksService } from '../../contract';
import { actorOf } from '../../kernel';
import { administratorOf, adminAction, type AdminAction } from '../../kernel/http';
import { nameField, nothing, pageFields } from '../../kernel/query';

const task = nameField(64);
const runsQuery = z.strictObject({ ...pageFields(), task });
const oneTask = z.strictObject({ task });
const ACCEPTED = 202;

/** Answers the page of scheduled tasks in the admin panel. */
export function taskController(tasks: TasksService): Record<keyof TaskEndpointTypes, AdminAction> {
  return {
    listTasks: adminAction('listTasks', nothing, () => tasks.list()),
    listTaskRuns: adminAction('listTaskRuns', runsQuery, (query) => tasks.history(query)),
    runTask: adminAction('runTask', oneTask, async ({ task: name }, ctx) => {
      const run = await tasks.run(name, { actor: actorOf(administratorOf(ctx)) });
      ctx.status = ACCEPTED;
      return run;
    }),
  };
}
