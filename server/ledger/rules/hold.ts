import type { HoldStatus } from '../../contract';
import {
  least,
  minus,
  type MinorUnits,
  negate,
  parsePositiveAmount,
  plus,
  RewardsError,
  formatAmount,
  ZERO,
} from '../../kernel';
import type { AccountDraft, EntryContext } from './account-draft';
import type { CommandOf } from '../posting/command';
import { type Allocation, heldOf, type Hold, type HoldPart, type Posted } from '../state';
import { engineContext } from './context';
import { expireLot } from './expire';
import { postSettlements, settlementsOf } from './shortfall';
import { refuseIfRisingOnly, requireAvailable } from './spend';

/** Opens a hold over the lots that a spend would take now (L17). Its time-out runs on the server's clock (L20). */
export function reserve(draft: AccountDraft, command: CommandOf<'reserve'>, context: EntryContext): Posted {
  refuseIfRisingOnly(draft, 'reserve');
  requireAvailable(draft, command.amount);
  const takes = draft.spendable.takeAll(draft.lots, command.amount, draft.now);
  const expiresAt = command.timeoutMs === undefined ? null : draft.now + command.timeoutMs;
  const posted = draft.post(
    {
      type: 'reserve',
      amount: ZERO,
      held: command.amount,
      allocations: takes.map(({ lotId, amount }) => ({ lotId, holdId: null, amount: ZERO, held: amount })),
      holdTimeoutAt: expiresAt,
    },
    context,
  );
  draft.setHold({
    id: posted.entry.id,
    accountId: draft.account.id,
    amount: command.amount,
    captured: ZERO,
    released: ZERO,
    status: 'open',
    expiresAt,
    parts: takes.map(({ lotId, amount }) => ({ lotId, held: amount })),
  });
  return posted;
}

/** Spends a hold or a part of it; the first capture closes it and releases the rest, unless told otherwise (L18). */
export function capture(draft: AccountDraft, command: CommandOf<'capture'>, context: EntryContext): Posted {
  const { hold, amount } = openHold(draft, command.holdId, command.amount);
  const { taken, kept } = split(hold.parts, amount);
  const posted = draft.post(
    {
      type: 'deduct',
      amount: negate(amount),
      held: negate(amount),
      spent: amount,
      allocations: taken.map((part) => move(hold, part, negate(part.held))),
      holdId: hold.id,
    },
    context,
  );
  const rest: Hold = { ...hold, captured: plus(hold.captured, amount), parts: kept };
  const closes = kept.length === 0 || !command.keepOpen;
  draft.setHold(closes ? { ...rest, status: 'captured' } : rest);
  if (closes && kept.length > 0) {
    const causeId = posted.entry.id;
    const why = engineContext(`release:${hold.id}`, draft.account.id, draft.account.sequence, context.effectiveAt);
    giveBack(draft, hold.id, heldOf(rest), 'captured', why, causeId);
  }
  return posted;
}

/** Returns a hold or a part of it to its lots (L19). */
export function release(draft: AccountDraft, command: CommandOf<'release'>, context: EntryContext): Posted {
  const { hold, amount } = openHold(draft, command.holdId, command.amount);
  return giveBack(draft, hold.id, amount, amount === heldOf(hold) ? 'released' : 'open', context);
}

/** L20. Ends a hold whose time-out has passed. */
export function lapse(draft: AccountDraft, holdId: string): void {
  const hold = draft.hold(holdId);
  const why = engineContext(`lapse:${holdId}`, draft.account.id, draft.account.sequence, hold.expiresAt ?? draft.now);
  giveBack(draft, holdId, heldOf(hold), 'expired', why);
}

/**
 * One `release` row: takes from the end of the hold's parts what goes back. What thereby lands in a lot whose grant was
 * reversed settles the shortfall (L43), and in a lot past its expiry it is written off along with it (L21).
 */
function giveBack(
  draft: AccountDraft,
  holdId: string,
  amount: MinorUnits,
  status: HoldStatus,
  context: EntryContext,
  causeId?: string,
): Posted {
  const hold = draft.hold(holdId);
  const { taken, kept } = split([...hold.parts].reverse(), amount);
  const settlements = settlementsOf(
    draft,
    taken.map((part) => ({ lotId: part.lotId, amount: part.held })),
  );
  const posted = draft.post(
    {
      type: 'release',
      amount: ZERO,
      held: negate(amount),
      allocations: taken.map((part) => move(hold, part, ZERO)),
      holdId,
      ...(causeId === undefined ? {} : { causeId }),
    },
    context,
  );
  draft.setHold({ ...hold, released: plus(hold.released, amount), status, parts: kept.reverse() });
  const cause = causeId ?? posted.entry.id;
  postSettlements(draft, settlements, cause);
  for (const part of taken) expireLot(draft, part.lotId, cause);
  return posted;
}

/** The hold, if it is open and has that much; refusals in the order of L19. */
function openHold(draft: AccountDraft, holdId: string, asked: unknown): { hold: Hold; amount: MinorUnits } {
  const hold = draft.hold(holdId);
  const { scale } = draft.rules;
  if (hold.status === 'captured') throw new RewardsError('ALREADY_CAPTURED', { holdId });
  if (hold.status === 'released') throw new RewardsError('ALREADY_RELEASED', { holdId });
  if (hold.status === 'expired') throw new RewardsError('HOLD_EXPIRED', { holdId });
  const held = heldOf(hold);
  const amount = asked === undefined ? held : parsePositiveAmount(asked, scale);
  if (amount > held) {
    const details = { holdId, held: formatAmount(held, scale), requested: formatAmount(amount, scale) };
    throw new RewardsError('EXCEEDS_HOLD', details);
  }
  return { hold, amount };
}

/** Takes so much from the front of the parts. */
function split(parts: readonly HoldPart[], amount: MinorUnits): { taken: HoldPart[]; kept: HoldPart[] } {
  const taken: HoldPart[] = [];
  const kept: HoldPart[] = [];
  let missing = amount;
  for (const part of parts) {
    const now = least(part.held, missing);
    missing = minus(missing, now);
    if (now > 0n) taken.push({ lotId: part.lotId, held: now });
    if (now < part.held) kept.push({ lotId: part.lotId, held: minus(part.held, now) });
  }
  return { taken, kept };
}

/** A held part leaves the hold; `amount` is what thereby leaves the lot as well. */
const move = (hold: Hold, part: HoldPart, amount: MinorUnits): Allocation => ({
  lotId: part.lotId,
  holdId: hold.id,
  amount,
  held: negate(part.held),
});
