import { least, minus, type MinorUnits, negate, plus, present, ZERO } from '../../kernel';
import type { AccountDraft } from './account-draft';
import type { Allocation, OpenItem, Posted } from '../state';
import { engineContext } from './context';
import { goesBack, partOf } from './reversed';

/** So much of a lot settles so much of an open item. */
export interface Settlement {
  readonly itemId: string;
  readonly lotId: string;
  readonly amount: MinorUnits;
}

/** Lot → other lots, and what was taken from them in its place, less what was made good. The way back has it with a minus. */
type Takings = Map<string, Map<string, MinorUnits>>;

/**
 * L43. Which open items are settled by what comes back to lots whose grants were reversed: first the shortfalls of the lot's
 * own reversals. What is left then was taken from other lots in place of this one: where the grants of those were reversed
 * too, their shortfalls are settled with it, as far as it was taken from them, and so on from there; the nearest first, of
 * equally near ones the oldest lot. The rest is the member's.
 *
 * What goes along such a way is made good there, and goes along it once: so it comes to the same in whatever parts it comes
 * back (L37).
 */
export class Shortfalls {
  /** Open item → what is left of it. */
  private readonly remaining = new Map<string, MinorUnits>();
  /** Lot → the reversals of the row that opened it which fell short, the oldest first. */
  private readonly shortOf = new Map<string, string[]>();
  private readonly takings: Takings = new Map();

  /**
   * @param rows the reversals of the rows that opened lots, the rows that settled what they fell short of, and those that
   *   opened lots with grace, with the spends that these reversed and all other reversals of those; others are passed over
   */
  constructor(items: Iterable<OpenItem>, rows: Iterable<Posted>) {
    for (const item of items) this.remaining.set(item.id, item.remaining);
    const byId = new Map([...rows].map((posted) => [posted.entry.id, posted]));
    const reversals = [...byId.values()].filter(({ entry }) => entry.type === 'reversal');
    /** Reversal → the lot whose grant it took back. */
    const lotOf = new Map<string, string>();
    /** Spend → what of it went back so far. */
    const wentBack = new Map<string, MinorUnits>();
    for (const posted of reversals.sort((a, b) => a.entry.sequence - b.entry.sequence)) {
      const { entry, allocations } = posted;
      const { reversesId } = entry;
      if (entry.settlesId !== null) this.noteSettling(lotOf.get(entry.settlesId), allocations);
      else if (reversesId !== null && entry.earned < 0n) {
        lotOf.set(entry.id, reversesId);
        if (entry.shortfall > 0n) this.shortOf.set(reversesId, [...(this.shortOf.get(reversesId) ?? []), entry.id]);
        for (const part of allocations) note(this.takings, reversesId, part.lotId, negate(part.amount));
      } else if (reversesId !== null) {
        const before = wentBack.get(reversesId) ?? ZERO;
        if (entry.lotOpened > 0n) this.noteGrace(posted, byId.get(reversesId), before);
        wentBack.set(reversesId, plus(before, partOf(entry)));
      }
    }
  }

  /** What is settled with an amount that comes back to a lot. It counts as settled for the next call. */
  settle(lotId: string, amount: MinorUnits): Settlement[] {
    const settlements: Settlement[] = [];
    for (let rest = amount; rest > 0n;) {
      const way = this.wayFrom(lotId, (lot) => this.openItemOf(lot) !== undefined);
      if (!way) break;
      const itemId = present(this.openItemOf(way.end), `the reversal that ${way.end} fell short of`);
      const owed = this.remaining.get(itemId) ?? ZERO;
      const part = this.goAlong(way.steps, least(rest, owed));
      this.remaining.set(itemId, minus(owed, part));
      settlements.push({ itemId, lotId, amount: part });
      rest = minus(rest, part);
    }
    return settlements;
  }

