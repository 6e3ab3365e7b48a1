/** S5, V8: a shop outside earns and redeems over HTTP, by a token of Strapi's. */
import type {
  ErrorDetails,
  ShopOrderDto,
  ShopQuoteDto,
  ShopRedemptionResult,
  ShopRefundDto,
} from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { customToken, permit, signUp } from './site-visitors';

interface Body<T> {
  readonly data: T;
  readonly error?: { readonly message: string; readonly details: ErrorDetails };
}

const X = { externalId: 'x', orderId: 'x' };

/** Every route with a body that it takes, and its permission. */
const ROUTES = [
  ['POST', '/orders', 'order.create', { ...X, amount: '1', orderedAt: '2026-01-01T00:00:00Z' }],
  ['POST', '/orders/refund', 'order.refund', { orderId: 'x', refundedTotal: '1' }],
  ['POST', '/redemptions/quote', 'checkout.quote', { externalId: 'x', orderAmount: '1' }],
  ['POST', '/redemptions', 'checkout.hold', { ...X, orderAmount: '1', amount: '1' }],
  ['POST', '/redemptions/capture', 'checkout.capture', { orderId: 'x' }],
  ['POST', '/redemptions/release', 'checkout.release', { orderId: 'x' }],
  ['POST', '/redemptions/refund', 'checkout.refund', { orderId: 'x' }],
  ['GET', '/redemptions?orderId=x', 'checkout.find', undefined],
] as const;
const ACTIONS = ROUTES.map(([, , action]) => action);

