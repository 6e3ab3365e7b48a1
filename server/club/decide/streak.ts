/** Periods without a gap that end before one, going back, or begin behind it, going on. */
function runFrom(periods: ReadonlySet<number>, from: number, step: 1 | -1): number {
  let length = 0;
  while (periods.has(from + step * (length + 1))) length += 1;
  return length;
}

/** E12. How a streak stands around a period. */
export interface Streak {
  /** Periods in a row up to this one, it among them. */
  readonly length: number;
  /** Whether a streak of the wanted length is whole that was not without this period. */
  readonly isWhole: boolean;
}

/**
 * E12. What a period adds to a streak. Whole streaks within each run without a gap are counted, so that a late event, which closes a
 * gap, comes to the same as one in its order.
 *
 * @param periods those that count already, not this one
 * @param wanted periods in a row
 */
export function streakWith(periods: ReadonlySet<number>, period: number, wanted: number): Streak {
  const before = runFrom(periods, period, -1);
  const behind = runFrom(periods, period, 1);
  const whole = (length: number) => Math.floor(length / wanted);
  return { length: before + 1, isWhole: whole(before + 1 + behind) > whole(before) + whole(behind) };
}
