import type { Clock, Milliseconds } from '../../server/kernel';

/** Noon on a day well inside the range that every database can hold, so that a sequence reads the same on every run. */
const START: Milliseconds = Date.UTC(2026, 0, 15, 12);

/** A clock that stands still until a test moves it, forwards or back (L6, L7). */
export class ManualClock implements Clock {
  private instant: Milliseconds;

  constructor(start: Milliseconds = START) {
    this.instant = start;
  }

  now(): Milliseconds {
    return this.instant;
  }

  /** Moves the clock by so many milliseconds; less than zero sets it back. */
  advance(milliseconds: Milliseconds): void {
    this.instant += milliseconds;
  }

  set(instant: Milliseconds): void {
    this.instant = instant;
  }

  /** The clock's instant, or one that lies so many milliseconds from it, as the service takes it. */
  iso(offset: Milliseconds = 0): string {
    return new Date(this.instant + offset).toISOString();
  }
}
