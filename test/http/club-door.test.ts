/** A10, E1, V8: a program outside has events of the rewards club recorded over HTTP, by a token of Strapi's. */
import {
  type ClubDoorEventDto,
  type ClubDoorLineDto,
  endpointUrl,
  ENDPOINTS,
  type ErrorDetails,
} from '../../server/contract';
import { openClub, type OpenClub } from '../db/club/open-club';
import { describeOnOneEngine } from '../support/engines';
import { fullAccessToken } from './doors';
import { customToken, permit, readOnlyToken, signUp } from './site-visitors';

interface Body<T, M = object> {
  readonly data: T;
  readonly meta: M;
  readonly error?: { readonly message: string; readonly details: ErrorDetails };
}

const ACTIONS = ['event.create', 'event.createMany'];
const EVENT = { source: 'shop', externalId: 'x', type: 'order.paid', memberExternalId: 'customer 1' };

// What the databases have a part in is tested where the service is.
describeOnOneEngine('the routes for events', (engine) => {
  let open: OpenClub;
  let token: string;

  beforeAll(async () => {
    open = await openClub(engine);
    token = await customToken(open.strapi, ACTIONS);
    await open.members.ensure({ externalId: EVENT.memberExternalId });
  });
  afterAll(() => open.close());

  const send = <T>(path: string, body: unknown, as: string | undefined = token) =>
    open.app.request<T>(`/api/rewards${path}`, { method: 'POST', token: as, body: body as object });
  const post = (body: object, as?: string) => send<Body<ClubDoorEventDto>>('/events', body, as);
  const postMany = (events: readonly unknown[]) => send<Body<ClubDoorLineDto[]>>('/events/batch', { events });
  const countEvents = async () => Number((await open.knex('rewards_club_events').count({ n: '*' }))[0]!.n);

  it('record an event once, with the token as who did it, and decide it', async () => {
    const mission = await open.mission();
    const event = { ...EVENT, externalId: open.key(), type: mission.definition.trigger, payload: { a: '1' } };
    const first = await post(event);
    expect([first.status, first.body.data]).toEqual([
      200,
      {
        ...{ id: expect.any(String) as string, source: 'shop', externalId: event.externalId, type: event.type },
        ...{ status: 'received', receivedAt: open.clock.iso(), replayed: false },
      },
    ]);
    await open.club.decideDue();
    expect((await post(event)).body.data).toEqual({ ...first.body.data, status: 'paid', replayed: true });
    expect(await open.detail(first.body.data.id)).toMatchObject({
      enteredBy: { id: expect.stringMatching(/^api-token:\d+$/) as string },
      payouts: [{ status: 'paid' }],
    });
    const other = await post({ ...event, payload: { a: '2' } });
    expect([other.status, other.body.error!.details]).toMatchObject([
      409,
      { code: 'IDEMPOTENCY_CONFLICT', field: 'payload' },
    ]);
  });

  it('E2 keep the digits of a payload that is sent as text, and refuse a number that has lost some', async () => {
    const payload = '{"amount":12345678901234567890.123456789012345678}';
    const kept = await post({ ...EVENT, externalId: open.key(), payload });
    expect((await open.detail(kept.body.data.id)).payload).toBe(payload);
    const lost = await fetch(`${open.app.url}/api/rewards/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...EVENT, externalId: open.key() }).replace(/}$/, `,"payload":${payload}}`),
    });
    const { error } = (await lost.json()) as Body<null>;
    expect([lost.status, error!.details]).toMatchObject([400, { code: 'INVALID_INPUT', field: 'payload.amount' }]);
  });

  it.each([
    [{ ...EVENT, member: 'nobody', memberExternalId: undefined }, 404, 'MEMBER_NOT_FOUND', undefined],
    [{ ...EVENT, siteUser: 'b' }, 400, 'INVALID_INPUT', 'siteUser'],
    [{ ...EVENT, externalId: ' ' }, 400, 'INVALID_INPUT', 'externalId'],
    [{ ...EVENT, source: 'a/b' }, 400, 'INVALID_INPUT', 'source'],
    [{ ...EVENT, occurredAt: 'yesterday' }, 400, 'INVALID_INPUT', 'occurredAt'],
    [{ ...EVENT, occurredAt: '2999-01-01T00:00:00Z' }, 400, 'IN_THE_FUTURE', 'occurredAt'],
    [{ ...EVENT, type: 7 }, 400, 'INVALID_INPUT', 'type'],
    [{ ...EVENT, payload: [1] }, 400, 'INVALID_INPUT', 'payload'],
    [{ ...EVENT, type: 'a\0b' }, 400, 'INVALID_INPUT', 'type'],
    [{ ...EVENT, actor: { id: 'somebody' } }, 400, 'INVALID_INPUT', 'actor'],
    [[], 400, 'INVALID_INPUT', ''],
  ] as const)('refuse what is wrong by name, alone and in a batch: %j', async (body, status, code, field) => {
    const before = await countEvents();
    const answer = await post(body);
    expect([answer.status, answer.body.error?.details.code]).toEqual([status, code]);
    if (field !== undefined) expect(answer.body.error!.details.field).toBe(field);
    const right = { ...EVENT, externalId: open.key() };
    const { body: batch } = await postMany([body, right]);
    expect(batch.meta).toEqual({ recorded: 1, replayed: 0, refused: 1 });
    expect(batch.data.map(({ error, event }) => [error?.code, event?.externalId])).toEqual([
      [code, undefined],
      [undefined, right.externalId],
    ]);
    expect(await countEvents()).toBe(before + 1);
  });

  it('refuse a batch that is too long, or none', async () => {
    for (const events of [[], Array.from({ length: 1_001 }, () => EVENT)]) {
      expect((await postMany(events)).body.error?.details).toMatchObject({ code: 'INVALID_INPUT', field: 'events' });
    }
  });

  it('V8 are for programs alone, and for those that may', async () => {
    const before = await countEvents();
    const user = await signUp(open.strapi);
    await permit(open.strapi, 'public', ACTIONS);
    await permit(open.strapi, 'authenticated', ACTIONS);
    const asked = async (as: string | undefined) => (await post({ ...EVENT, externalId: open.key() }, as)).status;
    expect(await asked(user.token)).toBe(403);
    expect(await asked(await readOnlyToken(open.strapi))).toBe(403);
    expect(await asked(await customToken(open.strapi, ['event.createMany']))).toBe(403);
    expect(await asked('')).toBe(403);
    expect(await countEvents()).toBe(before);
    expect(await asked(await fullAccessToken(open.strapi))).toBe(200);
  });

  it('keep apart who makes a mission and who changes one', async () => {
    const definition = { trigger: 'x', rewards: [{ kind: 'amount', currency: open.points, amount: '1' }] };
    const [admin, code] = [await open.app.adminToken(), open.key()];
    const ask = (name: 'createMission' | 'saveMission', body: object) =>
      open.app.request<Body<null> & { readonly name?: string }>(endpointUrl(name, { code }), {
        ...{ method: ENDPOINTS[name].method, token: admin, body },
      });
    const said = { name: 'A mission', definition };
    expect((await ask('saveMission', said)).body.error?.details.code).toBe('MISSION_NOT_FOUND');
    expect((await ask('createMission', { code, ...said })).status).toBe(200);
    expect((await ask('createMission', { code, ...said })).body.error?.details.code).toBe('MISSION_EXISTS');
    expect((await ask('saveMission', { ...said, name: 'Another' })).body.name).toBe('Another');
  });
});
