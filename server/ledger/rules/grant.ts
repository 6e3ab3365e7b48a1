import { least, type Milliseconds, negate, RewardsError } from '../../kernel';
import type { AccountDraft, EntryContext, Proposal } from './account-draft';
import type { CommandOf } from '../posting/command';
import { freeOf, type Posted } from '../state';
import { expireLot } from './expire';
import { payItem } from './shortfall';
import { requireAvailable, takeFromLots } from './spend';

/** Adds an amount in a new lot (L11). Arrived past its expiry, it is written off at once (L16). */
export function grant(draft: AccountDraft, command: CommandOf<'grant'>, context: EntryContext): Posted {
  return openLot(draft, { type: 'grant', amount: command.amount }, command.expiresAt, context);
}

/** A person's correction: upwards it opens a lot like a grant, downwards it takes from the lots like a spend (B19). */
export function adjust(draft: AccountDraft, command: CommandOf<'adjust'>, context: EntryContext): Posted {
  const { amount } = command;
  if (amount > 0n) return openLot(draft, { type: 'adjustment', amount }, command.expiresAt, context);
  requireAvailable(draft, negate(amount));
  return draft.post({ type: 'adjustment', amount, allocations: takeFromLots(draft, negate(amount)) }, context);
}

function openLot(
  draft: AccountDraft,
  proposed: Pick<Proposal, 'type' | 'amount'>,
  expiresAt: Milliseconds | null | undefined,
  context: EntryContext,
): Posted {
  const { rules } = draft;
  if (rules.risingOnly && typeof expiresAt === 'number')
    throw new RewardsError('EXPIRY_NOT_ALLOWED', { currency: rules.code });
  const term = rules.lotTerm === null ? null : context.effectiveAt + rules.lotTerm;
  const opens = { amount: proposed.amount, expiresAt: expiresAt === undefined ? term : expiresAt };
  const posted = draft.post({ ...proposed, earned: proposed.amount, opens }, context);
  expireLot(draft, posted.entry.id, posted.entry.id);
  payArrears(draft, posted.entry.id);
  return posted;
}

/** L24, `arrears`: what earlier reversals could not take back comes out of the new lot, oldest item first. */
function payArrears(draft: AccountDraft, lotId: string): void {
  if (draft.account.arrears === 0n) return;
  const items = [...draft.openItems.values()].filter((item) => item.policy === 'arrears' && item.remaining > 0n);
  for (const item of items.sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const amount = least(item.remaining, freeOf(draft.lot(lotId)));
    if (amount === 0n) return;
    payItem(draft, item, lotId, amount, { about: `arrears:${item.id}`, causeId: lotId });
  }
}
