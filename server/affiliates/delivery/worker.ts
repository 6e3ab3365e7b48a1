import { AsyncResource } from 'node:async_hooks';
import type { Knex } from 'knex';
import { atMost, type Clock, type Milliseconds } from '../../kernel';
import type { AffiliateSystem } from '../systems/system-store';
import type { SystemsSource } from '../systems/systems-source';
import type { Batch } from './deliver';
import { dueSystems, type SystemState } from './delivery-store';
import { nextDue } from './next-due-store';
import { createPump, type Pump } from './pump';
import type { Tried, Untried } from './settle';
import type { Turn, Turned } from './turn';

export interface WorkerDependencies {
  readonly db: Knex;
  readonly clock: Clock;
  readonly systems: Pick<SystemsSource, 'all'>;
  readonly log: { warn(message: string): void; error(message: string): void };
  takeTurn(system: AffiliateSystem, turn: Turn): Promise<Turned>;
  deliver(system: AffiliateSystem, batch: Batch, onEnded: (ended: Tried | Untried) => void): void;
  /** F7. To be told to whoever looks after the systems. */
  onSwitchedOff(system: AffiliateSystem, state: SystemState): void;
  /** Gives up the requests that are under way. */
  giveUp(): void;
}

export interface Worker {
  /** Sends from here on, also what has waited since before. Once. */
  start(): void;
  /** Something was committed that is to be sent. Before `start` it waits. */
  kick(): void;
  /**
   * Sends what is due now as `start` would have it, also before that, and resolves when what became of it is written down.
   *
   * @returns when the next event is due: in the past where a system bears no more for now; null: none waits
   */
  sendDue(): Promise<Milliseconds | null>;
  /** Takes nothing more on, waits a while for what is under way, and writes down what came of it. */
  stop(): Promise<void>;
}

/** How soon something is sent after its commit. */
const SOON: Milliseconds = 10;
/** How often is looked for what is due, and for what other processes have committed. */
const LOOKING: Milliseconds = 1_000;
const STOPPING: Milliseconds = 5_000;
/** How long is waited for the database after that. */
const GIVING_UP: Milliseconds = 5_000;

/** Sends what waits for each system, in every process that runs (F7 to F9). */
export function createWorker(deps: WorkerDependencies): Worker {
  const { db, clock, systems, log } = deps;
  // Begun after the commit of a host's transaction, a request would take that for its own.
  const outside = new AsyncResource('rewards-affiliates');
  const pumps = new Map<string, Pump>();
  let isStarted = false;
  let isStopping = false;
  let nextLook: NodeJS.Timeout | undefined;
  let looking: NodeJS.Timeout | undefined;
  let look: Promise<void> | undefined;

  const report = (error: unknown): void =>
    log.warn(`Rewards: affiliate events could not be sent for now, which is tried again: ${String(error)}`);

  function pumpOf(id: string): Pump {
    const pump =
      pumps.get(id) ??
      createPump({
        system: async () => (await systems.all()).find((system) => system.id === id),
        takeTurn: deps.takeTurn,
        send: deps.deliver,
        onSwitchedOff: deps.onSwitchedOff,
        onProblem: report,
      });
    pumps.set(id, pump);
    return pump;
  }

  const idsOfSystems = async () => (await systems.all()).map(({ id }) => id);

  async function kickDue(): Promise<void> {
    for (const id of await dueSystems(db, await idsOfSystems(), clock.now())) if (!isStopping) pumpOf(id).kick();
  }

  const ended = () => Promise.all([...pumps.values()].map((pump) => pump.ended()));

  function plan(delay: Milliseconds): void {
    if (!isStarted || isStopping || nextLook) return;
    nextLook = setTimeout(() => {
      nextLook = undefined;
      look ??= outside
        .runInAsyncScope(kickDue)
        .catch(report)
        .finally(() => {
          look = undefined;
        });
    }, delay).unref();
  }

  return {
    start() {
      if (isStarted || isStopping) return;
      isStarted = true;
      looking = setInterval(() => plan(0), LOOKING).unref();
      plan(0);
    },
    kick: () => plan(SOON),
    sendDue: () =>
      outside.runInAsyncScope(async () => {
        await kickDue();
        await ended();
        return nextDue(db, await idsOfSystems());
      }),
    async stop() {
      isStopping = true;
      clearTimeout(nextLook);
      clearInterval(looking);
      await look;
      for (const pump of pumps.values()) pump.close();
      const cutOff = setTimeout(deps.giveUp, STOPPING);
      await atMost(STOPPING + GIVING_UP, ended());
      clearTimeout(cutOff);
      outside.emitDestroy();
    },
  };
}
