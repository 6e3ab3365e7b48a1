import type {
  Actor,
  EarningService,
  MembersService,
  RedemptionDto,
  RedemptionResult,
  RedemptionService,
  ShopRedemptionDto,
  ShopRedemptionResult,
  WhichRedemption,
} from '../contract';
import { RewardsError } from '../kernel';

export interface ShopDependencies {
  readonly earning: Pick<EarningService, 'forOrder' | 'refundOrder'>;
  readonly redemption: Pick<RedemptionService, 'quote' | 'hold' | 'capture' | 'release' | 'refund' | 'get'>;
  readonly members: Pick<MembersService, 'find'>;
}

/** The shop's customer. @throws MEMBER_NOT_FOUND */
export async function customerOf({ members }: Pick<ShopDependencies, 'members'>, externalId: string): Promise<string> {
  const member = await members.find({ externalId });
  if (!member) throw new RewardsError('MEMBER_NOT_FOUND', { member: externalId });
  return member.documentId;
}

/** Which redemption a shop means. @throws INVALID_INPUT where it is neither one of an order nor one of its own id */
export function whichOf({
  orderId,
  source,
  redemption,
}: {
  readonly orderId?: string | undefined;
  readonly source?: string | undefined;
  readonly redemption?: string | undefined;
}): WhichRedemption {
  if (redemption !== undefined && orderId === undefined) return { redemption };
  if (orderId !== undefined && redemption === undefined)
    return { orderId, ...(source === undefined ? {} : { source }) };
  throw new RewardsError('INVALID_INPUT', { field: 'orderId', problem: 'give either orderId or redemption.' });
}

/** A redemption without what is the ledger's own. */
export function toShop({
  id,
  status,
  orderId,
  currency,
  orderAmount,
  tier,
  tierDiscountPercent,
  tierDiscount,
  requested,
  amount,
  discount,
  toPay,
  refunded,
  expiresAt,
}: RedemptionDto): ShopRedemptionDto {
  return {
    ...{ id, status, orderId, currency, orderAmount, tier, tierDiscountPercent, tierDiscount },
    ...{ requested, amount, discount, toPay, refunded, expiresAt },
  };
}

export const toShopResult = (result: RedemptionResult): ShopRedemptionResult => ({
  ...toShop(result),
  remaining: result.remaining,
  replayed: result.replayed,
});

/** A token as the ledger names who had a row posted. */
export const actorOfToken = ({ id, name }: { readonly id: number | string; readonly name?: string }): Actor => ({
  id: `api-token:${String(id)}`,
  ...(name === undefined ? {} : { name }),
});

/** What was given of some fields. */
export const givenOf = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
