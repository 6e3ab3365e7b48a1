/** What each kind of posting does to a reference, after what was due has been settled. */
import type { ErrorCode, InstantInput, PostingInput } from '../../server/contract';
import {
  type ModelAccount,
  copyBook,
  DAY,
  freeParts,
  give,
  giveBack,
  inSpendOrder,
  isPast,
  leaveHold,
  lotOf,
  lotOfItem,
  type ModelHold,
  type ModelRow,
  type Part,
  partsInOrder,
  reversedOf,
  settleDebts,
  takeFrom,
  total,
  without,
  write,
  writeOff,
} from './model-account';

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

function takeFree(reference: ModelAccount, amount: bigint, at: number): Part[] {
  const parts = takeFrom(freeParts(inSpendOrder(reference), at), amount);
  if (total(parts) < amount) throw new Refusal('INSUFFICIENT_FUNDS');
  return parts;
}

function spend(reference: ModelAccount, parts: readonly Part[]): void {
  for (const { lot, amount } of parts) lotOf(reference, lot).remaining -= amount;
}

/** A grant or a positive adjustment: opens a lot, lets it lapse if it came too late, pays off arrears from it. */
function openLot(
  reference: ModelAccount,
  type: 'grant' | 'adjustment',
  input: PostingInput & { type: 'grant' | 'adjust' },
  on: Occasion,
): void {
  const { currency } = reference;
  if (currency.risingOnly && input.expiresAt) throw new Refusal('EXPIRY_NOT_ALLOWED');
  const amount = minorOf(input.amount, currency.scale);
  const row = ownRow(input, on);
  const term = currency.expiresAfterDays;
  const byTerm = term === null ? null : row.effectiveAt + term * DAY;
  const given = input.expiresAt;
  const expiresAt = given === undefined ? byTerm : given === null ? null : instantOf(given);
  const lot = { id: on.id, earnedAt: row.effectiveAt, expiresAt, amount, remaining: amount, held: 0n, expired: 0n };
  reference.lots.push(lot);
  write(reference, on.at, { ...row, type, amount, earned: amount, lotOpened: amount, expiresAt });
  writeOff(reference, on.at);
  for (const item of reference.items.filter(({ policy, remaining }) => policy === 'arrears' && remaining > 0n)) {
    const parts = takeFrom(freeParts([lot], on.at), item.remaining);
    const paid = total(parts);
    if (paid === 0n) break;
    spend(reference, parts);
    item.remaining -= paid;
    for (const part of parts) give(reference, lotOfItem(reference, item), part);
    write(reference, on.at, { type: 'reversal', amount: -paid, settles: item.id, parts });
  }
}

function deduct(reference: ModelAccount, input: PostingInput & { type: 'deduct' }, on: Occasion): void {
  if (reference.currency.risingOnly) throw new Refusal('RISING_ONLY');
  const amount = minorOf(input.amount, reference.currency.scale);
  const parts = takeFree(reference, amount, on.at);
  spend(reference, parts);
  write(reference, on.at, { ...ownRow(input, on), type: 'deduct', amount: -amount, spent: amount, parts });
}

function adjust(reference: ModelAccount, input: PostingInput & { type: 'adjust' }, on: Occasion): void {
  const amount = minorOf(input.amount, reference.currency.scale);
  if (amount > 0n) {
    openLot(reference, 'adjustment', input, on);
    return;
  }
  const parts = takeFree(reference, -amount, on.at);
  spend(reference, parts);
  write(reference, on.at, { ...ownRow(input, on), type: 'adjustment', amount, parts });
}

function reserve(reference: ModelAccount, input: PostingInput & { type: 'reserve' }, on: Occasion): void {
  if (reference.currency.risingOnly) throw new Refusal('RISING_ONLY');
  const amount = minorOf(input.amount, reference.currency.scale);
  const parts = takeFree(reference, amount, on.at);
  for (const part of parts) lotOf(reference, part.lot).held += part.amount;
  const expiresAt = input.timeoutMs === undefined ? null : on.at + input.timeoutMs;
  reference.holds.push({ id: on.id, amount, expiresAt, parts, captured: 0n, released: 0n, status: 'open' });
  write(reference, on.at, { ...ownRow(input, on), type: 'reserve', held: amount, hold: on.id, expiresAt, parts });
}

function openHold(reference: ModelAccount, input: PostingInput & { type: 'capture' | 'release' }): [ModelHold, bigint] {
  const hold = reference.holds.find(({ id }) => id === input.holdId)!;
  if (hold.status === 'captured') throw new Refusal('ALREADY_CAPTURED');
  if (hold.status === 'released') throw new Refusal('ALREADY_RELEASED');
  if (hold.status === 'expired') throw new Refusal('HOLD_EXPIRED');
  const left = total(hold.parts);
  const amount = input.amount === undefined ? left : minorOf(input.amount, reference.currency.scale);
  if (amount > left) throw new Refusal('EXCEEDS_HOLD');
  return [hold, amount];
}

function capture(reference: ModelAccount, input: PostingInput & { type: 'capture' }, on: Occasion): void {
  const [hold, amount] = openHold(reference, input);
  const parts = takeFrom(partsInOrder(reference, hold), amount);
  leaveHold(hold, parts);
  spend(reference, parts);
  for (const part of parts) lotOf(reference, part.lot).held -= part.amount;
  hold.captured += amount;
  const row = { ...ownRow(input, on), type: 'deduct', amount: -amount, held: -amount, spent: amount } as const;
  write(reference, on.at, { ...row, hold: hold.id, parts });
  const rest = total(hold.parts);
  if (rest > 0n && input.keepOpen) return;
  hold.status = 'captured';
  if (rest > 0n) giveBack(reference, hold, rest, on.at);
  writeOff(reference, on.at);
}

