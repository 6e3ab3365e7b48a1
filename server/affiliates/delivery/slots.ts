/** Lets so many pieces of work go on at a time; the others wait in the order in which they came. */
export class Slots {
  private busy = 0;
  private readonly waiting: (() => void)[] = [];

  /** @param most how many may go on beside each other, this one too */
  async within<T>(most: number, work: () => Promise<T>): Promise<T> {
    while (this.busy >= most) await new Promise<void>((go) => this.waiting.push(go));
    this.busy += 1;
    try {
      return await work();
    } finally {
      this.busy -= 1;
      this.waiting.shift()?.();
    }
  }
}