  /**
   * What was settled from a lot belonged to the one that owed, as far as ways lead there: that was made good along them. The
   * rest, such as what a grant pays off arrears, was given in its place.
   */
  private noteSettling(owing: string | undefined, allocations: readonly Allocation[]): void {
    if (owing === undefined) return;
    for (const { lotId, amount } of allocations) {
      let rest = negate(amount);
      while (rest > 0n) {
        const way = this.wayFrom(lotId, (lot) => lot === owing);
        if (!way) break;
        rest = minus(rest, this.goAlong(way.steps, rest));
      }
      note(this.takings, owing, lotId, rest);
    }
  }

  /** L23. What has grace stands in its new lot for the lots that it would have gone back to. */
  private noteGrace({ entry, allocations }: Posted, spend: Posted | undefined, before: MinorUnits): void {
    if (!spend) return;
    for (const { lotId, amount } of goesBack(spend, before, partOf(entry))) note(this.takings, entry.id, lotId, amount);
    for (const { lotId, amount } of allocations) note(this.takings, entry.id, lotId, negate(amount));
  }

  /** The oldest reversal of a lot's grant that still falls short of something. */
  private openItemOf(lotId: string): string | undefined {
    return this.shortOf.get(lotId)?.find((itemId) => (this.remaining.get(itemId) ?? ZERO) > 0n);
  }

  /** The way to the nearest lot that is looked for; without steps where that is the first one itself. */
  private wayFrom(start: string, isEnd: (lotId: string) => boolean): { end: string; steps: Step[] } | undefined {
    const cameBy = new Map<string, Step | null>([[start, null]]);
    // A map is walked through in the order in which it grows.
    for (const lotId of cameBy.keys()) {
      if (isEnd(lotId)) return { end: lotId, steps: stepsTo(lotId, cameBy) };
      // Ids grow with time.
      for (const [to, taken] of [...(this.takings.get(lotId) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))) {
        if (taken > 0n && !cameBy.has(to)) cameBy.set(to, { from: lotId, to, taken });
      }
    }
    return undefined;
  }

  /** As much as can go along a way, at most so much: that was made good at each step. */
  private goAlong(steps: readonly Step[], most: MinorUnits): MinorUnits {
    const part = steps.reduce((so, { taken }) => least(so, taken), most);
    for (const { from, to } of steps) note(this.takings, from, to, negate(part));
    return part;
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
  if (lotId === from || amount === 0n) return;
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
export function settlementsOf(draft: AccountDraft, returned: Returned): Settlement[] {
  const items = [...draft.openItems.values()];
  if (!items.some((item) => item.remaining > 0n)) return [];
  const shortfalls = new Shortfalls(items, [...draft.targets.values(), ...draft.posted]);
  return returned.flatMap(({ lotId, amount }) => shortfalls.settle(lotId, amount));
}

/** Writes one `reversal` row a settlement, once the lots have what came back. */
export function postSettlements(draft: AccountDraft, settlements: readonly Settlement[], causeId: string): void {
  for (const { itemId, lotId, amount } of settlements) {
    const item = draft.openItems.get(itemId);
    if (item) payItem(draft, item, lotId, amount, { about: `shortfall:${itemId}`, causeId });
  }
}

/**
 * Takes from a lot what a reversal has fallen short of (L24, L43): a `reversal` row that settles the open item.
 *
 * @param why `about` what the row's key is, and the row in whose posting this happens
 */
export function payItem(
  draft: AccountDraft,
  item: OpenItem,
  lotId: string,
  amount: MinorUnits,
  { about, causeId }: { readonly about: string; readonly causeId: string },
): void {
  draft.post(
    {
      type: 'reversal',
      amount: negate(amount),
      allocations: [{ lotId, holdId: null, amount: negate(amount), held: ZERO }],
      settlesId: item.id,
      causeId,
      policy: item.policy,
    },
    engineContext(about, draft.account.id, draft.account.sequence, draft.now),
  );
  draft.setOpenItem({ ...item, remaining: minus(item.remaining, amount) });
  if (item.policy === 'arrears') draft.setAccount({ ...draft.account, arrears: minus(draft.account.arrears, amount) });
}
