import { AsyncResource } from 'node:async_hooks';
import { performance } from 'node:perf_hooks';
import type { Knex } from 'knex';
import { OUTBOX_LIMITS } from '../contract';
import { atMost, type Clock, type Dialect, type Milliseconds } from '../kernel';
import { prepareDispatcher } from './dispatcher-store';
import { isWaiting, readDue, readFresh, type Waiting } from './outbox-store';
import { createTalks, type TalksDependencies } from './talks';
import type { Telling } from './tell';
import { createTurn } from './turn';
import { createWatch } from './watch';

export interface DispatcherDependencies extends Pick<Telling, 'emit'>, Pick<TalksDependencies, 'log'> {
  readonly db: Knex;
  readonly dialect: Dialect;
  readonly clock: Clock;
  /** Which process this is; no two have the same. */
  readonly owner: string;
  /** How long the process that tells may be silent before another one does. */
  readonly leaseMs?: Milliseconds;
}

export interface Dispatcher {
  /** Makes what telling needs in the database. */
  prepare(): Promise<void>;
  /** Tells from here on, also what has waited since before. Once. */
  start(): void;
  /** Something was committed that is to be told. Before `start` it waits. */
  kick(): void;
  /** Ends telling: what is being told is waited for a while, the rest is told by the next start, or by another process. */
  stop(): Promise<void>;
}

/** Rows that are read at a time, and so what a process that is killed has told at most without having written it down. */
const AT_A_TIME = 500;
/** How soon something is told after its commit. */
const SOON: Milliseconds = 25;
/** How often it is told while more is committed all the time: each look costs what some postings cost. */
const GATHERING: Milliseconds = 250;
/** How often is looked for what other processes have committed, and for what is due again. */
const LOOKING: Milliseconds = 1_000;
const STOPPING: Milliseconds = 5_000;
const LEASE: Milliseconds = 15_000;
/** Times that a process which tells says that it is alive within the length of a lease. */
const BEATS = 4;

/**
 * Tells what waits in the outbox, in one process at a time of those that share a database (L44). A member's events are told one
 * after the other; whatever fails or takes long keeps only that member's waiting.
 */
export function createDispatcher(deps: DispatcherDependencies): Dispatcher {
  const { db, dialect, clock, log, leaseMs = LEASE } = deps;
  const watch = createWatch(OUTBOX_LIMITS.telling);
  const turn = createTurn(db, dialect, deps.owner, leaseMs);
  // Begun after the commit of a host's transaction, telling would take that for its own, and so would the listeners.
  const outside = new AsyncResource('rewards-outbox');
  let isStarted = false;
  let isStopping = false;
  /** How often something was committed, and at how many of these times it has been looked for. */
  let asked = 0;
  let seen = 0;
  let working: Promise<void> | undefined;
  let nextLook: NodeJS.Timeout | undefined;
  let looking: NodeJS.Timeout | undefined;
  let lastLook: Milliseconds = -GATHERING;
  let lastLookForDue: Milliseconds = -LOOKING;
  /** Before that it is another process's turn, as far as is known. */
  let othersUntil: Milliseconds = 0;

  const report = (error: unknown): void => {
    if (!isStopping)
      log.warn(`Rewards: what waits in the outbox could not be told, which is tried again: ${String(error)}`);
  };
  const talks = createTalks({
    ...{ db, clock, log, emit: deps.emit, watch },
    mayGoOn: () => !isStopping && turn.isOurs(),
    onProblem: report,
    onLateEnd: kick,
  });

  /** Tells what there is, batch by batch. */
  async function tellAll(): Promise<void> {
    while (!isStopping && (await turn.take())) {
      const batch = [...(await readAgain()), ...(await readFresh(db, talks.inUse(), AT_A_TIME))];
      if (batch.length > 0) await talks.tell(batch);
      // Whoever commits something meanwhile asks for the next look, which tells it together with what comes soon after.
      if (batch.length < AT_A_TIME) return;
    }
    if (!isStopping) othersUntil = performance.now() + LOOKING;
  }

  async function readAgain(): Promise<Waiting[]> {
    const now = performance.now();
    if (now - lastLookForDue < LOOKING) return [];
    lastLookForDue = now;
    return readDue(db, clock.now(), talks.inUse(), AT_A_TIME);
  }

  async function work(): Promise<void> {
    const beat = setInterval(() => void turn.take().catch(report), leaseMs / BEATS).unref();
    const isSure = (asked > seen && turn.isOurs()) || talks.inUse().length > 0;
    seen = asked;
    lastLook = performance.now();
    try {
      if (isSure || (await isWaiting(db, clock.now()))) await tellAll();
    } catch (error) {
      report(error);
    } finally {
      clearInterval(beat);
      working = undefined;
      if (asked > seen) plan();
    }
  }

  function look(): void {
    nextLook = undefined;
    if (isStopping || working || performance.now() < othersUntil) return;
    working = outside.runInAsyncScope(work);
  }

  function plan(): void {
    if (!isStarted || isStopping || nextLook) return;
    nextLook = setTimeout(look, Math.max(SOON, lastLook + GATHERING - performance.now())).unref();
  }

  function kick(): void {
    asked += 1;
    plan();
  }

  return {
    prepare: () => prepareDispatcher(db, dialect),
    start() {
      if (isStarted || isStopping) return;
      isStarted = true;
      looking = setInterval(() => {
        watch.look();
        plan();
      }, LOOKING).unref();
      plan();
    },
    kick,
    async stop() {
      isStopping = true;
      clearTimeout(nextLook);
      clearInterval(looking);
      await atMost(STOPPING, Promise.all([working, talks.ended()]));
      await turn.giveUp().catch((error: unknown) => {
        log.warn(`Rewards: the turn to tell events could not be given up, so others wait for it: ${String(error)}`);
      });
      outside.emitDestroy();
    },
  };
}
