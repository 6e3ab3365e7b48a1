import type { PostedEntry } from '../../contract';
import { formatAmount, minor, type Notice, type Outbox, toIso, toIsoOrNull } from '../../kernel';
import { type Rulebook, rulesOf } from '../rulebook';
import type { Entry, Posted } from '../state';

/** What is told of new rows (L44); nothing where nobody wants to know. */
export const postedNotices = (outbox: Outbox, rulebook: Rulebook, posted: readonly Posted[]): Notice[] =>
  outbox.wants('rewards.posted')
    ? posted.map(({ entry }) => noticeOf(entry, rulesOf(rulebook, entry.currency).scale))
    : [];

function noticeOf(entry: Entry, scale: number): Notice {
  const { member, currency, balanceAfter, heldAfter } = entry;
  const available = formatAmount(minor(balanceAfter - heldAfter), scale);
  return {
    event: 'rewards.posted',
    member,
    id: entry.id,
    says: { currency, available, entry: toPostedEntry(entry, scale) },
  };
}

const toPostedEntry = (entry: Entry, scale: number): PostedEntry => ({
  id: entry.id,
  sequence: entry.sequence,
  type: entry.type,
  amount: formatAmount(entry.amount, scale),
  held: formatAmount(entry.held, scale),
  balanceAfter: formatAmount(entry.balanceAfter, scale),
  heldAfter: formatAmount(entry.heldAfter, scale),
  lotId: entry.lotId,
  expiresAt: toIsoOrNull(entry.expiresAt),
  holdId: entry.holdId,
  reversesId: entry.reversesId,
  settlesId: entry.settlesId,
  causeId: entry.causeId,
  source: entry.source,
  rule: entry.rule,
  eventId: entry.eventId,
  effectiveAt: toIso(entry.effectiveAt),
  postedAt: toIso(entry.postedAt),
});
