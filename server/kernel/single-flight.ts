interface Flights<T> {
  running: Promise<T> | undefined;
  next: Promise<T> | undefined;
}

/**
 * Work that many may ask for at once, and that is to be done once for all of them. Who asks while it runs waits for the next
 * run, and shares it: the running one may not have seen what was committed before the call.
 */
export class SingleFlight<T> {
  private readonly flights = new Map<string, Flights<T>>();

  /** The run that is under way, for whom it does not matter when it began. */
  underWay(key: string): Promise<T> | undefined {
    return this.flights.get(key)?.running;
  }

  /** @param key what is asked: equal keys share a run */
  run(key: string, work: () => Promise<T>): Promise<T> {
    const flights = this.flights.get(key) ?? { running: undefined, next: undefined };
    this.flights.set(key, flights);
    const start = (): Promise<T> => {
      const running = work().finally(() => {
        if (flights.running === running) flights.running = undefined;
        if (!flights.next && !flights.running) this.flights.delete(key);
      });
      flights.running = running;
      return running;
    };
    if (!flights.running) return start();
    flights.next ??= flights.running
      .catch(() => undefined)
      .then(() => {
        flights.next = undefined;
        return start();
      });
    return flights.next;
  }
}
