/** L38: what stays earned of an order that was refunded, in whole or in part, whatever order the refunds are told in. */
import type {
  EarningService,
  OrderInput,
  ReconciliationService,
  RefundInput,
  RefundResult,
} from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';

const MINUTE = 60_000;

describeOnEveryEngine('refunds of orders', (engine) => {
  let open: OpenLedger;
  let earning: EarningService;
  let member: string;
  let orders = 0;

  const order = (amount: string, more: Partial<OrderInput> = {}): OrderInput =>
    ({ member, orderId: `order-${(orders += 1)}`, amount, orderedAt: open.clock.iso(), ...more }) as OrderInput;
  /** Earns for an order and answers its id. */
  const earn = async (amount: string, more: Partial<OrderInput> = {}) => {
    const input = order(amount, more);
    const { entry } = await earning.forOrder(input);
    return { orderId: input.orderId, entryId: entry?.id ?? '', input };
  };
  const refund = (orderId: string, refundedTotal: string, more: Partial<RefundInput> = {}): Promise<RefundResult> =>
    earning.refundOrder({ orderId, refundedTotal, ...more });
  const inShort = ({ outcome, takenBack, stays }: RefundResult) => `${outcome} ${takenBack}, ${stays} stays`;
  const balance = async () => (await open.ledger.balance({ member, currency: 'credits' })).balance;
  const refusal = (action: Promise<unknown>) => expect(action).rejects;

  beforeAll(async () => {
    open = await openLedger(engine);
    await open.currency({ code: 'credits', scale: 2, drivesTiers: true });
    earning = open.strapi.plugin('rewards').service<EarningService>('earning');
  });
  afterAll(() => open.close());
  beforeEach(async () => {
    member = await open.member();
    open.clock.advance(MINUTE);
  });

  it('L38 reverses what was earned too much, by the multiplier of the time of earning', async () => {
    await earn('20000');
    const { orderId, entryId } = await earn('100');
    await earn('80000');
    const result = await refund(orderId, '25.00');
    expect(result).toMatchObject({
      ...{ outcome: 'refunded', member, currency: 'credits', earned: '6.00', takenBack: '1.50', stays: '4.50' },
      entry: {
        ...{ type: 'reversal', amount: '-1.50', earned: '-1.50', reversesId: entryId, source: 'orders' },
        ...{ reason: `25 refunded on order ${orderId}`, rule: 'earning.refund', eventId: orderId },
        metadata: { order: '100', refundedTotal: '25' },
      },
    });
  });

  it('L38 is told the total so far: told again it is a replay, and a smaller one comes too late', async () => {
    const { orderId } = await earn('100.00');
    const totals = ['30', '10', '30.00', '50', '49.99', '100', '50', '100.0'];
    const outcomes = [];
    for (const total of totals) outcomes.push(inShort(await refund(orderId, total)));
    expect(outcomes).toEqual([
      'refunded 1.50, 3.50 stays',
      'late 0.00, 3.50 stays',
      'replayed 0.00, 3.50 stays',
      'refunded 1.00, 2.50 stays',
      'late 0.00, 2.50 stays',
      'refunded 2.50, 0.00 stays',
      'late 0.00, 0.00 stays',
      'replayed 0.00, 0.00 stays',
    ]);
    expect(await balance()).toBe('0.00');
    expect((await refund(orderId, '100')).entry).toBeNull();
  });

  it('L38 rounds what stays down, and takes nothing back for a total that changes nothing', async () => {
    const { orderId } = await earn('1.00');
    const outcomes = [];
    for (const total of ['0', '0.01', '0.1', '0.20', '0.200001', '0.99', '1']) {
      outcomes.push(inShort(await refund(orderId, total)));
    }
    expect(outcomes).toEqual([
      'unchanged 0.00, 0.05 stays',
      'refunded 0.01, 0.04 stays',
      'unchanged 0.00, 0.04 stays',
      'unchanged 0.00, 0.04 stays',
      'refunded 0.01, 0.03 stays',
      'refunded 0.03, 0.00 stays',
      'unchanged 0.00, 0.00 stays',
    ]);
  });

  it('L38 comes to the same in whatever order the totals arrive, also when all arrive at once', async () => {
    const totals = ['7.31', '20', '64.999', '3.5', '33.333333'];
    const left = [];
    for (const told of [totals, totals.toReversed(), totals.toSorted()]) {
      const { orderId } = await earn('99.97');
      for (const total of told) await refund(orderId, total);
      left.push((await refund(orderId, '0')).stays);
    }
    const { orderId } = await earn('99.97');
    await Promise.all([...totals, ...totals].map((total) => refund(orderId, total)));
    left.push((await refund(orderId, '0')).stays);
    // floor((99.97 − 64.999) × 5 %)
    expect(left).toEqual(['1.74', '1.74', '1.74', '1.74']);
    expect(await balance()).toBe('6.96');
  });

  it('L38 refuses more than the order was, and an order that has earned nothing', async () => {
    const { orderId } = await earn('100');
    await refusal(refund(orderId, '100.00000001')).toMatchObject({
      code: 'EXCEEDS_ORDER',
      details: { field: 'refundedTotal', most: '100', requested: '100.00000001' },
    });
    const { orderId: small } = await earn('0.19');
    const points = await open.currency({ scale: 0 });
    for (const action of [
      refund('no-such-order', '1'),
      refund(small, '0.19'),
      refund(orderId, '1', { source: 'another-shop' }),
      refund(orderId, '1', { currency: points }),
      refund(orderId, '1', { completedAgain: true }),
    ]) {
      await refusal(action).toMatchObject({ code: 'ORDER_NOT_FOUND' });
    }
    await refusal(refund(orderId, '1', { currency: 'none' })).toMatchObject({ code: 'UNKNOWN_CURRENCY' });
    for (const total of [5, '', '-1', '1e2', '0.000000001', null]) {
      await refusal(refund(orderId, total as string)).toMatchObject({
        ...{ code: 'INVALID_AMOUNT', details: { field: 'refundedTotal' } },
      });
    }
    await refusal(refund('', '1')).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'orderId' } });
    const unknown = { orderId, refundedTotal: '1', amount: '1' } as RefundInput;
    await refusal(earning.refundOrder(unknown)).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'amount' } });
    expect(await balance()).toBe('5.00');
  });

  it('L38 counts in every order’s and every currency’s own decimals, exactly', async () => {
    const points = await open.currency({ scale: 0 });
    const dinars = await open.currency({ scale: 3 });
    const large = await earn('9007199254740991', { currency: points });
    expect(inShort(await refund(large.orderId, '0.00000001', { currency: points }))).toBe(
      'unchanged 0, 450359962737049 stays',
    );
    expect(inShort(await refund(large.orderId, '11.00000001', { currency: points }))).toBe(
      'refunded 1, 450359962737048 stays',
    );
    const small = await earn('1.234567', { currency: dinars });
    expect(inShort(await refund(small.orderId, '0.2', { currency: dinars }))).toBe('refunded 0.010, 0.051 stays');
  });

  it('L26 L38 takes a tier that was bought and returned', async () => {
    const tierOf = async () => (await open.members.get(member))?.tier;
    const { orderId } = await earn('20000');
    expect(await tierOf()).toBe('silver');
    await refund(orderId, '0.19');
    expect(await tierOf()).toBe('bronze');
    expect((await open.ledger.balance({ member, currency: 'credits' })).lifetimeEarned).toBe('999.99');
  });

  it('L24 L38 falls short of what was spent, as any reversal', async () => {
    const { orderId } = await earn('100');
    await open.ledger.deduct({ member, currency: 'credits', amount: '4', idempotencyKey: open.key() });
    const { entry, stays } = await refund(orderId, '60');
    expect([entry?.amount, entry?.earned, entry?.shortfall, stays]).toEqual(['-1.00', '-3.00', '2.00', '2.00']);
  });

  it('L38 counts what was reversed by hand as taken back', async () => {
    const { orderId, entryId } = await earn('100');
    await open.ledger.reverse({ entryId, amount: '2', idempotencyKey: open.key() });
    expect(inShort(await refund(orderId, '20'))).toBe('unchanged 0.00, 3.00 stays');
    expect(inShort(await refund(orderId, '60'))).toBe('refunded 1.00, 2.00 stays');
    await open.ledger.reverse({ entryId, idempotencyKey: open.key() });
    expect(inShort(await refund(orderId, '100'))).toBe('unchanged 0.00, 0.00 stays');
  });

  it('L38 an order that was refunded in full and completed again earns anew, once', async () => {
    const { orderId, entryId, input } = await earn('100');
    await refund(orderId, '100');
    expect(await earning.forOrder(input)).toMatchObject({ outcome: 'replayed', entry: { id: entryId } });
    open.clock.advance(MINUTE);
    const again = { ...input, amount: '120', orderedAt: open.clock.iso(), completedAgain: true } as OrderInput;
    const results = await Promise.all(Array.from({ length: 6 }, () => earning.forOrder(again)));
    expect(results.filter(({ outcome }) => outcome === 'granted')).toHaveLength(1);
    expect(results[0]).toMatchObject({
      earned: '6.00',
      entry: { reason: `Earned on order ${orderId}, completed again` },
    });
    expect(new Set(results.map(({ entry }) => entry?.id)).size).toBe(1);
    // A refund of the first completion that arrives once more takes nothing of the second.
    expect(inShort(await refund(orderId, '100'))).toBe('replayed 0.00, 0.00 stays');
    expect(await balance()).toBe('6.00');

    expect(inShort(await refund(orderId, '40', { completedAgain: true }))).toBe('refunded 2.00, 4.00 stays');
    await refund(orderId, '120', { completedAgain: true });
    expect(await earning.forOrder(again)).toMatchObject({ outcome: 'replayed', earned: '6.00' });
    await refusal(earning.forOrder({ ...again, amount: '130' })).toMatchObject({
      ...{ code: 'IDEMPOTENCY_CONFLICT', details: { field: 'amount' } },
    });
    expect(await balance()).toBe('0.00');
  });

  it('L38 an order of which something stays earned earns nothing anew, whatever is said of it', async () => {
    const { orderId, input, entryId } = await earn('100');
    await refund(orderId, '99.79');
    const again = { ...input, completedAgain: true } as OrderInput;
    expect(await earning.forOrder(again)).toMatchObject({ outcome: 'replayed', entry: { id: entryId } });
    const other = { ...again, member: await open.member() } as OrderInput;
    await refusal(earning.forOrder(other)).toMatchObject({ details: { field: 'member' } });
    await refund(orderId, '100');
    await refusal(earning.forOrder(other)).toMatchObject({ details: { field: 'member' } });
    expect(await earning.forOrder(order('50', { completedAgain: true }))).toMatchObject({ outcome: 'granted' });
  });

  it('D3 L38 is no duplicate to a reconciliation, though it earned the same twice', async () => {
    const { orderId, input } = await earn('100');
    await refund(orderId, '100');
    await earning.forOrder({ ...input, completedAgain: true });
    await refund(orderId, '50', { completedAgain: true });
    const reconciliation = open.strapi.plugin('rewards').service<ReconciliationService>('reconciliation');
    const run = await reconciliation.run({ type: 'user_specific', member, verifyChain: true });
    expect(run).toMatchObject({ status: 'completed', discrepanciesFound: 0 });
  });

  it('L27 L38 in a host’s transaction stays with it, or goes with it', async () => {
    const { orderId } = await earn('100');
    const made = await earning.forOrder(order('10'));
    const undone = open.strapi.db.transaction(async () => {
      expect(inShort(await refund(orderId, '60'))).toBe('refunded 3.00, 2.00 stays');
      expect(inShort(await refund(orderId, '40'))).toBe('late 0.00, 2.00 stays');
      const inside = order('20');
      await earning.forOrder(inside);
      expect(inShort(await refund(inside.orderId, '20'))).toBe('refunded 1.00, 0.00 stays');
      const again = { ...inside, completedAgain: true } as OrderInput;
      expect((await earning.forOrder(again)).outcome).toBe('granted');
      throw new Error('the host gives up');
    });
    await expect(undone).rejects.toThrow('the host gives up');
    expect([made.earned, await balance()]).toEqual(['0.50', '5.50']);
    await open.strapi.db.transaction(() => refund(orderId, '60'));
    expect(inShort(await refund(orderId, '60'))).toBe('replayed 0.00, 2.00 stays');
  });

  it('L38 a preview tells what the refund then does, and posts nothing', async () => {
    const { orderId } = await earn('100');
    const input = { orderId, refundedTotal: '30' };
    const { posting, ...seen } = await earning.previewRefund(input);
    expect(posting).toMatchObject({ before: { balance: '5.00' }, after: { balance: '3.50', lifetimeEarned: '3.50' } });
    expect(await balance()).toBe('5.00');
    const { entry, ...done } = await earning.refundOrder(input);
    expect(done).toEqual(seen);
    expect(posting?.entries.map(({ amount }) => amount)).toEqual([entry?.amount]);
    expect(await earning.previewRefund(input)).toMatchObject({ outcome: 'replayed', posting: null });
    await refusal(earning.previewRefund({ orderId, refundedTotal: '101' })).toMatchObject({ code: 'EXCEEDS_ORDER' });
  });
});
