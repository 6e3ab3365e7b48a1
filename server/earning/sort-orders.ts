import fs from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { EARNING_LIMITS } from '../contract';
import { present } from '../kernel';
import type { HistoricOrder } from './read-history';
import { splitLines } from '../kernel/text-lines';

/** Oldest first; orders of one moment in the order of their lines. */
const byAge = (a: HistoricOrder, b: HistoricOrder): number => a.at - b.at || a.line - b.line;

/**
 * Sorts any number of orders while holding at most `EARNING_LIMITS.sortInMemory` of them: more are sorted in parts, each
 * part a temporary file, and the files merged. Take what `sorted` gives once, then `close`.
 */
export class OrderSorter {
  private held: HistoricOrder[] = [];
  private folder: string | null = null;
  private readonly files: string[] = [];

  constructor(private readonly most: number = EARNING_LIMITS.sortInMemory) {}

  async add(order: HistoricOrder): Promise<void> {
    this.held.push(order);
    if (this.held.length >= this.most) await this.spill();
  }

  async *sorted(): AsyncGenerator<HistoricOrder> {
    this.held.sort(byAge);
    if (this.files.length === 0) yield* this.held;
    else yield* merge([...this.files.map(readSpilled), inMemory(this.held)]);
  }

  async close(): Promise<void> {
    this.held = [];
    if (this.folder !== null) await rm(this.folder, { recursive: true, force: true });
  }

  private async spill(): Promise<void> {
    this.folder ??= await mkdtemp(path.join(os.tmpdir(), 'rewards-import-'));
    const file = path.join(this.folder, String(this.files.length));
    const lines = this.held.sort(byAge).map((order) => `${JSON.stringify(order)}\n`);
    this.held = [];
    await fs.promises.writeFile(file, lines);
    this.files.push(file);
  }
}

async function* readSpilled(file: string): AsyncGenerator<HistoricOrder> {
  for await (const { text } of splitLines(fs.createReadStream(file))) {
    yield JSON.parse(present(text, 'a spilled order')) as HistoricOrder;
  }
}

// eslint-disable-next-line @typescript-eslint/require-await -- merged with files, which are read asynchronously
async function* inMemory(orders: readonly HistoricOrder[]): AsyncGenerator<HistoricOrder> {
  yield* orders;
}

async function* merge(parts: AsyncGenerator<HistoricOrder>[]): AsyncGenerator<HistoricOrder> {
  const heads: { part: AsyncGenerator<HistoricOrder>; order: HistoricOrder }[] = [];
  const advance = async (part: AsyncGenerator<HistoricOrder>): Promise<HistoricOrder | null> => {
    const next = await part.next();
    return next.done ? null : next.value;
  };
  for (const part of parts) {
    const order = await advance(part);
    if (order !== null) heads.push({ part, order });
  }
  try {
    for (;;) {
      const oldest = heads.reduce<(typeof heads)[number] | undefined>(
        (first, head) => (first === undefined || byAge(head.order, first.order) < 0 ? head : first),
        undefined,
      );
      if (!oldest) return;
      yield oldest.order;
      const next = await advance(oldest.part);
      if (next === null) heads.splice(heads.indexOf(oldest), 1);
      else oldest.order = next;
    }
  } finally {
    // Whoever stops early leaves files open otherwise.
    for (const { part } of heads) await part.return(undefined);
  }
}
