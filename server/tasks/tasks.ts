import { AsyncResource } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { isTaskName, TASK_LIMITS, TASK_NAMES, type TaskName, type TasksService } from '../contract';
import { databaseNow, type Milliseconds, RewardsError, type TaskWork, toIso } from '../kernel';
import { claim, type Refused, type Want } from './lease';
import { ensureLease, readLeases } from './lease-store';
import { listTasks, readHistory, toRunDto } from './list-tasks';
import { perform, type PerformDependencies, type Performance } from './perform';
import { readRun } from './run-store';
import { nextInstant, schedule, type Timer } from './schedule';
import type { TaskPlan } from './settings';

export interface TasksDependencies extends PerformDependencies {
  readonly work: Readonly<Record<TaskName, TaskWork>>;
  readonly plans: readonly TaskPlan[];
  readonly isScheduling: boolean;
  /** How long `stop` waits. */
  readonly stopWait?: Milliseconds;
}

export type Tasks = TasksService & {
  /** Makes what the tasks need in the database. Before anything else of them. */
  prepare(): Promise<void>;
  /** Sets the timers, and takes over what other instances left. Once. */
  start(): void;
  /** Runs a task for an instant of its schedule, unless it runs or has run for it; resolves when that has ended. */
  due(name: TaskName, slot: Milliseconds): Promise<void>;
  /** Takes over every run whose process gave it up or fell silent; resolves when they have ended. */
  watch(): Promise<void>;
  /** Stops the timers, asks what runs to end, waits a while, and gives up the rest. Afterwards nothing is left. */
  stop(): Promise<void>;
};

/** Times that an instance looks for what others left within the length of a lease. */
const LOOKS = 2;

/** The scheduled tasks of one process. */
export function createTasks(deps: TasksDependencies): Tasks {
  const { db, dialect, log } = deps;
  const performances = new Map<TaskName, Performance>();
  /** What is being claimed, or run for the schedule or a take-over. */
  const busy = new Map<TaskName, Promise<void>>();
  let timers: Timer[] = [];
  let isStopping = false;
  // A task is nobody's child: begun inside a transaction of the host, it would take that for its own.
  const outside = new AsyncResource('rewards-tasks');

  /** Claims a run and begins it. */
  async function begin(name: TaskName, want: Want): Promise<Performance | Refused> {
    // Also when its lease has run out, because this process was too busy to renew it: it takes over from itself last.
    const own = performances.get(name);
    if (own) return { refused: 'running', run: own.claim.run };
    const claimed = await claim(deps, name, want);
    if ('refused' in claimed) return claimed;
    const performance = outside.runInAsyncScope(() => perform(deps, claimed, deps.work[name]));
    performances.set(name, performance);
    void performance.done.then(() => performances.delete(name));
    if (isStopping) performance.stop();
    return performance;
  }

  /** Runs what another process left, and then what is wanted. Never throws. */
  async function runAll(name: TaskName, want: Want): Promise<void> {
    try {
      while (!isStopping) {
        const begun = await begin(name, want);
        if ('refused' in begun) return;
        await begun.done;
        if (!begun.claim.isResumed) return;
      }
    } catch (error) {
      log.error(`The task ${name} could not begin: ${String(error)}`);
    }
  }

  /** One at a time for each task: of many instants that pass while it runs, one is enough. */
  function alone(name: TaskName, want: Want): Promise<void> {
    const running = busy.get(name);
    if (running) return running;
    const work = runAll(name, want).finally(() => busy.delete(name));
    busy.set(name, work);
    return work;
  }

  async function watch(): Promise<void> {
    try {
      const now = await databaseNow(db);
      const left = (await readLeases(db, TASK_NAMES)).filter(
        ({ runId, owner, expiresAt }) => runId !== null && (owner === null || expiresAt <= now),
      );
      await Promise.all(left.map(({ id }) => alone(id as TaskName, { by: 'watch' })));
    } catch (error) {
      log.warn(`Looking for runs that were left behind failed: ${String(error)}`);
    }
  }

  function watchRegularly(): Timer {
    const look = () => void outside.runInAsyncScope(watch);
    const interval = setInterval(look, deps.leaseMs / LOOKS).unref();
    look();
    return {
      stop() {
        clearInterval(interval);
        return Promise.resolve();
      },
    };
  }

  const nameOf = (name: string): TaskName => {
    if (!isTaskName(name)) throw new RewardsError('TASK_NOT_FOUND', { task: name });
    return name;
  };

  return {
    async prepare() {
      for (const name of TASK_NAMES) await ensureLease(db, dialect, name);
    },

    start() {
      if (!deps.isScheduling || timers.length > 0 || isStopping) return;
      const due = (name: TaskName) => (slot: Milliseconds) =>
        void outside.runInAsyncScope(() => alone(name, { by: 'schedule', slot }));
      timers = deps.plans.filter(({ enabled }) => enabled).map((plan) => schedule(plan, due(plan.name)));
      timers.push(watchRegularly());
    },

    due: (name, slot) => alone(name, { by: 'schedule', slot }),
    watch,

    async run(task, { actor, wait = false, input } = {}) {
      const name = nameOf(task);
      if (isStopping) throw new Error('Strapi is stopping: no task begins any more.');
      const begun = await begin(name, { by: 'manual', actor, input });
      if ('refused' in begun) {
        const since = 'run' in begun && begun.run ? toIso(begun.run.startedAt) : 'just now';
        throw new RewardsError('TASK_RUNNING', { task: name, since });
      }
      if (!wait) return toRunDto(begun.claim.run, true);
      await begun.done;
      const run = (await readRun(db, begun.claim.run.id)) ?? begun.claim.run;
      return toRunDto(run, false);
    },

    list: () => listTasks(db, deps.plans, (plan) => (timers.length > 0 && plan.enabled ? nextInstant(plan) : null)),
    history: async ({ task, ...window }) => readHistory(db, nameOf(task), window),

    async stop() {
      isStopping = true;
      const stopped = timers;
      timers = [];
      await Promise.all(stopped.map((timer) => timer.stop()));
      for (const performance of performances.values()) performance.stop();
      const ended = Promise.all([...[...performances.values()].map(({ done }) => done), ...busy.values()]);
      const patience = new AbortController();
      const wait = sleep(deps.stopWait ?? TASK_LIMITS.stopWait, undefined, { signal: patience.signal });
      await Promise.race([ended, wait.catch(() => undefined)]);
      patience.abort();
      await Promise.all([...performances.values()].map((performance) => performance.abandonShip()));
      outside.emitDestroy();
    },
  };
}
