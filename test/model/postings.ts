/** What each kind of posting does to a book, after what was due has been settled. */
import type { ErrorCode, InstantInput, PostingInput } from '../../server/contract';
import {
  type Book,
  copyBook,
  DAY,
  freeParts,
  giveBack,
  inSpendOrder,
  isPast,
  leaveHold,
  lotOf,
  type ModelHold,
  type ModelRow,
  type Part,
  settleDebts,
  takeFrom,
  total,
  write,
  writeOff,
} from './book';

/** The model's own refusal, so that it never leans on the engine's. */
export class Refusal extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly field?: string,
  ) {
    super(code);
  }
}

/** The id that the ledger gave to the posting's own row, and the instant of the posting on its account. */
export interface Occasion {
  readonly id: string;
  readonly at: number;
}

export const instantOf = (given: InstantInput): number => new Date(given).getTime();

/** A decimal string in minor units; trailing zeros say nothing. */
export function minorOf(text: string, scale: number): bigint {
  const [whole, fraction = ''] = text.replace('+', '').split('.');
  return BigInt(whole! + fraction.replace(/0+$/, '').padEnd(scale, '0'));
}

function ownRow(input: PostingInput, { id, at }: Occasion): Pick<ModelRow, 'id' | 'effectiveAt'> {
  return { id, effectiveAt: input.effectiveAt === undefined ? at : Math.min(instantOf(input.effectiveAt), at) };
}

function takeFree(book: Book, amount: bigint, at: number): Part[] {
  const parts = takeFrom(freeParts(inSpendOrder(book), at), amount);
  if (total(parts) < amount) throw new Refusal('INSUFFICIENT_FUNDS');
  return parts;
}

function spend(book: Book, parts: readonly Part[]): void {
  for (const { lot, amount } of parts) lotOf(book, lot).remaining -= amount;
}

/** A grant or a positive adjustment: opens a lot, lets it lapse if it came too late, pays off arrears from it. */
function openLot(
  book: Book,
  type: 'grant' | 'adjustment',
  input: PostingInput & { type: 'grant' | 'adjust' },
  on: Occasion,
): void {
  const { currency } = book;
  if (currency.risingOnly && input.expiresAt) throw new Refusal('EXPIRY_NOT_ALLOWED');
  const amount = minorOf(input.amount, currency.scale);
  const row = ownRow(input, on);
  const term = currency.expiresAfterDays;
  const byTerm = term === null ? null : row.effectiveAt + term * DAY;
  const given = input.expiresAt;
  const expiresAt = given === undefined ? byTerm : given === null ? null : instantOf(given);
  const lot = { id: on.id, earnedAt: row.effectiveAt, expiresAt, amount, remaining: amount, held: 0n, expired: 0n };
  book.lots.push(lot);
  write(book, on.at, { ...row, type, amount, earned: amount, lotOpened: amount, expiresAt });
  writeOff(book, on.at);
  for (const item of book.items.filter(({ policy, remaining }) => policy === 'arrears' && remaining > 0n)) {
    const parts = takeFrom(freeParts([lot], on.at), item.remaining);
    const paid = total(parts);
    if (paid === 0n) break;
    spend(book, parts);
    item.remaining -= paid;
    write(book, on.at, { type: 'reversal', amount: -paid, settles: item.id, parts });
  }
}

function deduct(book: Book, input: PostingInput & { type: 'deduct' }, on: Occasion): void {
  if (book.currency.risingOnly) throw new Refusal('RISING_ONLY');
  const amount = minorOf(input.amount, book.currency.scale);
  const parts = takeFree(book, amount, on.at);
  spend(book, parts);
  write(book, on.at, { ...ownRow(input, on), type: 'deduct', amount: -amount, spent: amount, parts });
}

function adjust(book: Book, input: PostingInput & { type: 'adjust' }, on: Occasion): void {
  const amount = minorOf(input.amount, book.currency.scale);
  if (amount > 0n) {
    openLot(book, 'adjustment', input, on);
    return;
  }
  const parts = takeFree(book, -amount, on.at);
  spend(book, parts);
  write(book, on.at, { ...ownRow(input, on), type: 'adjustment', amount, parts });
}

function reserve(book: Book, input: PostingInput & { type: 'reserve' }, on: Occasion): void {
  if (book.currency.risingOnly) throw new Refusal('RISING_ONLY');
  const amount = minorOf(input.amount, book.currency.scale);
  const parts = takeFree(book, amount, on.at);
  for (const part of parts) lotOf(book, part.lot).held += part.amount;
  const expiresAt = input.timeoutMs === undefined ? null : on.at + input.timeoutMs;
  book.holds.push({ id: on.id, amount, expiresAt, parts, captured: 0n, released: 0n, status: 'open' });
  write(book, on.at, { ...ownRow(input, on), type: 'reserve', held: amount, hold: on.id, expiresAt, parts });
}

function openHold(book: Book, input: PostingInput & { type: 'capture' | 'release' }): [ModelHold, bigint] {
  const hold = book.holds.find(({ id }) => id === input.holdId)!;
  if (hold.status === 'captured') throw new Refusal('ALREADY_CAPTURED');
  if (hold.status === 'released') throw new Refusal('ALREADY_RELEASED');
  if (hold.status === 'expired') throw new Refusal('HOLD_EXPIRED');
  const left = total(hold.parts);
  const amount = input.amount === undefined ? left : minorOf(input.amount, book.currency.scale);
  if (amount > left) throw new Refusal('EXCEEDS_HOLD');
  return [hold, amount];
}

