import type { Knex } from 'knex';
import { LONG_WORK } from '../contract';
import type { Milliseconds } from './clock';
import { RewardsError } from './errors';

/** The part of knex's pool of connections that is looked at. */
interface Pool {
  readonly max: number;
  numUsed(): number;
  numPendingAcquires(): number;
  numPendingCreates(): number;
}

const poolOf = (db: Knex): Pool | undefined => (db.client as { pool?: Pool }).pool;

/** How many connections a Strapi has at most. */
export const sizeOfPool = (db: Knex): number => poolOf(db)?.max ?? 1;

export interface LongWorkSettings {
  /** How long work waits for room before it gives up with LEDGER_BUSY. */
  readonly wait: Milliseconds;
  /** How long an export waits for its reader before it is broken off. */
  readonly reader: Milliseconds;
}

interface Waiting {
  readonly most: number;
  readonly begin: () => void;
}

/**
 * The connections that long work (checks, rebuilds, audits, exports) may have at a time: half of the pool, so that whatever
 * comes meanwhile finds the other half. Who finds no room waits in turn, without a connection.
 */
export class LongWork {
  /** Asked whenever something waits. */
  settings: () => LongWorkSettings = () => LONG_WORK;
  private used = 0;
  private readonly queue: Waiting[] = [];

  constructor(private readonly db: Knex) {}

  private get size(): number {
    return Math.max(1, Math.floor(sizeOfPool(this.db) / 2));
  }

  /**
   * Waits for room for one connection.
   *
   * @param leaving how many connections of the budget are to be left, where it has more than one: to work that waits for
   *   people is not given all of them
   * @returns what gives the room back; called again it does nothing
   * @throws LEDGER_BUSY when there was none in time
   */
  async enter(leaving = 0): Promise<() => void> {
    const most = Math.max(1, this.size - leaving);
    if (this.used >= most || this.queue.length > 0) await this.turn(most);
    else this.used += 1;
    return this.leaving();
  }

  /** Room for one more connection if there is some, and a connection that is free, at once. */
  enterNow(): (() => void) | undefined {
    const pool = poolOf(this.db);
    if (!pool || this.used >= this.size || this.queue.length > 0) return undefined;
    if (pool.numUsed() + pool.numPendingAcquires() + pool.numPendingCreates() >= pool.max) return undefined;
    this.used += 1;
    return this.leaving();
  }

  private turn(most: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        most,
        begin: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      const timer = setTimeout(() => {
        this.queue.splice(this.queue.indexOf(waiting), 1);
        reject(new RewardsError('LEDGER_BUSY'));
        this.admit();
      }, this.settings().wait).unref();
      this.queue.push(waiting);
      this.admit();
    });
  }

  /** Lets in who fits, the longest waiting first; one that has to leave room does not keep others out. */
  private admit(): void {
    for (let next = this.fitting(); next; next = this.fitting()) {
      this.queue.splice(this.queue.indexOf(next), 1);
      this.used += 1;
      next.begin();
    }
  }

  private fitting(): Waiting | undefined {
    return this.queue.find(({ most }) => this.used < most);
  }

  private leaving(): () => void {
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      this.used -= 1;
      this.admit();
    };
  }
}

const known = new WeakMap<object, LongWork>();

/** The budget of a database's pool: one for each, whoever asks. */
export function longWorkOf(db: Knex): LongWork {
  const client = db.client as object;
  const found = known.get(client) ?? new LongWork(db);
  known.set(client, found);
  return found;
}

/** Runs work that takes one connection for long, once there is room for it. @throws LEDGER_BUSY */
export async function withRoom<T>(db: Knex, work: () => Promise<T>): Promise<T> {
  const leave = await longWorkOf(db).enter();
  try {
    return await work();
  } finally {
    leave();
  }
}
