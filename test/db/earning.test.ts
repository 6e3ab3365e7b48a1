/** D8: what one order earns, and that an order is earned for once, whatever happened since. */
import { Readable } from 'node:stream';

import type { EarningService, OrderInput } from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';

/** What a clock may be ahead, in milliseconds, where nothing is set (L42). */
const SKEW = 300_000;

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
    const ahead = { orderedAt: open.clock.iso(SKEW + 1) };
    for (const amount of ['1.00', '0']) {
      await refusal(order(amount, ahead)).toMatchObject({ code: 'IN_THE_FUTURE', details: { field: 'orderedAt' } });
    }
    await refusal(order('1.00', { orderedAt: 'yesterday' })).toMatchObject({ code: 'INVALID_INPUT' });
    await refusal(order('1.00', { currency: 'doubloons' })).toMatchObject({ code: 'UNKNOWN_CURRENCY' });
    await refusal({ ...order('1.00'), member: 'nobody' } as OrderInput).toMatchObject({ code: 'MEMBER_NOT_FOUND' });
    await refusal({ ...order('1.00'), externalId: 'x' } as never).toMatchObject({ code: 'INVALID_INPUT' });
    await refusal({ ...order('1.00'), coupon: 'x' } as never).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('refuses an instant that no row can hold, and ids that cannot be stored', async () => {
    await refusal(order('1.00', { orderedAt: new Date(-8.64e15) })).toMatchObject({ code: 'INVALID_INPUT' });
    for (const bad of ['a\0b', 'a\ud800b']) {
      await refusal(order('1.00', { orderId: bad })).toMatchObject({
        code: 'INVALID_INPUT',
        details: { field: 'orderId' },
      });
      const given = { externalId: bad, orderId: 'X-3', amount: '1', orderedAt: open.clock.iso() };
      await refusal(given).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'externalId' } });
    }
  });

  it('L42 takes an order from a clock that is ahead as of now, and knows it again', async () => {
    const { clock } = open;
    const input = order('100.00', { orderedAt: clock.iso(SKEW) });
    const first = await earning.forOrder(input);
    expect(first).toMatchObject({ outcome: 'granted', entry: { effectiveAt: clock.iso(), postedAt: clock.iso() } });
    for (const later of [0, 1, 2 * SKEW]) {
      clock.advance(later);
      const again = await earning.forOrder(input);
      expect(again).toMatchObject({ outcome: 'replayed', entry: { id: first.entry!.id } });
    }
    const conflict = { code: 'IDEMPOTENCY_CONFLICT', details: { field: 'orderedAt' } };
    await refusal({ ...input, orderedAt: first.entry!.effectiveAt }).toMatchObject(conflict);
  });

  it('L42 forgives and refuses the orders of an import one by one, and knows them again', async () => {
    const at = (offset: number) => open.clock.iso(offset);
    const lines = [at(0), at(SKEW), at(SKEW + 1), at(1)].map((instant) => `skewed,${instant},20`);
    const text = ['customer,ordered_at,amount', ...lines].join('\n');
    const history = () => ({ text: Readable.from([text]), format: 'csv' }) as const;
    const problems = [{ line: 4, error: { code: 'IN_THE_FUTURE' } }];
    const counts = { orders: 3, badLines: 1, refused: 0, problems };
    expect(await earning.importOrders(history(), { dryRun: true })).toMatchObject({ ...counts, granted: 3 });
    expect(await earning.importOrders(history())).toMatchObject({ ...counts, granted: 3 });
    expect(await earning.importOrders(history())).toMatchObject({ ...counts, granted: 0, replayed: 3 });
    expect(await earning.importOrders(history(), { dryRun: true })).toMatchObject({ ...counts, replayed: 3 });
    open.clock.advance(SKEW);
    expect(await earning.importOrders(history())).toMatchObject({ orders: 4, granted: 1, replayed: 3, badLines: 0 });
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
