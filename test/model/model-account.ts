/**
 * One account of the model: lots, holds, open items and rows in plain arrays, and the few moves that every posting is
 * made of. Written from docs/semantics.md alone; it shares no rule with the engine that it judges.
 */
import {
  type EntryType,
  type HoldStatus,
  MAX_MINOR_UNITS,
  type ReversalPolicy,
  type SpendOrder,
} from '../../server/contract';

export const DAY = 24 * 60 * 60 * 1000;
/** L42. How far ahead an instant may lie, in milliseconds, and be taken as now. */
export const CLOCK_SKEW = 300_000;

export interface ModelCurrency {
  readonly code: string;
  readonly scale: number;
  readonly spendOrder: SpendOrder;
  readonly reversalPolicy: ReversalPolicy;
  readonly risingOnly: boolean;
  readonly expiresAfterDays: number | null;
  readonly reversalGraceDays: number | null;
}

export interface ModelLot {
  readonly id: string;
  readonly earnedAt: number;
  readonly expiresAt: number | null;
  readonly amount: bigint;
  remaining: bigint;
  held: bigint;
  expired: bigint;
}

export interface ModelHold {
  readonly id: string;
  readonly amount: bigint;
  readonly expiresAt: number | null;
  /** What is still held, lot by lot. */
  parts: readonly Part[];
  captured: bigint;
  released: bigint;
  status: HoldStatus;
}

export interface ModelItem {
  readonly id: string;
  readonly policy: ReversalPolicy;
  readonly amount: bigint;
  remaining: bigint;
}

export interface Part {
  readonly lot: string;
  readonly amount: bigint;
}

export interface ModelRow {
  /** Null for a row that the ledger wrote along: nobody was told its id. */
  readonly id: string | null;
  readonly type: EntryType;
  readonly amount: bigint;
  readonly held: bigint;
  readonly earned: bigint;
  readonly spent: bigint;
  readonly lotOpened: bigint;
  readonly shortfall: bigint;
  readonly expiresAt: number | null;
  readonly hold: string | null;
  readonly reverses: string | null;
  readonly settles: string | null;
  readonly postedAt: number;
  readonly effectiveAt: number;
  /** What the row takes from lots or gives back to them; for an `expire` row, the lot that it writes off. */
  readonly parts: readonly Part[];
}

export interface ModelAccount {
  readonly member: string;
  readonly currency: ModelCurrency;
  balance: bigint;
  held: bigint;
  earned: bigint;
  spent: bigint;
  /** A figure passed the bounds at some row, be it that the next row brought it back (L2). */
  overflowed: boolean;
  lastPostedAt: number;
  lots: ModelLot[];
  holds: ModelHold[];
  items: ModelItem[];
  rows: ModelRow[];
  /** How much lots gave in place of others and were not made good for: `given.get('the other one / the giver')`. */
  given: Map<string, bigint>;
}

export const openBook = (member: string, currency: ModelCurrency): ModelAccount => ({
  member,
  currency,
  balance: 0n,
  held: 0n,
  earned: 0n,
  spent: 0n,
  overflowed: false,
  lastPostedAt: 0,
  lots: [],
  holds: [],
  items: [],
  rows: [],
  given: new Map(),
});

/** A copy to post on, so that a refusal can leave the original as it was. */
export const copyBook = (reference: ModelAccount): ModelAccount => ({
  ...reference,
  lots: reference.lots.map((lot) => ({ ...lot })),
  holds: reference.holds.map((hold) => ({ ...hold })),
  items: reference.items.map((item) => ({ ...item })),
  rows: [...reference.rows],
  given: new Map(reference.given),
});

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
export const total = (parts: readonly Part[]): bigint => parts.reduce((sum, { amount }) => sum + amount, 0n);
export const free = (lot: ModelLot): bigint => lot.remaining - lot.held;
export const isPast = (expiresAt: number | null, at: number): boolean => expiresAt !== null && expiresAt <= at;
export const lotOf = (reference: ModelAccount, id: string): ModelLot => reference.lots.find((lot) => lot.id === id)!;

/** Lots are kept in the order in which they were opened, which settles what the sort leaves equal. */
export function inSpendOrder(reference: ModelAccount): ModelLot[] {
  const byAge = (a: ModelLot, b: ModelLot) => a.earnedAt - b.earnedAt;
  const expiry = (lot: ModelLot) => lot.expiresAt ?? Number.MAX_SAFE_INTEGER;
  return [...reference.lots].sort(
    reference.currency.spendOrder === 'oldest' ? byAge : (a, b) => expiry(a) - expiry(b) || byAge(a, b),
  );
}

