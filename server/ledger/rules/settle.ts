import type { Milliseconds } from '../../kernel';
import type { AccountDraft } from './account-draft';
import { freeOf, isDue } from '../state';
import { expireLot } from './expire';
import { spendOrders } from './spend-queue';
import { lapse } from './hold';

/**
 * Settles what has fallen due on the account, before anything else is decided on it: holds past their time-out end
 * (L20), then lots past their expiry are written off (L14, L15). After it, what is free in the lots is what is
 * available.
 */
export function settle(draft: AccountDraft): void {
  const { nextDueAt } = draft.account;
  if (nextDueAt === null || nextDueAt > draft.now) return;
  const holds = [...draft.holds.values()].filter((hold) => hold.status === 'open' && isDue(hold, draft.now));
  for (const hold of holds.sort((a, b) => (a.id < b.id ? -1 : 1))) lapse(draft, hold.id);
  const lots = [...draft.lots.values()].filter((lot) => isDue(lot, draft.now) && freeOf(lot) > 0n);
  for (const lot of lots.sort(spendOrders['soonest-expiry'])) expireLot(draft, lot.id);
  draft.setAccount({ ...draft.account, nextDueAt: nextDue(draft) });
}

/** The first instant at which something of the account falls due again. */
function nextDue(draft: AccountDraft): Milliseconds | null {
  const open = [
    ...[...draft.holds.values()].filter((hold) => hold.status === 'open'),
    ...[...draft.lots.values()].filter((lot) => freeOf(lot) > 0n),
  ];
  const instants = open.map((thing) => thing.expiresAt).concat(draft.dueAfterNow);
  return instants.reduce((first, instant) => {
    if (instant === null || instant <= draft.now) return first;
    return first === null || instant < first ? instant : first;
  }, null);
}
