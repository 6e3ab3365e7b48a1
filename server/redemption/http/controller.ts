import type { RedemptionService } from '../../contract';
import { actorOf } from '../../kernel';
import { administratorOf, adminAction, type AdminAction } from '../../kernel/http';
import { nothing } from '../../kernel/query';
import { captureForm, oneRedemption, quoteInput, redemptionForm, redemptionList, refundForm } from '../validate';

/** Answers the redemptions' page in the admin panel. */
export const redemptionController = (redemption: RedemptionService): Record<string, AdminAction> => ({
  getRedemptionTerms: adminAction('getRedemptionTerms', nothing, () => redemption.terms()),
  listRedemptions: adminAction('listRedemptions', redemptionList, (query) => redemption.list(query)),
  quoteRedemption: adminAction('quoteRedemption', quoteInput, (input) => redemption.quote(input)),
  holdRedemption: adminAction('holdRedemption', redemptionForm, (input, ctx) =>
    redemption.hold({ ...input, actor: actorOf(administratorOf(ctx)) }),
  ),
  captureRedemption: adminAction('captureRedemption', captureForm, (input, ctx) =>
    redemption.capture({ ...input, actor: actorOf(administratorOf(ctx)) }),
  ),
  releaseRedemption: adminAction('releaseRedemption', oneRedemption, (input, ctx) =>
    redemption.release({ ...input, actor: actorOf(administratorOf(ctx)) }),
  ),
  previewRedemptionRefund: adminAction('previewRedemptionRefund', captureForm, (input) =>
    redemption.previewRefund(input),
  ),
  refundRedemption: adminAction('refundRedemption', refundForm, (input, ctx) =>
    redemption.refund({ ...input, actor: actorOf(administratorOf(ctx)) }),
  ),
});