describeOnEveryEngine('the routes of a shop', (engine) => {
  let open: OpenLedger;
  let token: string;
  let counter = 0;
  const customer = () => `customer-${String((counter += 1))}`;

  beforeAll(async () => {
    open = await openLedger(engine);
    await open.currency({ code: 'credits', scale: 2 });
    token = await customToken(open.strapi, ACTIONS);
  });
  afterAll(() => open.close());

  const send = <T>(method: string, path: string, body?: object, as: string | undefined = token) =>
    open.app.request<Body<T>>(`/api/rewards${path}`, { method, token: as, ...(body ? { body } : {}) });
  const post = <T>(path: string, body: object) => send<T>('POST', path, body);
  const order = (externalId: string, orderId: string, amount = '100.00') =>
    post<ShopOrderDto>('/orders', { externalId, orderId, amount, orderedAt: open.clock.iso() });

  it('earn for an order once, however often it is sent', async () => {
    const externalId = customer();
    const first = await order(externalId, 'A/1 ä');
    expect([first.status, first.body.data]).toEqual([
      200,
      {
        orderId: 'A/1 ä',
        externalId,
        outcome: 'granted',
        currency: 'credits',
        earned: '5.00',
        entryId: expect.any(String) as string,
      },
    ]);
    const [second, third] = await Promise.all([order(externalId, 'A/1 ä'), order(externalId, 'A/1 ä')]);
    for (const { body } of [second, third]) expect(body.data).toEqual({ ...first.body.data, outcome: 'replayed' });
    const other = await order(externalId, 'A/1 ä', '99.00');
    expect([other.status, other.body.error?.details.code]).toEqual([409, 'IDEMPOTENCY_CONFLICT']);
    expect((await order(externalId, 'small', '0.01')).body.data).toMatchObject({ outcome: 'skipped', entryId: null });
  });

  it('quote, hold, capture and release, as the service does', async () => {
    const externalId = customer();
    await order(externalId, `of ${externalId}`, '1000.00');
    const quoted = await post<ShopQuoteDto>('/redemptions/quote', { externalId, orderAmount: '80.00' });
    expect(quoted.body.data).toMatchObject({ externalId, available: '50.00', redeemable: '50.00', toPay: '30.00' });
    expect(quoted.body.data).not.toHaveProperty('member');

    const body = { externalId, orderId: `for ${externalId}`, orderAmount: '80.00', amount: '20.00' };
    const held = await post<ShopRedemptionResult>('/redemptions', body);
    expect(held.body.data).toMatchObject({ status: 'held', discount: '20.00', remaining: '30.00', replayed: false });
    expect((await post<ShopRedemptionResult>('/redemptions', body)).body.data).toMatchObject({
      id: held.body.data.id,
      replayed: true,
    });
    const captured = await post<ShopRedemptionResult>('/redemptions/capture', {
      orderId: body.orderId,
      amount: '15.00',
    });
    expect(captured.body.data).toMatchObject({
      status: 'captured',
      amount: '15.00',
      toPay: '65.00',
      remaining: '35.00',
    });
    const found = await send<ShopRedemptionResult>('GET', `/redemptions?redemption=${held.body.data.id}`);
    expect(found.body.data).toMatchObject({ status: 'captured', orderId: body.orderId });
    expect(Object.keys(found.body.data)).toEqual(
      expect.not.arrayContaining(['member', 'holdId', 'captureId', 'source']),
    );

    await post('/redemptions', { ...body, orderId: 'let go' });
    const released = await post<ShopRedemptionResult>('/redemptions/release', { orderId: 'let go' });
    expect(released.body.data).toMatchObject({ status: 'released', remaining: '35.00' });
  });

  it('refund orders by the total so far, and redemptions whole or in part', async () => {
    const externalId = customer();
    await order(externalId, `of ${externalId}`, '1000.00');
    const refund = (refundedTotal: string) =>
      post<ShopRefundDto>('/orders/refund', { orderId: `of ${externalId}`, refundedTotal });
    expect((await refund('400.00')).body.data).toMatchObject({
      outcome: 'refunded',
      takenBack: '20.00',
      stays: '30.00',
    });
    expect((await refund('400.00')).body.data).toMatchObject({ outcome: 'replayed', takenBack: '0.00' });
    expect((await refund('100.00')).body.data).toMatchObject({ outcome: 'late', entryId: null });
    expect((await refund('1000.01')).body.error!.details.code).toBe('EXCEEDS_ORDER');

    const orderId = `for ${externalId}`;
    await post('/redemptions', { externalId, orderId, orderAmount: '80.00', amount: '20.00' });
    await post('/redemptions/capture', { orderId });
    const part = { orderId, amount: '5.00', idempotencyKey: 'one part' };
    const first = await post<ShopRedemptionResult>('/redemptions/refund', part);
    expect(first.body.data).toMatchObject({
      status: 'partly-refunded',
      refunded: '5.00',
      remaining: '15.00',
      replayed: false,
    });
    expect((await post<ShopRedemptionResult>('/redemptions/refund', part)).body.data).toMatchObject({
      refunded: '5.00',
      replayed: true,
    });
    const rest = await post<ShopRedemptionResult>('/redemptions/refund', { orderId, reason: 'Sent back' });
    expect(rest.body.data).toMatchObject({ status: 'refunded', refunded: '20.00', remaining: '30.00' });
    expect((await post('/redemptions/refund', { orderId, amount: '1.00' })).status).toBeGreaterThanOrEqual(400);
  });

  it('write down which token it was', async () => {
    const externalId = customer();
    await order(externalId, `of ${externalId}`);
    await post('/redemptions', { externalId, orderId: `for ${externalId}`, orderAmount: '10', amount: '1' });
    const member = (await open.members.find({ externalId }))!.documentId;
    const { rows } = await open.ledger.history({ member, currency: 'credits' });
    expect(rows[0]!.actor).toMatchObject({
      id: expect.stringMatching(/^api-token:\d+$/) as string,
      name: expect.stringMatching(/^Custom/) as string,
    });
  });

  it.each([
    [
      '/orders',
      { externalId: 'x', orderId: 'x', amount: 1, orderedAt: '2026-01-01T00:00:00Z' },
      400,
      'INVALID_AMOUNT',
      'amount',
    ],
    [
      '/orders',
      { externalId: 'x', orderId: 'x', amount: '1', orderedAt: 'yesterday' },
      400,
      'INVALID_INPUT',
      'orderedAt',
    ],
    [
      '/orders',
      { externalId: 'x', orderId: 'x', amount: '1', orderedAt: '2027-01-01T00:00:00Z' },
      400,
      'IN_THE_FUTURE',
      'orderedAt',
    ],
    [
      '/orders',
      { externalId: '', orderId: 'x', amount: '1', orderedAt: '2026-01-01T00:00:00Z' },
      400,
      'INVALID_INPUT',
      'externalId',
    ],
    ['/orders', { member: 'x', orderId: 'x' }, 400, 'INVALID_INPUT', undefined],
    ['/redemptions/quote', { externalId: 'nobody', orderAmount: '1' }, 404, 'MEMBER_NOT_FOUND', undefined],
    [
      '/redemptions',
      { externalId: 'nobody', orderId: 'x', orderAmount: '1', amount: '1', timeoutMs: 0 },
      400,
      'INVALID_INPUT',
      'timeoutMs',
    ],
    ['/redemptions/capture', {}, 400, 'INVALID_INPUT', 'orderId'],
    ['/redemptions/capture', { orderId: 'never', redemption: 'x' }, 400, 'INVALID_INPUT', 'orderId'],
    ['/redemptions/capture', { orderId: 'never' }, 404, 'REDEMPTION_NOT_FOUND', undefined],
    ['/redemptions/release', { orderId: 'never', amount: '1' }, 400, 'INVALID_INPUT', 'amount'],
    ['/redemptions/release', [], 400, 'INVALID_INPUT', ''],
  ] as const)('refuse as the services do: %s %j', async (path, body, status, code, field) => {
    const answer = await post(path, body);
    expect([answer.status, answer.body.error?.details.code]).toEqual([status, code]);
    if (field !== undefined) expect(answer.body.error!.details.field).toBe(field);
  });

  it('V8 are for programs alone, each by a permission of its own', async () => {
    await permit(open.strapi, 'public', ACTIONS);
    await permit(open.strapi, 'authenticated', ACTIONS);
    const user = await signUp(open.strapi);
    for (const [method, path, action, body] of ROUTES) {
      for (const visitor of ['', user.token]) {
        const { status, body: refused } = await send(method, path, body, visitor);
        expect([path, status, refused.error?.details.code]).toEqual([path, 403, 'TOKEN_NEEDED']);
      }
      const others = await customToken(
        open.strapi,
        ACTIONS.filter((one) => one !== action),
      );
      expect([path, (await send(method, path, body, others)).status]).toEqual([path, 403]);
    }
    expect(await open.members.find({ externalId: 'x' })).toBeNull();
  });
});
