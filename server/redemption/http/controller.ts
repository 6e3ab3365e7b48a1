import { z } from 'zod';
import type { RedemptionService } from '../../contract';
import { actorOf, type Clock, type Db } from '../../kernel';
import { administratorOf, adminAction, type AdminAction } from '../../kernel/http';
import { listRedemptions } from '../list';
import { captureForm, oneRedemption, quoteInput, redemptionForm, redemptionList } from '../validate';

export interface RedemptionControllerDependencies {
  readonly db: Db;
  readonly clock: Clock;
  readonly redemption: RedemptionService;
}

const nothing = z.strictObject({});

/** Answers the redemptions' page in the admin panel. */
export function redemptionController(dependencies: RedemptionControllerDependencies): Record<string, AdminAction> {
  const { redemption } = dependencies;
  return {
    getRedemptionTerms: adminAction('getRedemptionTerms', nothing, () => redemption.terms()),
    listRedemptions: adminAction('listRedemptions', redemptionList, (query) => listRedemptions(dependencies, query)),
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
  };
}
