import type { Clock, Milliseconds } from '../kernel';

/** A row is posted at most this long before it can be seen: how long its transaction may stay open to be found at once. */
const SETTLED_AFTER: Milliseconds = 10 * 60 * 1000;
/** What was found is found anew when it is so old: what a longer transaction posted is among it from then on. */
const LASTS: Milliseconds = 10 * 60 * 1000;

interface Known<T> {
  readonly found: SettledFinding<T>;
  readonly takenAt: Milliseconds;
}

export interface SettledFinding<T> {
  /** Rows posted before it were looked at. */
  readonly before: Milliseconds;
  readonly value: Promise<T>;
}

/**
 * Remembers what was found in the rows that were posted before an instant. Rows are only ever added, at the end of time
 * (L34): what the earlier ones tell does not change, so whoever asks again has to look only at what came since.
 */
export class Settled<T> {
  private readonly known = new Map<string, Known<T>>();

  /** @param most findings that are remembered; those that were not asked for the longest are forgotten first */
  constructor(
    private readonly clock: Clock,
    private readonly most: number,
  ) {}

  /** @param find looks at the rows that were posted before an instant */
  of(key: string, find: (before: Milliseconds) => Promise<T>): SettledFinding<T> {
    const now = this.clock.now();
    const known = this.known.get(key);
    // Set again, so that the map stands in the order of use.
    this.known.delete(key);
    const fits = known && known.takenAt <= now && now - known.takenAt < LASTS;
    const entry = fits ? known : this.take(key, now, find);
    this.known.set(key, entry);
    const oldest = this.known.keys().next();
    if (this.known.size > this.most && !oldest.done) this.known.delete(oldest.value);
    return entry.found;
  }

  private take(key: string, takenAt: Milliseconds, find: (before: Milliseconds) => Promise<T>): Known<T> {
    const before = takenAt - SETTLED_AFTER;
    const value = find(before);
    // What failed is looked for again.
    value.catch(() => this.known.delete(key));
    return { found: { before, value }, takenAt };
  }
}
