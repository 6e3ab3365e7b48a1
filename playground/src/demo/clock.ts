/**
 * The demo's clock: while a year of history is filled in, it stands where the filling puts it; from then on it is the
 * system's. For the demo only: a real application leaves the plugin's clock alone.
 */
class DemoClock {
  private instant: number | null = null;

  now(): number {
    return this.instant ?? Date.now();
  }

  /** Puts the clock to an instant, in milliseconds since 1970, and stops it there. */
  set(instant: number): void {
    this.instant = instant;
  }

  /** From now on the system's time. */
  release(): void {
    this.instant = null;
  }
}

export const demoClock = new DemoClock();
