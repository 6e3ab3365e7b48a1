import type { RedemptionDto, RedemptionStatus } from '../contract';
import {
  formatAmount,
  type Milliseconds,
  minus,
  type MinorUnits,
  RewardsError,
  toIso,
  toIsoOrNull,
  ZERO,
} from '../kernel';
import { billOf, discountOf } from './rules';
import type { Redemption } from './store';

/** How a redemption stands at an instant: a hold past its time-out is over, swept or not (L20). */
export function statusAt({ hold }: Redemption, now: Milliseconds): RedemptionStatus {
  if (!hold) return 'refused';
  if (hold.status !== 'open') return hold.status;
  return hold.expiresAt !== null && hold.expiresAt <= now ? 'expired' : 'held';
}

/** What a redemption takes at an instant: what it holds and what it has captured. */
function amountAt(redemption: Redemption, now: Milliseconds): MinorUnits {
  const { hold } = redemption;
  if (!hold) return ZERO;
  return statusAt(redemption, now) === 'held' ? minus(hold.amount, hold.released) : hold.captured;
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
    holdId: redemption.holdId,
    captureId: hold?.captureId ?? null,
    refundId: hold?.refundId ?? null,
    expiresAt: toIsoOrNull(hold?.expiresAt ?? null),
    refusal: refusal && new RewardsError(refusal, redemption.refusalDetails ?? {}).toDto(),
    actor: redemption.actorId === null ? null : { id: redemption.actorId, name: redemption.actorName },
    attemptedAt: toIso(redemption.attemptedAt),
  };
}
