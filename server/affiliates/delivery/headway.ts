/** How many events a process claims for each request that it can make at a time. */
export const HEADWAY = { least: 2, most: 32 } as const;

/** How far a process claims ahead of what it sends, so that requests need not wait for the database. */
export interface Headway {
  /** How many events may be claimed and not through, at so many requests at a time. */
  at(concurrency: number): number;
  /** To be told after each claim. */
  learn(reach: Reach): void;
}

export interface Reach {
  /** Requests at a time. */
  readonly concurrency: number;
  /** Whether as many were claimed as was asked for: where there are no more, nothing is learned. */
  readonly wasFull: boolean;
  /** How many events were through since the claim before. */
  readonly through: number;
  /** How many of those that were claimed before were not, when more were claimed. */
  readonly left: number;
}

/**
 * Doubled where requests could have been made, had more been claimed, and halved where hardly any of what was claimed was sent: a
 * process that ends keeps those waiting that it had claimed, and a slow system needs few of them at hand.
 */
export function createHeadway(): Headway {
  let each: number = HEADWAY.least;
  return {
    at: (concurrency) => concurrency * each,
    learn({ concurrency, wasFull, through, left }) {
      if (wasFull && through > 0 && left < concurrency) each = Math.min(HEADWAY.most, each * 2);
      else if (through > 0 && through * 8 < left) each = Math.max(HEADWAY.least, each / 2);
    },
  };
}
