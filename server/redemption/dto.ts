import type { RedemptionDto, RedemptionStatus } from '../contract';
import {
  formatAmount,
  type Milliseconds,
  type MinorUnits,
  minus,
  RewardsError,
  toIso,
  toIsoOrNull,
  ZERO,
} from '../kernel';
import { billOf, discountOf } from './rules';
import type { Redemption } from './store';

/**
 * How a redemption stands at an instant: a hold past its time-out is over, swept or not (L20). Once it is over, what was
 * captured of it decides, whatever became of the rest, and what was given back of that (L39). `STATUSES` in
 * list-store.ts says the same of the tables.
 */
export function statusAt({ hold }: Redemption, now: Milliseconds): RedemptionStatus {
  if (!hold) return 'refused';
  const isPast = hold.expiresAt !== null && hold.expiresAt <= now;
  if (hold.status === 'open' && !isPast) return 'held';
  if (hold.captured === ZERO) return hold.status === 'open' ? 'expired' : hold.status;
  if (hold.refunded === ZERO) return 'captured';
  return hold.refunded < hold.captured ? 'partly-refunded' : 'refunded';
}

/** What a redemption takes at an instant: what it holds and what it has captured, less what was given back. */
function amountAt(redemption: Redemption, now: Milliseconds): MinorUnits {
  const { hold } = redemption;
  if (!hold) return ZERO;
  const taken = statusAt(redemption, now) === 'held' ? minus(hold.amount, hold.released) : hold.captured;
  return minus(taken, hold.refunded);
}

/** A redemption as it stands at an instant, its figures by the terms under which it was made. */
export function toRedemptionDto(redemption: Redemption, now: Milliseconds): RedemptionDto {
  const { decimals, scale, hold, refusal } = redemption;
  const amount = amountAt(redemption, now);
  const bill = billOf(redemption.orderAmount, redemption.tierDiscountPercent);
  const discount = discountOf(amount, bill, redemption);
  return {
    id: redemption.id,
    status: statusAt(redemption, now),
    source: redemption.source,
    orderId: redemption.orderId,
    member: redemption.member,
    currency: redemption.currency,
    orderAmount: formatAmount(bill.orderAmount, decimals),
    tier: redemption.tier,
    tierDiscountPercent: redemption.tierDiscountPercent,
    tierDiscount: formatAmount(bill.tierDiscount, decimals),
    requested: formatAmount(redemption.requested, scale),
    amount: formatAmount(amount, scale),
    discount: formatAmount(discount, decimals),
    toPay: formatAmount(minus(bill.payable, discount), decimals),
    refunded: formatAmount(hold?.refunded ?? ZERO, scale),
    holdId: redemption.holdId,
    captureId: hold?.captureId ?? null,
    refundId: hold?.refundId ?? null,
    expiresAt: toIsoOrNull(hold?.expiresAt ?? null),
    refusal: refusal && new RewardsError(refusal, redemption.refusalDetails ?? {}).toDto(),
    actor: redemption.actor && { id: redemption.actor.id, name: redemption.actor.name ?? null },
    attemptedAt: toIso(redemption.attemptedAt),
  };
}
