/**
 * The demo's clock: while a year of history is filled in, it stands where the filling puts it; from then on it is the
 * system's. For the demo only: a real application leaves the plugin's clock alone.
 */
class DemoClock {
  private read: () => number = Date.now;

  now(): number {
    return this.read();
  }

  /** Puts the clock to an instant, in milliseconds since 1970, and stops it there. */
  set(instant: number): void {
    this.read = () => instant;
  }

  /** Puts the clock to an instant, from which it goes on as fast as the system's: what takes time is seen to take it. */
  start(instant: number): void {
    const behind = Date.now() - instant;
    this.read = () => Date.now() - behind;
  }

  /** From now on the system's time. */
  release(): void {
    this.read = Date.now;
  }
}

export const demoClock = new DemoClock();
