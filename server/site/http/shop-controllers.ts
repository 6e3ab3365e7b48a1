/** V8. A shop outside, by an API token of Strapi: the services, with the member named by the shop's own id. */
import { RewardsError } from '../../kernel';
import { contentAction, type SiteController } from '../../kernel/content-api';
import { customerOf, givenOf, type ShopDependencies, toShop, toShopResult, whichOf } from '../shop';
import { CAPTURE, HOLD, ORDER, ORDER_REFUND, QUOTE, REDEMPTION, REFUND, RELEASE } from './shop-schemas';
import { tokenOf } from './token';

export const orderController = ({ earning }: ShopDependencies): SiteController => ({
  create: contentAction(ORDER, 'private', async ({ externalId, orderId, amount, orderedAt, ...others }, ctx) => {
    tokenOf(ctx);
    const given = { externalId, orderId, amount, orderedAt, ...givenOf(others) };
    const { outcome, currency, earned, entry } = await earning.forOrder(given);
    return { data: { orderId, externalId, outcome, currency, earned, entryId: entry?.id ?? null } };
  }),
  refund: contentAction(ORDER_REFUND, 'private', async ({ orderId, refundedTotal, ...others }, ctx) => {
    tokenOf(ctx);
    const refunded = await earning.refundOrder({ orderId, refundedTotal, ...givenOf(others) });
    const { outcome, currency, earned, takenBack, stays, entry } = refunded;
    return { data: { orderId, outcome, currency, earned, takenBack, stays, entryId: entry?.id ?? null } };
  }),
});

export function checkoutController(dependencies: ShopDependencies): SiteController {
  const { redemption } = dependencies;
  return {
    quote: contentAction(QUOTE, 'private', async ({ externalId, orderAmount, ...others }, ctx) => {
      tokenOf(ctx);
      const member = await customerOf(dependencies, externalId);
      const { member: _, ...quoted } = await redemption.quote({ member, orderAmount, ...givenOf(others) });
      return { data: { externalId, ...quoted } };
    }),
    hold: contentAction(HOLD, 'private', async ({ externalId, orderId, orderAmount, amount, ...others }, ctx) => {
      const actor = tokenOf(ctx);
      const member = await customerOf(dependencies, externalId);
      const asked = { member, orderId, orderAmount, amount, actor, ...givenOf(others) };
      return { data: toShopResult(await redemption.hold(asked)) };
    }),
    capture: contentAction(CAPTURE, 'private', async ({ amount, ...which }, ctx) => {
      const actor = tokenOf(ctx);
      return { data: toShopResult(await redemption.capture({ ...whichOf(which), ...givenOf({ amount }), actor })) };
    }),
    release: contentAction(RELEASE, 'private', async (which, ctx) => {
      const actor = tokenOf(ctx);
      return { data: toShopResult(await redemption.release({ ...whichOf(which), actor })) };
    }),
    refund: contentAction(REFUND, 'private', async ({ amount, idempotencyKey, reason, ...which }, ctx) => {
      const actor = tokenOf(ctx);
      const given = givenOf({ amount, idempotencyKey, reason });
      return { data: toShopResult(await redemption.refund({ ...whichOf(which), ...given, actor })) };
    }),
    find: contentAction(REDEMPTION, 'private', async (which, ctx) => {
      tokenOf(ctx);
      const found = await redemption.get(whichOf(which));
      if (!found)
        throw new RewardsError('REDEMPTION_NOT_FOUND', { redemption: which.redemption ?? which.orderId ?? '' });
      return { data: toShop(found) };
    }),
  };
}
