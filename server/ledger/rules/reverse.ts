import {
  formatAmount,
  least,
  minus,
  type MinorUnits,
  negate,
  parsePositiveAmount,
  plus,
  present,
  RewardsError,
  ZERO,
} from '../../kernel';
import type { AccountDraft, EntryContext } from './account-draft';
import type { CommandOf } from '../posting/command';
import { type Allocation, type Entry, freeOf, isDue, type Posted } from '../state';
import { expireLot } from './expire';
import { goesBack } from './reversed';
import { postSettlements, type Settlement, settlementsOf } from './shortfall';
import type { Take } from './spend-queue';

/**
 * Backs out a row, or a part of it, as often as something is left of it (L22, L37): a spend gives back to its lots (L23), a
 * grant is taken back (L24).
 */
export function reverse(draft: AccountDraft, command: CommandOf<'reverse'>, context: EntryContext): Posted {
  const target = present(draft.targets.get(command.entryId), `the row ${command.entryId}`);
  const { entry } = target;
  const isSpend = entry.type === 'deduct' || (entry.type === 'adjustment' && entry.amount < 0n);
  const isGrant = entry.type === 'grant' || (entry.type === 'adjustment' && entry.amount > 0n);
  if (!isSpend && !isGrant) throw new RewardsError('NOT_REVERSIBLE', { entryId: entry.id, type: entry.type });
  const part = partAsked(draft, entry, command.amount);
  const posted = isSpend ? giveBack(draft, target, part, context) : takeBack(draft, entry, part, context);
  draft.noteReversal(entry.id, posted.entry);
  return posted;
}

/** How much is to be backed out: all that is left of the row, unless a part was asked for. */
function partAsked(draft: AccountDraft, { id, amount }: Entry, asked: unknown): MinorUnits {
  const { scale } = draft.rules;
  const before = draft.reversals.get(id);
  const left = minus(amount < 0n ? negate(amount) : amount, before?.amount ?? ZERO);
  if (before && left <= 0n) throw new RewardsError('ALREADY_REVERSED', { entryId: id, reversalId: before.lastId });
  const part = asked === undefined ? left : parsePositiveAmount(asked, scale);
  if (part <= left) return part;
  const details = { entryId: id, left: formatAmount(left, scale), requested: formatAmount(part, scale) };
  throw new RewardsError('EXCEEDS_ENTRY', details);
}

/**
 * L23. The lots get back what the row took last, of what has not gone back yet. Of those that have expired since, the
 * returned part expires in the same transaction; with a grace period it goes into a lot of its own instead. What settles
 * the shortfall of a reversed grant (L43) goes back to the lot that it was taken from and is taken from there, whatever
 * the grace.
 */
function giveBack(draft: AccountDraft, target: Posted, part: MinorUnits, context: EntryContext): Posted {
  const { entry } = target;
  const back = goesBack(target, draft.reversals.get(entry.id)?.amount ?? ZERO, part);
  const settlements = settlementsOf(draft, back);
  const grace = draft.rules.reversalGrace;
  const late = back.filter(({ lotId }) => isDue(draft.lot(lotId), draft.now));
  const graced = grace === null ? [] : late.map((one) => less(one, settlements));
  const forNewLot = sumOf(graced);
  const gracedOf = (lotId: string): MinorUnits => graced.find((one) => one.lotId === lotId)?.amount ?? ZERO;
  const returned = back.map(({ lotId, amount }) => ({ lotId, amount: minus(amount, gracedOf(lotId)) }));
  const posted = draft.post(
    {
      type: 'reversal',
      amount: part,
      spent: entry.spent === 0n ? ZERO : negate(part),
      allocations: returned
        .filter(({ amount }) => amount > 0n)
        .map(({ lotId, amount }) => ({ lotId, holdId: null, amount, held: ZERO })),
      ...(grace !== null && forNewLot > 0n ? { opens: { amount: forNewLot, expiresAt: draft.now + grace } } : {}),
      reversesId: entry.id,
    },
    context,
  );
  postSettlements(draft, settlements, posted.entry.id);
  if (grace === null) for (const { lotId } of late) expireLot(draft, lotId, posted.entry.id);
  return posted;
}

/** What of a lot's part is not used to settle anything. */
const less = ({ lotId, amount }: Take, settlements: readonly Settlement[]): Take => ({
  lotId,
  amount: minus(amount, sumOf(settlements.filter((one) => one.lotId === lotId))),
});

const sumOf = (parts: readonly { readonly amount: MinorUnits }[]): MinorUnits =>
  parts.reduce((sum, { amount }) => plus(sum, amount), ZERO);

/**
 * L24. Takes back a part of what the row had opened a lot with, less what of it was written off already: first from that
 * lot, then from others, never below zero. What is missing is the shortfall.
 */
function takeBack(draft: AccountDraft, entry: Entry, part: MinorUnits, context: EntryContext): Posted {
  const policy = draft.rules.reversalPolicy;
  const lotId = entry.id;
  const due = dueFor(draft, lotId, part);
  const own = least(due, freeOf(draft.lot(lotId)));
  if (policy === 'reject' && own < due) throw alreadySpent(draft, own, due);
  const others = draft.spendable.take(draft.lots, minus(due, own), draft.now, lotId);
  const takes = own > 0n ? [{ lotId, amount: own }, ...others] : others;
  const taken = sumOf(takes);
  const shortfall = minus(due, taken);
  const posted = draft.post(
    {
      type: 'reversal',
      amount: negate(taken),
      earned: negate(part),
      allocations: takes.map((take): Allocation => ({
        lotId: take.lotId,
        holdId: null,
        amount: negate(take.amount),
        held: ZERO,
      })),
      reversesId: entry.id,
      shortfall,
      policy,
    },
    context,
  );
  if (shortfall > 0n) recordShortfall(draft, posted.entry.id, shortfall);
  return posted;
}

/** L37. What is due for one more part of a grant. What has lapsed of its lot counts as reversed first: nobody pays for that. */
function dueFor(draft: AccountDraft, lotId: string, part: MinorUnits): MinorUnits {
  const before = draft.reversals.get(lotId);
  const reversed = plus(before?.amount ?? ZERO, part);
  const due = minus(minus(reversed, draft.writtenOff.get(lotId) ?? ZERO), before?.due ?? ZERO);
  return due > 0n ? due : ZERO;
}

function recordShortfall(draft: AccountDraft, reversalId: string, shortfall: MinorUnits): void {
  const { account } = draft;
  const policy = draft.rules.reversalPolicy;
  draft.setOpenItem({ id: reversalId, accountId: account.id, policy, amount: shortfall, remaining: shortfall });
  if (policy === 'arrears') draft.setAccount({ ...account, arrears: plus(account.arrears, shortfall) });
}

function alreadySpent(draft: AccountDraft, remaining: MinorUnits, amount: MinorUnits): RewardsError {
  const { code, scale } = draft.rules;
  return new RewardsError('GRANT_ALREADY_SPENT', {
    currency: code,
    remaining: formatAmount(remaining, scale),
    amount: formatAmount(amount, scale),
  });
}
