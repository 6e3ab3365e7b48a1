import { type AffiliateEventStatus } from '../../contract';
import { invariant } from '../../kernel';

/**
 * F2. What an event may become. A try that was broken off counts as one that failed: another one is due (F8); one that was claimed
 * and never begun waits as before. What was sent, was never to be sent or was called off stays as it is.
 */
const MOVES: Readonly<Record<AffiliateEventStatus, readonly AffiliateEventStatus[]>> = {
  pending: ['processing', 'cancelled'],
  processing: ['success', 'retried', 'failed', 'processing', 'pending'],
  retried: ['processing', 'pending', 'cancelled'],
  failed: ['pending', 'cancelled'],
  success: [],
  not_qualified: [],
  cancelled: [],
};

/** F2. Whether an event may become that. */
export const mayBecome = (from: AffiliateEventStatus, to: AffiliateEventStatus): boolean => MOVES[from].includes(to);

/** F2. Makes sure that an event becomes only what it may; anything else is a bug of ours. */
export function requireMove(from: AffiliateEventStatus, to: AffiliateEventStatus): void {
  invariant(mayBecome(from, to), `an affiliate event went from ${from} to ${to}`);
}
