/** L39: a captured redemption that was reversed in the ledger says so, in whole or in part, and what still stands. */
import type { RedemptionInput, RedemptionService, RedemptionStatus } from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';

const MINUTE = 60_000;

describeOnEveryEngine('redemptions that were given back', (engine) => {
  let open: OpenLedger;
  let redemption: RedemptionService;
  let member: string;

  beforeAll(async () => {
    open = await openLedger(engine);
    await open.currency({ code: 'credits', scale: 2 });
    redemption = open.strapi.plugin('rewards').service<RedemptionService>('redemption');
  });
  afterAll(() => open.close());
  beforeEach(async () => {
    open.clock.advance(MINUTE);
    member = await open.member();
    await open.ledger.grant({ member, currency: 'credits', amount: '100', idempotencyKey: open.key() });
  });

  const order = (more: Partial<RedemptionInput> = {}): RedemptionInput => ({
    ...{ member, currency: 'credits', orderId: open.key(), orderAmount: '80.00', amount: '25.00' },
    ...more,
  });
  const available = async () => (await open.ledger.balance({ member, currency: 'credits' })).available;
  const reverse = async (entryId: string | null) =>
    (await open.ledger.reverse({ entryId: entryId ?? '', idempotencyKey: open.key() })).entry;
  /** Captures a part past the redemption, as somebody with the ledger alone does. */
  const captureInPart = async (holdId: string | null, amount: string, keepOpen: boolean) =>
    (await open.ledger.capture({ holdId: holdId ?? '', amount, keepOpen, idempotencyKey: open.key() })).entry;
  const listed = async (status: RedemptionStatus) =>
    (await redemption.list({ member, status })).rows.map(({ orderId }) => orderId);

  it('L39 is refunded once its capture was reversed: nothing stands, all was given back', async () => {
    const { orderId } = await redemption.hold(order());
    const captured = await redemption.capture({ orderId });
    expect(captured).toMatchObject({ status: 'captured', refunded: '0.00', refundId: null });
    const { id } = await reverse(captured.captureId);
    expect(await redemption.get({ orderId })).toMatchObject({
      ...{ status: 'refunded', requested: '25.00', amount: '0.00', discount: '0.00', toPay: '80.00' },
      ...{ refunded: '25.00', captureId: captured.captureId, refundId: id },
    });
    expect(await available()).toBe('100.00');
    expect(await redemption.capture({ orderId })).toMatchObject({ status: 'refunded', replayed: true });
    await expect(redemption.release({ orderId })).rejects.toMatchObject({ code: 'ALREADY_CAPTURED' });
  });

  it('L39 is refunded when what was captured was a part, and all of that was reversed', async () => {
    const { orderId } = await redemption.hold(order());
    const { captureId } = await redemption.capture({ orderId, amount: '10' });
    await reverse(captureId);
    expect(await redemption.get({ orderId })).toMatchObject({ status: 'refunded', amount: '0.00', refunded: '10.00' });
  });

  it('L39 is partly refunded when some of several captures were reversed, and says what stands', async () => {
    const { orderId, holdId } = await redemption.hold(order());
    const first = await captureInPart(holdId, '5', true);
    const second = await captureInPart(holdId, '8', true);
    const third = await captureInPart(holdId, '12', false);
    expect(await redemption.get({ orderId })).toMatchObject({ status: 'captured', amount: '25.00', refunded: '0.00' });
    const { id } = await reverse(second.id);
    expect(await redemption.get({ orderId })).toMatchObject({
      ...{ status: 'partly-refunded', amount: '17.00', discount: '17.00', toPay: '63.00', refunded: '8.00' },
      ...{ captureId: first.id, refundId: id },
    });
    await reverse(third.id);
    const last = await reverse(first.id);
    expect(await redemption.get({ orderId })).toMatchObject({
      ...{ status: 'refunded', amount: '0.00', discount: '0.00', toPay: '80.00', refunded: '25.00' },
      ...{ captureId: first.id, refundId: last.id },
    });
  });

  it('L39 counts what was given back off what is still held', async () => {
    const { orderId, holdId } = await redemption.hold(order());
    const { id } = await captureInPart(holdId, '5', true);
    await reverse(id);
    expect(await redemption.get({ orderId })).toMatchObject({
      ...{ status: 'held', amount: '20.00', discount: '20.00', toPay: '60.00', refunded: '5.00' },
    });
  });

  it('L39 is captured as far as a part was, whatever ended the hold of the rest', async () => {
    const released = await redemption.hold(order());
    const { id } = await captureInPart(released.holdId, '5', true);
    await redemption.release({ orderId: released.orderId });
    const lapsed = await redemption.hold(order({ timeoutMs: MINUTE }));
    await captureInPart(lapsed.holdId, '7', true);
    open.clock.advance(MINUTE);
    const stands = async ({ orderId }: { readonly orderId: string }) => redemption.get({ orderId });
    expect(await stands(released)).toMatchObject({ status: 'captured', amount: '5.00', discount: '5.00' });
    expect(await stands(lapsed)).toMatchObject({ status: 'captured', amount: '7.00', discount: '7.00' });
    await open.ledger.expireDue();
    expect(await stands(lapsed)).toMatchObject({ status: 'captured', amount: '7.00' });
    expect(await listed('captured')).toEqual([lapsed.orderId, released.orderId]);
    expect(await listed('released')).toEqual([]);
    expect(await listed('expired')).toEqual([]);
    await reverse(id);
    expect(await stands(released)).toMatchObject({ status: 'refunded', amount: '0.00', refunded: '5.00' });
  });

  it('L39 holds anew for an order that was refunded in full, once however many ask', async () => {
    const input = order();
    const first = await redemption.hold(input);
    await reverse((await redemption.capture({ orderId: input.orderId })).captureId);
    const again = { ...input, orderAmount: '70.00', amount: '30.00' };
    const held = await Promise.all(Array.from({ length: 6 }, () => redemption.hold(again)));
    expect(new Set(held.map(({ id }) => id)).size).toBe(1);
    expect(held.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(held[0]).toMatchObject({ status: 'held', amount: '30.00', toPay: '40.00', remaining: '70.00' });
    expect(held[0]?.id).not.toBe(first.id);
    const captured = await redemption.capture({ orderId: input.orderId });
    expect(captured).toMatchObject({ id: held[0]?.id, status: 'captured', amount: '30.00' });
    expect(await redemption.get({ redemption: first.id })).toMatchObject({ status: 'refunded', refunded: '25.00' });
    await reverse(captured.captureId);
    expect(await redemption.hold(input)).toMatchObject({ status: 'held', amount: '25.00', replayed: false });
  });

  it('L39 does not hold anew while a part still stands', async () => {
    const input = order();
    const { holdId, id } = await redemption.hold(input);
    const first = await captureInPart(holdId, '5', true);
    await captureInPart(holdId, '20', false);
    await reverse(first.id);
    expect(await redemption.hold(input)).toMatchObject({ id, status: 'partly-refunded', replayed: true });
    await expect(redemption.hold({ ...input, amount: '26' })).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
    expect(await available()).toBe('80.00');
  });

  it('L39 is found and counted by its status, each attempt under one', async () => {
    const make = async (more: Partial<RedemptionInput> = {}) => redemption.hold(order({ amount: '2', ...more }));
    const held = await make();
    const captured = await make();
    const partly = await make();
    const refunded = await make();
    const released = await make();
    const expired = await make({ timeoutMs: 1 });
    await redemption.capture({ orderId: captured.orderId });
    const one = await captureInPart(partly.holdId, '0.50', true);
    await captureInPart(partly.holdId, '1.50', false);
    await reverse(one.id);
    await reverse((await redemption.capture({ orderId: refunded.orderId })).captureId);
    await redemption.release({ orderId: released.orderId });
    await expect(redemption.hold(order({ amount: '81' }))).rejects.toMatchObject({ code: 'EXCEEDS_ORDER' });
    open.clock.advance(1);

    const made = { held, captured, 'partly-refunded': partly, refunded, released, expired };
    for (const [status, { orderId }] of Object.entries(made)) {
      expect([status, await listed(status as RedemptionStatus)]).toEqual([status, [orderId]]);
      expect((await redemption.list({ member, status: status as RedemptionStatus })).total).toBe(1);
      expect(await redemption.get({ orderId })).toMatchObject({ status });
    }
    expect((await redemption.list({ member, status: 'refused' })).total).toBe(1);
    expect((await redemption.list({ member })).total).toBe(7);
  });

  it('L37 L39 is partly refunded when a part of its capture was reversed, and says what stands', async () => {
    const { orderId } = await redemption.hold(order());
    const { captureId } = await redemption.capture({ orderId });
    const part = async (amount: string) =>
      (await open.ledger.reverse({ entryId: captureId ?? '', amount, idempotencyKey: open.key() })).entry.id;
    await part('4');
    const second = await part('6.50');
    expect(await redemption.get({ orderId })).toMatchObject({
      ...{ status: 'partly-refunded', amount: '14.50', discount: '14.50', toPay: '65.50', refunded: '10.50' },
      ...{ captureId, refundId: second },
    });
    expect(await listed('partly-refunded')).toEqual([orderId]);
    const last = await reverse(captureId);
    expect(await redemption.get({ orderId })).toMatchObject({
      ...{ status: 'refunded', amount: '0.00', discount: '0.00', refunded: '25.00', refundId: last.id },
    });
    expect([await listed('partly-refunded'), await listed('refunded')]).toEqual([[], [orderId]]);
  });

  it('L39 is refunded as a whole: once, however often it is asked', async () => {
    const { orderId, id } = await redemption.hold(order());
    const { captureId } = await redemption.capture({ orderId, amount: '20' });
    const actor = { id: 'user:12', name: 'Ada' };
    const first = await redemption.refund({ orderId, reason: 'Returned', actor });
    expect(first).toMatchObject({
      ...{ id, status: 'refunded', discount: '0.00', refunded: '20.00', remaining: '100.00', replayed: false },
    });
    const { rows } = await open.ledger.history({ member, currency: 'credits', pageSize: 1 });
    expect(rows[0]).toMatchObject({
      ...{ id: first.refundId, reversesId: captureId, amount: '20.00', reason: 'Returned', rule: 'redemption' },
      ...{ eventId: orderId, source: 'checkout', actor },
    });
    const again = await Promise.all([{ orderId }, { redemption: id }].map((one) => redemption.refund(one)));
    expect(again).toEqual([1, 2].map(() => ({ ...first, replayed: true })));
    expect(await available()).toBe('100.00');
  });

  it('L39 is refunded in parts, each once under its key, and no more than stands', async () => {
    const { orderId } = await redemption.hold(order());
    await redemption.capture({ orderId });
    const part = (amount: string, idempotencyKey: string) => redemption.refund({ orderId, amount, idempotencyKey });
    expect(await part('5', 'one')).toMatchObject({ status: 'partly-refunded', refunded: '5.00', replayed: false });
    expect(await part('5.00', 'one')).toMatchObject({ refunded: '5.00', replayed: true });
    await expect(part('6', 'one')).rejects.toMatchObject({
      ...{ code: 'IDEMPOTENCY_CONFLICT', details: { field: 'amount' } },
    });
    expect(await part('5', 'two')).toMatchObject({ refunded: '10.00', discount: '15.00', remaining: '85.00' });
    await expect(part('15.01', 'three')).rejects.toMatchObject({
      ...{ code: 'EXCEEDS_ENTRY', details: { left: '15.00', requested: '15.01' } },
    });
    await expect(redemption.refund({ orderId, amount: '1' })).rejects.toMatchObject({
      ...{ code: 'INVALID_INPUT', details: { field: 'idempotencyKey' } },
    });
    for (const [amount, code] of [
      ['0', 'ZERO_AMOUNT'],
      ['0.001', 'INVALID_AMOUNT'],
      [7, 'INVALID_AMOUNT'],
    ] as const) {
      await expect(part(amount as string, 'four')).rejects.toMatchObject({ code });
    }
    expect(await redemption.refund({ orderId })).toMatchObject({ status: 'refunded', refunded: '25.00' });
    await expect(part('1', 'five')).rejects.toMatchObject({ code: 'ALREADY_REVERSED' });
    expect(await available()).toBe('100.00');
  });

  it('L39 of several captures the last one goes back first', async () => {
    const { orderId, holdId } = await redemption.hold(order());
    const captures = [];
    for (const amount of ['5', '8', '7']) captures.push(await captureInPart(holdId, amount, true));
    const { refundId } = await redemption.refund({ orderId, amount: '11', idempotencyKey: 'part' });
    const detail = await open.ledger.history({ member, currency: 'credits', pageSize: 2 });
    expect(detail.rows.map(({ id, reversesId, amount }) => [id === refundId, reversesId, amount])).toEqual([
      [true, captures[1]?.id, '4.00'],
      [false, captures[2]?.id, '7.00'],
    ]);
    expect(await redemption.get({ orderId })).toMatchObject({ status: 'held', amount: '14.00', refunded: '11.00' });
    const replay = await redemption.refund({ orderId, amount: '11', idempotencyKey: 'part' });
    expect(replay).toMatchObject({ refunded: '11.00', replayed: true });
    expect(await redemption.refund({ orderId })).toMatchObject({ refunded: '20.00' });
  });

  it('L39 of which nothing was captured cannot be refunded', async () => {
    const held = await redemption.hold(order());
    const released = await redemption.hold(order());
    await redemption.release({ orderId: released.orderId });
    for (const { orderId } of [held, released]) {
      await expect(redemption.refund({ orderId })).rejects.toMatchObject({ code: 'NOT_CAPTURED' });
      await expect(redemption.previewRefund({ orderId })).rejects.toMatchObject({ code: 'NOT_CAPTURED' });
    }
    await expect(redemption.refund({ orderId: 'no-such' })).rejects.toMatchObject({ code: 'REDEMPTION_NOT_FOUND' });
    await expect(redemption.refund({} as never)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('L39 refunds that arrive at once give back what there is and no more', async () => {
    const { orderId } = await redemption.hold(order());
    await redemption.capture({ orderId });
    const codes = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        redemption.refund({ orderId, amount: '4', idempotencyKey: `part-${i}` }).then(
          () => 'ok',
          (error: unknown) => (error as { code: string }).code,
        ),
      ),
    );
    expect(codes.filter((code) => code === 'ok')).toHaveLength(6);
    expect(codes.filter((code) => code === 'EXCEEDS_ENTRY')).toHaveLength(2);
    expect(await available()).toBe('99.00');
  });

  it('L39 holds anew once the last part was given back', async () => {
    const input = order();
    await redemption.hold(input);
    const { id } = await redemption.capture({ orderId: input.orderId });
    await redemption.refund({ redemption: id, amount: '24.99', idempotencyKey: 'most' });
    expect(await redemption.hold(input)).toMatchObject({ id, status: 'partly-refunded', replayed: true });
    await redemption.refund({ redemption: id });
    const anew = await redemption.hold(input);
    expect(anew).toMatchObject({ status: 'held', replayed: false });
    // By the order, the newest one is meant, of which nothing was captured.
    await expect(redemption.refund({ orderId: input.orderId })).rejects.toMatchObject({ code: 'NOT_CAPTURED' });
    expect(await redemption.refund({ redemption: id })).toMatchObject({ status: 'refunded', replayed: true });
  });

  it('L39 a preview tells how it would stand, and posts nothing', async () => {
    const { orderId } = await redemption.hold(order());
    await redemption.capture({ orderId });
    const seen = await redemption.previewRefund({ orderId, amount: '10' });
    expect(seen.before).toMatchObject({ status: 'captured', discount: '25.00', remaining: '75.00' });
    expect(await redemption.get({ orderId })).toMatchObject({ status: 'captured', refunded: '0.00' });
    const done = await redemption.refund({ orderId, amount: '10', idempotencyKey: 'ten' });
    const { refundId: _, ...after } = seen.after;
    expect(done).toMatchObject(after);
    await expect(redemption.previewRefund({ orderId, amount: '16' })).rejects.toMatchObject({ code: 'EXCEEDS_ENTRY' });
  });

  it('L27 L39 in a host’s transaction stays with it, or goes with it', async () => {
    const { orderId } = await redemption.hold(order());
    await redemption.capture({ orderId });
    const undone = open.strapi.db.transaction(async () => {
      await redemption.refund({ orderId, amount: '5', idempotencyKey: 'inside' });
      expect(await redemption.refund({ orderId })).toMatchObject({ status: 'refunded', remaining: '100.00' });
      throw new Error('the host gives up');
    });
    await expect(undone).rejects.toThrow('the host gives up');
    expect(await redemption.get({ orderId })).toMatchObject({ status: 'captured', refunded: '0.00' });
    await open.strapi.db.transaction(() => redemption.refund({ orderId }));
    expect(await redemption.get({ orderId })).toMatchObject({ status: 'refunded' });
  });
});
