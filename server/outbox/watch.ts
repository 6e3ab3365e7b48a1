import { performance } from 'node:perf_hooks';
import type { Milliseconds } from '../kernel';

/** Waits for things, but not for ever. What goes on after it was given up is nobody's concern. */
export interface Watch {
  /** Settles as the work does. @throws an Error when that takes too long */
  within(work: Promise<void>): Promise<void>;
  /** Gives up what has taken too long by now; to be called every now and then, because a timer for each costs too much. */
  look(): void;
}

interface Watched {
  readonly since: Milliseconds;
  giveUp(): void;
}

/** @param patience how long something may take; noticed at the next look */
export function createWatch(patience: Milliseconds): Watch {
  const all = new Set<Watched>();
  const tooLong = () => new Error(`The listeners were not through after ${patience / 1_000} seconds.`);
  return {
    within: (work) =>
      new Promise((resolve, reject) => {
        const watched = { since: performance.now(), giveUp: () => reject(tooLong()) };
        all.add(watched);
        work.then(
          () => {
            all.delete(watched);
            resolve();
          },
          (error: unknown) => {
            all.delete(watched);
            reject(error instanceof Error ? error : new Error(String(error)));
          },
        );
      }),
    look() {
      const now = performance.now();
      for (const watched of all) {
        if (now - watched.since < patience) continue;
        all.delete(watched);
        watched.giveUp();
      }
    },
  };
}
