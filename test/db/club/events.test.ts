/** E1 to E8: events of the rewards club, over a real database. */
import type { ClubEventInput } from '../../../server/contract';
import { describeOnEveryEngine } from '../../support/engines';
import { gist, openClub, type OpenClub, paid } from './open-club';

const DAY = 86_400_000;

describeOnEveryEngine('events of the rewards club', (engine) => {
  let open: OpenClub;
  let member: string;
  let trigger: string;

  beforeAll(async () => {
    open = await openClub(engine, {
      env: { REWARDS_CLUB_SETTINGS: JSON.stringify({ sources: { site: { makesMembers: true, horizonDays: 2 } } }) },
    });
    member = await open.member();
    ({
      definition: { trigger },
    } = await open.mission());
  });
  afterAll(() => open.close());
  beforeEach(() => open.clock.advance(1_000));

  const event = (more: Partial<ClubEventInput> = {}) => open.event({ type: trigger, member, ...more });
  const refused = (code: string, details: object = {}) =>
    expect.objectContaining({ code, details: expect.objectContaining(details) as unknown }) as unknown;

  it('E1 stores an event before it is decided, and answers the same again as a replay', async () => {
    const input = event({ payload: { a: '1' } });
    const first = await open.club.record(input);
    expect(first).toMatchObject({ replayed: false, event: { status: 'received', member, source: 'shop' } });
    open.clock.advance(1_000);
    const again = await open.club.record({ ...input, payload: ' { "a" : "1" } ' });
    expect(again).toEqual({ event: first.event, replayed: true });
    await open.club.decideDue();
    expect(await open.detail(first.event.id)).toMatchObject({ status: 'paid', payload: '{"a":"1"}' });
    expect((await open.club.record(input)).event.status).toBe('paid');
  });

  it.each<[string, Partial<ClubEventInput>]>([
    ['type', { type: 'another' }],
    ['payload', { payload: { a: '2' } }],
    ['payload', { payload: '{"a":"1","n":1.0}' }],
    ['occurredAt', { occurredAt: '2026-01-01T00:00:00Z' }],
  ])('E1 refuses another event under the same id: %s', async (field, change) => {
    const at = new Date(open.clock.now());
    const input = event({ payload: '{"a":"1","n":1}', occurredAt: at });
    await open.club.record(input);
    await expect(open.club.record({ ...input, ...change })).rejects.toEqual(refused('IDEMPOTENCY_CONFLICT', { field }));
  });

  it.each<[string, Partial<ClubEventInput>]>([
    ['externalId', { externalId: ' ' }],
    ['source', { source: 'a/b' }],
    ['source', { source: '' }],
    ['member', { member: undefined }],
    ['memberExternalId', { memberExternalId: 'x' }],
    ['payload', { payload: '[1]' }],
    ['payload', { payload: '{' }],
    ['payload', { payload: JSON.stringify({ text: 'ä'.repeat(32_768) }) }],
    ['payload.n', { payload: { n: Number('29383937493038367292') } }],
    ['type', { type: '' }],
  ])('E1 names the field of what it refuses: %s', async (field, change) => {
    await expect(open.club.record(event(change))).rejects.toEqual(refused('INVALID_INPUT', { field }));
  });

  it('E1 refuses what lies ahead, and a member whom there is not', async () => {
    const ahead = new Date(open.clock.now() + DAY);
    await expect(open.club.record(event({ occurredAt: ahead }))).rejects.toEqual(refused('IN_THE_FUTURE'));
    await expect(open.club.record(event({ member: 'nobody' }))).rejects.toEqual(refused('MEMBER_NOT_FOUND'));
  });

  it('E1 tells of many events one by one, and of two with one id that the second is the same', async () => {
    const [one, two] = [event(), event()];
    const outcomes = await open.club.recordMany([one, { ...two, type: '' }, one, two]);
    expect(outcomes.map((outcome) => (outcome.ok ? outcome.replayed : outcome.error.code))).toEqual([
      ...[false, 'INVALID_INPUT', true, false],
    ]);
    await expect(open.club.recordMany(Array.from({ length: 1_001 }, () => one))).rejects.toEqual(refused('TOO_MANY'));
  });

  it('E1 stores nothing of what the caller takes back, and decides what the caller commits', async () => {
    const [lost, kept] = [event(), event()];
    const run = (input: ClubEventInput, fails: boolean) =>
      open.strapi.db.transaction(async () => {
        await open.club.record(input);
        if (fails) throw new Error('taken back');
      });
    await expect(run(lost, true)).rejects.toThrow('taken back');
    await run(kept, false);
    await open.club.decideDue();
    expect((await open.club.record(lost)).replayed).toBe(false);
    expect(await open.club.record(kept)).toMatchObject({ replayed: true, event: { status: 'paid' } });
  });

  it('E2 keeps every digit of a payload', async () => {
    const payload = '{"id":29383937493038367292,"rate":1.10,"tiny":1e-30}';
    const { event: recorded } = await open.club.record(event({ payload }));
    expect((await open.detail(recorded.id)).payload).toBe(payload);
  });

  it('E2 takes nothing for an amount that is none, and names the path', async () => {
    const mission = await open.mission({
      rewards: [{ kind: 'share', currency: open.points, path: 'order.total', rate: '1', useMultiplier: false }],
    });
    const of = async (total: string) =>
      (
        await open.decided(event({ type: mission.definition.trigger, payload: `{"order":{"total":${total}}}` }))
      ).payouts.map((payout) => ({ ...gist(payout), ...payout.details }));
    for (const total of ['"1,250.00"', '"1e3"', '"NaN"', '"$40"', '""', 'null', '{}', 'true']) {
      expect([total, await of(total)]).toEqual([
        total,
        [{ status: 'failed', reason: 'AMOUNT_INVALID', amount: null, path: 'order.total' }],
      ]);
    }
    expect(await of('1e3')).toEqual([paid('1000.00')]);
    expect(await of('"12.349"')).toEqual([paid('12.34')]);
    expect(await of('0.009')).toEqual([]);
    expect(await of('-5')).toEqual([]);
    expect(await of(`1${'0'.repeat(30)}`)).toEqual([
      { status: 'failed', reason: 'AMOUNT_OVERFLOW', amount: null, path: 'order.total' },
    ]);
  });

  it('E4 holds an event of somebody who is not known, and takes it up when they appear', async () => {
    const externalId = open.key();
    const held = await open.decided(event({ member: undefined, memberExternalId: externalId }));
    expect(held).toMatchObject({ status: 'held', reason: 'MEMBER_UNKNOWN', member: null, payouts: [] });
    const made = await open.members.ensure({ externalId });
    await open.club.decideDue();
    expect(await open.detail(held.id)).toMatchObject({ status: 'paid', member: made.documentId });
    expect(await open.balance(made.documentId)).toBe('10.00');
  });

  it('E4 makes a member where the source says so', async () => {
    const made = await open.decided(event({ source: 'site', member: undefined, memberExternalId: open.key() }));
    expect(made).toMatchObject({ status: 'paid', member: expect.any(String) as string });
  });

  it('E7 says processed where no mission is fulfilled', async () => {
    expect(await open.decided(event({ type: 'nobody.cares' }))).toMatchObject({
      ...{ status: 'processed', payouts: [], decision: { missions: [] } },
    });
  });

  it('E8 holds what is too late for its source', async () => {
    const late = (source: string, days: number) =>
      open.decided(event({ source, occurredAt: new Date(open.clock.now() - days * DAY) }));
    expect(await late('shop', 29)).toMatchObject({ status: 'paid' });
    expect(await late('shop', 31)).toMatchObject({ status: 'held', reason: 'TOO_LATE' });
    expect(await late('site', 3)).toMatchObject({ status: 'held', reason: 'TOO_LATE' });
  });

  it('E8 decides by the version in force when it happened, and posts as of then', async () => {
    const mission = await open.mission();
    const before = new Date(open.clock.now());
    open.clock.advance(DAY);
    const rewards = [{ kind: 'amount' as const, currency: open.points, amount: '25' }];
    await open.club.saveMission({ ...mission, definition: { ...mission.definition, rewards } });
    const type = mission.definition.trigger;
    const late = await open.decided(event({ type, occurredAt: before }));
    expect(late.payouts.map(gist)).toEqual([paid('10.00')]);
    expect(late.payouts[0]?.version).toBe(1);
    expect((await open.decided(event({ type }))).payouts.map(gist)).toEqual([paid('25.00')]);
    const { rows } = await open.ledger.history({ member, pageSize: 2 });
    expect(rows[1]).toMatchObject({
      ...{ amount: '10.00', effectiveAt: before.toISOString(), eventId: late.id, source: 'club' },
      ...{ idempotencyKey: `shop/${late.externalId}/${mission.code}/0`, rule: `mission.${mission.code}` },
    });
    await open.club.changeMission({ code: mission.code, act: 'pause' });
    open.clock.advance(1_000);
    expect(await open.decided(event({ type }))).toMatchObject({ status: 'processed' });
  });

  it('E5 decides a member’s events in the order in which they were received', async () => {
    const mission = await open.mission({
      conditions: { fact: 'member.lifetime.' + open.points, op: 'lt', value: '30' },
    });
    const other = await open.member();
    const events = Array.from({ length: 6 }, () => event({ type: mission.definition.trigger, member: other }));
    const recorded = await open.club.recordMany(events);
    await open.club.decideDue();
    const statuses = [];
    for (const outcome of recorded) if (outcome.ok) statuses.push((await open.detail(outcome.event.id)).status);
    expect(statuses).toEqual(['paid', 'paid', 'paid', 'processed', 'processed', 'processed']);
    expect(await open.balance(other)).toBe('30.00');
  });
});
