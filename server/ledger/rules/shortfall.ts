import { least, minus, type MinorUnits, negate, plus, present, ZERO } from '../../kernel';
import type { Book } from '../book';
import type { OpenItem, Posted } from '../state';
import { engineContext } from './context';

/** So much of a lot settles so much of an open item. */
export interface Settlement {
  readonly itemId: string;
  readonly lotId: string;
  readonly amount: MinorUnits;
}

/** Lot → other lots, and what was taken from them in its place, less what was made good. The way back has it with a minus. */
type Takings = Map<string, Map<string, MinorUnits>>;

/**
 * L43. Which open items are settled by what comes back to lots whose grants were reversed: first the shortfall of the lot's
 * own reversal. What is left then was taken from other lots in place of this one: where the grants of those were reversed
 * too, their shortfalls are settled with it, as far as it was taken from them, and so on from there; the nearest first, of
 * equally near ones the oldest lot. The rest is the member's.
 */
export class Shortfalls {
  /** Open item → what is left of it. */
  private readonly remaining = new Map<string, MinorUnits>();
  /** Lot → the reversal of the row that opened it. */
  private readonly reversalOf = new Map<string, string>();
  private readonly takings: Takings = new Map();

  /**
   * @param rows the reversals of the rows that opened lots, the rows that settled what they fell short of, and those that
   *   opened lots with grace, with the spends that these reversed; others are passed over
   */
  constructor(items: Iterable<OpenItem>, rows: Iterable<Posted>) {
    for (const item of items) this.remaining.set(item.id, item.remaining);
    const byId = new Map([...rows].map((posted) => [posted.entry.id, posted]));
    const reversals = [...byId.values()].filter(({ entry }) => entry.type === 'reversal');
    const lotOf = new Map(reversals.map(({ entry }) => [entry.id, entry.reversesId]));
    for (const { entry, allocations } of reversals) {
      const spent = entry.lotOpened > 0n ? byId.get(entry.reversesId ?? '') : undefined;
      // L23. What has grace stands in its new lot for the lots that it was taken from.
      if (spent)
        for (const { lotId, amount } of spent.allocations.concat(allocations)) {
          note(this.takings, entry.id, lotId, negate(amount));
        }
      if (entry.reversesId !== null) this.reversalOf.set(entry.reversesId, entry.id);
      const lotId = entry.reversesId ?? lotOf.get(entry.settlesId ?? '') ?? null;
      if (lotId === null) continue;
      for (const part of allocations) if (part.amount < 0n) note(this.takings, lotId, part.lotId, negate(part.amount));
    }
  }

  /** What is settled with an amount that comes back to a lot. It counts as settled for the next call. */
  settle(lotId: string, amount: MinorUnits): Settlement[] {
    const settlements: Settlement[] = [];
    // What goes along a way lowers what can go along it again: this is the greatest flow through a network.
    const takings: Takings = new Map([...this.takings].map(([lot, others]) => [lot, new Map(others)]));
    for (let rest = amount; rest > 0n;) {
      const way = this.wayToShortfall(takings, lotId);
      if (!way) break;
      const part = way.steps.reduce((most, { taken }) => least(most, taken), least(rest, this.owing(way.end)));
      for (const { from, to } of way.steps) note(takings, from, to, negate(part));
      this.pay(lotId, way.end, part, settlements);
      rest = minus(rest, part);
    }
    return settlements;
  }

  private pay(lotId: string, owing: string, amount: MinorUnits, settlements: Settlement[]): void {
    const itemId = present(this.reversalOf.get(owing), `the reversal that ${owing} fell short of`);
    this.remaining.set(itemId, minus(this.owing(owing), amount));
    note(this.takings, owing, lotId, amount);
    settlements.push({ itemId, lotId, amount });
  }

  /** What the reversal of a lot's grant still falls short of. */
  private owing(lotId: string): MinorUnits {
    return this.remaining.get(this.reversalOf.get(lotId) ?? '') ?? ZERO;
  }

  /** The way to the nearest lot whose reversal falls short; without steps where that is the lot itself. */
  private wayToShortfall(takings: Takings, start: string): { end: string; steps: Step[] } | undefined {
    const cameBy = new Map<string, Step | null>([[start, null]]);
    // A map is walked through in the order in which it grows.
    for (const lotId of cameBy.keys()) {
      if (this.owing(lotId) > 0n) return { end: lotId, steps: stepsTo(lotId, cameBy) };
      // Ids grow with time.
      for (const [to, taken] of [...(takings.get(lotId) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))) {
        if (taken > 0n && !cameBy.has(to)) cameBy.set(to, { from: lotId, to, taken });
      }
    }
    return undefined;
  }
}

/** From a lot to one that gave in its place. */
interface Step {
  readonly from: string;
  readonly to: string;
  readonly taken: MinorUnits;
}

function stepsTo(end: string, cameBy: ReadonlyMap<string, Step | null>): Step[] {
  const steps: Step[] = [];
  for (let step = cameBy.get(end); step; step = cameBy.get(step.from)) steps.push(step);
  return steps;
}

function note(takings: Takings, lotId: string, from: string, amount: MinorUnits): void {
  if (lotId === from) return;
  add(takings, lotId, from, amount);
  add(takings, from, lotId, negate(amount));
}

function add(takings: Takings, lotId: string, from: string, amount: MinorUnits): void {
  const taken = takings.get(lotId) ?? new Map<string, MinorUnits>();
  taken.set(from, plus(taken.get(from) ?? ZERO, amount));
  takings.set(lotId, taken);
}

/** What comes back to lots, in the order in which it does. */
export type Returned = readonly { readonly lotId: string; readonly amount: MinorUnits }[];

/** L43. What would be settled by what comes back, before any of it does. */
export function settlementsOf(book: Book, returned: Returned): Settlement[] {
  const items = [...book.openItems.values()];
  if (!items.some((item) => item.remaining > 0n)) return [];
  const shortfalls = new Shortfalls(items, [...book.targets.values(), ...book.posted]);
  return returned.flatMap(({ lotId, amount }) => shortfalls.settle(lotId, amount));
}

/** Writes one `reversal` row a settlement, once the lots have what came back. */
export function postSettlements(book: Book, settlements: readonly Settlement[], causeId: string): void {
  for (const { itemId, lotId, amount } of settlements) {
    const item = book.openItems.get(itemId);
    if (item) payItem(book, item, lotId, amount, { about: `shortfall:${itemId}`, causeId });
  }
}

/**
 * Takes from a lot what a reversal has fallen short of (L24, L43): a `reversal` row that settles the open item.
 *
 * @param why `about` what the row's key is, and the row in whose posting this happens
 */
export function payItem(
  book: Book,
  item: OpenItem,
  lotId: string,
  amount: MinorUnits,
  { about, causeId }: { readonly about: string; readonly causeId: string },
): void {
  book.post(
    {
      type: 'reversal',
      amount: negate(amount),
      allocations: [{ lotId, holdId: null, amount: negate(amount), held: ZERO }],
      settlesId: item.id,
      causeId,
      policy: item.policy,
    },
    engineContext(about, book.account.id, book.account.sequence, book.now),
  );
  book.setOpenItem({ ...item, remaining: minus(item.remaining, amount) });
  if (item.policy === 'arrears') book.setAccount({ ...book.account, arrears: minus(book.account.arrears, amount) });
}
