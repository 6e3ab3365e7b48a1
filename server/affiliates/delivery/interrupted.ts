import type { IdSource, Milliseconds } from '../../kernel';
import type { Delivery } from '../record/event-store';
import type { Attempt } from './delivery-store';

/** F8. A try that was begun and of which nobody knows what became, as it is written down: the next one follows at once. */
export const interrupted = (
  { id, claim, claimedAt, attempts, url, askedBy }: Delivery,
  { newId, now }: { readonly newId: IdSource; readonly now: Milliseconds },
): Attempt => ({
  id: claim ?? newId(now),
  event: id,
  number: attempts + 1,
  actor: askedBy,
  startedAt: claimedAt ?? now,
  durationMs: Math.max(0, now - (claimedAt ?? now)),
  method: '',
  url: url ?? '',
  httpStatus: null,
  outcome: 'interrupted',
  problem: 'INTERRUPTED',
  answer: null,
  nextAttemptAt: now,
});
