import {
  type AffiliateComparisonDto,
  type AffiliateComparisonEndpointTypes,
  type AffiliateEndpointTypes,
  type AffiliatesService,
  type AffiliateSystemDetailDto,
  type AffiliateSystemEndpointTypes,
  endpointUrl,
} from '../../../server/contract';
import type { Samples, SampleWorld } from './sample';

/** Records an event of a system that there is; answers its id. */
async function recorded({ open }: SampleWorld): Promise<string> {
  const affiliates = open.strapi.plugin('rewards').service<AffiliatesService>('affiliates');
  await affiliates.saveSystem({ code: 'sample', name: 'Sample', template: { url: 'https://sample.example/postback' } });
  // Nobody is there to be told.
  await affiliates.switchSystem({ system: 'sample', on: false, actor: { id: 'host:test' } });
  return (await affiliates.record({ system: 'sample', externalId: open.key(), type: 'deposit' })).event.id;
}

export const AFFILIATE_SAMPLES: Samples<keyof AffiliateEndpointTypes> = {
  listAffiliateEvents: () => ({}),
  countAffiliateDays: () => ({}),
  getAffiliateAttention: () => ({}),
  exportAffiliateEvents: () => ({}),
  getAffiliateEvent: async (world) => ({ path: { event: await recorded(world) } }),
  listAffiliateSystemNames: () => ({}),
  previewAffiliateActs: async (world) => ({ body: { act: 'cancel', events: [await recorded(world)] } }),
  actOnAffiliateEvents: async (world) => ({
    body: { act: 'cancel', reason: 'A sample of the tests', events: [await recorded(world)] },
  }),
};

const COMPARISON = {
  ...{ system: 'sample', startDate: '2026-01-01', endDate: '2026-01-31' },
  mapping: { match: 'clickId', idColumn: 'click', amountColumn: 'amount', currency: 'EUR' },
  csv: 'click,amount\nc-1,5.00\n',
};

/** Compares a file with a system that there is; answers the comparison's id. */
async function compared(world: SampleWorld): Promise<string> {
  await recorded(world);
  const { app } = world.open;
  const { body } = await app.request<AffiliateComparisonDto>(endpointUrl('compareAffiliateEvents'), {
    ...{ token: await app.adminToken(), body: COMPARISON },
  });
  return body.id;
}

export const AFFILIATE_COMPARISON_SAMPLES: Samples<keyof AffiliateComparisonEndpointTypes> = {
  listAffiliateComparisons: () => ({}),
  async compareAffiliateEvents(world) {
    await recorded(world);
    return { body: COMPARISON };
  },
  previewAffiliateStatement: () => ({ body: { csv: COMPARISON.csv } }),
  getAffiliateComparison: async (world) => ({ path: { comparison: await compared(world) } }),
  listAffiliateComparisonRows: async (world) => ({
    path: { comparison: await compared(world) },
    query: { kind: 'not_sent' },
  }),
  exportAffiliateComparison: async (world) => ({ path: { comparison: await compared(world) } }),
};

/** Nobody listens there, and the guard lets nothing out to it. */
const TEMPLATE = { url: 'http://127.0.0.1:9/postback?click={click_id}' };
const SECRET = 'a sample of a secret';

/** Sets a system up; answers its code. */
async function setUp({ open }: SampleWorld): Promise<string> {
  const affiliates = open.strapi.plugin('rewards').service<AffiliatesService>('affiliates');
  const input = { code: open.key(), name: 'Sample', template: TEMPLATE };
  return (await affiliates.saveSystem(input)).code;
}

async function withSecret(world: SampleWorld): Promise<{ readonly system: string; readonly secret: string }> {
  const system = await setUp(world);
  const affiliates = world.open.strapi.plugin('rewards').service<AffiliatesService>('affiliates');
  return { system, secret: (await affiliates.saveSecret({ system, name: 'token', secret: SECRET })).id };
}

async function changed({ open }: SampleWorld, system: string): Promise<object> {
  const token = await open.app.adminToken();
  const url = endpointUrl('getAffiliateSystem', { system });
  const { body } = await open.app.request<AffiliateSystemDetailDto>(url, { token });
  return { name: 'Another', template: TEMPLATE, version: body.version };
}

export const AFFILIATE_SYSTEM_SAMPLES: Samples<keyof AffiliateSystemEndpointTypes> = {
  listAffiliateSystems: () => ({}),
  listAffiliateSystemsOff: () => ({}),
  getAffiliateSystem: async (world) => ({ path: { system: await setUp(world) } }),
  createAffiliateSystem: ({ open }) => ({ body: { code: open.key(), name: 'Sample', template: TEMPLATE } }),
  updateAffiliateSystem: async (world) => {
    const system = await setUp(world);
    return { path: { system }, body: await changed(world, system) };
  },
  deleteAffiliateSystem: async (world) => ({ path: { system: await setUp(world) } }),
  switchAffiliateSystem: async (world) => ({
    path: { system: await setUp(world) },
    body: { on: false, reason: 'A sample' },
  }),
  saveAffiliateSecret: async (world) => ({
    path: { system: await setUp(world) },
    body: { name: 'token', secret: SECRET },
  }),
  endAffiliateSecret: async (world) => ({ path: { ...(await withSecret(world)) } }),
  previewAffiliateRequest: async (world) => ({ body: { code: await setUp(world), template: TEMPLATE } }),
  sendAffiliateTest: async (world) => ({ body: { code: await setUp(world), template: TEMPLATE } }),
};
