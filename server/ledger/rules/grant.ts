import { least, type Milliseconds, negate, RewardsError } from '../../kernel';
import type { Book, Draft, EntryContext } from '../book';
import type { CommandOf } from '../command';
import { freeOf, type Posted } from '../state';
import { expireLot } from './expire';
import { payItem } from './shortfall';
import { requireAvailable, takeFromLots } from './spend';

/** Adds an amount in a new lot (L11). Arrived past its expiry, it is written off at once (L16). */
export function grant(book: Book, command: CommandOf<'grant'>, context: EntryContext): Posted {
  return openLot(book, { type: 'grant', amount: command.amount }, command.expiresAt, context);
}

/** A person's correction: upwards it opens a lot like a grant, downwards it takes from the lots like a spend (B19). */
export function adjust(book: Book, command: CommandOf<'adjust'>, context: EntryContext): Posted {
  const { amount } = command;
  if (amount > 0n) return openLot(book, { type: 'adjustment', amount }, command.expiresAt, context);
  requireAvailable(book, negate(amount));
  return book.post({ type: 'adjustment', amount, allocations: takeFromLots(book, negate(amount)) }, context);
}

function openLot(
  book: Book,
  draft: Pick<Draft, 'type' | 'amount'>,
  expiresAt: Milliseconds | null | undefined,
  context: EntryContext,
): Posted {
  const { rules } = book;
  if (rules.risingOnly && typeof expiresAt === 'number')
    throw new RewardsError('EXPIRY_NOT_ALLOWED', { currency: rules.code });
  const term = rules.lotTerm === null ? null : context.effectiveAt + rules.lotTerm;
  const opens = { amount: draft.amount, expiresAt: expiresAt === undefined ? term : expiresAt };
  const posted = book.post({ ...draft, earned: draft.amount, opens }, context);
  expireLot(book, posted.entry.id, posted.entry.id);
  payArrears(book, posted.entry.id);
  return posted;
}

/** L24, `arrears`: what earlier reversals could not take back comes out of the new lot, oldest item first. */
function payArrears(book: Book, lotId: string): void {
  if (book.account.arrears === 0n) return;
  const items = [...book.openItems.values()].filter((item) => item.policy === 'arrears' && item.remaining > 0n);
  for (const item of items.sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const amount = least(item.remaining, freeOf(book.lot(lotId)));
    if (amount === 0n) return;
    payItem(book, item, lotId, amount, { about: `arrears:${item.id}`, causeId: lotId });
  }
}
