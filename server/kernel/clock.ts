/** An instant: milliseconds since 1970-01-01T00:00:00Z. */
export type Milliseconds = number;

/** The one source of time (L7). Tests give their own. */
export interface Clock {
  now(): Milliseconds;
}

export const systemClock: Clock = { now: () => Date.now() };

/** An instant as the API tells it: ISO 8601 in UTC. */
export const toIso = (instant: Milliseconds): string => new Date(instant).toISOString();

/** As `toIso`, for a column that may be empty. */
export const toIsoOrNull = (instant: Milliseconds | null): string | null => (instant === null ? null : toIso(instant));
