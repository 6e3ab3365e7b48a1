/** V8. What a shop outside says and is told. What stands in it is judged by the services; here is its shape. */
import { z } from 'zod';
import {
  EARNING_LIMITS,
  LIMITS,
  MEMBER_LIMITS,
  REDEMPTION_LIMITS,
  REDEMPTION_STATUSES,
  type ShopOrderDto,
  type ShopQuoteDto,
  type ShopRefundDto,
  type ShopRedemptionDto,
  type ShopRedemptionResult,
} from '../../contract';
import { amountField, amountIfAny, isoField, nameField } from '../../kernel/query';

const decimal = z.string().describe('A decimal string in major units, such as "12.50".');
const text = z.string();

const externalId = nameField(MEMBER_LIMITS.externalId);
const currency = nameField(32).optional();
const source = nameField(LIMITS.source).optional();
const completedAgain = z.boolean('must be true or false.').optional();
const orderId = nameField(REDEMPTION_LIMITS.orderId);
const redemptionId = nameField(26);
const figures = {
  ...{ currency: text, orderAmount: decimal, tier: text.nullable(), tierDiscountPercent: decimal },
  ...{ tierDiscount: decimal, amount: decimal, discount: decimal, toPay: decimal },
};

const order = z.object({
  ...{ orderId: text, externalId: text, outcome: z.enum(['granted', 'replayed', 'skipped']) },
  ...{ currency: text, earned: decimal, entryId: text.nullable() },
}) satisfies z.ZodType<ShopOrderDto>;

const orderRefund = z.object({
  ...{ orderId: text, outcome: z.enum(['refunded', 'replayed', 'late', 'unchanged']), currency: text },
  ...{ earned: decimal, takenBack: decimal, stays: decimal, entryId: text.nullable() },
}) satisfies z.ZodType<ShopRefundDto>;

const quote = z.object({
  ...figures,
  ...{ externalId: text, available: decimal, redeemable: decimal, remaining: decimal },
}) satisfies z.ZodType<ShopQuoteDto>;

const redemption = z.object({
  ...figures,
  ...{ id: text, status: z.enum(REDEMPTION_STATUSES), orderId: text, requested: decimal, refunded: decimal },
  expiresAt: text.nullable(),
}) satisfies z.ZodType<ShopRedemptionDto>;

const result = redemption.extend({
  remaining: decimal,
  replayed: z.boolean(),
}) satisfies z.ZodType<ShopRedemptionResult>;

const answer = <T extends z.ZodType>(data: T) => z.object({ data, meta: z.object({}).optional() });

export const ORDER = {
  body: {
    ...{ externalId, orderId: nameField(EARNING_LIMITS.orderId), amount: amountField },
    ...{ orderedAt: isoField, currency, source, completedAgain },
  },
  response: answer(order),
};

/** L38. By the total that was refunded so far, which makes it safe to repeat and to arrive out of order. */
export const ORDER_REFUND = {
  body: { orderId: nameField(EARNING_LIMITS.orderId), refundedTotal: amountField, currency, source, completedAgain },
  response: answer(orderRefund),
};

export const QUOTE = {
  body: { externalId, orderAmount: amountField, currency, amount: amountIfAny },
  response: answer(quote),
};

const timeout = `must be a whole number of milliseconds from 1 to ${LIMITS.holdTimeout}.`;

export const HOLD = {
  body: {
    ...{ externalId, orderId, orderAmount: amountField, amount: amountField, currency, source },
    timeoutMs: z.int(timeout).min(1, timeout).max(LIMITS.holdTimeout, timeout).optional(),
  },
  response: answer(result),
};

/** By the order, or by the redemption's own id. */
const which = { orderId: orderId.optional(), source, redemption: redemptionId.optional() };

export const CAPTURE = { body: { ...which, amount: amountIfAny }, response: answer(result) };
export const RELEASE = { body: which, response: answer(result) };
export const REFUND = {
  body: {
    ...{ ...which, amount: amountIfAny },
    idempotencyKey: nameField(LIMITS.idempotencyKey).optional(),
    reason: nameField(LIMITS.reason).optional(),
  },
  response: answer(result),
};
export const REDEMPTION = { query: which, response: answer(redemption) };
