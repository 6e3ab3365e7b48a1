/** C13, F1, V8: a program outside has affiliate events recorded over HTTP, by a token of Strapi's. */
import type {
  AffiliateDoorCountsDto,
  AffiliateDoorEventDto,
  AffiliateDoorLineDto,
  ErrorDetails,
} from '../../server/contract';
import { type AffiliateClub, openAffiliateClub, SYSTEM } from '../db/affiliates/affiliate-club';
import { describeOnEveryEngine } from '../support/engines';
import { fullAccessToken } from './doors';
import { customToken, permit, readOnlyToken, signUp } from './site-visitors';

interface Body<T, M = object> {
  readonly data: T;
  readonly meta: M;
  readonly error?: { readonly message: string; readonly details: ErrorDetails };
}

type Batch = Body<AffiliateDoorLineDto[], AffiliateDoorCountsDto>;

const ACTIONS = ['affiliate-event.create', 'affiliate-event.createMany'];
const ONE = '/affiliate-events';
const MANY = '/affiliate-events/batch';
const EVENT = { system: SYSTEM.code, externalId: 'x', type: 'deposit' };

describeOnEveryEngine('the routes for affiliate events', (engine) => {
  let open: AffiliateClub;
  let token: string;
  let externalId: string;
  let member: string;

  beforeAll(async () => {
    open = await openAffiliateClub(engine);
    await open.affiliates.switchSystem({ system: SYSTEM.code, on: false, actor: { id: 'host:test' } });
    await open.link('spring', { pid: 'p-7' });
    externalId = 'customer 1';
    member = (await open.members.ensure({ externalId })).documentId;
    token = await customToken(open.strapi, ACTIONS);
  });
  afterAll(() => open.close());

  const send = <T>(path: string, body: unknown, as: string | undefined = token) =>
    open.app.request<T>(`/api/rewards${path}`, { method: 'POST', token: as, body: body as object });
  const post = (body: object, as?: string) => send<Body<AffiliateDoorEventDto>>(ONE, body, as);
  const postMany = (events: readonly unknown[]) => send<Batch>(MANY, { events });
  const countEvents = async () => Number((await open.knex('rewards_affiliate_events').count({ n: '*' }))[0]!.n);
  const actorsOf = async (id: string) => (await open.knex('rewards_affiliate_events').where({ id }).first()) as object;

  it('record an event once, with the token as who did it', async () => {
    const event = open.event({ link: 'spring', clickId: 'c1', payload: { amount: '12.50', currency: 'eur' } });
    const first = await post(event);
    expect([first.status, first.body.data]).toEqual([
      200,
      {
        ...{ id: expect.any(String) as string, system: 'tracker', externalId: event.externalId, type: 'deposit' },
        ...{ status: 'pending', createdAt: open.clock.iso(), amount: '12.50', currency: 'EUR', replayed: false },
      },
    ]);
    expect(await actorsOf(first.body.data.id)).toMatchObject({
      actor_id: expect.stringMatching(/^api-token:\d+$/) as string,
      actor_name: expect.stringMatching(/^Custom/) as string,
    });
    const again = await post(event);
    expect(again.body.data).toEqual({ ...first.body.data, replayed: true });
    const other = await post({ ...event, tid: 't2' });
    expect([other.status, other.body.error!.details]).toMatchObject([
      409,
      { code: 'EVENT_CONFLICT', externalId: event.externalId, field: 'tid' },
    ]);
  });

  it('name a member by the external id as well as by ours', async () => {
    for (const named of [{ memberExternalId: externalId }, { member }]) {
      const { body } = await post({ ...open.event(), ...named });
      expect((await open.affiliates.get(body.data.id))!).toMatchObject({ member, subject: member });
    }
  });

  it('F3 keep an amount that is text to its last digit, and refuse a number that has lost some', async () => {
    const amount = '12345678901234567890.123456789012345678';
    const kept = await post(open.event({ payload: { amount, currency: 'EUR' } }));
    expect(kept.body.data.amount).toBe(amount);
    const asText = await post(open.event({ payload: `{"amount":${amount}}` }));
    expect(asText.body.data.amount).toBe(amount);
    const lost = await fetch(`${open.app.url}/api/rewards${ONE}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: `{"system":"tracker","externalId":"lost","type":"ggr","payload":{"amount":${amount}}}`,
    });
    const { error } = (await lost.json()) as Body<null>;
    expect([lost.status, error!.details]).toMatchObject([400, { code: 'INVALID_INPUT', field: 'payload.amount' }]);
  });

  it.each([
    [{ ...EVENT, system: 'nowhere' }, 404, 'SYSTEM_NOT_FOUND', undefined],
    [{ ...EVENT, link: 'autumn' }, 404, 'LINK_NOT_FOUND', undefined],
    [{ ...EVENT, memberExternalId: 'nobody' }, 404, 'MEMBER_NOT_FOUND', undefined],
    [{ ...EVENT, causeEntry: 'NOSUCHROW' }, 404, 'ENTRY_NOT_FOUND', undefined],
    [{ ...EVENT, member: 'a', memberExternalId: 'b' }, 400, 'INVALID_INPUT', 'memberExternalId'],
    [{ ...EVENT, externalId: '' }, 400, 'INVALID_INPUT', 'externalId'],
    [{ ...EVENT, type: 7 }, 400, 'INVALID_INPUT', 'type'],
    [{ ...EVENT, payload: [1] }, 400, 'INVALID_INPUT', 'payload'],
    [{ ...EVENT, pid: 'a\0b' }, 400, 'INVALID_INPUT', 'pid'],
    [{ ...EVENT, actor: { id: 'somebody' } }, 400, 'INVALID_INPUT', 'actor'],
    [{ ...EVENT, amount: '1' }, 400, 'INVALID_INPUT', 'amount'],
    [[], 400, 'INVALID_INPUT', ''],
  ] as const)('refuse what is wrong by name: %j', async (body, status, code, field) => {
    const before = await countEvents();
    const answer = await post(body);
    expect([answer.status, answer.body.error?.details.code]).toEqual([status, code]);
    if (field !== undefined) expect(answer.body.error!.details.field).toBe(field);
    // The same in a batch, at its place, while what stands around it is recorded.
    const [left, right] = [open.event(), open.event()];
    const { body: batch } = await postMany([left, body, right]);
    expect(batch.meta).toEqual({ recorded: 2, replayed: 0, refused: 1 });
    expect(batch.data.map(({ index, event }) => [index, event?.externalId])).toEqual([
      [0, left.externalId],
      [1, undefined],
      [2, right.externalId],
    ]);
    const { error } = batch.data[1]!;
    expect(error!.code).toBe(code);
    if (field !== undefined) expect(error!.details.field).toBe(field);
    expect(await countEvents()).toBe(before + 2);
  });

  it('F1 tell of a batch what became of each of its events', async () => {
    const [known, fresh] = [open.event({ userId: 'u' }), open.event()];
    await post(known);
    const events = [known, { ...known, userId: 'v' }, fresh, fresh, null, { ...fresh, type: 'ggr' }];
    const { status, body } = await postMany(events);
    expect([status, body.meta]).toEqual([200, { recorded: 1, replayed: 2, refused: 3 }]);
    expect(body.data.map(({ event, error }) => event?.replayed ?? error?.code)).toEqual([
      true,
      'EVENT_CONFLICT',
      false,
      true,
      'INVALID_INPUT',
      'EVENT_CONFLICT',
    ]);
    expect(body.data.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('take 1,000 events at once, within what Strapi reads by itself, and none twice', async () => {
    const before = await countEvents();
    const payload = { amount: '1.25', currency: 'EUR', note: 'x'.repeat(400) };
    const events = Array.from({ length: 1_000 }, () => open.event({ link: 'spring', payload }));
    expect((await postMany(events)).body.meta).toEqual({ recorded: 1_000, replayed: 0, refused: 0 });
    expect((await postMany(events)).body.meta).toEqual({ recorded: 0, replayed: 1_000, refused: 0 });
    expect(await countEvents()).toBe(before + 1_000);
  });

  it.each([
    ['events', { events: [] }],
    ['events', {}],
    ['events', { events: { 0: EVENT } }],
    ['events', { events: Array.from({ length: 1_001 }, () => 0) }],
    ['event', { events: [EVENT], event: EVENT }],
  ])('refuse a batch that is none: %s', async (field, body) => {
    const { status, body: answer } = await send<Body<null>>(MANY, body);
    expect([status, answer.error!.details]).toMatchObject([400, { code: 'INVALID_INPUT', field }]);
  });

  it('V8 are for programs alone, each by a permission of its own', async () => {
    const before = await countEvents();
    await permit(open.strapi, 'public', ACTIONS);
    await permit(open.strapi, 'authenticated', ACTIONS);
    const user = await signUp(open.strapi);
    const reader = await readOnlyToken(open.strapi);
    for (const [path, own, other] of [
      [ONE, ...ACTIONS],
      [MANY, ...ACTIONS.toReversed()],
    ] as const) {
      const body = path === ONE ? EVENT : { events: [EVENT] };
      for (const visitor of ['', user.token]) {
        const { status, body: refused } = await send<Body<null>>(path, body, visitor);
        expect([path, status, refused.error?.details.code]).toEqual([path, 403, 'TOKEN_NEEDED']);
      }
      expect([path, (await send(path, body, reader)).status]).toEqual([path, 403]);
      expect([path, (await send(path, body, await customToken(open.strapi, [other!]))).status]).toEqual([path, 403]);
      expect(await countEvents()).toBe(before);
      expect([path, own, (await send(path, {}, await customToken(open.strapi, [own!]))).status]).toEqual([
        path,
        own,
        400,
      ]);
    }
    expect((await post(open.event(), await fullAccessToken(open.strapi))).status).toBe(200);
  });
});
