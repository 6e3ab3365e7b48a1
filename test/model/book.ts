/**
 * One account of the model: lots, holds, open items and rows in plain arrays, and the few moves that every posting is
 * made of. Written from semantics.md and docs/ledger.md alone; it shares no rule with the engine that it judges.
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
  /** What is still held, lot by lot, in the order in which a spend would take it. */
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

export interface Book {
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
}

export const openBook = (member: string, currency: ModelCurrency): Book => ({
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
});

/** A copy to post on, so that a refusal can leave the original as it was. */
export const copyBook = (book: Book): Book => ({
  ...book,
  lots: book.lots.map((lot) => ({ ...lot })),
  holds: book.holds.map((hold) => ({ ...hold })),
  items: book.items.map((item) => ({ ...item })),
  rows: [...book.rows],
});

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
export const total = (parts: readonly Part[]): bigint => parts.reduce((sum, { amount }) => sum + amount, 0n);
export const free = (lot: ModelLot): bigint => lot.remaining - lot.held;
export const isPast = (expiresAt: number | null, at: number): boolean => expiresAt !== null && expiresAt <= at;
export const lotOf = (book: Book, id: string): ModelLot => book.lots.find((lot) => lot.id === id)!;

/** Lots are kept in the order in which they were opened, which settles what the sort leaves equal. */
export function inSpendOrder(book: Book): ModelLot[] {
  const byAge = (a: ModelLot, b: ModelLot) => a.earnedAt - b.earnedAt;
  const expiry = (lot: ModelLot) => lot.expiresAt ?? Number.MAX_SAFE_INTEGER;
  return [...book.lots].sort(
    book.currency.spendOrder === 'oldest' ? byAge : (a, b) => expiry(a) - expiry(b) || byAge(a, b),
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
export function write(book: Book, at: number, row: Pick<ModelRow, 'type'> & Partial<ModelRow>): void {
  const full: ModelRow = { ...NOTHING, postedAt: at, effectiveAt: at, ...row };
  book.rows.push(full);
  book.balance += full.amount;
  book.held += full.held;
  book.earned += full.earned;
  book.spent += full.spent;
  book.overflowed ||= [book.balance, book.earned, book.spent].some((figure) => figure > MAX_MINOR_UNITS);
  book.lastPostedAt = at;
}

/** Writes off what is free of lots past their expiry, one row a lot; of all lots, unless some are named. */
export function writeOff(book: Book, at: number, lots: readonly ModelLot[] = book.lots): void {
  for (const lot of lots) {
    const lost = free(lot);
    if (!isPast(lot.expiresAt, at) || lost === 0n) continue;
    lot.remaining -= lost;
    lot.expired += lost;
    write(book, at, { type: 'expire', amount: -lost, parts: [{ lot: lot.id, amount: lost }] });
  }
}

/** Takes parts out of a hold; the lots stay as they are. */
export function leaveHold(hold: ModelHold, leaving: readonly Part[]): void {
  hold.parts = hold.parts.flatMap((part) => {
    const gone = leaving.find(({ lot }) => lot === part.lot)?.amount ?? 0n;
    return part.amount > gone ? [{ ...part, amount: part.amount - gone }] : [];
  });
}

/** The lot whose grant a row took back, or went on taking back; none for any other row. */
function takenBackBy(book: Book, { reverses, settles }: ModelRow): string | undefined {
  const reversal = settles === null ? reverses : book.rows.find(({ id }) => id === settles)!.reverses;
  return book.lots.find(({ id }) => id === reversal)?.id;
}

/** What a row says of lots that gave in another one's place: a reversal of a grant, what settles it, or a lot with grace. */
function gifts(book: Book, row: ModelRow): { instead: string; parts: readonly Part[] } | undefined {
  if (row.type !== 'reversal') return undefined;
  const lot = takenBackBy(book, row);
  if (lot !== undefined) return { instead: lot, parts: row.parts };
  if (row.lotOpened === 0n) return undefined;
  // What a grace period saved stands in its new lot for those that it would have gone back to.
  const back = (id: string) => total(row.parts.filter((part) => part.lot === id));
  const spent = book.rows.find(({ id }) => id === row.reverses)!.parts;
  return { instead: row.id!, parts: spent.map(({ lot: id, amount }) => ({ lot: id, amount: amount - back(id) })) };
}

/** How much more one lot has given in place of another than it got from there. */
function givenInPlaceOf(book: Book, lot: string, giver: string): bigint {
  const all = book.rows.flatMap((row) => gifts(book, row) ?? []);
  const given = (by: string, instead: string): bigint =>
    total(
      all.filter((gift) => gift.instead === instead).flatMap(({ parts }) => parts.filter((part) => part.lot === by)),
    );
  return given(giver, lot) - given(lot, giver);
}

const debtOf = (book: Book, lot: string): ModelItem | undefined =>
  book.items.find(
    ({ id, remaining }) => remaining > 0n && book.rows.some((row) => row.id === id && row.reverses === lot),
  );

/** Ways from a lot over lots that gave in each other's place to one that owes: the shortest, and then the oldest lots. */
function wayToDebt(room: (lot: string, giver: string) => bigint, book: Book, lot: string): string[] | undefined {
  const seen = new Set([lot]);
  for (let ways = [[lot]]; ways.length > 0;) {
    const found = ways.find((way) => debtOf(book, way.at(-1)!));
    if (found) return found;
    ways = ways.flatMap((way) =>
      book.lots.flatMap(({ id }) => {
        if (seen.has(id) || room(way.at(-1)!, id) <= 0n) return [];
        seen.add(id);
        return [[...way, id]];
      }),
    );
  }
  return undefined;
}

/**
 * L43. What has just come back to a lot settles what the reversal of its grant fell short of, then what those of the lots
 * that gave in its place did, as far as they gave. One row a debt.
 */
export function settleDebts(book: Book, lot: string, cameBack: bigint, at: number): void {
  if (!book.items.some(({ remaining }) => remaining > 0n)) return;
  const givenBefore = new Map<string, bigint>();
  const gone = new Map<string, bigint>();
  const room = (one: string, giver: string): bigint => {
    const key = `${one} ${giver}`;
    if (!givenBefore.has(key)) givenBefore.set(key, givenInPlaceOf(book, one, giver));
    return givenBefore.get(key)! - (gone.get(key) ?? 0n) + (gone.get(`${giver} ${one}`) ?? 0n);
  };
  for (let rest = cameBack; rest > 0n;) {
    const way = wayToDebt(room, book, lot);
    if (!way) return;
    const item = debtOf(book, way.at(-1)!)!;
    let paid = least(rest, item.remaining);
    const steps = way.slice(1).map((to, i) => ({ from: way[i]!, to }));
    for (const { from, to } of steps) paid = least(paid, room(from, to));
    for (const { from, to } of steps) gone.set(`${from} ${to}`, (gone.get(`${from} ${to}`) ?? 0n) + paid);
    rest -= paid;
    item.remaining -= paid;
    lotOf(book, lot).remaining -= paid;
    write(book, at, { type: 'reversal', amount: -paid, settles: item.id, parts: [{ lot, amount: paid }] });
  }
}

/** Returns so much of a hold to its lots, from the far end of the spend order, and writes the `release` row. */
export function giveBack(book: Book, hold: ModelHold, amount: bigint, at: number, own: Partial<ModelRow> = {}): void {
  const parts = takeFrom([...hold.parts].reverse(), amount);
  leaveHold(hold, parts);
  for (const part of parts) lotOf(book, part.lot).held -= part.amount;
  hold.released += amount;
  write(book, at, { type: 'release', held: -amount, hold: hold.id, parts, ...own });
  for (const part of parts) settleDebts(book, part.lot, part.amount, at);
}

/** Does what has become due: holds past their time-out first, then lots past their expiry. */
export function settle(book: Book, at: number): void {
  for (const hold of book.holds) {
    if (hold.status !== 'open' || !isPast(hold.expiresAt, at)) continue;
    const lots = hold.parts.map(({ lot }) => lotOf(book, lot));
    giveBack(book, hold, total(hold.parts), at);
    hold.status = 'expired';
    writeOff(book, at, lots);
  }
  writeOff(book, at);
}

/** What could be spent at an instant: what a settlement would leave free. */
export function available(book: Book, at: number): bigint {
  const settled = copyBook(book);
  settle(settled, at);
  return settled.lots.reduce((sum, lot) => sum + free(lot), 0n);
}

/** The instants at which something of the account becomes due. */
export const dueInstants = (book: Book): number[] => [
  ...book.holds.flatMap((hold) => (hold.status === 'open' && hold.expiresAt !== null ? [hold.expiresAt] : [])),
  ...book.lots.flatMap((lot) => (free(lot) > 0n && lot.expiresAt !== null ? [lot.expiresAt] : [])),
];
