/** D8: what one order earns, and that an order is earned for once, whatever happened since. */
import type { EarningService, OrderInput } from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';

describeOnEveryEngine('earning for an order', (engine) => {
  let open: OpenLedger;
  let earning: EarningService;
  let member: string;
  let orders = 0;

  /** An order of the member, completed now. */
  const order = (amount: string, more: Partial<OrderInput> = {}): OrderInput =>
    ({ member, orderId: `order-${(orders += 1)}`, amount, orderedAt: open.clock.iso(), ...more }) as OrderInput;
  const earned = async (amount: string, more: Partial<OrderInput> = {}) =>
    (await earning.forOrder(order(amount, more))).earned;
  const refusal = (input: OrderInput) => expect(earning.forOrder(input)).rejects;

  beforeAll(async () => {
    open = await openLedger(engine);
    await open.currency({ code: 'credits', scale: 2, drivesTiers: true });
    earning = open.strapi.plugin('rewards').service<EarningService>('earning');
  });
  afterAll(() => open.close());
  beforeEach(async () => {
    member = await open.member();
    open.clock.advance(60_000);
  });

  it('grants floor(amount × 5 %), and says on the row by which order and terms', async () => {
    const result = await earning.forOrder(order('29.99', { orderId: 'SO-1' }));
    expect(result).toMatchObject({ outcome: 'granted', member, currency: 'credits', earned: '1.49' });
    expect(result.entry).toMatchObject({
      type: 'grant',
      amount: '1.49',
      source: 'orders',
      reason: 'Earned on order SO-1',
      eventId: 'SO-1',
      effectiveAt: open.clock.iso(),
      metadata: { order: '29.99', rate: '0.05', multiplier: '1.0', tier: 'bronze' },
    });
  });

  it('multiplies by the tier that the member has reached before, not by the one that the order reaches', async () => {
    expect(await earned('19999.80')).toBe('999.99');
    expect(await earned('0.20')).toBe('0.01');
    expect(await earned('100.00')).toBe('6.00');
    expect(await earned('80000.00')).toBe('4800.00');
    expect(await earned('100.00')).toBe('7.50');
    expect(await earned('100000.00')).toBe('7500.00');
    expect(await earned('0.10')).toBe('0.01');
  });

  it('skips an order that earns nothing, and refuses none for it', async () => {
    for (const amount of ['0', '0.00', '0.19']) {
      expect(await earning.forOrder(order(amount))).toMatchObject({ outcome: 'skipped', earned: '0.00', entry: null });
    }
    expect((await open.ledger.balance({ member, currency: 'credits' })).sequence).toBe(0);
  });

  it('answers an order that comes again with its first grant, although the tier has risen since', async () => {
    const input = order('100.00');
    const first = await earning.forOrder(input);
    await earned('30000.00');
    const again = await earning.forOrder({ ...input, amount: '100.0' });
    expect(again).toMatchObject({ outcome: 'replayed', earned: '5.00' });
    expect(again.entry?.id).toBe(first.entry?.id);
  });

  it('keeps skipping what earned nothing once, although a higher tier would make it earn', async () => {
    const small = order('0.19');
    await earning.forOrder(small);
    await earned('400000.00');
    expect(await earning.forOrder(small)).toMatchObject({ outcome: 'skipped' });
    // Corrected to another value, it is looked at anew.
    expect(await earning.forOrder({ ...small, amount: '1.00' })).toMatchObject({ outcome: 'granted', earned: '0.10' });
  });

  it('grants once when the same order comes many times at once', async () => {
    const input = order('100.00');
    const results = await Promise.all(Array.from({ length: 12 }, () => earning.forOrder(input)));
    expect(results.filter(({ outcome }) => outcome === 'granted')).toHaveLength(1);
    expect(new Set(results.map(({ entry }) => entry?.id)).size).toBe(1);
    expect((await open.ledger.balance({ member, currency: 'credits' })).balance).toBe('5.00');
  });

  it('refuses another order under an id that was used, naming what differs', async () => {
    const input = order('100.00');
    await earning.forOrder(input);
    const conflict = (field: string) => ({ code: 'IDEMPOTENCY_CONFLICT', details: { field } });
    await refusal({ ...input, amount: '100.01' }).toMatchObject(conflict('amount'));
    await refusal({ ...input, orderedAt: open.clock.iso(-1) }).toMatchObject(conflict('orderedAt'));
    await refusal({ ...input, member: await open.member() } as OrderInput).toMatchObject(conflict('member'));
    expect(await earning.forOrder({ ...input, source: 'another-shop' })).toMatchObject({ outcome: 'granted' });
  });

  it('earns in another currency too, in its own scale, and its tier stays that of the currency that drives tiers', async () => {
    const points = await open.currency({ scale: 0 });
    const dinars = await open.currency({ scale: 3 });
    await earned('20000.00');
    expect(await earned('99.99', { currency: points })).toBe('5');
    expect(await earned('1.234567', { currency: dinars })).toBe('0.074');
    expect(await earned('9007199254740991', { currency: points })).toBe('540431955284459');
    const input = order('100.00');
    await earning.forOrder(input);
    expect(await earning.forOrder({ ...input, currency: points })).toMatchObject({ outcome: 'granted', earned: '6' });
  });

  it('makes a member for a customer who is none yet', async () => {
    const { member: made } = await earning.forOrder({
      externalId: 'shop-7',
      orderId: 'X-1',
      amount: '20',
      orderedAt: new Date(open.clock.now()),
    });
    const again = await earning.forOrder({
      externalId: 'shop-7',
      orderId: 'X-2',
      amount: '20',
      orderedAt: open.clock.iso(),
    });
    expect(again.member).toBe(made);
  });

  it('joins the transaction that the caller is in', async () => {
    const input = order('100.00');
    const small = order('0.10');
    const work = open.strapi.db.transaction(async () => {
      await earning.forOrder(input);
      await earning.forOrder(small);
      throw new Error('the order was not saved');
    });
    await expect(work).rejects.toThrow('the order was not saved');
    expect((await open.ledger.balance({ member, currency: 'credits' })).sequence).toBe(0);
    expect(await earning.forOrder(input)).toMatchObject({ outcome: 'granted' });
  });

  it('refuses what is no order', async () => {
    await refusal(order('-1.00')).toMatchObject({ code: 'INVALID_AMOUNT' });
    await refusal(order('1e3')).toMatchObject({ code: 'INVALID_AMOUNT' });
    await refusal(order('0.123456789')).toMatchObject({ code: 'INVALID_AMOUNT' });
    await refusal(order(5 as never)).toMatchObject({ code: 'INVALID_AMOUNT' });
    await refusal(order('90071992547409.92')).toMatchObject({ code: 'AMOUNT_OVERFLOW' });
    await refusal(order('1.00', { orderedAt: open.clock.iso(1) })).toMatchObject({ code: 'EFFECTIVE_AT_IN_FUTURE' });
    await refusal(order('1.00', { orderedAt: 'yesterday' })).toMatchObject({ code: 'INVALID_INPUT' });
    await refusal(order('1.00', { currency: 'doubloons' })).toMatchObject({ code: 'UNKNOWN_CURRENCY' });
    await refusal({ ...order('1.00'), member: 'nobody' } as OrderInput).toMatchObject({ code: 'MEMBER_NOT_FOUND' });
    await refusal({ ...order('1.00'), externalId: 'x' } as never).toMatchObject({ code: 'INVALID_INPUT' });
    await refusal({ ...order('1.00'), coupon: 'x' } as never).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('gives a history in one import exactly what it gives order by order', async () => {
    const amounts = ['19000', '600', '0.19', '500', '500', '0.15', '90000', '333.33', '95000', '0.11', '777.77', '0.1'];
    const history = amounts.map((amount, index) => ({ amount, orderedAt: open.clock.iso(index - 1_000) }));
    for (const [index, one] of history.entries()) {
      await earning.forOrder({ ...one, externalId: 'one-by-one', orderId: `one-${index}` });
    }
    const others = history.map((one, index) => ({ ...one, externalId: 'at-once', orderId: `all-${index}` }));
    const summary = await earning.importOrders({ orders: others.toReversed() });
    const granted = async (externalId: string) => {
      const { documentId } = await open.members.ensure({ externalId });
      const { rows } = await open.ledger.history({ member: documentId, currency: 'credits', pageSize: 50 });
      return rows.map(({ amount, effectiveAt, metadata }) => ({ amount, effectiveAt, metadata }));
    };
    const expected = await granted('one-by-one');
    expect(new Set(expected.map(({ metadata }) => metadata?.tier)).size).toBe(4);
    expect(await granted('at-once')).toEqual(expected);
    expect(summary).toMatchObject({ granted: expected.length, skipped: amounts.length - expected.length });
  });
});
