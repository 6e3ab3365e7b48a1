import { LIMITS } from '../contract';
import { invariant } from './errors';

/**
 * An instant, milliseconds since 1970-01-01T00:00:00Z, or a span of time. Whatever is counted in another unit and says so, such
 * as an account's id, is none; a number that says nothing is taken for one, because sums of instants are such numbers.
 */
export type Milliseconds = number & { readonly __unit?: 'milliseconds' };

export const MINUTE: Milliseconds = 60 * 1000;
/** A day of 24 hours, as the ledger counts: no daylight saving reaches an instant (L7). */
export const DAY: Milliseconds = 24 * 60 * MINUTE;

/** The one source of time (L7). Tests give their own. */
export interface Clock {
  now(): Milliseconds;
}

export const systemClock: Clock = { now: () => Date.now() };

/** The last instant of four-digit years. */
const LAST: Milliseconds = Date.UTC(9999, 11, 31);

/**
 * A clock as the plugin reads it: whole milliseconds. One that says a fraction is read as of the millisecond that it is in; what
 * is no instant fails where it is read, and leaves nothing behind.
 */
export const wholeInstants = (clock: Clock): Clock => ({
  now() {
    const said: unknown = clock.now();
    const instant = typeof said === 'number' ? Math.floor(said) : Number.NaN;
    invariant(instant >= 0 && instant <= LAST, `the clock says ${String(said)}, which is no instant`);
    return instant;
  },
});

/**
 * L42. Reads the setting `clockSkewSeconds`: how far ahead an instant may lie and be taken as now.
 *
 * @returns milliseconds
 * @throws an Error whose sentence names the setting
 */
export function readClockSkew(setting: unknown): Milliseconds {
  const { max, standard } = LIMITS.clockSkewSeconds;
  const seconds = setting ?? standard;
  if (!Number.isInteger(seconds) || (seconds as number) < 0 || (seconds as number) > max) {
    throw new Error(`clockSkewSeconds must be a whole number from 0 to ${max}.`);
  }
  return (seconds as number) * 1_000;
}

/** An instant as the API tells it: ISO 8601 in UTC. */
export const toIso = (instant: Milliseconds): string => new Date(instant).toISOString();

/** The day of an instant, in UTC: `2026-11-28`. */
export const dayOf = (instant: Milliseconds): string => toIso(instant).slice(0, 10);

/** When the day of an instant begins, in UTC. */
export const startOfDay = (instant: Milliseconds): Milliseconds => Math.floor(instant / DAY) * DAY;

/** An instant as the name of a file has it: `20261121T101500Z`. */
export const compactInstant = (instant: Milliseconds): string => toIso(instant).replace(/[-:]|\.\d+/g, '');

/** As `toIso`, for a column that may be empty. */
export const toIsoOrNull = (instant: Milliseconds | null): string | null => (instant === null ? null : toIso(instant));
