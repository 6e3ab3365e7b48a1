import { LEDGER_PAGE_SIZE, type PageDto, type TaskDto, type TaskName, type TaskRunDto } from '../contract';
import { databaseNow, type Db, type Milliseconds, pageOf, type PageRequest, toIso, toIsoOrNull } from '../kernel';
import { readLeases } from './lease-store';
import { countRuns, readLastEnded, readRun, readRuns, type Run } from './run-store';
import type { TaskPlan } from './settings';

/** @param isAlive whether a process holds the run's lease */
export function toRunDto(run: Run, isAlive: boolean): TaskRunDto {
  const { startedAt, finishedAt, status } = run;
  return {
    id: run.id,
    task: run.task,
    trigger: run.origin,
    scheduledAt: toIsoOrNull(run.slot),
    actor: run.actor,
    owner: run.owner,
    status: status === 'running' && !isAlive ? 'interrupted' : status,
    startedAt: toIso(startedAt),
    finishedAt: toIsoOrNull(finishedAt),
    durationMs: finishedAt === null ? null : Math.max(0, finishedAt - startedAt),
    counts: run.counts,
    takeovers: run.takeovers,
    error: run.error,
  };
}

/** The runs of these tasks that have not come to their end, by task, and whether a living process works on them. */
async function leasedRuns(db: Db, tasks: readonly string[]) {
  const now = await databaseNow(db);
  const leased = new Map<string, { readonly runId: string; readonly isAlive: boolean }>();
  for (const { id: task, runId, owner, expiresAt } of await readLeases(db, tasks)) {
    if (runId !== null) leased.set(task, { runId, isAlive: owner !== null && expiresAt > now });
  }
  return leased;
}

export async function listTasks(
  db: Db,
  plans: readonly TaskPlan[],
  nextOf: (plan: TaskPlan) => Milliseconds | null,
): Promise<TaskDto[]> {
  const names = plans.map(({ name }) => name);
  const leased = await leasedRuns(db, names);
  const tasks: TaskDto[] = [];
  for (const plan of plans) {
    const lease = leased.get(plan.name);
    const current = lease && (await readRun(db, lease.runId));
    const last = await readLastEnded(db, plan.name);
    tasks.push({
      ...plan,
      nextRunAt: toIsoOrNull(nextOf(plan)),
      current: lease && current?.status === 'running' ? toRunDto(current, lease.isAlive) : null,
      last: last ? toRunDto(last, false) : null,
    });
  }
  return tasks;
}

/** A page of a task's runs, newest first; one past the end is empty. */
export async function readHistory(
  db: Db,
  task: TaskName,
  { page = 1, pageSize = LEDGER_PAGE_SIZE }: Partial<PageRequest>,
): Promise<PageDto<TaskRunDto>> {
  return pageOf({ page, pageSize }, await countRuns(db, task), async (span) => {
    const runs = await readRuns(db, task, span);
    const lease = (await leasedRuns(db, [task])).get(task);
    return runs.map((run) => toRunDto(run, lease?.runId === run.id && lease.isAlive));
  });
}
