import { formatAmount, type MinorUnits, negate, RewardsError, ZERO } from '../../kernel';
import type { AccountDraft, EntryContext } from './account-draft';
import type { CommandOf } from '../posting/command';
import type { Allocation, Posted } from '../state';

/** Takes an amount from the lots in spend order (L12); refused when that much is not available (B5). */
export function deduct(draft: AccountDraft, command: CommandOf<'deduct'>, context: EntryContext): Posted {
  refuseIfRisingOnly(draft, 'deduct');
  requireAvailable(draft, command.amount);
  return draft.post(
    {
      type: 'deduct',
      amount: negate(command.amount),
      spent: command.amount,
      allocations: takeFromLots(draft, command.amount),
    },
    context,
  );
}

/** What a spend of that amount moves in which lots. */
export function takeFromLots(draft: AccountDraft, amount: MinorUnits): Allocation[] {
  return draft.spendable
    .takeAll(draft.lots, amount, draft.now)
    .map((take) => ({ lotId: take.lotId, holdId: null, amount: negate(take.amount), held: ZERO }));
}

/** L25. */
export function refuseIfRisingOnly(draft: AccountDraft, operation: string): void {
  if (draft.rules.risingOnly) throw new RewardsError('RISING_ONLY', { currency: draft.rules.code, operation });
}

/** Nobody goes below zero (B5, L4). */
export function requireAvailable(draft: AccountDraft, amount: MinorUnits): void {
  if (amount <= draft.available) return;
  const { code, scale } = draft.rules;
  throw new RewardsError('INSUFFICIENT_FUNDS', {
    currency: code,
    available: formatAmount(draft.available, scale),
    requested: formatAmount(amount, scale),
  });
}
