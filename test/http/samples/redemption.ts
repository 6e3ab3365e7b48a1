import type { RedemptionEndpointTypes, RedemptionService } from '../../../server/contract';
import type { Samples, SampleWorld } from './sample';

const ORDER = { orderAmount: '50.00', amount: '1.00' };

/** A member with the currency that the standard settings redeem. */
async function customer({ open }: SampleWorld): Promise<string> {
  const known: unknown = await open.knex('rewards_currencies').where({ code: 'credits' }).first('code');
  if (!known) await open.currency({ code: 'credits', scale: 2 });
  const member = await open.member();
  await open.ledger.grant({ member, currency: 'credits', amount: '10', idempotencyKey: open.key() });
  return member;
}

/** Holds for an order of that member; answers the redemption's id. */
async function held(world: SampleWorld): Promise<string> {
  const redemption = world.open.strapi.plugin('rewards').service<RedemptionService>('redemption');
  const order = { member: await customer(world), orderId: world.open.key(), ...ORDER };
  return (await redemption.hold(order)).id;
}

export const REDEMPTION_SAMPLES: Samples<keyof RedemptionEndpointTypes> = {
  getRedemptionTerms: () => ({}),
  listRedemptions: () => ({}),
  quoteRedemption: async (world) => ({ body: { member: await customer(world), ...ORDER } }),
  holdRedemption: async (world) => ({
    body: { member: await customer(world), orderId: world.open.key(), ...ORDER },
  }),
  captureRedemption: async (world) => ({ path: { redemption: await held(world) }, body: {} }),
  releaseRedemption: async (world) => ({ path: { redemption: await held(world) }, body: {} }),
};
