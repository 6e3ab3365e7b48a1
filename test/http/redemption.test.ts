import {
  endpointUrl,
  type HttpErrorDto,
  type QuoteDto,
  REDEMPTION_STATUSES,
  type RedemptionDto,
  type RedemptionListDto,
  type RedemptionRefundPreviewDto,
  type RedemptionResult,
  type RedemptionTermsDto,
} from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';

const HOUR = 60 * 60 * 1000;

type Posting = 'quoteRedemption' | 'holdRedemption' | 'captureRedemption' | 'releaseRedemption' | 'refundRedemption';

describeOnEveryEngine('redemptions in the admin panel', (engine) => {
  let open: OpenLedger;
  let token: string;
  let ada: string;

  beforeAll(async () => {
    open = await openLedger(engine);
    token = await open.app.adminTokenWith(['plugin::rewards.view-redemptions', 'plugin::rewards.redeem']);
    await open.currency({ code: 'credits', name: 'Store Credit', scale: 2 });
    ada = (await open.members.ensure({ externalId: 'ada', name: 'Ada Lovelace', handle: 'ada' })).documentId;
    await open.ledger.grant({ member: ada, currency: 'credits', amount: '100', idempotencyKey: open.key() });
  });
  afterAll(() => open.close());

  const send = async <T = RedemptionResult>(name: Posting, body: unknown, redemption = '') =>
    open.app.request<T>(endpointUrl(name, { redemption }), { token, method: 'POST', body });
  const list = async <T = RedemptionListDto>(query = '') =>
    open.app.request<T>(`${endpointUrl('listRedemptions')}${query}`, { token });
  const order = (more: object = {}) => ({
    ...{ member: ada, orderId: open.key(), orderAmount: '40.00', amount: '5.00' },
    ...more,
  });
  const hold = async (more: object = {}) => (await send('holdRedemption', order(more))).body;
  const reverse = (entryId: string | null) =>
    open.ledger.reverse({ entryId: entryId ?? '', idempotencyKey: open.key() });

  it('tell what can be redeemed', async () => {
    const { body } = await open.app.request<RedemptionTermsDto>(endpointUrl('getRedemptionTerms'), { token });
    expect(body).toEqual({
      currencies: [{ code: 'credits', name: 'Store Credit', scale: 2, value: '1' }],
      decimals: 2,
      timeoutMinutes: 30,
    });
  });

  it('are none at first', async () => {
    expect((await list()).body).toEqual({ rows: [], page: 1, pageSize: 25, total: 0 });
  });

  it('are quoted, held, captured in part and listed, with whoever did it', async () => {
    const { orderId, ...price } = order();
    const { body: quote } = await send<QuoteDto>('quoteRedemption', price);
    expect(quote).toMatchObject({ discount: '5.00', toPay: '35.00', remaining: '95.00', redeemable: '40.00' });
    const { body: held } = await send('holdRedemption', { ...price, orderId });
    expect(held).toMatchObject({ status: 'held', discount: '5.00', toPay: '35.00', remaining: '95.00' });
    const { body: captured } = await send('captureRedemption', { amount: '2' }, held.id);
    expect(captured).toMatchObject({ status: 'captured', discount: '2.00', toPay: '38.00', remaining: '98.00' });
    const { replayed: _r, remaining: _m, ...redemption } = captured;
    const { rows } = (await list(`?orderId=${orderId}`)).body;
    expect(rows).toEqual([
      {
        ...redemption,
        member: { id: ada, name: 'Ada Lovelace', handle: 'ada' },
        currency: { code: 'credits', name: 'Store Credit', scale: 2 },
      },
    ]);
    expect(rows[0]?.actor).toEqual({
      id: expect.stringMatching(/^admin:\d+$/) as string,
      name: expect.any(String) as string,
    });
  });

  it('are released, and held once however often it is sent', async () => {
    const form = order();
    const [first, second] = await Promise.all([send('holdRedemption', form), send('holdRedemption', form)]);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.body.id).toBe(second.body.id);
    expect([first.body.replayed, second.body.replayed].sort()).toEqual([false, true]);
    const { body } = await send('releaseRedemption', {}, first.body.id);
    expect(body).toMatchObject({ status: 'released', discount: '0.00', replayed: false });
    expect((await send('releaseRedemption', {}, first.body.id)).body).toEqual({ ...body, replayed: true });
  });

  it('L39 are refunded in part and in whole, with a preview, a reason and whoever did it', async () => {
    const { id } = await hold();
    await send('captureRedemption', {}, id);
    const preview = async <T = RedemptionRefundPreviewDto>(query = '') =>
      open.app.request<T>(`${endpointUrl('previewRedemptionRefund', { redemption: id })}${query}`, { token });
    const { body: seen } = await preview('?amount=2');
    expect(seen).toMatchObject({ before: { discount: '5.00', refunded: '0.00' }, after: { discount: '3.00' } });
    const form = { amount: '2', reason: 'Sent back in part', idempotencyKey: open.key() };
    const { body: part } = await send('refundRedemption', form, id);
    expect(part).toMatchObject({ status: 'partly-refunded', discount: '3.00', refunded: '2.00', replayed: false });
    expect((await send('refundRedemption', form, id)).body).toEqual({ ...part, replayed: true });
    expect((await preview()).body.after).toMatchObject({ status: 'refunded', refunded: '5.00' });
    expect((await preview<HttpErrorDto>('?amount=4')).body.error.details.code).toBe('EXCEEDS_ENTRY');
    const rest = { reason: 'Sent back as a whole', idempotencyKey: open.key() };
    const { body: whole } = await send('refundRedemption', rest, id);
    expect(whole).toMatchObject({ status: 'refunded', discount: '0.00', refunded: '5.00' });
    const { rows } = await open.ledger.history({ member: ada, currency: 'credits', pageSize: 1 });
    expect(rows[0]).toMatchObject({ id: whole.refundId, reason: 'Sent back as a whole' });
    expect(rows[0]?.actor?.id).toMatch(/^admin:\d+$/);
    for (const [more, field] of [
      [{ reason: 'short' }, 'reason'],
      [{ idempotencyKey: undefined }, 'idempotencyKey'],
      [{ source: 'shop' }, 'source'],
    ] as const) {
      const { status, body } = await send<HttpErrorDto>('refundRedemption', { ...rest, ...more }, id);
      expect([status, body.error.details.field]).toEqual([400, field]);
    }
  });

  it('are listed newest first, by page, status, member and order', async () => {
    const bob = (await open.members.ensure({ externalId: 'bob' })).documentId;
    await open.ledger.grant({ member: bob, currency: 'credits', amount: '50', idempotencyKey: open.key() });
    const made: Record<string, RedemptionDto> = {};
    for (const status of REDEMPTION_STATUSES.filter((one) => one !== 'refused')) {
      made[status] = await hold({ member: bob, amount: '1' });
    }
    await send('captureRedemption', {}, made.captured?.id);
    const { body: refunded } = await send('captureRedemption', {}, made.refunded?.id);
    await reverse(refunded.captureId);
    const part = { holdId: made['partly-refunded']?.holdId ?? '', amount: '0.40' };
    const { entry: first } = await open.ledger.capture({ ...part, keepOpen: true, idempotencyKey: open.key() });
    await open.ledger.capture({ ...part, idempotencyKey: open.key() });
    await reverse(first.id);
    await send('releaseRedemption', {}, made.released?.id);
    expect(
      (await send<HttpErrorDto>('holdRedemption', order({ member: bob, orderAmount: '9', amount: '9.01' }))).status,
    ).toBe(409);
    open.clock.advance(HOUR);
    // What was held first has run out with the last: one more is held now.
    const now = await hold({ member: bob });
    const of = async (query: string) => (await list(`?member=${bob}&${query}`)).body;
    expect((await of('status=held')).rows.map(({ id }) => id)).toEqual([now.id]);
    expect((await of('status=expired')).rows.map(({ id }) => id)).toEqual([made.expired?.id, made.held?.id]);
    expect((await of('status=captured')).rows.map(({ id }) => id)).toEqual([made.captured?.id]);
    expect((await of('status=released')).rows.map(({ id }) => id)).toEqual([made.released?.id]);
    expect((await of('status=refunded')).rows).toMatchObject([
      { id: made.refunded?.id, amount: '0.00', discount: '0.00', toPay: '40.00', refunded: '1.00' },
    ]);
    expect((await of('status=partly-refunded')).rows).toMatchObject([
      { id: made['partly-refunded']?.id, amount: '0.40', discount: '0.40', toPay: '39.60', refunded: '0.40' },
    ]);
    const { rows: refused } = await of('status=refused');
    expect(refused).toMatchObject([{ status: 'refused', holdId: null, refusal: { code: 'EXCEEDS_ORDER' } }]);
    const all = await of('');
    expect(all.total).toBe(8);
    expect(all.rows.map(({ id }) => id)).toEqual(
      all.rows
        .map(({ id }) => id)
        .sort()
        .reverse(),
    );
    expect((await of('page=2&pageSize=4')).rows).toEqual(all.rows.slice(4, 8));
    expect(await of('page=9&pageSize=4')).toMatchObject({ rows: [], total: 8 });
    expect((await of(`orderId=${now.orderId}`)).total).toBe(1);
    expect((await of('orderId=no-such-order')).total).toBe(0);
  });

  it.each([
    ['?page=0', 'page'],
    ['?pageSize=101', 'pageSize'],
    ['?status=lost', 'status'],
    ['?member=', 'member'],
    [`?orderId=${'x'.repeat(121)}`, 'orderId'],
    ['?sort=id', 'sort'],
  ])('refuse a list of %s, naming %s', async (query, field) => {
    const { status, body } = await list<HttpErrorDto>(query);
    expect([status, body.error.details]).toEqual([400, expect.objectContaining({ code: 'INVALID_INPUT', field })]);
  });

  it.each([
    [{ source: 'shop' }, 'source'],
    [{ actor: { id: 'admin:1' } }, 'actor'],
    [{ orderId: 7 }, 'orderId'],
    [{ amount: 5 }, 'amount'],
    [{ orderAmount: null }, 'orderAmount'],
  ])('refuse a form with %j, naming %s', async (more, field) => {
    const { status, body } = await send<HttpErrorDto>('holdRedemption', order(more));
    expect([status, body.error.details.field]).toEqual([400, field]);
  });

  it('say 404 of a redemption that is not there, or that held nothing', async () => {
    const { body } = await send<HttpErrorDto>('captureRedemption', {}, 'no-such');
    expect(body.error).toMatchObject({ status: 404, details: { code: 'REDEMPTION_NOT_FOUND', redemption: 'no-such' } });
    await send<HttpErrorDto>('holdRedemption', order({ amount: '41' }));
    const [refused] = (await list('?status=refused')).body.rows;
    expect((await send('releaseRedemption', {}, refused?.id)).status).toBe(404);
  });

  it('keep the name of a member who is anonymised out of the list', async () => {
    const member = (await open.members.ensure({ externalId: 'gone', name: 'Gone Girl' })).documentId;
    await open.ledger.grant({ member, currency: 'credits', amount: '9', idempotencyKey: open.key() });
    await hold({ member });
    await open.members.anonymise(member);
    expect((await list(`?member=${member}`)).body.rows).toMatchObject([
      { member: { id: member, name: null, handle: null } },
    ]);
  });

  it('L39 are in the export of their member', async () => {
    const given = await hold({ amount: '2.00' });
    await reverse((await send('captureRedemption', {}, given.id)).body.captureId);
    const viewer = await open.app.adminTokenWith(['plugin::rewards.export-members']);
    const { body } = await open.app.request<{ redemptions: readonly RedemptionDto[] }>(
      endpointUrl('exportMember', { member: ada }),
      { token: viewer },
    );
    const { rows } = (await list(`?member=${ada}&pageSize=100`)).body;
    expect(body.redemptions.map(({ id }) => id)).toEqual(rows.map(({ id }) => id).reverse());
    expect(body.redemptions[0]).toMatchObject({
      member: ada,
      currency: 'credits',
      status: 'captured',
      discount: '2.00',
    });
    expect(body.redemptions.at(-1)).toMatchObject({ status: 'refunded', discount: '0.00', refunded: '2.00' });
  });
});
