/** D9: redeeming on an order, from the quote to the end of its hold, over a real ledger. */
import type { RedemptionInput, RedemptionService } from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { documents } from './content';

const MINUTE = 60_000;

describeOnEveryEngine('redeeming on an order', (engine) => {
  let open: OpenLedger;
  let redemption: RedemptionService;
  let member: string;

  beforeAll(async () => {
    const values = { credits: '1', points: '0.003', fame: '1', none: '1' };
    open = await openLedger(engine, { env: { REWARDS_REDEMPTION: JSON.stringify({ values }) } });
    await open.currency({ code: 'credits', scale: 2, drivesTiers: true });
    await open.currency({ code: 'points' });
    await open.currency({ code: 'fame', risingOnly: true });
    await open.currency({ code: 'karma' });
    redemption = open.strapi.plugin('rewards').service<RedemptionService>('redemption');
  });
  afterAll(() => open.close());
  beforeEach(async () => {
    open.clock.advance(MINUTE);
    member = await withCredits('100');
  });

  async function withCredits(amount: string): Promise<string> {
    const made = await open.member();
    await open.ledger.grant({ member: made, currency: 'credits', amount, idempotencyKey: open.key() });
    return made;
  }
  const order = (more: Partial<RedemptionInput> = {}): RedemptionInput => ({
    ...{ member, currency: 'credits', orderId: open.key(), orderAmount: '80.00', amount: '25.00' },
    ...more,
  });
  const balance = async (of = member) => {
    const { balance: has, held, available } = await open.ledger.balance({ member: of, currency: 'credits' });
    return { has, held, available };
  };
  const refused = (code: string, details: object = {}) =>
    expect.objectContaining({ code, details: expect.objectContaining(details) as unknown }) as unknown;
  const attemptsOf = async (of = member) => (await redemption.list({ member: of })).rows;

  it('quotes what the order would cost, and writes nothing', async () => {
    const quote = await redemption.quote({ member, currency: 'credits', orderAmount: '80', amount: '25' });
    expect(quote).toEqual({
      ...{ member, currency: 'credits', orderAmount: '80.00', amount: '25.00', discount: '25.00', toPay: '55.00' },
      ...{ tier: 'bronze', tierDiscountPercent: '0', tierDiscount: '0.00' },
      ...{ available: '100.00', redeemable: '80.00', remaining: '75.00' },
    });
    expect(await balance()).toEqual({ has: '100.00', held: '0.00', available: '100.00' });
    expect(await attemptsOf()).toEqual([]);
  });

  it('quotes as much as order and balance allow when no amount is named', async () => {
    expect(await redemption.quote({ member, currency: 'credits', orderAmount: '12.34' })).toMatchObject({
      ...{ amount: '12.34', discount: '12.34', toPay: '0.00', remaining: '87.66' },
    });
    expect(await redemption.quote({ member, currency: 'credits', orderAmount: '500' })).toMatchObject({
      ...{ amount: '100.00', toPay: '400.00', remaining: '0.00' },
    });
    const poor = await open.member();
    expect(await redemption.quote({ member: poor, currency: 'credits', orderAmount: '500' })).toMatchObject({
      ...{ amount: '0.00', discount: '0.00', toPay: '500.00', available: '0.00', redeemable: '0.00' },
    });
  });

  it('D7 takes off what the tier takes off, and lets no redemption exceed what is left', async () => {
    const gold = await withCredits('5000');
    const input = { member: gold, currency: 'credits', orderAmount: '200.00' };
    expect(await redemption.quote(input)).toMatchObject({
      ...{ tier: 'gold', tierDiscountPercent: '5', tierDiscount: '10.00', redeemable: '190.00', toPay: '0.00' },
    });
    await expect(redemption.quote({ ...input, amount: '190.01' })).rejects.toEqual(
      refused('EXCEEDS_ORDER', { most: '190.00', requested: '190.01', currency: 'credits' }),
    );
    const held = await redemption.hold({ ...input, orderId: open.key(), amount: '40' });
    expect(held).toMatchObject({ tier: 'gold', tierDiscount: '10.00', discount: '40.00', toPay: '150.00' });
  });

  it('holds, and returns the discount and what remains', async () => {
    const input = order({ actor: { id: 'shop:1', name: 'The shop' } });
    const held = await redemption.hold(input);
    expect(held).toMatchObject({
      ...{ status: 'held', source: 'checkout', orderId: input.orderId, member, currency: 'credits' },
      ...{ requested: '25.00', amount: '25.00', discount: '25.00', toPay: '55.00', remaining: '75.00' },
      ...{ replayed: false, captureId: null, refundId: null, refusal: null },
      ...{ actor: { id: 'shop:1', name: 'The shop' }, attemptedAt: open.clock.iso() },
      expiresAt: open.clock.iso(30 * MINUTE),
    });
    expect(await balance()).toEqual({ has: '100.00', held: '25.00', available: '75.00' });
    const { entry } = await open.ledger.trace({ entryId: held.holdId ?? '' });
    expect(entry).toMatchObject({
      ...{ type: 'reserve', reason: `Redeemed on order ${input.orderId}`, rule: 'redemption', eventId: input.orderId },
      actor: { id: 'shop:1', name: 'The shop' },
    });
    expect(await redemption.get({ orderId: input.orderId })).toMatchObject({ id: held.id, status: 'held' });
    expect(await redemption.get({ redemption: held.id })).toMatchObject({ orderId: input.orderId });
    expect(await redemption.get({ orderId: input.orderId, source: 'elsewhere' })).toBeNull();
  });

  it('captures, and the discount and what remains are final', async () => {
    const { orderId, id } = await redemption.hold(order());
    const captured = await redemption.capture({ orderId });
    expect(captured).toMatchObject({
      ...{ id, status: 'captured', amount: '25.00', discount: '25.00', toPay: '55.00', remaining: '75.00' },
      replayed: false,
    });
    expect(await balance()).toEqual({ has: '75.00', held: '0.00', available: '75.00' });
    expect(await redemption.capture({ orderId })).toEqual({ ...captured, replayed: true });
    expect(await redemption.capture({ redemption: id, amount: '25', actor: { id: 'admin:7' } })).toMatchObject({
      replayed: true,
    });
    const { entry } = await open.ledger.trace({ entryId: captured.captureId ?? '' });
    expect(entry).toMatchObject({ type: 'deduct', amount: '-25.00', reason: `Order ${orderId} paid` });
  });

  it('captures a part, gives the rest back, and takes that part off', async () => {
    const { orderId } = await redemption.hold(order());
    expect(await redemption.capture({ orderId, amount: '10.50' })).toMatchObject({
      ...{ status: 'captured', requested: '25.00', amount: '10.50', discount: '10.50', toPay: '69.50' },
      remaining: '89.50',
    });
    await expect(redemption.capture({ orderId })).rejects.toEqual(refused('IDEMPOTENCY_CONFLICT', { field: 'amount' }));
    await expect(redemption.release({ orderId })).rejects.toEqual(refused('ALREADY_CAPTURED'));
  });

  it('refuses to capture more than is held, or an amount that is none', async () => {
    const { orderId } = await redemption.hold(order());
    await expect(redemption.capture({ orderId, amount: '25.01' })).rejects.toEqual(refused('EXCEEDS_HOLD'));
    await expect(redemption.capture({ orderId, amount: '0' })).rejects.toEqual(refused('ZERO_AMOUNT'));
    await expect(redemption.capture({ orderId, amount: '1.001' })).rejects.toEqual(refused('INVALID_AMOUNT'));
    expect(await redemption.capture({ orderId })).toMatchObject({ status: 'captured' });
  });

  it('releases, and the same order can be redeemed on anew', async () => {
    const input = order();
    const first = await redemption.hold(input);
    const released = await redemption.release({ orderId: input.orderId });
    expect(released).toMatchObject({
      ...{ id: first.id, status: 'released', amount: '0.00', discount: '0.00', toPay: '80.00', remaining: '100.00' },
      replayed: false,
    });
    expect(await redemption.release({ orderId: input.orderId, actor: { id: 'admin:7' } })).toEqual({
      ...released,
      replayed: true,
    });
    await expect(redemption.capture({ orderId: input.orderId })).rejects.toEqual(refused('ALREADY_RELEASED'));
    const second = await redemption.hold({ ...input, amount: '30' });
    expect(second).toMatchObject({ status: 'held', amount: '30.00', remaining: '70.00', replayed: false });
    expect(second.id).not.toBe(first.id);
    expect(await redemption.capture({ orderId: input.orderId })).toMatchObject({ id: second.id, amount: '30.00' });
    expect((await attemptsOf()).map(({ id, status }) => [id, status])).toEqual([
      [second.id, 'captured'],
      [first.id, 'released'],
    ]);
  });

  it('L20 lapses after its time-out, swept or not', async () => {
    const input = order({ timeoutMs: MINUTE });
    await redemption.hold(input);
    open.clock.advance(MINUTE);
    const late = await redemption.get({ orderId: input.orderId });
    expect(late).toMatchObject({ status: 'expired', amount: '0.00', discount: '0.00', toPay: '80.00' });
    expect((await redemption.list({ member, status: 'held' })).total).toBe(0);
    expect((await redemption.list({ member, status: 'expired' })).total).toBe(1);
    await expect(redemption.capture({ orderId: input.orderId })).rejects.toEqual(refused('HOLD_EXPIRED'));
    await expect(redemption.release({ orderId: input.orderId })).rejects.toEqual(refused('HOLD_EXPIRED'));
    expect(await redemption.hold(input)).toMatchObject({ status: 'held', remaining: '75.00', replayed: false });
    await open.ledger.expireDue();
    expect((await attemptsOf()).map(({ status }) => status)).toEqual(['held', 'expired']);
  });

  it('L10 holds once for an order, however many ask at the same time', async () => {
    const input = order();
    const results = await Promise.all(Array.from({ length: 12 }, () => redemption.hold(input)));
    expect(new Set(results.map(({ id }) => id)).size).toBe(1);
    expect(results.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await balance()).toMatchObject({ held: '25.00' });
    expect(await attemptsOf()).toHaveLength(1);
    const ends = await Promise.all(Array.from({ length: 8 }, () => redemption.capture({ orderId: input.orderId })));
    expect(ends.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await balance()).toEqual({ has: '75.00', held: '0.00', available: '75.00' });
  });

  it('L10 never holds twice for an order, however holds, captures and releases meet', async () => {
    const input = order();
    const { orderId } = input;
    const known = ['IDEMPOTENCY_CONFLICT', 'ALREADY_CAPTURED', 'ALREADY_RELEASED', 'REDEMPTION_NOT_FOUND'];
    const deeds = [
      () => redemption.hold(input),
      () => redemption.release({ orderId }),
      () => redemption.hold({ ...input, amount: '30' }),
      () => redemption.hold(input),
      () => redemption.release({ orderId, actor: { id: 'admin:1' } }),
    ];
    for (let round = 0; round < 12; round += 1) {
      const ends = await Promise.allSettled(deeds.map((_, i) => deeds[(i + round) % deeds.length]!()));
      for (const end of ends) {
        if (end.status === 'rejected') expect(known).toContain((end.reason as { code?: string }).code);
      }
      const attempts = (await redemption.list({ orderId, pageSize: 100 })).rows;
      const live = attempts.filter(({ status }) => status === 'held');
      expect(live.length).toBeLessThanOrEqual(1);
      expect((await balance()).held).toBe(live[0]?.amount ?? '0.00');
      const reserved = await open.knex('rewards_ledger_entries').where({ member, type: 'reserve' });
      expect(attempts.filter(({ holdId }) => holdId !== null)).toHaveLength(reserved.length);
    }
    expect((await open.ledger.check({ member })).findings).toEqual([]);
  });

  it('refuses to hold under a key that somebody else used in the same source', async () => {
    const input = order();
    await open.ledger.reserve({
      ...{ member, currency: 'credits', amount: '25', timeoutMs: 30 * MINUTE, source: 'checkout' },
      ...{ idempotencyKey: `1/${input.orderId}`, rule: 'redemption', eventId: input.orderId },
      reason: `Redeemed on order ${input.orderId}`,
    });
    await expect(redemption.hold(input)).rejects.toEqual(refused('IDEMPOTENCY_CONFLICT', { field: 'source' }));
  });

  it('L8 is answered again while it is held and after it was captured', async () => {
    const input = order();
    const held = await redemption.hold(input);
    expect(await redemption.hold({ ...input, amount: '25', orderAmount: '80' })).toEqual({ ...held, replayed: true });
    await redemption.capture({ orderId: input.orderId });
    expect(await redemption.hold(input)).toMatchObject({ id: held.id, status: 'captured', replayed: true });
  });

  it('L8 refuses another request for the same order, naming what differs', async () => {
    const input = order();
    await redemption.hold(input);
    const other = await withCredits('50');
    await open.ledger.grant({ member, currency: 'points', amount: '9000', idempotencyKey: open.key() });
    const conflict = (field: string) => refused('IDEMPOTENCY_CONFLICT', { field, idempotencyKey: input.orderId });
    await expect(redemption.hold({ ...input, member: other })).rejects.toEqual(conflict('member'));
    await expect(redemption.hold({ ...input, currency: 'points', amount: '25' })).rejects.toEqual(conflict('currency'));
    await expect(redemption.hold({ ...input, orderAmount: '81' })).rejects.toEqual(conflict('orderAmount'));
    await expect(redemption.hold({ ...input, amount: '26' })).rejects.toEqual(conflict('amount'));
    expect(await redemption.hold({ ...input, source: 'another shop' })).toMatchObject({ replayed: false });
    expect(await balance()).toMatchObject({ held: '50.00' });
  });

  it('L9 has every refused attempt on record, and the same request may succeed later', async () => {
    const poor = await withCredits('10');
    const input = order({ member: poor });
    await expect(redemption.hold(input)).rejects.toEqual(
      refused('INSUFFICIENT_FUNDS', { available: '10.00', requested: '25.00', currency: 'credits' }),
    );
    await expect(redemption.hold({ ...input, amount: '80.01' })).rejects.toEqual(refused('EXCEEDS_ORDER'));
    expect(await redemption.get({ orderId: input.orderId })).toBeNull();
    await expect(redemption.capture({ orderId: input.orderId })).rejects.toEqual(refused('REDEMPTION_NOT_FOUND'));
    await open.ledger.grant({ member: poor, currency: 'credits', amount: '15', idempotencyKey: open.key() });
    expect(await redemption.hold(input)).toMatchObject({ status: 'held', remaining: '0.00' });
    const attempts = await attemptsOf(poor);
    expect(attempts.map(({ status, refusal, amount }) => [status, refusal?.code ?? null, amount])).toEqual([
      ['held', null, '25.00'],
      ['refused', 'EXCEEDS_ORDER', '0.00'],
      ['refused', 'INSUFFICIENT_FUNDS', '0.00'],
    ]);
    expect(attempts[2]?.refusal?.message).toBe('Not enough credits: 10.00 available, 25.00 requested.');
    await expect(redemption.release({ redemption: attempts[1]?.id ?? '' })).rejects.toEqual(
      refused('REDEMPTION_NOT_FOUND'),
    );
  });

  it('counts in whole points that are worth a part of a cent', async () => {
    await open.ledger.grant({ member, currency: 'points', amount: '400', idempotencyKey: open.key() });
    const input = order({ currency: 'points', orderAmount: '1.00', amount: '3' });
    await expect(redemption.hold(input)).rejects.toEqual(refused('WORTH_NOTHING', { amount: '3', currency: 'points' }));
    expect(await redemption.quote({ member, currency: 'points', orderAmount: '1.00' })).toMatchObject({
      ...{ amount: '334', discount: '1.00', toPay: '0.00', remaining: '66' },
    });
    expect(await redemption.hold({ ...input, amount: '333' })).toMatchObject({ discount: '0.99', toPay: '0.01' });
    expect(await redemption.capture({ orderId: input.orderId, amount: '4' })).toMatchObject({
      ...{ amount: '4', discount: '0.01', toPay: '0.99', remaining: '396' },
    });
  });

  it('shows by which row a capture was given back', async () => {
    const { orderId } = await redemption.hold(order());
    const { captureId } = await redemption.capture({ orderId });
    const { entry } = await open.ledger.reverse({ entryId: captureId ?? '', idempotencyKey: open.key() });
    expect(await redemption.get({ orderId })).toMatchObject({ status: 'refunded', captureId, refundId: entry.id });
    expect(await balance()).toEqual({ has: '100.00', held: '0.00', available: '100.00' });
  });

  it('joins the caller’s transaction, and is undone with it', async () => {
    const input = order();
    await expect(
      open.strapi.db.transaction(async () => {
        await redemption.hold(input);
        throw new Error('the order could not be stored');
      }),
    ).rejects.toThrow('the order could not be stored');
    expect(await redemption.get({ orderId: input.orderId })).toBeNull();
    expect(await balance()).toMatchObject({ held: '0.00' });
    await open.strapi.db.transaction(async () => {
      await redemption.hold(input);
      await redemption.capture({ orderId: input.orderId });
    });
    expect(await redemption.get({ orderId: input.orderId })).toMatchObject({ status: 'captured' });
  });

  it('keeps its figures when tiers change afterwards', async () => {
    const silver = await withCredits('1000');
    const tiers = documents(open, 'tier');
    const { documentId } = (await tiers.findFirst({ filters: { code: 'silver' } })) as { documentId: string };
    await tiers.update({ documentId, data: { discountPercent: '2.5' } });
    const held = await redemption.hold(order({ member: silver }));
    expect(held).toMatchObject({ tier: 'silver', tierDiscountPercent: '2.5', tierDiscount: '2.00', toPay: '53.00' });
    await tiers.update({ documentId, data: { discountPercent: '0' } });
    expect(await redemption.capture({ orderId: held.orderId })).toMatchObject({ tierDiscount: '2.00', toPay: '53.00' });
  });

  it('knows only currencies that can be spent and have a value', async () => {
    const quote = (currency?: string) =>
      redemption.quote({ member, orderAmount: '10', ...(currency === undefined ? {} : { currency }) });
    await expect(quote('karma')).rejects.toEqual(refused('NOT_REDEEMABLE', { currency: 'karma' }));
    await expect(quote('fame')).rejects.toEqual(refused('RISING_ONLY', { currency: 'fame' }));
    await expect(quote('none')).rejects.toEqual(refused('UNKNOWN_CURRENCY', { currency: 'none' }));
    await expect(quote('toString')).rejects.toEqual(refused('UNKNOWN_CURRENCY'));
    await expect(quote()).rejects.toEqual(refused('INVALID_INPUT', { field: 'currency' }));
    expect(await redemption.terms()).toEqual({
      currencies: [
        { code: 'credits', name: 'Currency credits', scale: 2, value: '1' },
        { code: 'points', name: 'Currency points', scale: 0, value: '0.003' },
      ],
      decimals: 2,
      timeoutMinutes: 30,
    });
  });

  it.each<[string, object, string, string]>([
    ['no member', { member: undefined }, 'INVALID_INPUT', 'member'],
    ['no order', { orderId: '' }, 'INVALID_INPUT', 'orderId'],
    ['a long order id', { orderId: 'x'.repeat(121) }, 'INVALID_INPUT', 'orderId'],
    ['a field that there is not', { price: '1' }, 'INVALID_INPUT', 'price'],
    ['a number for an amount', { amount: 25 }, 'INVALID_AMOUNT', 'amount'],
    ['no amount', { amount: undefined }, 'INVALID_AMOUNT', 'amount'],
    ['a negative amount', { amount: '-1' }, 'INVALID_AMOUNT', 'amount'],
    ['nothing', { amount: '0.00' }, 'ZERO_AMOUNT', 'amount'],
    ['a free order', { orderAmount: '0' }, 'ZERO_AMOUNT', 'orderAmount'],
    ['a part of a cent', { orderAmount: '1.005' }, 'INVALID_AMOUNT', 'orderAmount'],
    ['more than there can be', { orderAmount: '90071992547409.92' }, 'AMOUNT_OVERFLOW', 'orderAmount'],
    ['a time-out of a year and two days', { timeoutMs: 367 * 24 * 60 * MINUTE }, 'INVALID_INPUT', 'timeoutMs'],
  ])('refuses %s before anything is written', async (_, more, code, field) => {
    await expect(redemption.hold(order(more as never))).rejects.toEqual(refused(code, { field }));
    expect(await attemptsOf()).toEqual([]);
  });

  it('refuses a member that is none', async () => {
    await expect(redemption.hold(order({ member: 'nobody' }))).rejects.toEqual(refused('MEMBER_NOT_FOUND'));
  });

  it('wants an order or a redemption, and not both', async () => {
    await expect(redemption.get({} as never)).rejects.toEqual(refused('INVALID_INPUT', { field: 'orderId' }));
    await expect(redemption.capture({ orderId: '1', redemption: '2' } as never)).rejects.toEqual(
      refused('INVALID_INPUT', { field: 'orderId' }),
    );
  });
});
