/** C11, F6, F7, F11: affiliate systems as their page sees and changes them, on real databases. */
import {
  type AffiliateSecretDto,
  type AffiliateSystemDetailDto,
  type AffiliateSystemListDto,
  type EndpointName,
  ENDPOINTS,
  endpointUrl,
  type HttpErrorDto,
} from '../../../server/contract';
import { rateOf } from '../../../server/affiliates/systems/page/health';
import { describeOnEveryEngine } from '../../support/engines';
import { type AffiliateClub, openAffiliateClub, SYSTEM } from './affiliate-club';
import { settleEvent } from './outcomes';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
interface Asked {
  readonly system?: string;
  readonly secret?: string;
  readonly [field: string]: unknown;
}

const SECRET = 'never-to-be-seen-4711';
const NEXT = 'never-to-be-seen-4712';

describeOnEveryEngine('affiliate systems', (engine) => {
  let open: AffiliateClub;
  let token: string;

  beforeAll(async () => {
    const affiliates = JSON.stringify({ secretKeys: ['a'.repeat(64)] });
    open = await openAffiliateClub(engine, { env: { REWARDS_AFFILIATES: affiliates } });
    token = await open.app.adminToken();
  });
  afterAll(() => open.close());

  /** Asks an endpoint that names its system, and its secret, in the path. */
  async function ask<T = HttpErrorDto>(name: EndpointName, { system = '', secret = '', ...rest }: Asked = {}) {
    const { method } = ENDPOINTS[name];
    const isSecret = name === 'saveAffiliateSecret' && secret !== '';
    const query = method === 'GET' ? `?${new URLSearchParams(rest as Record<string, string>).toString()}` : '';
    return open.app.request<T>(endpointUrl(name, { system, secret }) + query, {
      ...{ token, method },
      ...(method !== 'GET' && { body: { ...rest, ...(isSecret && { secret }) } }),
    });
  }
  const refusal = ({ status, body }: { status: number; body: unknown }) => {
    const { code, field } = (body as HttpErrorDto).error.details;
    return [status, code, ...(field === undefined ? [] : [field])];
  };

  async function system(): Promise<string> {
    const code = open.key();
    await open.affiliates.saveSystem({ ...SYSTEM, code, name: `System ${code}` });
    return code;
  }
  /** One to which nothing is sent, so that its events stand as a test leaves them. */
  async function silent(): Promise<string> {
    const code = await system();
    await open.affiliates.switchSystem({ system: code, on: false, actor: { id: 'test' } });
    return code;
  }
  const detail = async (code: string): Promise<AffiliateSystemDetailDto> =>
    (await ask<AffiliateSystemDetailDto>('getAffiliateSystem', { system: code })).body;
  const rowOf = async (code: string) => {
    const { rows } = (await ask<AffiliateSystemListDto>('listAffiliateSystems', { pageSize: '100' })).body;
    return rows.find((row) => row.code === code)!;
  };
  const record = async (code: string, at: number, status: 'success' | 'failed' | null, error?: string) => {
    open.clock.set(at);
    const { event } = await open.affiliates.record(open.event({ system: code }));
    if (status) await settleEvent(open.knex, event.id, { status, at, ...(error !== undefined && { error }) });
    return event;
  };

  it('fare as their events of seven days did, and by what waits, however long', async () => {
    const code = await silent();
    const now = open.clock.now() + 30 * DAY;
    const other = await silent();
    await record(other, now - MINUTE, 'failed', 'of another system');
    const oldest = await record(code, now - 20 * DAY, null);
    await record(code, now - 8 * DAY, 'failed', 'too long ago');
    for (let i = 0; i < 2; i += 1) await record(code, now - DAY + i, 'success');
    await record(code, now - 2 * MINUTE, 'failed', 'said no');
    await record(code, now - MINUTE, null);
    open.clock.set(now);
    expect((await rowOf(code)).health).toMatchObject({
      ...{ successRate: '66.6', succeeded: 2, failed: 1, waiting: 2, processing: 0 },
      oldestWaitingAt: oldest.createdAt,
    });
    expect((await rowOf(await system())).health).toEqual({
      ...{ successRate: null, succeeded: 0, failed: 0, waiting: 0, processing: 0 },
      ...{ oldestWaitingAt: null, lastError: null },
    });
  });

  it('tell the last error of theirs, on one line, and when it came', async () => {
    const code = await silent();
    const at = open.clock.now() + MINUTE;
    await record(code, at, 'failed', 'never tried');
    open.clock.set(at + MINUTE);
    const { event } = await open.affiliates.record(open.event({ system: code }));
    await settleEvent(open.knex, event.id, {
      ...{ status: 'failed', at: at + MINUTE, error: 'said   no\nand no more' },
      tries: [{ outcome: 'retry' }, { outcome: 'failed', httpStatus: 400 }],
    });
    expect((await rowOf(code)).health.lastError).toEqual({
      ...{ event: event.id, message: 'said no and no more' },
      at: new Date(at + MINUTE + 121).toISOString(),
    });
  });

  it('are switched off with a reason, and on again, by somebody', async () => {
    const code = await system();
    await ask('switchAffiliateSystem', { system: code, on: false, reason: 'Moves to another server' });
    expect((await detail(code)).switch).toMatchObject({
      ...{ isOn: false, offWhy: 'Moves to another server', offSince: open.clock.iso() },
      offBy: { id: expect.stringMatching(/^admin:\d+$/) as string },
    });
    await ask('switchAffiliateSystem', { system: code, on: true });
    expect((await detail(code)).switch).toEqual({ isOn: true, offSince: null, offBy: null, offWhy: null });
  });

  it('are created once: a code that there is is refused', async () => {
    const code = await system();
    expect(refusal(await ask('createAffiliateSystem', { ...SYSTEM, code }))).toEqual([409, 'SYSTEM_EXISTS', 'code']);
    const both = open.key();
    const answers = await Promise.all([1, 2].map(() => ask('createAffiliateSystem', { ...SYSTEM, code: both })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  });

  it('are not changed over what somebody else has changed since, also at the same moment', async () => {
    const code = await system();
    const { version } = await detail(code);
    const change = (name: string, of = version) =>
      ask<AffiliateSystemDetailDto>('updateAffiliateSystem', {
        system: code,
        name,
        template: SYSTEM.template,
        version: of,
      });
    const answers = await Promise.all(['One', 'Other'].map((name) => change(name)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(refusal(answers.find(({ status }) => status === 409)!)).toEqual([409, 'SYSTEM_CHANGED']);
    const { version: next, name } = await detail(code);
    expect(next > version).toBe(true);
    expect(answers.find(({ status }) => status === 200)!.body.name).toBe(name);
    expect((await change('Third', next)).status).toBe(200);
  });

  it('are deleted as long as nothing names them, with their secrets', async () => {
    const code = await system();
    await open.affiliates.saveSecret({ system: code, name: 'token', secret: SECRET });
    expect((await detail(code)).isInUse).toBe(false);
    const { id } = await detail(code);
    expect((await ask('deleteAffiliateSystem', { system: code })).status).toBe(200);
    expect((await ask('getAffiliateSystem', { system: code })).status).toBe(404);
    expect(await open.knex('rewards_affiliate_secrets').where({ system: id })).toEqual([]);
    const used = await system();
    await open.affiliates.record(open.event({ system: used }));
    const linked = await system();
    await open.link(open.key(), {}, linked);
    for (const one of [used, linked, SYSTEM.code]) {
      expect(refusal(await ask('deleteAffiliateSystem', { system: one }))).toEqual([409, 'SYSTEM_IN_USE']);
      expect((await detail(one)).isInUse).toBe(true);
    }
  });

  it('F11 have secrets, by name and never by what they say, the former one for as long as it is to hold', async () => {
    const code = await system();
    const keep = (secret: string, overlapMs = 0) =>
      ask<AffiliateSecretDto>('saveAffiliateSecret', { system: code, name: 'token', secret, overlapMs });
    const first = await keep(SECRET);
    open.clock.advance(MINUTE);
    await keep(NEXT, DAY);
    const { secrets } = await detail(code);
    expect(secrets.map(({ name, endsAt }) => [name, endsAt])).toEqual([
      ['token', null],
      ['token', new Date(open.clock.now() + DAY).toISOString()],
    ]);
    const ended = await ask('endAffiliateSecret', { system: code, secret: first.body.id });
    expect(ended.body).toMatchObject({ name: 'token', endsAt: open.clock.iso() });
    expect((await detail(code)).secrets).toHaveLength(1);
    const again = await ask('endAffiliateSecret', { system: code, secret: first.body.id });
    expect(refusal(again)).toEqual([404, 'SECRET_NOT_FOUND']);
    const stored = (await open.knex('rewards_affiliate_secrets').where({ id: first.body.id })) as { cipher: string }[];
    expect(stored[0]?.cipher).toBe('');
  });

  it('F11 say which secrets their template and their signature miss', async () => {
    const code = open.key();
    const template = { url: 'https://tracker.example/?token={secret.token}&other={secret.other}' };
    await open.affiliates.saveSystem({ ...SYSTEM, code, template, signed: true });
    await open.affiliates.saveSecret({ system: code, name: 'other', secret: SECRET });
    expect((await detail(code)).missingSecrets).toEqual(['token', 'signature']);
  });

  it('are listed in pages, by their names', async () => {
    const { rows, total } = (await ask<AffiliateSystemListDto>('listAffiliateSystems', { page: '2', pageSize: '3' }))
      .body;
    expect(rows).toHaveLength(3);
    const all = (await ask<AffiliateSystemListDto>('listAffiliateSystems', { pageSize: '100' })).body;
    expect(all.rows).toHaveLength(total);
    const names = all.rows.map(({ name }) => name);
    expect(names).toEqual([...names].sort((one, other) => one.localeCompare(other)));
  });

  it.each([
    [0, 0, null],
    [1, 0, '100.0'],
    [0, 1, '0.0'],
    [9_999, 1, '99.9'],
    [2, 1, '66.6'],
  ])(
    'succeed in %s of %s failed at a rate of %s, which is 100 only where nothing failed',
    (succeeded, failed, rate) => {
      expect(rateOf(succeeded, failed)).toBe(rate);
    },
  );
});
