import type { Knex } from 'knex';
import { type Clock, type Dialect, type Milliseconds, RewardsError, settleAll } from '../../kernel';
import { createLooker } from '../../kernel/looker';
import type { Pool } from '../pools/pool-store';
import { firstDue } from './queue-store';
import type { TurnOptions } from './turn';

export interface WorkerDependencies {
  readonly db: Knex;
  readonly dialect: Dialect;
  readonly clock: Clock;
  readonly log: { warn(message: string): void; error(message: string): void };
  /** @returns whether more may be due */
  takeTurn(shard: number, options: TurnOptions): Promise<boolean>;
  noteFailure(shard: number, error: unknown): Promise<void>;
  /** Pools that have money for payouts that wait. */
  poolsToPay(): Promise<readonly Pool[]>;
  payWaiting(pool: Pool): Promise<boolean>;
  /** Takes up events whose members are known by now. */
  takeUpHeld(): Promise<void>;
}

/** Decides and pays what waits, in every process that runs (E5). */
export interface Worker {
  start(): void;
  /** Something was committed that can be decided, or a pool was funded. */
  kick(): void;
  /** Does what is due, and resolves when it is written down. @returns when the next event is due; null: none waits */
  decideDue(): Promise<Milliseconds | null>;
  stop(): Promise<void>;
}

/** Events that are decided in one transaction, where none of them fails. */
const MOST = 500;
/** Turns at a time; SQLite has one writer. */
const CONCURRENCY = { sqlite: 1, postgres: 2, mysql: 2 } as const;
/** How often is looked for members whom held events are about. */
const TAKING_UP: Milliseconds = 10_000;

interface Look {
  /** Whether held events are taken up. */
  readonly takesUp: boolean;
  /** Whether shards are left to whoever is at them. */
  readonly skip: boolean;
}

/** @see Worker */
export function createWorker(deps: WorkerDependencies): Worker {
  const { db, dialect, clock, log } = deps;
  let isStopping = false;
  let lastTakenUp = -TAKING_UP;

  /** All that is due in a shard: where a turn fails, in smaller and smaller ones, until the event is found that it is about. */
  async function workOff(shard: number, skip: boolean): Promise<void> {
    let most = MOST;
    while (!isStopping) {
      try {
        if (!(await deps.takeTurn(shard, { most, skip }))) return;
        most = Math.min(MOST, most * 2);
      } catch (error) {
        if (error instanceof RewardsError && error.code === 'LEDGER_BUSY') throw error;
        if (most === 1) {
          log.error(`Rewards: an event of the rewards club could not be decided. ${String(error)}`);
          await deps.noteFailure(shard, error);
        }
        most = Math.max(1, Math.floor(most / 8));
      }
    }
  }

  async function payAllWaiting(): Promise<void> {
    for (const pool of await deps.poolsToPay()) while (!isStopping && (await deps.payWaiting(pool)));
  }

  async function look({ takesUp, skip }: Look): Promise<void> {
    if (takesUp) await deps.takeUpHeld();
    const now = clock.now();
    const due = [...(await firstDue(db))].filter(([, at]) => at <= now).sort(([, one], [, other]) => one - other);
    const queue = due.map(([shard]) => shard);
    const runner = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined && !isStopping; next = queue.shift()) await workOff(next, skip);
    };
    await settleAll(Array.from({ length: CONCURRENCY[dialect] }, runner));
    await payAllWaiting();
  }

  const looker = createLooker(
    'rewards-club',
    () => {
      const since = performance.now();
      const mayTakeUp = since - lastTakenUp >= TAKING_UP;
      if (mayTakeUp) lastTakenUp = since;
      return look({ takesUp: mayTakeUp, skip: true });
    },
    (error) => {
      if (!isStopping) log.warn(`Rewards: events could not be decided for now, which is tried again: ${String(error)}`);
    },
  );

  return {
    start: looker.start,
    kick: looker.kick,
    decideDue: () =>
      looker.apart(async () => {
        await look({ takesUp: true, skip: false });
        const due = [...(await firstDue(db)).values()];
        return due.length === 0 ? null : Math.min(...due);
      }),
    async stop() {
      isStopping = true;
      await looker.stop();
    },
  };
}
