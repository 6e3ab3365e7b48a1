import type { PageDto } from '../ledger';
import type { TaskDto, TaskRunDto } from '../tasks';
import type { Endpoint, Nothing } from './endpoint';

export const TASK_ENDPOINTS = {
  listTasks: { method: 'GET', path: '/tasks', permissions: ['view-tasks'] },
  listTaskRuns: { method: 'GET', path: '/tasks/:task/runs', permissions: ['view-tasks'] },
  runTask: { method: 'POST', path: '/tasks/:task/run', permissions: ['run-tasks'] },
} as const satisfies Record<string, Endpoint>;

export interface TaskEndpointTypes {
  listTasks: { readonly request: Nothing; readonly response: readonly TaskDto[] };
  listTaskRuns: {
    readonly request: { readonly task: string; readonly page?: number; readonly pageSize?: number };
    readonly response: PageDto<TaskRunDto>;
  };
  /** Begins a run and answers it with 202, still running. */
  runTask: { readonly request: { readonly task: string }; readonly response: TaskRunDto };
}
