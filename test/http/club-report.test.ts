/** E21, E22, E24: what the pages of the rewards club are told. Beside SQL of the test's own. */
import {
  type ClubEventListDto,
  type ClubEventPageDto,
  type ClubFiguresDto,
  endpointUrl,
  type ErrorDetails,
} from '../../server/contract';
import { successRate } from '../../server/club/report/figures';
import { openClub, type OpenClub } from '../db/club/open-club';
import { describeOnEveryEngine, describeOnOneEngine } from '../support/engines';

interface Refused {
  readonly error?: { readonly details: ErrorDetails };
}

const DAY = 86_400_000;

describe('E21 the success rate', () => {
  it.each<[number, number, string | null]>([
    [0, 0, null],
    [1, 1, '100.0'],
    [2, 3, '66.7'],
    [1, 3, '33.3'],
    [1, 800, '0.1'],
    [1, 2_000, '0.1'],
    [1, 2_001, '0.0'],
  ])('of %i of %i is %s', (paid, all, rate) => expect(successRate(paid, all)).toBe(rate));
});

describeOnEveryEngine('the report of the rewards club', (engine) => {
  let open: OpenClub;
  let token: string;
  let trigger: string;
  let code: string;
  let pending: string;

  beforeAll(async () => {
    open = await openClub(engine);
    token = await open.app.adminToken();
    await open.club.createPool({ code: 'small', name: 'Small', currency: open.points });
    await open.club.fundPool({ pool: 'small', amount: '20', reason: 'The budget', idempotencyKey: open.key() });
    const mission = await open.mission({
      pool: 'small',
      conditions: { fact: 'payload.kind', op: 'ne', value: 'none' },
    });
    [trigger, code] = [mission.definition.trigger, mission.code];
    const member = await open.member();
    const send = (more: object) => open.decided(open.event({ type: trigger, member, payload: { kind: 'a' }, ...more }));
    await send({});
    open.clock.advance(DAY);
    await send({});
    pending = (await send({})).id;
    await send({ payload: { kind: 'none' } });
    await send({ member: undefined, memberExternalId: 'nobody' });
  });
  afterAll(() => open.close());

  const ask = async <T>(name: 'listClubEvents' | 'getClubFigures' | 'exportClubEvents', query: object = {}) => {
    const search = new URLSearchParams(query as Record<string, string>).toString();
    return (await open.app.request<T>(`${endpointUrl(name)}?${search}`, { token })).body;
  };
  const list = (query: object = {}) => ask<ClubEventListDto>('listClubEvents', query);
  const figures = (query: object = {}) => ask<ClubFiguresDto>('getClubFigures', query);
  const today = () => open.clock.iso().slice(0, 10);

  it('E21 has list, figures, export and SQL agree, whatever the filters', async () => {
    for (const [query, events] of [
      [{}, 5],
      [{ from: today() }, 4],
      [{ problems: 'true' }, 2],
      [{ status: 'paid' }, 2],
      [{ mission: code }, 3],
      [{ type: trigger, status: 'held' }, 1],
      [{ source: 'nowhere' }, 0],
      [{ id: pending }, 1],
    ] as const) {
      const [rows, told, csv] = [await list(query), await figures(query), await ask<string>('exportClubEvents', query)];
      expect([query, rows.total, told.eventsReceived]).toEqual([query, events, events]);
      const lines = rows.rows.reduce((sum, { payouts: own }) => sum + Math.max(1, own.length), 0);
      expect([query, csv.trimEnd().split('\r\n').length - 1]).toEqual([query, lines]);
      const payouts = rows.rows.flatMap((row) => row.payouts);
      const numberOf = (status: string) => payouts.filter((payout) => payout.status === status).length;
      expect([told.payoutsPaid, told.payoutsPending, told.payoutsFailed]).toEqual([
        ...[numberOf('paid'), numberOf('pending'), numberOf('failed')],
      ]);
      expect(told.days.reduce((sum, { received }) => sum + received, 0)).toBe(events);
    }
    const [{ paid }] = (await open.knex('rewards_payouts').where({ status: 'paid' }).count({ paid: '*' })) as [
      { paid: unknown },
    ];
    const told = await figures();
    expect(told).toMatchObject({ payoutsPaid: Number(paid), payoutsPending: 1, payoutsFailed: 0, successRate: '66.7' });
    expect(told.statuses).toEqual({ paid: 2, pending: 1, processed: 1, held: 1 });
    expect(told.amounts).toMatchObject([{ paid: '20.00', pending: '10.00', failed: '0.00' }]);
  });

  it('E21 takes a day to its end, and an instant as it is', async () => {
    const yesterday = new Date(open.clock.now() - DAY).toISOString();
    expect((await list({ from: yesterday.slice(0, 10), to: yesterday.slice(0, 10) })).total).toBe(1);
    expect((await list({ from: new Date(open.clock.now() - 1_000).toISOString(), to: open.clock.iso() })).total).toBe(
      0,
    );
    const wrong = await ask<Refused>('listClubEvents', { from: '2026-02-01', to: '2026-01-01' });
    expect(wrong.error?.details).toMatchObject({ code: 'INVALID_INPUT', field: 'from' });
    const none = await ask<Refused>('listClubEvents', { mission: 'none' });
    expect(none.error?.details).toMatchObject({ code: 'MISSION_NOT_FOUND' });
  });

  it('E22 tells all of an event, with the versions that decided', async () => {
    const { body } = await open.app.request<ClubEventPageDto>(endpointUrl('getClubEvent', { event: pending }), {
      token,
    });
    expect(body).toMatchObject({
      ...{ status: 'pending', payload: '{"kind":"a"}' },
      missions: [{ code, version: 1, definition: { trigger } }],
      payouts: [{ status: 'pending', reason: 'POOL_EMPTY', details: { pool: 'small', available: '0.00' } }],
    });
  });

  it('E22 an event that is not there is not found', async () => {
    const answer = await open.app.request<Refused>(endpointUrl('getClubEvent', { event: 'NOSUCH' }), { token });
    expect([answer.status, answer.body.error?.details.code]).toEqual([404, 'CLUB_EVENT_NOT_FOUND']);
  });
});

// Which database keeps its events makes no difference to the switch.
describeOnOneEngine('E24 the club that is off', (engine) => {
  let open: OpenClub;
  beforeAll(async () => {
    open = await openClub(engine, { env: { REWARDS_FEATURES: '{"rewardsClub":false}' } });
  });
  afterAll(() => open.close());

  it('has no routes, says so to the menu, and decides nothing of what it takes in', async () => {
    const token = await open.app.adminToken();
    const list = await open.app.request<Refused>(endpointUrl('listClubEvents'), { token });
    expect([list.status, list.body.error?.details.code]).toEqual([404, 'CLUB_OFF']);
    expect((await open.app.request(endpointUrl('getClub'), { token })).body).toEqual({ isOn: false });
    const mission = await open.mission();
    const event = open.event({ type: mission.definition.trigger, member: await open.member() });
    expect(await open.decided(event)).toMatchObject({ status: 'received', payouts: [] });
  });
});