/** As much of an amount as the sources have, from the first to the last. */
export function takeFrom(sources: readonly Part[], amount: bigint): Part[] {
  let rest = amount;
  return sources.flatMap(({ lot, amount: there }) => {
    const taken = least(rest, there);
    rest -= taken;
    return taken > 0n ? [{ lot, amount: taken }] : [];
  });
}

/** What is left of sources, from the first on, once so much of them is gone. */
export function without(sources: readonly Part[], amount: bigint): Part[] {
  let gone = amount;
  return sources.flatMap(({ lot, amount: there }) => {
    const lost = least(gone, there);
    gone -= lost;
    return there > lost ? [{ lot, amount: there - lost }] : [];
  });
}

/** What was reversed of a row, and what of that was due: taken back or fallen short of. */
export function reversedOf({ rows }: ModelAccount, { id, type, amount }: ModelRow): { whole: bigint; due: bigint } {
  const isGrant = type === 'grant' || amount > 0n;
  const own = rows.filter(({ reverses }) => reverses === id);
  return {
    whole: own.reduce((sum, row) => sum + (isGrant ? -row.earned : row.amount), 0n),
    due: own.reduce((sum, row) => sum + row.shortfall - row.amount, 0n),
  };
}

/** What can be taken from these lots. */
export const freeParts = (lots: readonly ModelLot[], at: number): Part[] =>
  lots.filter((lot) => !isPast(lot.expiresAt, at)).map((lot) => ({ lot: lot.id, amount: free(lot) }));

const NOTHING = {
  id: null,
  amount: 0n,
  held: 0n,
  earned: 0n,
  spent: 0n,
  lotOpened: 0n,
  shortfall: 0n,
  expiresAt: null,
  hold: null,
  reverses: null,
  settles: null,
  parts: [],
};

/** Writes a row and adds what it says to the four figures. */
export function write(reference: ModelAccount, at: number, row: Pick<ModelRow, 'type'> & Partial<ModelRow>): void {
  const full: ModelRow = { ...NOTHING, postedAt: at, effectiveAt: at, ...row };
  reference.rows.push(full);
  reference.balance += full.amount;
  reference.held += full.held;
  reference.earned += full.earned;
  reference.spent += full.spent;
  reference.overflowed ||= [reference.balance, reference.earned, reference.spent].some(
    (figure) => figure > MAX_MINOR_UNITS,
  );
  reference.lastPostedAt = at;
}

/** Writes off what is free of lots past their expiry, one row a lot; of all lots, unless some are named. */
export function writeOff(reference: ModelAccount, at: number, lots: readonly ModelLot[] = reference.lots): void {
  for (const lot of lots) {
    const lost = free(lot);
    if (!isPast(lot.expiresAt, at) || lost === 0n) continue;
    lot.remaining -= lost;
    lot.expired += lost;
    write(reference, at, { type: 'expire', amount: -lost, parts: [{ lot: lot.id, amount: lost }] });
  }
}

/** What a hold still has, in the order in which a spend would take it now: an editor may have changed it since. */
export const partsInOrder = (reference: ModelAccount, hold: ModelHold): Part[] =>
  inSpendOrder(reference).flatMap(({ id }) => hold.parts.filter(({ lot }) => lot === id));

/** Takes parts out of a hold; the lots stay as they are. */
export function leaveHold(hold: ModelHold, leaving: readonly Part[]): void {
  hold.parts = hold.parts.flatMap((part) => {
    const gone = leaving.find(({ lot }) => lot === part.lot)?.amount ?? 0n;
    return part.amount > gone ? [{ ...part, amount: part.amount - gone }] : [];
  });
}

const givenKey = (lot: string, giver: string): string => `${lot} / ${giver}`;

/** How much more a lot has given in place of another than it got from there. */
const givenInPlaceOf = (reference: ModelAccount, lot: string, giver: string): bigint =>
  (reference.given.get(givenKey(lot, giver)) ?? 0n) - (reference.given.get(givenKey(giver, lot)) ?? 0n);

