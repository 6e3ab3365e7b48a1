import { setTimeout } from 'node:timers/promises';

import type { TaskEndpointTypes, TasksService } from '../../../server/contract';
import type { Samples, SampleWorld } from './sample';

const TASK = { task: 'expire-due' };

/** The run of the sample before may not have ended yet. */
async function idle(open: SampleWorld['open']): Promise<void> {
  const tasks = open.strapi.plugin('rewards').service<TasksService>('tasks');
  while ((await tasks.list()).some(({ current }) => current !== null)) await setTimeout(20);
}

export const TASK_SAMPLES: Samples<keyof TaskEndpointTypes> = {
  listTasks: () => ({}),
  listTaskRuns: () => ({ path: TASK }),
  runTask: async ({ open }) => {
    await idle(open);
    return { path: TASK, body: {} };
  },
};