function capture(book: Book, input: PostingInput & { type: 'capture' }, on: Occasion): void {
  const [hold, amount] = openHold(book, input);
  const parts = takeFrom(hold.parts, amount);
  leaveHold(hold, parts);
  spend(book, parts);
  for (const part of parts) lotOf(book, part.lot).held -= part.amount;
  hold.captured += amount;
  const row = { ...ownRow(input, on), type: 'deduct', amount: -amount, held: -amount, spent: amount } as const;
  write(book, on.at, { ...row, hold: hold.id, parts });
  const rest = total(hold.parts);
  if (rest > 0n && input.keepOpen) return;
  hold.status = 'captured';
  if (rest > 0n) giveBack(book, hold, rest, on.at);
  writeOff(book, on.at);
}

function release(book: Book, input: PostingInput & { type: 'release' }, on: Occasion): void {
  const [hold, amount] = openHold(book, input);
  giveBack(book, hold, amount, on.at, ownRow(input, on));
  if (hold.parts.length === 0) hold.status = 'released';
  writeOff(book, on.at);
}

function reverse(book: Book, input: PostingInput & { type: 'reverse' }, on: Occasion): void {
  const target = book.rows.find(({ id }) => id === input.entryId)!;
  if (!['grant', 'deduct', 'adjustment'].includes(target.type)) throw new Refusal('NOT_REVERSIBLE');
  if (book.rows.some(({ reverses }) => reverses === target.id)) throw new Refusal('ALREADY_REVERSED');
  const own = { ...ownRow(input, on), type: 'reversal' as const, reverses: target.id };
  if (target.amount > 0n) backOutLot(book, target, own, on.at);
  else undoSpend(book, target, own, on);
}

/**
 * Gives the same lots back what was taken, the last one first, where it settles debts. With grace, what of the rest lapsed
 * meanwhile goes into a lot of its own.
 */
function undoSpend(book: Book, target: ModelRow, own: Pick<ModelRow, 'type'> & Partial<ModelRow>, on: Occasion): void {
  const grace = book.currency.reversalGraceDays;
  const isRevived = ({ lot }: Part) => grace !== null && isPast(lotOf(book, lot).expiresAt, on.at);
  // How much of each part debts take is seen on a copy, because the row that gives back comes before them.
  const trial = copyBook(book);
  const owed = (part: Part): bigint => {
    const before = trial.rows.length;
    settleDebts(trial, part.lot, part.amount, on.at);
    return trial.rows.slice(before).reduce((sum, { amount }) => sum - amount, 0n);
  };
  const backwards = [...target.parts].reverse().map((part) => ({ ...part, owed: owed(part) }));
  const parts = backwards
    .map((part) => ({ lot: part.lot, amount: isRevived(part) ? part.owed : part.amount }))
    .filter(({ amount }) => amount > 0n);
  const lotOpened = total(target.parts) - total(parts);
  for (const { lot, amount } of parts) lotOf(book, lot).remaining += amount;
  const expiresAt = lotOpened > 0n ? on.at + grace! * DAY : null;
  if (lotOpened > 0n) {
    const lot = { id: on.id, earnedAt: own.effectiveAt!, expiresAt, amount: lotOpened };
    book.lots.push({ ...lot, remaining: lotOpened, held: 0n, expired: 0n });
  }
  const moved = { amount: -target.amount, spent: -target.spent, lotOpened, expiresAt, parts };
  write(book, on.at, { ...own, ...moved });
  for (const { lot, amount } of backwards) settleDebts(book, lot, amount, on.at);
  writeOff(book, on.at);
}

/** Takes a grant back: from its own lot, then as the currency's policy says; what cannot be had is an open item. */
function backOutLot(book: Book, target: ModelRow, own: Pick<ModelRow, 'type'> & Partial<ModelRow>, at: number): void {
  const policy = book.currency.reversalPolicy;
  const lot = lotOf(book, target.id!);
  const due = target.amount - lot.expired;
  const others = policy === 'reject' ? [] : inSpendOrder(book).filter(({ id }) => id !== lot.id);
  const parts = takeFrom(freeParts([lot, ...others], at), due);
  const taken = total(parts);
  const shortfall = due - taken;
  if (policy === 'reject' && shortfall > 0n) throw new Refusal('GRANT_ALREADY_SPENT');
  spend(book, parts);
  if (shortfall > 0n) book.items.push({ id: own.id!, policy, amount: shortfall, remaining: shortfall });
  write(book, at, { ...own, amount: -taken, earned: -target.amount, shortfall, parts });
}

/** Posts on a book that is settled. Throws a `Refusal`, after which the book is to be thrown away. */
export function post(book: Book, input: PostingInput, on: Occasion): void {
  switch (input.type) {
    case 'grant': {
      openLot(book, 'grant', input, on);
      return;
    }
    case 'deduct': {
      deduct(book, input, on);
      return;
    }
    case 'adjust': {
      adjust(book, input, on);
      return;
    }
    case 'reserve': {
      reserve(book, input, on);
      return;
    }
    case 'capture': {
      capture(book, input, on);
      return;
    }
    case 'release': {
      release(book, input, on);
      return;
    }
    case 'reverse': {
      reverse(book, input, on);
      return;
    }
  }
}
