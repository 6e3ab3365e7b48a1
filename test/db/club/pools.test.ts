/** E14: pools that pay, over a real database. */
import type { MissionDefinition } from '../../../server/contract';
import { describeOnEveryEngine } from '../../support/engines';
import { gist, openClub, type OpenClub, paid } from './open-club';

describeOnEveryEngine('pools', (engine) => {
  let open: OpenClub;

  beforeAll(async () => {
    open = await openClub(engine);
  });
  afterAll(() => open.close());
  beforeEach(() => open.clock.advance(1_000));

  const refused = (code: string, details: object = {}) =>
    expect.objectContaining({ code, details: expect.objectContaining(details) as unknown }) as unknown;

  async function pool(amount?: string): Promise<string> {
    const code = open.key();
    await open.club.createPool({ code, name: 'Spring', currency: open.points });
    if (amount !== undefined) await fund(code, amount);
    return code;
  }
  const fund = (code: string, amount: string, idempotencyKey = open.key()) =>
    open.club.fundPool({ pool: code, amount, reason: 'The budget', idempotencyKey });
  const standingOf = async (code: string) => (await open.club.pools()).find((one) => one.code === code);
  const paying = (amount: string, code: string): Partial<MissionDefinition> => ({
    ...{ pool: code, rewards: [{ kind: 'amount', currency: open.points, amount }] },
  });

  it('is funded and withdrawn from, and never goes below zero', async () => {
    const code = await pool('100');
    const withdraw = (amount: string) =>
      open.club.withdrawFromPool({ pool: code, amount, reason: 'Too much', idempotencyKey: open.key() });
    expect((await withdraw('30.50')).pool).toMatchObject({ available: '69.50', funded: '69.50', paid: '0.00' });
    await expect(withdraw('69.51')).rejects.toEqual(
      refused('POOL_TOO_LOW', { available: '69.50', requested: '69.51' }),
    );
    expect((await withdraw('69.50')).row).toMatchObject({ move: 'withdraw', amount: '-69.50', availableAfter: '0.00' });
  });

  it('moves once under a key, and refuses another move under it', async () => {
    const [code, key] = [await pool(), open.key()];
    const first = await fund(code, '5', key);
    expect(await fund(code, '5', key)).toEqual({ ...first, replayed: true });
    await expect(fund(code, '6', key)).rejects.toEqual(refused('IDEMPOTENCY_CONFLICT', { field: 'amount' }));
    expect((await standingOf(code))?.available).toBe('5.00');
  });

  it('names what it cannot do', async () => {
    const code = await pool();
    const make = (more: object) =>
      open.club.createPool({ code: open.key(), name: 'P', currency: open.points, ...more });
    await expect(make({ code })).rejects.toEqual(refused('POOL_EXISTS'));
    await expect(make({ currency: 'none' })).rejects.toEqual(refused('UNKNOWN_CURRENCY'));
    await expect(make({ code: 'a/b' })).rejects.toEqual(refused('INVALID_INPUT', { field: 'code' }));
    await expect(fund('none', '1')).rejects.toEqual(refused('POOL_NOT_FOUND'));
    await expect(fund(code, '0')).rejects.toEqual(refused('ZERO_AMOUNT'));
    await expect(fund(code, '90071992547409.91').then(() => fund(code, '0.01'))).rejects.toEqual(
      refused('AMOUNT_OVERFLOW'),
    );
  });

  it('E14 pays ten of eleven claims of 100 out of 1,000, and the eleventh once it is funded', async () => {
    const code = await pool('1000');
    const mission = await open.mission(paying('100', code));
    const members = await Promise.all(Array.from({ length: 11 }, () => open.member()));
    const recorded = await open.club.recordMany(
      members.map((member) => open.event({ type: mission.definition.trigger, member })),
    );
    await open.club.decideDue();
    const details = async () => {
      const all = [];
      for (const outcome of recorded) if (outcome.ok) all.push(await open.detail(outcome.event.id));
      return all;
    };
    const before = await details();
    const waiting = before.filter(({ status }) => status === 'pending');
    expect(before.filter(({ status }) => status === 'paid')).toHaveLength(10);
    expect(waiting.map(({ payouts }) => payouts.map(gist))).toEqual([
      [{ status: 'pending', reason: 'POOL_EMPTY', amount: '100.00' }],
    ]);
    expect(await standingOf(code)).toMatchObject({
      ...{ available: '0.00', funded: '1000.00', paid: '1000.00', waiting: 1, waitingAmount: '100.00' },
    });
    await fund(code, '99.99');
    await open.club.decideDue();
    expect((await standingOf(code))?.waiting).toBe(1);
    await fund(code, '0.01');
    await open.club.decideDue();
    const paidNow = (await details()).find(({ id }) => id === waiting[0]?.id);
    expect(paidNow).toMatchObject({ status: 'paid' });
    expect(paidNow?.payouts.map(gist)).toEqual([paid('100.00')]);
    expect(await standingOf(code)).toMatchObject({ available: '0.00', paid: '1100.00', waiting: 0 });
  });

  it('E14 pays nobody past those who wait', async () => {
    const code = await pool('50');
    const [large, small] = [await open.mission(paying('60', code)), await open.mission(paying('10', code))];
    const [first, second] = [await open.member(), await open.member()];
    const one = await open.decided(open.event({ type: large.definition.trigger, member: first }));
    const two = await open.decided(open.event({ type: small.definition.trigger, member: second }));
    expect([one.status, two.status]).toEqual(['pending', 'pending']);
    await fund(code, '10');
    await open.club.decideDue();
    expect([(await open.detail(one.id)).status, (await open.detail(two.id)).status]).toEqual(['paid', 'pending']);
    await fund(code, '10');
    await open.club.decideDue();
    expect((await open.detail(two.id)).status).toBe('paid');
    expect([await open.balance(first), await open.balance(second)]).toEqual(['60.00', '10.00']);
  });

  it('E14 counts towards a cap what waits for money', async () => {
    const code = await pool();
    const mission = await open.mission({ ...paying('10', code), caps: [{ scope: 'member', per: 'all', count: 1 }] });
    const member = await open.member();
    const send = () => open.decided(open.event({ type: mission.definition.trigger, member }));
    expect([(await send()).status, (await send()).status]).toEqual(['pending', 'failed']);
  });
});
