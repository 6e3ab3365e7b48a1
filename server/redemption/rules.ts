import { ceilQuotientIn, floorShare, floorShareIn, formatAmount, least, minus, type MinorUnits } from '../kernel';
import { RewardsError, ZERO } from '../kernel';

/** What a currency is worth on an order. */
export interface Terms {
  readonly currency: string;
  /** Decimals of the currency, and of the order's money. */
  readonly scale: number;
  readonly decimals: number;
  /** What one whole unit of the currency takes off, in the order's money. */
  readonly value: string;
}

/** An order as it is paid for: its price, and what the member's tier takes off it. */
export interface Bill {
  readonly orderAmount: MinorUnits;
  readonly tierDiscount: MinorUnits;
  /** What is left for a redemption to take off. */
  readonly payable: MinorUnits;
}

/**
 * D7. What a tier takes off: floor(orderAmount × per cent).
 *
 * @param percent a decimal string from 0 to 100
 */
export function billOf(orderAmount: MinorUnits, percent: string): Bill {
  const tierDiscount = floorShare(orderAmount, percent, '0.01');
  return { orderAmount, tierDiscount, payable: minus(orderAmount, tierDiscount) };
}

/** D9. What an amount takes off an order: floor(amount × value), at most all of it. */
export const discountOf = (amount: MinorUnits, { payable }: Pick<Bill, 'payable'>, terms: Terms): MinorUnits =>
  least(payable, worthOf(amount, terms));

const worthOf = (amount: MinorUnits, { scale, decimals, value }: Terms): MinorUnits =>
  floorShareIn(amount, { from: scale, to: decimals }, value);

/** The least amount that takes all of an order off: ceil(payable ÷ value). */
export const mostFor = ({ payable }: Pick<Bill, 'payable'>, { scale, decimals, value }: Terms): MinorUnits =>
  ceilQuotientIn(payable, { from: decimals, to: scale }, value);

/** The most that an order and a balance allow to redeem; zero where that would take nothing off. */
export function redeemableOf(available: MinorUnits, bill: Bill, terms: Terms): MinorUnits {
  const most = least(available, mostFor(bill, terms));
  return discountOf(most, bill, terms) > 0n ? most : ZERO;
}

/**
 * Nobody gives away what takes nothing off.
 *
 * @throws WORTH_NOTHING, EXCEEDS_ORDER
 */
export function requireUseful(amount: MinorUnits, bill: Bill, terms: Terms): void {
  const { currency, scale } = terms;
  const requested = formatAmount(amount, scale);
  if (worthOf(amount, terms) === 0n) throw new RewardsError('WORTH_NOTHING', { currency, amount: requested });
  const most = mostFor(bill, terms);
  if (amount > most) {
    throw new RewardsError('EXCEEDS_ORDER', { currency, most: formatAmount(most, scale), requested });
  }
}

/** What of each capture goes back for a refund: what was captured last first, as a ledger row goes back (L37). */
export function partsOfRefund(
  captures: readonly { readonly entryId: string; readonly left: MinorUnits }[],
  amount: MinorUnits,
): { readonly entryId: string; readonly amount: MinorUnits }[] {
  let missing = amount;
  return captures.toReversed().flatMap(({ entryId, left }) => {
    const part = least(left, missing);
    missing = minus(missing, part);
    return part > 0n ? [{ entryId, amount: part }] : [];
  });
}
