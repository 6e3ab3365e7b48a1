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

const service = ({ open }: SampleWorld) => open.strapi.plugin('rewards').service<RedemptionService>('redemption');

/** Holds for an order of that member; answers the redemption's id. */
async function held(world: SampleWorld): Promise<string> {
  const order = { member: await customer(world), orderId: world.open.key(), ...ORDER };
  return (await service(world).hold(order)).id;
}

/** The same, and captures it. */
async function captured(world: SampleWorld): Promise<string> {
  return (await service(world).capture({ redemption: await held(world) })).id;
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
  previewRedemptionRefund: async (world) => ({ path: { redemption: await captured(world) } }),
  refundRedemption: async (world) => ({
    path: { redemption: await captured(world) },
    body: { reason: 'A sample of the tests', idempotencyKey: world.open.key() },
  }),
};
