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
});
