/** Chance that comes out the same on every machine and every run. */
export interface Random {
  /** 0 up to, not including, 1. */
  fraction(): number;
  /** A whole number of both ends. */
  between(least: number, most: number): number;
  /** True so often. */
  chance(share: number): boolean;
  pick<T>(items: readonly T[]): T;
}

/** The generator mulberry32: 32 bits of state, good enough to look like life. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    fraction,
    between: (least, most) => least + Math.floor(fraction() * (most - least + 1)),
    chance: (share) => fraction() < share,
    pick: (items) => items[Math.floor(fraction() * items.length)],
  };
}
