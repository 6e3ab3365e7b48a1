import { formatAmount, type MinorUnits, negate, RewardsError, ZERO } from '../../kernel';
import type { Book, EntryContext } from '../book';
import type { CommandOf } from '../command';
import type { Allocation, Posted } from '../state';

/** Takes an amount from the lots in spend order (L12); refused when that much is not available (B5). */
export function deduct(book: Book, command: CommandOf<'deduct'>, context: EntryContext): Posted {
  refuseIfRisingOnly(book, 'deduct');
  requireAvailable(book, command.amount);
  return book.post(
    {
      type: 'deduct',
      amount: negate(command.amount),
      spent: command.amount,
      allocations: takeFromLots(book, command.amount),
    },
    context,
  );
}

/** What a spend of that amount moves in which lots. */
export function takeFromLots(book: Book, amount: MinorUnits): Allocation[] {
  return book.spendable
    .takeAll(book.lots, amount, book.now)
    .map((take) => ({ lotId: take.lotId, holdId: null, amount: negate(take.amount), held: ZERO }));
}

/** L25. */
export function refuseIfRisingOnly(book: Book, operation: string): void {
  if (book.rules.risingOnly) throw new RewardsError('RISING_ONLY', { currency: book.rules.code, operation });
}

/** Nobody goes below zero (B5, L4). */
export function requireAvailable(book: Book, amount: MinorUnits): void {
  if (amount <= book.available) return;
  const { code, scale } = book.rules;
  throw new RewardsError('INSUFFICIENT_FUNDS', {
    currency: code,
    available: formatAmount(book.available, scale),
    requested: formatAmount(amount, scale),
  });
}
