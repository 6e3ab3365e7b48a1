/** V8: how often programs and members may ask, and how much one request may say. Nothing of it is the database's. */
import type { ErrorDetails } from '../../server/contract';
import { describeOnOneEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { customToken, permit, signUp } from './site-visitors';

interface Body {
  readonly error?: { readonly message: string; readonly details: ErrorDetails };
}

const SHOP = ['order.create', 'checkout.quote', 'checkout.find'];
const SECOND = 1_000;

describeOnOneEngine('V8 whoever asks a site too often', (engine) => {
  let open: OpenLedger;

  beforeAll(async () => {
    open = await openLedger(engine, { env: { REWARDS_SITE: '{"rateLimit":{"perToken":3,"perUser":2}}' } });
    await open.currency({ code: 'credits', scale: 2 });
    await permit(open.strapi, 'public', SHOP);
    await permit(open.strapi, 'authenticated', ['me.find', 'me.consent', 'me.setConsent', 'me.export']);
  });
  afterAll(() => open.close());

  const ask = (method: string, path: string, token: string | undefined, body?: object) =>
    open.app.request<Body>(`/api/rewards${path}`, { method, token, ...(body ? { body } : {}) });
  const order = (token: string | undefined, externalId: string) =>
    ask('POST', '/orders', token, { externalId, orderId: externalId, amount: '10', orderedAt: open.clock.iso() });

  it('with a token is told when to ask again, and nothing is written', async () => {
    const token = await customToken(open.strapi, SHOP);
    expect((await order(token, 'first')).status).toBe(200);
    expect((await order(token, '')).status).toBe(400);
    expect((await ask('GET', '/redemptions?orderId=never', token)).status).toBe(404);

    const { status, headers, body } = await order(token, 'too many');
    expect([status, headers.get('retry-after'), headers.get('cache-control')]).toEqual([
      429,
      '20',
      'private, no-store',
    ]);
    expect(body.error).toMatchObject({
      message: 'Too many requests. Wait 20 s, then send the same request again.',
      details: { code: 'TOO_MANY_REQUESTS', seconds: '20' },
    });
    expect(await open.members.find({ externalId: 'too many' })).toBeNull();

    const another = await customToken(open.strapi, SHOP);
    expect((await order(another, 'of another')).status).toBe(200);

    open.clock.advance(20 * SECOND);
    expect((await order(token, 'too many')).status).toBe(200);
    expect((await order(token, 'once more')).status).toBe(429);
  });

  it('and is signed in goes on reading, and waits with what writes or costs much', async () => {
    const user = await signUp(open.strapi);
    const choose = (alias: boolean) => ask('PUT', '/me/consent', user.token, { alias });
    expect((await choose(true)).status).toBe(200);
    expect((await ask('GET', '/me/export', user.token)).status).toBe(200);
    expect((await choose(false)).status).toBe(429);
    expect((await ask('GET', '/me/export', user.token)).status).toBe(429);
    for (let i = 0; i < 5; i += 1) expect((await ask('GET', '/me', user.token)).status).toBe(200);
    expect((await open.members.find({ siteUser: user.documentId }))!.consents.alias).toBe(true);
    expect((await ask('PUT', '/me/consent', (await signUp(open.strapi)).token, { alias: true })).status).toBe(200);
  });

  it('without a token is refused each time, and takes nothing from anybody', async () => {
    for (let i = 0; i < 5; i += 1) {
      const { status, body } = await order(undefined, 'nobody');
      expect([status, body.error?.details.code]).toEqual([403, 'TOKEN_NEEDED']);
    }
    expect((await order(await customToken(open.strapi, SHOP), 'after them')).status).toBe(200);
  });
});

describeOnOneEngine('V8 a request that says too much', (engine) => {
  let open: OpenLedger;
  let token: string;

  beforeAll(async () => {
    open = await openLedger(engine, { env: { REWARDS_SITE: '{"rateLimit":false}' } });
    await open.currency({ code: 'credits', scale: 2 });
    token = await customToken(open.strapi, SHOP);
  });
  afterAll(() => open.close());

  const order = (body: object) =>
    open.app.request<Body>('/api/rewards/orders', {
      token,
      body: { externalId: 'x', orderId: 'x', amount: '10', orderedAt: '2026-01-01T00:00:00Z', ...body },
    });

  it.each([
    ['externalId', { externalId: 'x'.repeat(201) }, 'INVALID_INPUT'],
    ['orderId', { orderId: 'x'.repeat(201) }, 'INVALID_INPUT'],
    ['amount', { amount: '1'.repeat(500_000) }, 'INVALID_AMOUNT'],
    ['orderedAt', { orderedAt: `2026-01-01T00:00:00.${'0'.repeat(100)}Z` }, 'INVALID_INPUT'],
    ['currency', { currency: 'x'.repeat(33) }, 'INVALID_INPUT'],
    ['source', { source: 'x'.repeat(65) }, 'INVALID_INPUT'],
    ['metadata', { metadata: { note: 'x' } }, 'INVALID_INPUT'],
    ['x'.repeat(100), { ['x'.repeat(500_000)]: 'x' }, 'INVALID_INPUT'],
  ])('is refused, naming the field: %s', async (field, body, code) => {
    const answer = await order(body);
    expect([answer.status, answer.body.error?.details]).toMatchObject([400, { code, field }]);
    expect(JSON.stringify(answer.body).length).toBeLessThan(1_000);
  });

  it('is refused however deep it goes', async () => {
    const deep = '['.repeat(400_000) + ']'.repeat(400_000);
    const answer = await fetch(`${open.app.url}/api/rewards/redemptions/quote`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: `{ "externalId": "x", "orderAmount": ${deep} }`,
    });
    const { error } = (await answer.json()) as Body;
    expect([answer.status, error?.details]).toMatchObject([400, { code: 'INVALID_INPUT', field: 'orderAmount' }]);
  });

  it('is not read at all beyond what Strapi takes', async () => {
    expect((await order({ externalId: 'x'.repeat(2_000_000) })).status).toBe(413);
  });

  it('is the only one that is refused where nothing is limited', async () => {
    for (let i = 0; i < 20; i += 1) expect((await order({ externalId: '' })).status).toBe(400);
  });
});
