/** An instant: milliseconds since 1970-01-01T00:00:00Z. */
export type Milliseconds = number;

export const MINUTE: Milliseconds = 60 * 1000;
/** A day of 24 hours, as the ledger counts: no daylight saving reaches an instant (L7). */
export const DAY: Milliseconds = 24 * 60 * MINUTE;

/** The one source of time (L7). Tests give their own. */
export interface Clock {
  now(): Milliseconds;
}

export const systemClock: Clock = { now: () => Date.now() };

/** An instant as the API tells it: ISO 8601 in UTC. */
export const toIso = (instant: Milliseconds): string => new Date(instant).toISOString();

/** As `toIso`, for a column that may be empty. */
export const toIsoOrNull = (instant: Milliseconds | null): string | null => (instant === null ? null : toIso(instant));
