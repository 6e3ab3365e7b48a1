import type { ClubEventStatus, PayoutStatus } from '../../contract';

/** E7. How an event stands by its payouts. What was rejected or reversed is through: it leaves the others to say. */
export function statusOfEvent(payouts: readonly { readonly status: PayoutStatus }[]): ClubEventStatus {
  const has = (status: PayoutStatus) => payouts.some((payout) => payout.status === status);
  if (has('failed')) return 'failed';
  if (has('pending')) return 'pending';
  return payouts.length === 0 ? 'processed' : 'paid';
}
