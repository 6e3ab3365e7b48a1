/** How many events a process claims for each request that it can make at a time. */
export const HEADWAY = { least: 2, most: 32 } as const;

/** How far a process claims ahead of what it sends, so that requests need not wait for the database. */
export interface Headway {
  /** How many events may be claimed and not through, at so many requests at a time. */
  at(concurrency: number): number;
  /** To be told before each claim how far the one before reached. */
  learn(reach: Reach): void;
}

export interface Reach {
  /** Whether as many were claimed as was asked for: where there are no more, nothing is learned. */
  readonly wasFull: boolean;
  /** How many are through since. */
  readonly through: number;
  /** How many are not. */
  readonly underWay: number;
}

/**
 * Doubled where requests had nothing left to send before more was claimed, and halved where hardly any of them were used: a
 * process that ends keeps those waiting that it had claimed, and a slow system needs few of them at hand.
 */
export function createHeadway(): Headway {
  let each: number = HEADWAY.least;
  return {
    at: (concurrency) => concurrency * each,
    learn({ wasFull, through, underWay }) {
      if (wasFull && underWay === 0) each = Math.min(HEADWAY.most, each * 2);
      else if (through > 0 && through * 4 < underWay) each = Math.max(HEADWAY.least, each / 2);
    },
  };
}
