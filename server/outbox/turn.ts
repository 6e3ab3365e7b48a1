import { performance } from 'node:perf_hooks';
import type { Knex } from 'knex';
import type { Dialect, Milliseconds } from '../kernel';
import { claimDispatcher, releaseDispatcher } from './dispatcher-store';

/** The right of one process to tell, for as long as it says that it is alive. */
export interface Turn {
  /** Takes the turn, or keeps it; false while it is another process's. */
  take(): Promise<boolean>;
  /** Whether it is this process's for certain: where the database has not answered for too long, another one may have it. */
  isOurs(): boolean;
  /** Lets another process have it at once. */
  giveUp(): Promise<void>;
}

/**
 * @param owner which process this is; no two have the same
 * @param lasts for how long a process may be silent
 */
export function createTurn(db: Knex, dialect: Dialect, owner: string, lasts: Milliseconds): Turn {
  let until: Milliseconds = 0;
  return {
    async take() {
      const asked = performance.now();
      if (asked < until - lasts / 2) return true;
      if (!(await claimDispatcher(db, dialect, owner, lasts))) return false;
      until = asked + lasts;
      return true;
    },
    isOurs: () => performance.now() < until,
    async giveUp() {
      if (until === 0) return;
      until = 0;
      await releaseDispatcher(db, owner);
    },
  };
}