/** A lot gives in place of another one; less than nothing: it is made good for. */
export function give(reference: ModelAccount, lot: string, { lot: giver, amount }: Part): void {
  if (lot === giver) return;
  reference.given.set(givenKey(lot, giver), (reference.given.get(givenKey(lot, giver)) ?? 0n) + amount);
}

/** The lot whose grant an item's reversal took back. */
export const lotOfItem = (reference: ModelAccount, item: ModelItem): string =>
  reference.rows.find(({ id }) => id === item.id)!.reverses!;

/** The oldest thing that is still owed for a lot. */
const debtOf = (reference: ModelAccount, lot: string): ModelItem | undefined =>
  reference.items.find((item) => item.remaining > 0n && lotOfItem(reference, item) === lot);

/** Ways from a lot over lots that gave in each other's place to one that owes: the shortest, and then the oldest lots. */
function wayToDebt(reference: ModelAccount, lot: string): string[] | undefined {
  const seen = new Set([lot]);
  for (let ways = [[lot]]; ways.length > 0;) {
    const found = ways.find((way) => debtOf(reference, way.at(-1)!));
    if (found) return found;
    ways = ways.flatMap((way) =>
      reference.lots.flatMap(({ id }) => {
        if (seen.has(id) || givenInPlaceOf(reference, way.at(-1)!, id) <= 0n) return [];
        seen.add(id);
        return [[...way, id]];
      }),
    );
  }
  return undefined;
}

/**
 * L43. What has just come back to a lot settles what the reversals of its grant fell short of, then what those of the lots
 * that gave in its place did, as far as they gave: that they are made good for, and it is not given again. One row a debt.
 */
export function settleDebts(reference: ModelAccount, lot: string, cameBack: bigint, at: number): void {
  for (let rest = cameBack; rest > 0n;) {
    const way = reference.items.some(({ remaining }) => remaining > 0n) ? wayToDebt(reference, lot) : undefined;
    if (!way) return;
    const item = debtOf(reference, way.at(-1)!)!;
    const steps = way.slice(1).map((giver, i) => ({ instead: way[i]!, giver }));
    const paid = steps.reduce(
      (most, { instead, giver }) => least(most, givenInPlaceOf(reference, instead, giver)),
      least(rest, item.remaining),
    );
    for (const { instead, giver } of steps) give(reference, instead, { lot: giver, amount: -paid });
    rest -= paid;
    item.remaining -= paid;
    lotOf(reference, lot).remaining -= paid;
    write(reference, at, { type: 'reversal', amount: -paid, settles: item.id, parts: [{ lot, amount: paid }] });
  }
}

/** Returns so much of a hold to its lots, from the far end of the spend order, and writes the `release` row. */
export function giveBack(
  reference: ModelAccount,
  hold: ModelHold,
  amount: bigint,
  at: number,
  own: Partial<ModelRow> = {},
): void {
  const parts = takeFrom(partsInOrder(reference, hold).reverse(), amount);
  leaveHold(hold, parts);
  for (const part of parts) lotOf(reference, part.lot).held -= part.amount;
  hold.released += amount;
  write(reference, at, { type: 'release', held: -amount, hold: hold.id, parts, ...own });
  for (const part of parts) settleDebts(reference, part.lot, part.amount, at);
}

/** Does what has become due: holds past their time-out first, then lots past their expiry. */
export function settle(reference: ModelAccount, at: number): void {
  for (const hold of reference.holds) {
    if (hold.status !== 'open' || !isPast(hold.expiresAt, at)) continue;
    const lots = hold.parts.map(({ lot }) => lotOf(reference, lot));
    giveBack(reference, hold, total(hold.parts), at);
    hold.status = 'expired';
    writeOff(reference, at, lots);
  }
  writeOff(reference, at);
}

/** What could be spent at an instant: what a settlement would leave free. */
export function available(reference: ModelAccount, at: number): bigint {
  const settled = copyBook(reference);
  settle(settled, at);
  return settled.lots.reduce((sum, lot) => sum + free(lot), 0n);
}

/** The instants at which something of the account becomes due. */
export const dueInstants = (reference: ModelAccount): number[] => [
  ...reference.holds.flatMap((hold) => (hold.status === 'open' && hold.expiresAt !== null ? [hold.expiresAt] : [])),
  ...reference.lots.flatMap((lot) => (free(lot) > 0n && lot.expiresAt !== null ? [lot.expiresAt] : [])),
];
