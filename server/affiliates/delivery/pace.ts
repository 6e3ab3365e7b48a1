import type { Milliseconds } from '../../kernel';

const MINUTE: Milliseconds = 60_000;
/** What a system that was left alone for a while may get at once: as much as it gets in a second, or one. */
const BURST: Milliseconds = 1_000;

/** How many requests may leave now, and when the pace was last taken up by as many. */
export interface Pace {
  readonly most: number;
  /** @param sent at most `most` @returns until when the system is busy with them */
  busyUntil(sent: number): Milliseconds;
}

/**
 * F6. Keeps requests to a rate, whichever process sends them: each takes up its share of a minute.
 *
 * @param ratePerMinute null: no limit
 * @param busyUntil when what was sent before is through
 */
export function paceOf(ratePerMinute: number | null, busyUntil: Milliseconds, now: Milliseconds): Pace {
  if (ratePerMinute === null) return { most: Number.MAX_SAFE_INTEGER, busyUntil: () => busyUntil };
  const each = MINUTE / ratePerMinute;
  const free = Math.max(now, busyUntil);
  // Of small numbers: beside an instant a part of a millisecond is lost, and with it the one request that may go.
  const room = Math.max(BURST, each) - (free - now);
  return {
    most: Math.max(0, Math.floor(room / each)),
    // Rounded up, so that many small rests never come to one request too many.
    busyUntil: (sent) => (sent === 0 ? busyUntil : free + Math.ceil(sent * each)),
  };
}
