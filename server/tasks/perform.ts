import { performance } from 'node:perf_hooks';
import { TASK_LIMITS, type TaskCounts } from '../contract';
import { type Milliseconds, sentenceOf, type TaskContext, type TaskWork } from '../kernel';
import { type Claim, finish, giveUp, type LeaseDependencies, LeaseLost, renew } from './lease';

export interface Log {
  debug(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export interface PerformDependencies extends LeaseDependencies {
  readonly log: Log;
}

/** A run of this process. */
export interface Performance {
  readonly claim: Claim;
  /** Resolves when the run has ended here, whatever came of it; never rejects. */
  readonly done: Promise<void>;
  /** Asks the task to end, so that another process goes on with it. */
  stop(): void;
  /** Gives the lease up over the head of a task that does not end; whatever it still does, it writes nothing of the run. */
  abandonShip(): Promise<void>;
}

/** Times that a process says it is alive within the length of a lease. */
const BEATS = 4;
const STOPPED = new Error('Strapi stops.');

/**
 * Runs a task that this process has claimed: keeps the lease while it lasts, notes its progress, stores what came of it.
 * Whatever the task throws ends in the log and in the run's history, and nowhere else.
 */
export function perform(deps: PerformDependencies, claim: Claim, work: TaskWork): Performance {
  const { log } = deps;
  const { run } = claim;
  const controller = new AbortController();
  const { signal } = controller;
  const label = `The task ${run.task} (run ${run.id})`;
  let counts: TaskCounts = run.counts;
  let alive: Milliseconds = performance.now();
  let noted: Milliseconds = alive;
  let renewing: Promise<void> | undefined;

  /** One at a time: a slow database is not asked again while it still thinks. */
  function keep(): Promise<void> {
    const asked = performance.now();
    renewing ??= renew(deps, claim, counts)
      .then(() => void (alive = noted = asked))
      .catch((error: unknown) => {
        if (error instanceof LeaseLost) controller.abort(error);
        throw error;
      })
      .finally(() => (renewing = undefined));
    return renewing;
  }

  function beat(): void {
    // The database does not answer: by now another process may hold the lease, so this one acts as if it did.
    if (performance.now() - alive > deps.leaseMs) controller.abort(new LeaseLost(run.task));
    if (signal.aborted) return;
    keep().catch((error: unknown) => log.warn(`${label} could not renew its lease: ${String(error)}`));
  }

  const context: TaskContext = {
    signal,
    runId: run.id,
    scheduledAt: run.slot,
    actor: run.actor,
    input: run.input ?? {},
    isResumed: claim.isResumed,
    counts: run.counts,
    async progress(now) {
      counts = now;
      if (signal.reason instanceof LeaseLost) throw signal.reason;
      if (performance.now() - noted >= TASK_LIMITS.progressInterval) await keep();
    },
  };

  async function end(error: unknown): Promise<void> {
    if (signal.reason instanceof LeaseLost) throw signal.reason;
    await renewing?.catch(() => undefined);
    if (signal.aborted) await giveUp(deps, claim, counts);
    else await finish(deps, claim, counts, error === undefined ? null : sentenceOf(error));
  }

  async function runToItsEnd(): Promise<void> {
    const heartbeat = setInterval(beat, deps.leaseMs / BEATS).unref();
    let error: unknown;
    try {
      counts = await work(context);
    } catch (thrown) {
      error = thrown ?? new Error('It failed without saying why.');
    }
    clearInterval(heartbeat);
    try {
      await end(error);
      if (error !== undefined && !signal.aborted) log.error(`${label} failed: ${describe(error)}`);
    } catch (problem) {
      if (problem instanceof LeaseLost) log.warn(`${label} ended here without a say: ${problem.message}`);
      else log.error(`${label} could not store what came of it: ${describe(problem)}`);
    }
  }

  return {
    claim,
    done: runToItsEnd(),
    stop: () => controller.abort(STOPPED),
    async abandonShip() {
      await giveUp(deps, claim, counts).catch((error: unknown) => {
        log.warn(`${label} could not be given up, another process will take it over later: ${String(error)}`);
      });
    },
  };
}

/** With the stack, for the log. */
const describe = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
