import { present } from '../kernel';

/** Postings that one lane takes at a time. */
const MOST_AT_ONCE = 256;

interface Waiting<C, O> {
  readonly command: C;
  readonly resolve: (outcome: O) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Lets concurrent postings share a transaction (L30). While a lane is busy, what arrives waits; the next free lane
 * takes all of it at once. A posting that comes alone goes at once and alone.
 *
 * Should a shared transaction fail, each of its postings is run by itself, so that one that cannot be posted does not
 * take its neighbours with it; their idempotency keys make that safe.
 */
export class Lanes<C, O> {
  private readonly waiting: Waiting<C, O>[] = [];
  private busy = 0;
  private idle: (() => void)[] = [];

  constructor(
    private readonly lanes: number,
    private readonly run: (commands: readonly C[]) => Promise<O[]>,
  ) {}

  submit(command: C): Promise<O> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ command, resolve, reject });
      // What the same tick submits as well goes along.
      queueMicrotask(() => this.start());
    });
  }

  /** Resolves when everything submitted so far has its outcome. */
  async drain(): Promise<void> {
    if (this.busy === 0 && this.waiting.length === 0) return;
    await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private start(): void {
    while (this.busy < this.lanes && this.waiting.length > 0) {
      this.busy += 1;
      void this.work(this.waiting.splice(0, MOST_AT_ONCE));
    }
  }

  private async work(batch: readonly Waiting<C, O>[]): Promise<void> {
    await this.runAll(batch);
    this.busy -= 1;
    this.start();
    if (this.busy === 0) for (const resolve of this.idle.splice(0)) resolve();
  }

  private async runAll(batch: readonly Waiting<C, O>[]): Promise<void> {
    try {
      const outcomes = await this.run(batch.map((one) => one.command));
      for (const [i, one] of batch.entries()) one.resolve(present(outcomes[i], 'the outcome of a posting'));
    } catch (error) {
      const [first, ...others] = batch;
      if (others.length === 0) first?.reject(error);
      else for (const one of batch) await this.runAll([one]);
    }
  }
}
