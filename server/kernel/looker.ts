import { AsyncResource } from 'node:async_hooks';
import type { Milliseconds } from './clock';

/** Does work that waits in the database, in every process that runs: soon after this one has left some, and for others' every now and then. */
export interface Looker {
  /** Looks from here on, also for what has waited since before. Once. */
  start(): void;
  /** Something was committed that waits. Before `start` it goes on waiting. */
  kick(): void;
  /** Runs something as a look does: in no transaction of whoever calls. */
  apart<T>(work: () => Promise<T>): Promise<T>;
  /** Looks no more, and resolves when a look that is under way is over. */
  stop(): Promise<void>;
}

/** How soon is looked after a commit. */
const SOON: Milliseconds = 10;
/** How often is looked for what is due, and for what other processes have committed. */
const LOOKING: Milliseconds = 1_000;

/**
 * @param name for whoever follows what runs where
 * @param look finds what waits and does it; one at a time
 * @param onProblem told of what a look throws; the next one is on time all the same
 */
export function createLooker(name: string, look: () => Promise<void>, onProblem: (error: unknown) => void): Looker {
  // Begun after the commit of a host's transaction, a look would take that for its own.
  const outside = new AsyncResource(name);
  let isStarted = false;
  let isStopping = false;
  let isAsked = false;
  let next: NodeJS.Timeout | undefined;
  let looking: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | undefined;

  function begin(): void {
    next = undefined;
    if (underWay) {
      isAsked = true;
      return;
    }
    underWay = outside
      .runInAsyncScope(look)
      .catch(onProblem)
      .finally(() => {
        underWay = undefined;
        if (isAsked) plan(SOON);
        isAsked = false;
      });
  }

  function plan(delay: Milliseconds): void {
    if (!isStarted || isStopping || next) return;
    next = setTimeout(begin, delay).unref();
  }

  return {
    start() {
      if (isStarted || isStopping) return;
      isStarted = true;
      looking = setInterval(() => plan(0), LOOKING).unref();
      plan(0);
    },
    kick: () => plan(SOON),
    apart: (work) => outside.runInAsyncScope(work),
    async stop() {
      isStopping = true;
      clearTimeout(next);
      clearInterval(looking);
      await underWay;
      outside.emitDestroy();
    },
  };
}
