import type { QuoteDto, QuoteInput, RedemptionSettings } from '../contract';
import { formatAmount, minus, parsePositiveAmount, readFormatted, RewardsError } from '../kernel';
import { parseInput } from '../kernel/http';
import type { RedemptionDependencies } from './dependencies';
import { type Bill, billOf, discountOf, redeemableOf, requireUseful, type Terms } from './rules';
import { readTerms, readTier, type TierOfMember } from './terms';
import { quoteInput } from './validate';

/** An order, and the terms on which a member redeems on it. */
export interface Offer {
  readonly terms: Terms;
  readonly standing: TierOfMember;
  readonly bill: Bill;
}

/**
 * What a member's redemption on an order goes by, at this moment.
 *
 * @throws INVALID_INPUT, NOT_REDEEMABLE, UNKNOWN_CURRENCY, RISING_ONLY, INVALID_AMOUNT, ZERO_AMOUNT, AMOUNT_OVERFLOW,
 *   MEMBER_NOT_FOUND
 */
export async function readOffer(
  deps: RedemptionDependencies,
  settings: RedemptionSettings,
  { member, currency, orderAmount }: Pick<QuoteInput, 'member' | 'currency'> & { readonly orderAmount: unknown },
): Promise<Offer> {
  const terms = await readTerms(deps, settings, currency);
  const price = parsePositiveAmount(orderAmount, terms.decimals, 'orderAmount');
  const standing = await readTier(deps, member);
  return { terms, standing, bill: billOf(price, standing.percent) };
}

/** D9. What an order would cost: see `RedemptionService.quote`. */
export async function quote(
  deps: RedemptionDependencies,
  settings: RedemptionSettings,
  input: QuoteInput,
): Promise<QuoteDto> {
  const { member, ...given } = parseInput(quoteInput, input);
  const { terms, standing, bill } = await readOffer(deps, settings, { member, ...given });
  const { currency, scale, decimals } = terms;
  const asked = given.amount === undefined ? undefined : parsePositiveAmount(given.amount, scale);
  if (asked !== undefined) requireUseful(asked, bill, terms);
  const available = readFormatted((await deps.ledger.balance({ member, currency })).available);
  if (asked !== undefined && asked > available) {
    const [has, wants] = [formatAmount(available, scale), formatAmount(asked, scale)];
    throw new RewardsError('INSUFFICIENT_FUNDS', { currency, available: has, requested: wants });
  }
  const redeemable = redeemableOf(available, bill, terms);
  const amount = asked ?? redeemable;
  const discount = discountOf(amount, bill, terms);
  return {
    member,
    currency,
    orderAmount: formatAmount(bill.orderAmount, decimals),
    tier: standing.tier,
    tierDiscountPercent: standing.percent,
    tierDiscount: formatAmount(bill.tierDiscount, decimals),
    amount: formatAmount(amount, scale),
    discount: formatAmount(discount, decimals),
    toPay: formatAmount(minus(bill.payable, discount), decimals),
    available: formatAmount(available, scale),
    redeemable: formatAmount(redeemable, scale),
    remaining: formatAmount(minus(available, amount), scale),
  };
}
