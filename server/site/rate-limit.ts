/**
 * V8. How often one caller may ask: a token bucket each, which holds what a minute brings. Kept in the memory of this process:
 * each instance counts for itself, and a restart begins anew.
 */
import type { Clock, Milliseconds } from '../kernel';

const MINUTE: Milliseconds = 60_000;

/** How full a bucket was at an instant. A request takes a MINUTE out, a millisecond brings as much as requests a minute: whole numbers. */
interface Bucket {
  readonly level: number;
  readonly at: Milliseconds;
}

export class RateLimit {
  /** In the order in which they were last asked for, so that those that are full again stand in front. */
  private readonly buckets = new Map<string, Bucket>();

  /** @param perMinute a whole number from 1 */
  constructor(
    private readonly clock: Clock,
    private readonly perMinute: number,
  ) {}

  /**
   * Takes one request out of a caller's bucket.
   *
   * @returns 0 when there was one; else how long it takes until there is, and nothing is taken
   */
  take(caller: string): Milliseconds {
    const now = this.clock.now();
    this.dropFull(now);
    const level = this.levelOf(caller, now);
    const isThere = level >= MINUTE;
    // Deleted first, or it would keep its place among the others.
    this.buckets.delete(caller);
    this.buckets.set(caller, { level: isThere ? level - MINUTE : level, at: now });
    return isThere ? 0 : Math.ceil((MINUTE - level) / this.perMinute);
  }

  /** How many callers are remembered. */
  get size(): number {
    return this.buckets.size;
  }

  private levelOf(caller: string, now: Milliseconds): number {
    const full = this.perMinute * MINUTE;
    const bucket = this.buckets.get(caller);
    // A clock that was put back brings nothing.
    return bucket ? Math.min(full, bucket.level + Math.max(0, now - bucket.at) * this.perMinute) : full;
  }

  /** Whoever stayed away for a minute has a full bucket, as somebody new has. */
  private dropFull(now: Milliseconds): void {
    for (const [caller, { at }] of this.buckets) {
      if (now - at < MINUTE) return;
      this.buckets.delete(caller);
    }
  }
}
