import type { Milliseconds } from '../../kernel';
import type { Book } from '../book';
import { freeOf, isDue } from '../state';
import { expireLot } from './expire';
import { spendOrders } from './spend-queue';
import { lapse } from './hold';

/**
 * Settles what has fallen due on the account, before anything else is decided on it: holds past their time-out end
 * (L20), then lots past their expiry are written off (L14, L15). After it, what is free in the lots is what is
 * available.
 */
export function settle(book: Book): void {
  const { nextDueAt } = book.account;
  if (nextDueAt === null || nextDueAt > book.now) return;
  const holds = [...book.holds.values()].filter((hold) => hold.status === 'open' && isDue(hold, book.now));
  for (const hold of holds.sort((a, b) => (a.id < b.id ? -1 : 1))) lapse(book, hold.id);
  const lots = [...book.lots.values()].filter((lot) => isDue(lot, book.now) && freeOf(lot) > 0n);
  for (const lot of lots.sort(spendOrders['soonest-expiry'])) expireLot(book, lot.id);
  book.setAccount({ ...book.account, nextDueAt: nextDue(book) });
}

/** The first instant at which something of the account falls due again. */
function nextDue(book: Book): Milliseconds | null {
  const open = [
    ...[...book.holds.values()].filter((hold) => hold.status === 'open'),
    ...[...book.lots.values()].filter((lot) => freeOf(lot) > 0n),
  ];
  const instants = open.map((thing) => thing.expiresAt).concat(book.dueAfterNow);
  return instants.reduce((first, instant) => {
    if (instant === null || instant <= book.now) return first;
    return first === null || instant < first ? instant : first;
  }, null);
}
