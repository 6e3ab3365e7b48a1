/** E9 to E13: what missions make of events, over a real database. */
import type { ClubEventInput, MissionDefinition, MissionInput } from '../../../server/contract';
import { describeOnEveryEngine } from '../../support/engines';
import { gist, openClub, type OpenClub, paid } from './open-club';

const DAY = 86_400_000;
const HOUR = 3_600_000;

describeOnEveryEngine('missions', (engine) => {
  let open: OpenClub;
  let member: string;

  beforeAll(async () => {
    open = await openClub(engine);
  });
  afterAll(() => open.close());
  beforeEach(async () => {
    open.clock.advance(1_000);
    member = await open.member();
  });

  const refused = (code: string, details: object = {}) =>
    expect.objectContaining({ code, details: expect.objectContaining(details) as unknown }) as unknown;
  const cap = { status: 'failed', reason: 'CAP_REACHED' };

  /** Sends events that trigger a mission, one after the other, and answers the payouts of each. */
  async function send(mission: MissionInput, events: readonly Partial<ClubEventInput>[]) {
    const inputs = events.map((more) => open.event({ type: mission.definition.trigger, member, ...more }));
    const recorded = await open.club.recordMany(inputs);
    await open.club.decideDue();
    const details = [];
    for (const outcome of recorded) {
      if (!outcome.ok) throw new Error(outcome.error.message);
      details.push(await open.detail(outcome.event.id));
    }
    return details;
  }
  const payoutsOf = async (mission: MissionInput, events: readonly Partial<ClubEventInput>[]) =>
    (await send(mission, events)).map(({ payouts }) => payouts.map(gist));
  const amountsOf = async (mission: MissionInput, events: readonly Partial<ClubEventInput>[]) =>
    (await payoutsOf(mission, events)).map((payouts) => payouts.map(({ amount }) => amount).join('+'));
  const times = (count: number): Partial<ClubEventInput>[] => Array.from({ length: count }, () => ({}));
  const on = (day: number, hour = 12): Partial<ClubEventInput> => ({
    occurredAt: new Date(Math.floor(open.clock.now() / DAY) * DAY + (day - 28) * DAY + hour * HOUR - DAY),
  });

  it('E9 is a draft first, which decides nothing, and keeps its versions', async () => {
    const draft: MissionInput = {
      ...{ code: open.key(), name: 'Draft' },
      definition: { trigger: open.key(), rewards: [{ kind: 'amount', currency: open.points, amount: '1' }] },
    };
    expect(await open.club.saveMission(draft)).toMatchObject({ state: 'draft', version: null });
    expect((await send(draft, [{}]))[0]).toMatchObject({ status: 'processed', decision: { missions: [] } });
    open.clock.advance(1_000);
    const change = (act: 'activate' | 'pause' | 'end') => open.club.changeMission({ code: draft.code, act });
    expect(await change('activate')).toMatchObject({ state: 'active', version: 1 });
    expect(await open.club.saveMission({ ...draft, name: 'Two' })).toMatchObject({ state: 'active', version: 2 });
    expect(await change('pause')).toMatchObject({ state: 'paused', version: 2 });
    expect(await open.club.saveMission({ ...draft, name: 'Three' })).toMatchObject({ state: 'paused', version: 3 });
    expect(await change('activate')).toMatchObject({ state: 'active', version: 3 });
    expect(await change('end')).toMatchObject({ state: 'ended' });
    await expect(change('activate')).rejects.toEqual(refused('MISSION_ENDED'));
    await expect(open.club.saveMission(draft)).rejects.toEqual(refused('MISSION_ENDED'));
    await expect(open.club.changeMission({ code: 'none', act: 'end' })).rejects.toEqual(refused('MISSION_NOT_FOUND'));
    expect((await open.club.missions()).find(({ code }) => code === draft.code)).toMatchObject({ name: 'Three' });
  });

  it.each<[string, Partial<MissionDefinition>, string?]>([
    ['definition.rewards', { rewards: [] }],
    ['definition.rewards.0.amount', { rewards: [{ kind: 'amount', currency: 'POINTS', amount: '0' }] }],
    ['definition.rewards.0.amount', { rewards: [{ kind: 'amount', currency: 'POINTS', amount: '1.005' }] }],
    ['definition.timeZone', { timeZone: '+01:00' }],
    ['definition.conditions', { conditions: { fact: 'member.secret', op: 'exists' } }],
    ['definition.conditions.op', { conditions: { fact: 'type', op: 'matches', value: '.*' } }],
    ['definition.frequency', { frequency: { kind: 'nth', n: 2 }, goal: { kind: 'count', target: 2, per: 'all' } }],
    ['definition.validUntil', { validFrom: '2026-02-01T00:00:00Z', validUntil: '2026-01-01T00:00:00Z' }],
    ['definition.caps.0.path', { caps: [{ scope: 'identifier', per: 'day', count: 1 }] }],
    ['definition.caps.0', { caps: [{ scope: 'member', per: 'day' }] }],
    [
      'definition.caps.0.amount.currency',
      { caps: [{ scope: 'member', per: 'day', amount: { currency: 'OTHER', limit: '1' } }] },
    ],
    ['currency', { rewards: [{ kind: 'amount', currency: 'none', amount: '1' }] }, 'UNKNOWN_CURRENCY'],
    ['badge', { rewards: [{ kind: 'badge', badge: 'none' }] }, 'BADGE_NOT_FOUND'],
    ['pool', { pool: 'none' }, 'POOL_NOT_FOUND'],
  ])('E9 names what a mission cannot say: %s', async (field, definition, code = 'INVALID_INPUT') => {
    const other = await open.currency();
    const text = JSON.stringify(definition).replaceAll('POINTS', open.points).replaceAll('OTHER', other);
    const refusal = open.mission(JSON.parse(text) as Partial<MissionDefinition>);
    await expect(refusal).rejects.toEqual(refused(code, code === 'INVALID_INPUT' ? { field } : {}));
  });

  it('E10 says of every condition what was found and whether it held', async () => {
    const mission = await open.mission({
      conditions: {
        all: [
          { fact: 'payload.amount', op: 'gte', value: '10' },
          {
            any: [
              { fact: 'member.tier', op: 'eq', value: 'gold' },
              { fact: 'source', op: 'in', value: ['shop'] },
            ],
          },
          { none: [{ fact: 'payload.constructor', op: 'exists' }] },
          { fact: `member.balance.${open.points}`, op: 'lt', value: '5' },
        ],
      },
    });
    const [paidOne, poor, rich] = await send(mission, [
      { payload: { amount: '10.00' } },
      { payload: { amount: '9' } },
      { payload: '{"amount":"1e3"}' },
    ]);
    const told = (detail: typeof paidOne) =>
      detail?.decision?.missions.map(({ outcome, leaves }) => [
        outcome,
        ...leaves.map((leaf) => `${leaf.outcome} ${leaf.value ?? '-'}`),
      ]);
    expect(told(paidOne)).toEqual([['fulfilled', 'held 10.00', 'missing -', 'held shop', 'missing -', 'held 0.00']]);
    expect(told(poor)).toEqual([['conditions', 'failed 9', 'missing -', 'held shop', 'missing -', 'failed 10.00']]);
    expect(told(rich)?.[0]?.slice(0, 2)).toEqual(['conditions', 'incomparable 1e3']);
  });

  it('E11 pays a share by the tier’s multiplier, a badge, and several rewards', async () => {
    const badge = open.key();
    await open.strapi.documents('plugin::rewards.badge').create({ data: { code: badge, name: 'Reader' } as never });
    const mission = await open.mission({
      rewards: [
        { kind: 'share', currency: open.points, path: 'total', rate: '0.1', useMultiplier: true },
        { kind: 'amount', currency: open.points, amount: '5' },
        { kind: 'badge', badge },
      ],
    });
    const [first, second] = await send(mission, [{ payload: { total: '19.99' } }, { payload: { total: '0.05' } }]);
    expect(first?.payouts.map(gist)).toEqual([paid('1.99'), paid('5.00'), { ...paid(''), amount: null }]);
    // A share that comes to nothing makes no payout, and somebody who has the badge keeps it.
    expect(second?.payouts.map(({ reward, status }) => [reward, status])).toEqual([
      [1, 'paid'],
      [2, 'paid'],
    ]);
    expect(await open.balance(member)).toBe('11.99');
    expect((await open.members.badges(member)).map(({ code }) => code)).toEqual([badge]);
  });

  it.each<[string, MissionDefinition['frequency'], readonly number[], readonly string[]]>([
    ['each time', { kind: 'each-time' }, [1, 1, 2], ['10.00', '10.00', '10.00']],
    ['once', { kind: 'once', per: 'all' }, [1, 1, 9], ['10.00', '', '']],
    ['once a day', { kind: 'once', per: 'day' }, [1, 1, 2, 2], ['10.00', '', '10.00', '']],
    ['every second time', { kind: 'nth', n: 2 }, [1, 1, 2, 2], ['', '10.00', '', '10.00']],
  ])('E12 pays %s', async (_, frequency, days, amounts) => {
    const mission = await open.mission({ frequency });
    expect(
      await amountsOf(
        mission,
        days.map((day) => on(day)),
      ),
    ).toEqual(amounts);
  });

  it('E12 counts days by the mission’s own calendar', async () => {
    const mission = await open.mission({ frequency: { kind: 'once', per: 'day' }, timeZone: 'Asia/Tokyo' });
    // 14:59 and 15:00 UTC are two days there, 15:00 and the next morning are one.
    expect(await amountsOf(mission, [on(3, 14), on(3, 15), on(4, 9)])).toEqual(['10.00', '10.00', '']);
  });

  it('E12 pays when a goal is reached, once in its period, and says how far it is', async () => {
    const mission = await open.mission({ goal: { kind: 'count', target: 3, per: 'day' } });
    const details = await send(mission, [on(1), on(1), on(2), on(1), on(1)]);
    expect(details.map(({ payouts }) => payouts.length)).toEqual([0, 0, 0, 1, 0]);
    const progress = details.map(({ decision }) => decision?.missions[0]?.progress);
    expect(progress.map((one) => `${one?.before ?? ''}→${one?.after ?? ''}/${one?.target ?? ''}`)).toEqual([
      ...['0→1/3', '1→2/3', '0→1/3', '2→3/3', '3→4/3'],
    ]);
    expect(details[0]?.decision?.missions[0]?.outcome).toBe('progress');
  });

  it('E12 sums a path exactly', async () => {
    const mission = await open.mission({ goal: { kind: 'sum', target: '0.3', path: 'spent', per: 'all' } });
    const spent = (amount: string) => ({ payload: `{"spent":${amount}}` });
    expect(await amountsOf(mission, [spent('0.1'), spent('"x"'), spent('0.2'), spent('0.1')])).toEqual([
      ...['', '', '10.00', ''],
    ]);
  });

  it('E12 pays a streak once it is whole, also when a late event closes its gap', async () => {
    const mission = await open.mission({ goal: { kind: 'streak', target: 3, per: 'day' } });
    expect(await amountsOf(mission, [on(1), on(2), on(2), on(4), on(5), on(3), on(6)])).toEqual([
      ...['', '', '', '', '', '10.00', '10.00'],
    ]);
  });

  it('E13 lets ten events of 30 at once pay 100 in all against a cap of 100', async () => {
    const caps = [{ scope: 'member' as const, per: 'day' as const, amount: { currency: open.points, limit: '100' } }];
    const rewards = [{ kind: 'amount' as const, currency: open.points, amount: '30' }];
    const [hard, soft] = [
      await open.mission({ rewards, caps }),
      await open.mission({ rewards, caps: caps.map((one) => ({ ...one, trim: true })) }),
    ];
    const failed = (await payoutsOf(hard, times(10))).flat().filter(({ status }) => status === 'failed');
    expect(failed).toEqual(Array.from({ length: 7 }, () => ({ ...cap, amount: '30.00' })));
    expect(await open.balance(member)).toBe('90.00');
    expect(await amountsOf(soft, times(5))).toEqual(['30.00', '30.00', '30.00', '10.00', '30.00']);
    expect(await open.balance(member)).toBe('190.00');
  });

  it('E13 caps how often, what is shared by an identifier, and all of a mission', async () => {
    const device = (id: string | null): Partial<ClubEventInput> => ({ payload: id === null ? {} : { device: id } });
    const count = await open.mission({ caps: [{ scope: 'member', per: 'all', count: 2 }] });
    expect((await payoutsOf(count, times(3))).flat().map(({ status }) => status)).toEqual(['paid', 'paid', 'failed']);
    const shared = await open.mission({ caps: [{ scope: 'identifier', path: 'device', per: 'all', count: 1 }] });
    const others = [await open.member(), await open.member(), await open.member()];
    const sent = [device('a'), { ...device('a'), member: others[0] }, device('b')];
    const nowhere = [device(null), { ...device(null), member: others[1] }];
    const statuses = [];
    // One after the other: those of different members are decided side by side.
    for (const one of [...sent, ...nowhere]) statuses.push(...(await payoutsOf(shared, [one])).flat());
    expect(statuses.map(({ status }) => status)).toEqual(['paid', 'failed', 'paid', 'paid', 'failed']);
    const all = await open.mission({
      caps: [{ scope: 'mission', per: 'all', amount: { currency: open.points, limit: '25' }, trim: true }],
    });
    const amounts = await amountsOf(
      all,
      others.map((other) => ({ member: other })),
    );
    expect(amounts.toSorted()).toEqual(['10.00', '10.00', '5.00']);
  });

  it('E13 counts once what caps that differ in their limits alone have in common', async () => {
    const limit = (of: string) => ({ currency: open.points, limit: of });
    const counts = await open.mission({
      caps: [5, 2].map((count) => ({ scope: 'mission' as const, per: 'all' as const, count })),
    });
    expect(await payoutsOf(counts, times(3))).toMatchObject([[paid('10.00')], [paid('10.00')], [cap]]);
    const amounts = await open.mission({
      caps: ['50', '20'].map((of) => ({ scope: 'member' as const, per: 'day' as const, amount: limit(of) })),
    });
    expect(await payoutsOf(amounts, times(3))).toMatchObject([[paid('10.00')], [paid('10.00')], [cap]]);
  });

  it('E13 says which cap it was, how much of it was used, and its limit', async () => {
    const mission = await open.mission({
      caps: [{ scope: 'member', per: 'all', amount: { currency: open.points, limit: '15' } }],
    });
    const [, second] = await send(mission, times(2));
    expect(second?.payouts[0]?.details).toEqual({ cap: '1', period: 'all', used: '10.00', limit: '15.00' });
    expect(second?.decision?.missions[0]?.payouts[0]).toMatchObject({
      ...{ status: 'failed', reason: 'CAP_REACHED', untrimmed: '10.00' },
      caps: [{ cap: 0, period: 'all', used: '10.00', limit: '15.00' }],
    });
  });

  it('E15 pays nobody of whom nothing personal is kept', async () => {
    const mission = await open.mission();
    await open.members.anonymise(member);
    expect((await payoutsOf(mission, [{}])).flat()).toEqual([
      { status: 'failed', reason: 'MEMBER_ANONYMISED', amount: null },
    ]);
  });
});
