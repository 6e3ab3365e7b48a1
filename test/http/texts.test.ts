/** What no database stores is refused by every endpoint, naming the field; names of administrators never are. */
import { ENDPOINTS, endpointUrl, type EndpointName, type HttpErrorDto, pathParameters } from '../../server/contract';
import { describeOnEveryEngine, isFirstOfThisRun } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { type Sample, SAMPLE_ENV, SAMPLES, sampleWorld, type SampleWorld } from './samples';

const NAMES = Object.keys(ENDPOINTS) as EndpointName[];

/** What a body may hold besides, and the filters of lists. */
const MORE: Partial<Record<EndpointName, readonly string[]>> = {
  investigateDiscrepancy: ['notes'],
  reopenDiscrepancy: ['notes'],
  resolveDiscrepancy: ['notes'],
  captureRedemption: ['amount'],
  quoteRedemption: ['currency'],
  holdRedemption: ['currency'],
  listMembers: ['search'],
  exportDirectory: ['search'],
  findMembers: ['search', 'member'],
  findSiteUsers: ['search', 'user'],
  createMember: ['siteUser'],
  updateMember: ['externalId', 'siteUser'],
  listLedgerEntries: ['search', 'member', 'currency'],
  exportLedger: ['search', 'member', 'currency'],
  listExpiringLots: ['currency'],
  listDueHolds: ['currency'],
  listAdjustments: ['member'],
  listRedemptions: ['member', 'orderId'],
  listDiscrepancies: ['member', 'run'],
  startReconciliation: ['member'],
};

describeOnEveryEngine('texts in requests', (engine) => {
  let open: OpenLedger;
  let world: SampleWorld;
  let token: string;

  beforeAll(async () => {
    open = await openLedger(engine, { env: SAMPLE_ENV });
    world = await sampleWorld(open);
    token = await open.app.adminToken();
  });
  afterAll(() => open.close());

  async function refusalOf(name: EndpointName, { path, query, body }: Sample) {
    const search = query ? `?${new URLSearchParams(query).toString()}` : '';
    const { status, body: answer } = await open.app.request<Partial<HttpErrorDto>>(endpointUrl(name, path) + search, {
      ...{ method: ENDPOINTS[name].method, token },
      ...(body ? { body } : {}),
    });
    return [status, answer.error?.details.field?.replace(/\.\d+$/, '')];
  }

  // They are refused where requests are parsed.
  if (isFirstOfThisRun(engine)) {
    it.each(NAMES)('%s refuses what cannot be stored in any of its texts', async (name) => {
      const sample = await SAMPLES[name](world);
      const { path = {}, body } = sample;
      for (const field of pathParameters(name)) {
        const withNul = { ...sample, path: { ...path, [field]: `${path[field] ?? ''}\0` } };
        expect([field, ...(await refusalOf(name, withNul))]).toEqual([field, 400, field]);
      }
      if (ENDPOINTS[name].method === 'GET') {
        for (const field of MORE[name] ?? []) {
          const withNul = { ...sample, query: { ...sample.query, [field]: 'a\0b' } };
          expect([field, ...(await refusalOf(name, withNul))]).toEqual([field, 400, field]);
        }
        return;
      }
      const given = body as Readonly<Record<string, unknown>> | undefined;
      // A file's text is stored nowhere: what is wrong with a line of it is told of that line (test/http/bulk.test.ts).
      const isText = ([key, value]: [string, unknown]) =>
        key !== 'csv' && (typeof value === 'string' || Array.isArray(value));
      const texts = Object.entries(given ?? {}).filter(isText);
      for (const field of new Set([...texts.map(([key]) => key), ...(MORE[name] ?? [])])) {
        for (const [what, sign] of [
          ['NUL', '\0'],
          ['half a pair', '\ud83d'],
        ] as const) {
          const before = given?.[field];
          const text = `${typeof before === 'string' ? before : 'long enough'}${sign}`;
          const broken = { ...sample, body: { ...given, [field]: Array.isArray(before) ? [text.slice(-26)] : text } };
          expect([field, what, ...(await refusalOf(name, broken))]).toEqual([field, what, 400, field]);
        }
      }
    });
  }

  it.each([
    ['long names', { firstname: 'Ä'.repeat(150), lastname: 'Z'.repeat(150) }, `${'Ä'.repeat(150)} ${'Z'.repeat(49)}`],
    ['a name that is cut in a sign', { firstname: `${'x'.repeat(199)}🎁`, lastname: null }, 'x'.repeat(199)],
    ['blank names and a user name', { firstname: '  ', lastname: ' ', username: 'ada.l' }, 'ada.l'],
    ['nothing but an address', { firstname: '', lastname: null, username: ' ' }, /@/],
  ])('an administrator with %s posts like any other', async (_, names, expected) => {
    const email = `clerk-${open.key()}@example.com`;
    const admin = await open.app.createAdminWith(['plugin::rewards.transactions.adjust']);
    await open
      .knex('admin_users')
      .where({ email: admin.email })
      .update({ ...names, email });
    const login = await open.app.request<{ data: { token: string } }>('/admin/login', {
      body: { email, password: admin.password },
    });
    const { status, body } = await open.app.request<{ entry?: { actor: { name: string } } }>(
      endpointUrl('postAdjustment'),
      { token: login.body.data.token, ...(await SAMPLES.postAdjustment(world)) },
    );
    expect([status, body.entry?.actor.name]).toEqual([
      200,
      typeof expected === 'string' ? expected : (expect.stringMatching(expected) as string),
    ]);
  });
});
