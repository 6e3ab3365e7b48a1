/** What may be asked of redemptions, of the service and by HTTP alike. */
import { z } from 'zod';
import { LIMITS, REDEMPTION_LIMITS, REDEMPTION_PAGE_SIZE, REDEMPTION_SOURCE, REDEMPTION_STATUSES } from '../contract';
import { actorField, amountField, amountIfAny, correctionFields, nameField, pageFields } from '../kernel/query';

const ID = 26;
const orderId = nameField(REDEMPTION_LIMITS.orderId);
const source = nameField(LIMITS.source).default(REDEMPTION_SOURCE);
const actor = actorField.optional();

const quoteFields = {
  member: nameField(40),
  orderAmount: amountField,
  currency: nameField(32).optional(),
  amount: amountIfAny,
};

const timeout = `must be a whole number of milliseconds from 1 to ${LIMITS.holdTimeout}.`;
const whichProblem = 'give either orderId or redemption.';

export const quoteInput = z.strictObject(quoteFields);
export const redemptionForm = quoteInput.extend({ orderId, amount: amountField });
export const redemptionInput = redemptionForm.extend({
  source,
  timeoutMs: z.int(timeout).min(1, timeout).max(LIMITS.holdTimeout, timeout).optional(),
  actor,
});
export type RedemptionRequest = z.output<typeof redemptionInput>;

const whichFields = { orderId: orderId.optional(), source, redemption: nameField(ID).optional() };
const isOne = (given: { readonly orderId?: string | undefined; readonly redemption?: string | undefined }): boolean =>
  (given.orderId === undefined) !== (given.redemption === undefined);
const oneOfThem = { message: whichProblem, path: ['orderId'] };

export const which = z.strictObject(whichFields).refine(isOne, oneOfThem);
export type Which = z.output<typeof which>;
export const captureInput = z.strictObject({ ...whichFields, amount: amountIfAny, actor }).refine(isOne, oneOfThem);
export const releaseInput = z.strictObject({ ...whichFields, actor }).refine(isOne, oneOfThem);

const refundFields = {
  ...whichFields,
  amount: amountIfAny,
  idempotencyKey: nameField(REDEMPTION_LIMITS.refundKey).optional(),
  reason: nameField(LIMITS.reason).optional(),
  actor,
};
const isKeyed = (given: { readonly amount?: unknown; readonly idempotencyKey?: string | undefined }): boolean =>
  given.amount === undefined || given.idempotencyKey !== undefined;
export const refundInput = z
  .strictObject(refundFields)
  .refine(isOne, oneOfThem)
  .refine(isKeyed, { message: 'must be given with an amount.', path: ['idempotencyKey'] });
export type RefundRequest = z.output<typeof refundInput>;
export const previewRefundInput = z.strictObject({ ...whichFields, amount: amountIfAny }).refine(isOne, oneOfThem);

export const oneRedemption = z.strictObject({ redemption: nameField(ID) });
export const captureForm = oneRedemption.extend({ amount: amountIfAny });
export const refundForm = captureForm.extend(correctionFields);

export const redemptionList = z.strictObject({
  ...pageFields(REDEMPTION_PAGE_SIZE),
  status: z.enum(REDEMPTION_STATUSES, `must be one of ${REDEMPTION_STATUSES.join(', ')}.`).optional(),
  member: nameField(40).optional(),
  orderId: orderId.optional(),
});
export type RedemptionListRequest = z.output<typeof redemptionList>;