function release(reference: ModelAccount, input: PostingInput & { type: 'release' }, on: Occasion): void {
  const [hold, amount] = openHold(reference, input);
  giveBack(reference, hold, amount, on.at, ownRow(input, on));
  if (hold.parts.length === 0) hold.status = 'released';
  writeOff(reference, on.at);
}

function reverse(reference: ModelAccount, input: PostingInput & { type: 'reverse' }, on: Occasion): void {
  const target = reference.rows.find(({ id }) => id === input.entryId)!;
  if (!['grant', 'deduct', 'adjustment'].includes(target.type)) throw new Refusal('NOT_REVERSIBLE');
  const isGrant = target.amount > 0n;
  const left = (isGrant ? target.amount : -target.amount) - reversedOf(reference, target).whole;
  if (left === 0n) throw new Refusal('ALREADY_REVERSED');
  const amount = input.amount === undefined ? left : minorOf(input.amount, reference.currency.scale);
  if (amount > left) throw new Refusal('EXCEEDS_ENTRY');
  const own = { ...ownRow(input, on), type: 'reversal' as const, reverses: target.id };
  if (isGrant) backOutLot(reference, { target, amount, own }, on.at);
  else undoSpend(reference, { target, amount, own }, on);
}

/** So much of a row is backed out, by a row that says this. */
interface Undoing {
  readonly target: ModelRow;
  readonly amount: bigint;
  readonly own: Pick<ModelRow, 'type'> & Partial<ModelRow>;
}

/**
 * Gives the lots back what was taken, the last one first and as far as that has not gone back yet, where it settles debts.
 * With grace, what of the rest lapsed meanwhile goes into a lot of its own.
 */
function undoSpend(reference: ModelAccount, { target, amount: part, own }: Undoing, on: Occasion): void {
  const grace = reference.currency.reversalGraceDays;
  const isRevived = ({ lot }: Part) => grace !== null && isPast(lotOf(reference, lot).expiresAt, on.at);
  const taken = [...target.parts].reverse();
  const back = takeFrom(without(taken, reversedOf(reference, target).whole), part);
  // How much of each part debts take is seen on a copy, because the row that gives back comes before them.
  const trial = copyBook(reference);
  const owed = (one: Part): bigint => {
    const before = trial.rows.length;
    settleDebts(trial, one.lot, one.amount, on.at);
    return trial.rows.slice(before).reduce((sum, { amount }) => sum - amount, 0n);
  };
  const backwards = back.map((one) => ({ ...one, owed: owed(one) }));
  const parts = backwards
    .map((one) => ({ lot: one.lot, amount: isRevived(one) ? one.owed : one.amount }))
    .filter(({ amount }) => amount > 0n);
  const lotOpened = part - total(parts);
  for (const { lot, amount } of parts) lotOf(reference, lot).remaining += amount;
  const expiresAt = lotOpened > 0n ? on.at + grace! * DAY : null;
  if (lotOpened > 0n) {
    const lot = { id: on.id, earnedAt: own.effectiveAt!, expiresAt, amount: lotOpened };
    reference.lots.push({ ...lot, remaining: lotOpened, held: 0n, expired: 0n });
    // It stands for the lots that it would have gone back to.
    for (const one of backwards.filter(isRevived)) {
      give(reference, on.id, { lot: one.lot, amount: one.amount - one.owed });
    }
  }
  const spent = target.spent === 0n ? 0n : -part;
  write(reference, on.at, { ...own, amount: part, spent, lotOpened, expiresAt, parts });
  for (const { lot, amount } of backwards) settleDebts(reference, lot, amount, on.at);
  writeOff(reference, on.at);
}

/**
 * Takes a part of a grant back: from its own lot, then as the currency's policy says; what cannot be had is an open item.
 * What has lapsed counts as taken back first.
 */
function backOutLot(reference: ModelAccount, { target, amount, own }: Undoing, at: number): void {
  const policy = reference.currency.reversalPolicy;
  const lot = lotOf(reference, target.id!);
  const before = reversedOf(reference, target);
  const wanted = before.whole + amount - lot.expired - before.due;
  const due = wanted > 0n ? wanted : 0n;
  const others = policy === 'reject' ? [] : inSpendOrder(reference).filter(({ id }) => id !== lot.id);
  const parts = takeFrom(freeParts([lot, ...others], at), due);
  const taken = total(parts);
  const shortfall = due - taken;
  if (policy === 'reject' && shortfall > 0n) throw new Refusal('GRANT_ALREADY_SPENT');
  spend(reference, parts);
  for (const part of parts) give(reference, lot.id, part);
  if (shortfall > 0n) reference.items.push({ id: own.id!, policy, amount: shortfall, remaining: shortfall });
  write(reference, at, { ...own, amount: -taken, earned: -amount, shortfall, parts });
}

/** Posts on a reference that is settled. Throws a `Refusal`, after which the reference is to be thrown away. */
export function post(reference: ModelAccount, input: PostingInput, on: Occasion): void {
  switch (input.type) {
    case 'grant': {
      openLot(reference, 'grant', input, on);
      return;
    }
    case 'deduct': {
      deduct(reference, input, on);
      return;
    }
    case 'adjust': {
      adjust(reference, input, on);
      return;
    }
    case 'reserve': {
      reserve(reference, input, on);
      return;
    }
    case 'capture': {
      capture(reference, input, on);
      return;
    }
    case 'release': {
      release(reference, input, on);
      return;
    }
    case 'reverse': {
      reverse(reference, input, on);
      return;
    }
  }
}
