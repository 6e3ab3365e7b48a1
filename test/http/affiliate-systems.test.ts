/** F6, F10 to F12: dry runs and tests of affiliate systems over HTTP, against a real network. */
import {
  type AffiliateRequestPreviewDto,
  type AffiliateTestDto,
  type EndpointName,
  endpointUrl,
  type HttpErrorDto,
} from '../../server/contract';
import { type AffiliateClub, openAffiliateClub } from '../db/affiliates/affiliate-club';
import { describeOnEveryEngine } from '../support/engines';
import { type Network, startNetwork } from '../support/network';

const SECRET = 'never-to-be-seen-4711';
const SIGNING = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const EDIT = 'plugin::rewards.edit-affiliates';

describeOnEveryEngine('requests of affiliate systems', (engine) => {
  let open: AffiliateClub;
  let network: Network;
  let token: string;
  /** Every answer of the server. */
  const answers: string[] = [];

  beforeAll(async () => {
    network = await startNetwork();
    const affiliates = JSON.stringify({
      allowLoopback: true,
      secretKeys: ['a'.repeat(64)],
      forbiddenHosts: ['no.example'],
    });
    open = await openAffiliateClub(engine, { env: { REWARDS_AFFILIATES: affiliates } });
    token = await open.app.adminTokenWith([EDIT]);
    await open.affiliates.switchSystem({ system: 'tracker', on: false, actor: { id: 'test' } });
    await open.affiliates.saveSecret({ system: 'tracker', name: 'token', secret: SECRET });
    await open.affiliates.saveSecret({ system: 'tracker', name: 'signature', secret: SIGNING });
  });
  afterAll(async () => {
    await open.close();
    await network.stop();
  });

  async function post<T>(name: EndpointName, body: object, path: Record<string, string> = {}) {
    const answer = await open.app.request<T>(endpointUrl(name, path), { token, method: 'POST', body });
    answers.push(JSON.stringify(answer.body));
    return answer;
  }
  const template = (how: string, more: object = {}) => ({
    url: `${network.url}/p/${how}?click={click_id}&token={secret.token}`,
    ...{
      body: '{"id":"{event_id}","amount":{amount}}',
      headers: [{ name: 'X-Token', value: 'Bearer {secret.token}' }],
    },
    ...more,
  });
  const preview = async (body: object) =>
    (await post<AffiliateRequestPreviewDto>('previewAffiliateRequest', { code: 'tracker', ...body })).body;
  const test = async (body: object) =>
    (await post<AffiliateTestDto>('sendAffiliateTest', { code: 'tracker', ...body })).body;
  const refusal = ({ status, body }: { status: number; body: unknown }) => {
    const { code, field } = (body as HttpErrorDto).error.details;
    return [status, code, field];
  };
  const recorded = async () =>
    (await open.affiliates.record(open.event({ clickId: 'c/1', payload: { amount: '7.50', currency: 'EUR' } }))).event;

  it('F12 are shown as they would go out for the latest event, with settings that are not saved and no secret', async () => {
    const event = await recorded();
    const shown = await preview({ template: template('ok'), signed: true });
    expect(shown).toMatchObject({
      ...{ problems: [], message: null, missingSecrets: [] },
      source: { kind: 'event', id: event.id, type: 'deposit' },
      request: { method: 'POST', url: `${network.url}/p/ok?click=c%2F1&token=•••` },
      guard: { scheme: 'http', host: '127.0.0.1', refusal: null, addresses: [{ address: '127.0.0.1', refusal: null }] },
    });
    expect(shown.request?.body).toBe(`{"id":"${event.id}","amount":7.50}`);
    const headers = Object.fromEntries(shown.request!.headers.map(({ name, value }) => [name, value]));
    expect(headers).toMatchObject({ 'x-token': 'Bearer •••', 'webhook-id': event.id });
    expect(headers['webhook-signature']).toMatch(/^v1,/);
    expect(await network.arrivals()).toEqual([]);
  });

  it('F12 are shown for a chosen event of the system, and for a sample', async () => {
    const [first] = [await recorded(), await recorded()];
    expect((await preview({ template: template('ok'), event: first.id })).source?.id).toBe(first.id);
    expect((await preview({ template: template('ok'), event: 'sample' })).source?.kind).toBe('sample');
    const unsaved = await post<AffiliateRequestPreviewDto>('previewAffiliateRequest', { template: template('ok') });
    expect(unsaved.body).toMatchObject({ source: { kind: 'sample' }, missingSecrets: ['token'] });
    expect(unsaved.body.request?.url).toBe(`${network.url}/p/ok?click=sample-click&token=•••`);
    await open.affiliates.saveSystem({ code: 'other', name: 'Other', template: { url: 'https://other.example/' } });
    const foreign = { code: 'other', template: template('ok'), event: first.id };
    expect(refusal(await post('previewAffiliateRequest', foreign))).toEqual([
      404,
      'AFFILIATE_EVENT_NOT_FOUND',
      'event',
    ]);
  });

  it('F6 name every problem of a template, by field and position', async () => {
    const wrong = { url: 'https://a.example/{nope}', body: '{"a":', headers: [{ name: 'Host', value: '{what}' }] };
    const { problems, request } = await preview({ template: wrong });
    expect(request).toBeNull();
    expect(problems.map(({ field, at }) => [field, at])).toEqual([
      ['template.url', 18],
      ['template.body', null],
      ['template.headers.0.name', null],
      ['template.headers.0.value', 0],
    ]);
    expect(refusal(await post('sendAffiliateTest', { template: wrong }))).toEqual([
      400,
      'INVALID_INPUT',
      'template.url',
    ]);
    const saved = { code: open.key(), name: 'Wrong', template: wrong };
    expect(refusal(await post('createAffiliateSystem', saved))).toEqual([400, 'INVALID_INPUT', 'url']);
  });

  it.each([
    ['http://10.0.0.7/', 'private', []],
    ['http://2130706433/', null, [{ address: '127.0.0.1', refusal: null }]],
    ['ftp://a.example/', 'url', []],
    ['https://no.example/', 'forbidden', []],
    ['https://a.example:8080/', 'port', []],
  ])('F10 are judged by the guard without being sent: %s', async (url, refused, addresses) => {
    const { guard, problems } = await preview({ template: { url } });
    if (problems.length > 0) expect([refused, problems[0]?.field]).toEqual(['url', 'template.url']);
    else expect(guard).toMatchObject({ refusal: refused, addresses });
  });

  it('F10 leave for no address that is not public', async () => {
    const result = await test({ template: { url: 'http://169.254.169.254/latest/meta-data' } });
    expect(result).toMatchObject({ isSuccess: false, httpStatus: null, problem: 'BLOCKED', refusal: 'link-local' });
    expect(result.isTriedAgain).toBe(false);
  });

  it('F12 are sent once for a test, with an id of their own, and are no attempt of the event', async () => {
    const event = await recorded();
    const result = await test({ template: template('ok'), signed: true });
    expect(result).toMatchObject({ isSuccess: true, httpStatus: 200, problem: null, answer: '{"ok":true}' });
    expect(result.webhookId).toMatch(/^test_[0-9A-Z]{26}$/);
    const arrivals = (await network.arrivals()).filter(({ id }) => id === result.webhookId);
    expect(arrivals).toHaveLength(1);
    expect(arrivals[0]).toMatchObject({
      url: `/p/ok?click=c%2F1&token=${SECRET}`,
      body: `{"id":"${result.webhookId}","amount":7.50}`,
    });
    expect(arrivals[0]!.headers['x-token']).toBe(`Bearer ${SECRET}`);
    expect(await open.affiliates.get(event.id)).toMatchObject({ status: 'pending', attempts: 0, error: null });
    expect(await open.knex('rewards_affiliate_attempts').where({ event: event.id })).toEqual([]);
  });

  it.each([
    ['500', {}, { isSuccess: false, httpStatus: 500, error: 'answered 500', isTriedAgain: true }],
    ['404', {}, { isSuccess: false, httpStatus: 404, error: 'answered 404', isTriedAgain: false }],
    ['says-nope', { success: { by: 'text', text: 'fine' } }, { isSuccess: false, problem: 'UNWANTED_ANSWER' }],
    ['says-fine', { success: { by: 'text', text: 'fine' } }, { isSuccess: true, answer: 'fine' }],
    ['hang', { timeoutMs: 200 }, { isSuccess: false, httpStatus: null, problem: 'TIMEOUT' }],
  ])('F5, F6 are judged as an event would be: %s', async (how, more, expected) => {
    expect(await test({ template: template(how), ...more })).toMatchObject(expected);
  });

  it('F11 hide a secret that the answer repeats', async () => {
    const result = await test({ template: { url: `${network.url}/p/says-${SECRET}` } });
    expect(result).toMatchObject({ isSuccess: true, answer: '•••' });
  });

  it('F11 are not sent without a secret that they need', async () => {
    const missing = { url: `${network.url}/p/ok?a={secret.other}` };
    expect(await test({ template: missing })).toMatchObject({ isSuccess: false, problem: 'NO_SECRET', durationMs: 0 });
    expect((await preview({ template: missing })).missingSecrets).toEqual(['other']);
  });

  it('F11 say which secret cannot be read, because its key is gone', async () => {
    await open.affiliates.saveSystem({ code: 'keyless', name: 'Keyless', template: { url: 'https://a.example/' } });
    await open.affiliates.saveSecret({ system: 'keyless', name: 'lost', secret: SECRET });
    await open.knex('rewards_affiliate_secrets').where({ name: 'lost' }).update({ cipher: 'v1.000000000000.AAAA' });
    const answer = await post('previewAffiliateRequest', { code: 'keyless', template: { url: 'https://a.example/' } });
    expect(refusal(answer)).toEqual([409, 'SECRET_UNREADABLE', undefined]);
  });

  it('F11 have their secrets in no answer, whatever was asked', async () => {
    await post('saveAffiliateSecret', { name: 'token', secret: SECRET }, { system: 'tracker' });
    for (const url of [endpointUrl('listAffiliateSystems'), endpointUrl('getAffiliateSystem', { system: 'tracker' })]) {
      answers.push(JSON.stringify((await open.app.request(url, { token })).body));
    }
    const parts = [
      SECRET,
      SIGNING,
      SIGNING.slice('whsec_'.length),
      Buffer.from(SECRET).toString('base64').slice(0, -4),
    ];
    for (const answer of answers) for (const part of parts) expect(answer).not.toContain(part);
    expect(answers.length).toBeGreaterThan(20);
  });
});
