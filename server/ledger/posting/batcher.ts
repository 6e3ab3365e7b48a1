import { isContention, isDuplicate, present, RewardsError } from '../../kernel';

/** Postings that one lane takes at a time. */
const MOST_AT_ONCE = 256;
/** How long a posting waits for somebody else who has its account locked, in milliseconds. */
const PATIENCE = 60_000;

interface Waiting<C, O> {
  readonly command: C;
  /** Postings of one account wait for it together. */
  readonly key: string;
  readonly since: number;
  readonly resolve: (outcome: O) => void;
  readonly reject: (error: unknown) => void;
}

export interface BatcherOptions<C, O> {
  /** Transactions that shared postings run in at a time. */
  readonly concurrency: number;
  keyOf(command: C): string;
  /** Runs commands in one transaction; undefined stands for a command whose account somebody else has locked. */
  run(commands: readonly C[]): Promise<(O | undefined)[]>;
  /** Runs the commands of one account, for which it waits a short time: contention when it was not long enough. */
  runPatiently(commands: readonly C[]): Promise<O[]>;
}

/**
 * Lets concurrent postings share a transaction (L30). While a lane is busy, what arrives waits; the next free lane
 * takes all of it at once. A posting that comes alone goes at once and alone.
 *
 * Should a shared transaction fail, each of its postings is run by itself, so that one that cannot be posted does not
 * take its neighbours with it; their idempotency keys make that safe. A posting whose account somebody else has locked
 * leaves the others, and waits on a lane of its own; accounts that are waited for take turns there, and those that are free
 * again are served between two turns. Two lanes are never at one account: the second would take the first for somebody else.
 */
export class PostingBatcher<C, O> {
  private waiting: Waiting<C, O>[] = [];
  /** Accounts that a lane is at. */
  private readonly taken = new Set<string>();
  private readonly held = new Map<string, Waiting<C, O>[]>();
  private busy = 0;
  private isPatient = false;
  private isCalled = false;
  private idle: (() => void)[] = [];

  constructor(private readonly options: BatcherOptions<C, O>) {}

  submit(command: C): Promise<O> {
    return new Promise((resolve, reject) => {
      const key = this.options.keyOf(command);
      const one = { command, key, since: performance.now(), resolve, reject };
      // Behind those of the same account that came before it.
      const queue = this.held.get(key);
      if (queue) queue.push(one);
      else this.waiting.push(one);
      // What the same tick submits as well goes along.
      if (!this.isCalled) queueMicrotask(() => this.start());
      this.isCalled = true;
    });
  }

  /** Resolves when everything submitted so far has its outcome. */
  async drain(): Promise<void> {
    if (this.isIdle) return;
    await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private get isIdle(): boolean {
    return this.busy === 0 && this.waiting.length === 0 && this.held.size === 0 && !this.isPatient;
  }

  private start(): void {
    this.isCalled = false;
    while (this.busy < this.options.concurrency) {
      const batch = this.take();
      if (batch.length === 0) break;
      this.busy += 1;
      void this.work(batch);
    }
    if (!this.isPatient && this.held.size > 0) void this.workPatiently();
  }

  /** What the next lane does: nothing of an account that another one is at. */
  private take(): Waiting<C, O>[] {
    const batch: Waiting<C, O>[] = [];
    const others: Waiting<C, O>[] = [];
    for (const one of this.waiting) {
      if (batch.length < MOST_AT_ONCE && !this.taken.has(one.key)) batch.push(one);
      else others.push(one);
    }
    this.waiting = others;
    for (const { key } of batch) this.taken.add(key);
    return batch;
  }

  private end(): void {
    this.start();
    if (this.isIdle) for (const resolve of this.idle.splice(0)) resolve();
  }

  private async work(batch: readonly Waiting<C, O>[]): Promise<void> {
    await this.runAll(batch);
    for (const { key } of batch) this.taken.delete(key);
    this.busy -= 1;
    this.end();
  }

  private async runAll(batch: readonly Waiting<C, O>[]): Promise<void> {
    try {
      const outcomes = await this.options.run(batch.map((one) => one.command));
      for (const [i, one] of batch.entries()) {
        const outcome = outcomes[i];
        if (outcome === undefined) this.hold(one);
        else one.resolve(outcome);
      }
    } catch (error) {
      const [first, ...others] = batch;
      if (others.length === 0) first?.reject(error);
      else for (const one of batch) await this.runAll([one]);
    }
  }

  private hold(one: Waiting<C, O>): void {
    const queue = this.held.get(one.key);
    if (queue) queue.push(one);
    else this.held.set(one.key, [one]);
  }

  private async workPatiently(): Promise<void> {
    this.isPatient = true;
    for (;;) {
      if (this.held.size > 1) await this.serveFree();
      const next = this.nextHeld();
      if (!next) break;
      const [key, queue] = next;
      const batch = queue.splice(0, MOST_AT_ONCE);
      await this.runPatiently(batch);
      // Those that were not served stand at its front; the account goes to the end of all accounts.
      this.held.delete(key);
      if (queue.length > 0) this.held.set(key, queue);
    }
    this.isPatient = false;
    this.end();
  }

  /** Posts to the accounts that nobody has locked any more, so that they need not wait for the turns of those that are. */
  private async serveFree(): Promise<void> {
    const batch = [...this.held.values()].flat().slice(0, MOST_AT_ONCE);
    // What fails together is run by itself when its turn comes.
    const outcomes = await this.options.run(batch.map((one) => one.command)).catch(() => []);
    const served = new Set<Waiting<C, O>>();
    for (const [i, one] of batch.entries()) {
      const outcome = outcomes[i];
      if (outcome === undefined) continue;
      one.resolve(outcome);
      served.add(one);
    }
    for (const [key, queue] of [...this.held]) {
      const left = queue.filter((one) => !served.has(one));
      if (left.length > 0) this.held.set(key, left);
      else this.held.delete(key);
    }
  }

  private nextHeld(): [string, Waiting<C, O>[]] | undefined {
    const [next] = this.held;
    return next;
  }

  private async runPatiently(batch: Waiting<C, O>[]): Promise<void> {
    try {
      const outcomes = await this.options.runPatiently(batch.map((one) => one.command));
      for (const [i, one] of batch.entries()) one.resolve(present(outcomes[i], 'the outcome of a posting'));
    } catch (error) {
      if (!isContention(error) && !isDuplicate(error)) {
        await this.runAlone(batch, error);
        return;
      }
      const now = performance.now();
      const late = batch.filter(({ since }) => now - since > PATIENCE);
      for (const one of late) one.reject(new RewardsError('LEDGER_BUSY'));
      const queue = this.held.get(batch[0]?.key ?? '');
      queue?.unshift(...batch.filter((one) => !late.includes(one)));
    }
  }

  private async runAlone(batch: readonly Waiting<C, O>[], error: unknown): Promise<void> {
    const [only, ...others] = batch;
    if (others.length === 0) only?.reject(error);
    else for (const one of batch) await this.runPatiently([one]);
  }
}
