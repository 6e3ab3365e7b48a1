/** F10, F13: one request, to a server in another process that answers as badly as a path says. */
import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { type Agents, createAgents } from '../../../server/affiliates/delivery/agents';
import type { Resolve } from '../../../server/affiliates/delivery/lookup';
import { ANSWER_BYTES } from '../../../server/affiliates/delivery/read-answer';
import {
  type Answer,
  type Outgoing,
  type Patience,
  send,
  SEND_LIMITS,
  type Sent,
  type Unanswered,
  type Way,
} from '../../../server/affiliates/delivery/send';
import { type GuardRules, STANDARD_RULES } from '../../../server/affiliates/delivery/url-guard';
import { type RudeServer, startRudeServer } from '../../support/rude';
import { until } from '../../support/tasks';

/** Long enough for an answer on a busy machine, and short beside the patience of a test. */
const SOON = 400;
const PATIENT: Patience = { deadline: 10_000 };

let rude: RudeServer;
let agents: Agents;
const waysOut: Agents[] = [];

beforeAll(async () => {
  rude = await startRudeServer();
  agents = createAgents({ ca: rude.certificate });
});

afterAll(async () => {
  for (const one of [agents, ...waysOut]) one.close();
  await until(async () => (await rude.report()).open === 0, 'every connection was closed');
  await rude.stop();
});

const answers =
  (...addresses: string[]): Resolve =>
  (_, __, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

const TESTED: GuardRules = { ...STANDARD_RULES, allowLoopback: true };
const way = (more: Partial<Way> = {}): Way => ({
  rules: { ...TESTED, ports: [rude.plain, rude.secure] },
  agents,
  resolve: answers('127.0.0.1'),
  ...more,
});

const get = (url: string): Outgoing => ({ method: 'GET', url, headers: {}, body: null });
const at = (path: string) => get(`http://127.0.0.1:${rude.plain}${path}`);
const asked = async (path: string): Promise<number> => (await rude.report()).asked[path] ?? 0;

function answered(sent: Sent): Answer {
  if ('problem' in sent) throw new Error(`${sent.problem}: ${sent.message}`);
  return sent;
}

function unanswered(sent: Sent): Unanswered {
  if ('problem' in sent) return sent;
  throw new Error(`answered: ${JSON.stringify(sent)}`);
}

const sendTo = async (path: string, patience = PATIENT) => answered(await send(way(), at(path), patience));
const failAt = async (path: string, patience = PATIENT) => unanswered(await send(way(), at(path), patience));

interface Echo {
  readonly line: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly at: string;
  readonly sni?: string | false;
}
const echoOf = ({ body }: Answer) => JSON.parse(body) as Echo;

const inUse = ({ kept, fresh }: Agents): number =>
  [kept, fresh].flatMap((pair) => Object.values(pair)).flatMap(({ sockets }) => Object.values(sockets).flat()).length;

const waiting = ({ kept }: Agents): number =>
  Object.values(kept).flatMap(({ freeSockets }) => Object.values(freeSockets).flat()).length;

afterEach(() => until(() => inUse(agents) === 0, 'no connection was in use'));

describe('F13 a request that is answered', () => {
  it('goes out as it is given', async () => {
    const body = Buffer.from('{"a":"ü"}');
    const headers = { 'Content-Type': 'application/json', 'X-Name': 'Jürgen €', 'Accept-Encoding': 'br' };
    const url = `http://127.0.0.1:${rude.plain}/ok?click=a%26b`;
    const sent = answered(await send(way(), { method: 'POST', url, headers, body }, PATIENT));
    expect([sent.status, sent.isWhole, sent.headers]).toEqual([200, true, { 'content-type': 'application/json' }]);
    const echo = echoOf(sent);
    expect(echo).toMatchObject({ line: 'POST /ok?click=a%26b HTTP/1.1', body: body.toString('base64') });
    expect(echo.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': '10',
      'accept-encoding': 'identity',
      'user-agent': 'strapi-plugin-rewards',
      accept: '*/*',
    });
    expect(Buffer.from(echo.headers['x-name']!, 'latin1').toString()).toBe('Jürgen €');
  });

  it('says how long a POST without a body is', async () => {
    const echo = echoOf(answered(await send(way(), { ...at('/ok'), method: 'POST' }, PATIENT)));
    expect(echo.headers['content-length']).toBe('0');
  });

  it.each([200, 204, 404, 410, 429, 500, 503])(
    'tells status %d, and what of the headers is looked at',
    async (status) => {
      const sent = await sendTo(`/status?${status}`);
      expect(sent).toMatchObject({ status, headers: { 'retry-after': '120' } });
      expect(sent.headers).not.toHaveProperty('x-other');
      expect(sent.durationMs).toBeGreaterThanOrEqual(0);
    },
  );

  it('F7 follows no redirect', async () => {
    const before = await asked('/ok');
    expect(await sendTo('/redirect')).toMatchObject({ status: 302, headers: { location: '/ok' } });
    expect(await asked('/ok')).toBe(before);
  });

  it('uses a connection again', async () => {
    const own = createAgents();
    waysOut.push(own);
    for (let i = 0; i < 5; i += 1) answered(await send(way({ agents: own }), at('/ok'), PATIENT));
    await until(() => inUse(own) === 0, 'no connection was in use');
    expect(waiting(own)).toBe(1);
  });

  it('refuses what cannot be written down as a request', async () => {
    await expect(send(way(), { ...at('/ok'), headers: { 'x-a': 'b\r\nx-c: d' } }, PATIENT)).rejects.toThrow(
      'Invalid character in header content',
    );
  });
});

describe('F13 what is read of an answer', () => {
  it.each(['/gzip', '/x-gzip', '/deflate', '/br'])('unpacks %s, though nobody asked for it', async (path) => {
    expect(await sendTo(path)).toMatchObject({ status: 200, body: '{"message":"packed"}', isWhole: true });
  });

  it.each(['/no-gzip', '/zstd', '/constructor'])('goes by the status when it cannot unpack %s', async (path) => {
    expect(await sendTo(path)).toMatchObject({ status: 200, body: '', isWhole: false });
  });

  it('keeps what there is of a packed answer without its end', async () => {
    const { body } = await sendTo('/half-gzip');
    expect(body.slice(0, 1_000)).toBe('y'.repeat(1_000));
  });

  it('goes by the status of a packed answer that breaks off', async () => {
    expect(await sendTo('/short-gzip')).toMatchObject({ status: 200, body: '{"message":"packed"}', isWhole: false });
  });

  it('reads as UTF-8, and leaves nothing in it that a database refuses', async () => {
    expect((await sendTo('/no-text')).body).toBe('a\uFFFD\uFFFD\uFFFDb');
    expect((await sendTo('/bom')).body).toBe('{"a":1}');
  });

  it('reads no more than its limit, and all that is within it', async () => {
    const [within, above] = [await sendTo(`/big?${ANSWER_BYTES}`), await sendTo(`/big?${ANSWER_BYTES + 1}`)];
    expect([within.body.length, within.isWhole]).toEqual([ANSWER_BYTES, true]);
    expect([above.body.length, above.isWhole]).toEqual([ANSWER_BYTES, false]);
  });

  it('takes what was promised for the whole, and nothing after it', async () => {
    expect(await sendTo('/long')).toMatchObject({ status: 200, body: '{"a":1}', isWhole: true });
    expect(await sendTo('/ok')).toMatchObject({ status: 200 });
  });

  it.each(['/short', '/reset-body'])('goes by the status of an answer that breaks off: %s', async (path) => {
    expect(await sendTo(path)).toMatchObject({ status: 200, body: '{"a":1}', isWhole: false });
  });

  it('takes an answer that comes before the request is through', async () => {
    const body = Buffer.alloc(60_000, 'x');
    const sent = await send(way(), { ...at('/early'), method: 'POST', body }, PATIENT);
    expect(sent).toMatchObject({ status: 413 });
  });

  it('drops an answer without end, goes by its status, and reads no more of it', async () => {
    const before = (await rude.report()).written;
    const memory = process.memoryUsage().rss;
    for (let i = 0; i < 20; i += 1) {
      expect(await sendTo(`/endless?${i % 2 ? 200 : 503}`)).toMatchObject({
        status: i % 2 ? 200 : 503,
        isWhole: false,
      });
    }
    // What the operating system takes off the server's hands nobody here has read.
    expect(((await rude.report()).written - before) / 20).toBeLessThan(16 * 1024 * 1024);
    expect(process.memoryUsage().rss - memory).toBeLessThan(64 * 1024 * 1024);
  });

  it.each(['/bomb', '/gzip-bomb'])('unpacks what grows without measure no further than its limit: %s', async (path) => {
    await sendTo(path);
    const memory = process.memoryUsage().rss;
    const all = await Promise.all(Array.from({ length: 8 }, () => sendTo(path)));
    for (const { body, isWhole } of all) expect([body, isWhole]).toEqual(['\uFFFD'.repeat(ANSWER_BYTES), false]);
    expect(process.memoryUsage().rss - memory).toBeLessThan(128 * 1024 * 1024);
  });
});

describe('F7 a request that takes too long', () => {
  it.each(['/never', '/slow-headers', '/slow-body'])('is given up at its deadline: %s', async (path) => {
    const sent = await failAt(path, { deadline: SOON });
    expect(sent).toMatchObject({ problem: 'TIMEOUT', message: `127.0.0.1 had not answered in full after ${SOON} ms.` });
    expect(sent.durationMs).toBeGreaterThanOrEqual(SOON - 5);
    expect(sent.durationMs).toBeLessThan(SOON + 5_000);
  });

  it('is given up while its name is looked up', async () => {
    const silent: Resolve = () => {};
    const url = `http://partner.example:${rude.plain}/ok`;
    expect(await send(way({ resolve: silent }), get(url), { deadline: SOON })).toMatchObject({ problem: 'TIMEOUT' });
  });

  it('is given up before its connection is secure', async () => {
    const url = `https://partner.example:${rude.plain}/ok`;
    expect(await send(way(), get(url), { deadline: SOON })).toMatchObject({ problem: 'TIMEOUT' });
  });

  it('has 15 s unless it is said otherwise', () => {
    expect(SEND_LIMITS.deadline).toBe(15_000);
  });

  it('is given up when the host stops, and leaves nothing behind on the signal', async () => {
    const stop = new AbortController();
    const sent = failAt('/never', { signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    expect(await sent).toMatchObject({ problem: 'STOPPED' });
    expect(await failAt('/ok', { signal: stop.signal })).toMatchObject({ problem: 'STOPPED' });
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
  });
});

describe('F7 a request without an answer', () => {
  it.each(['/reset', '/close', '/close-mid-head'])('says that the connection broke: %s', async (path) => {
    expect(await failAt(path)).toMatchObject({ problem: 'CONNECTION' });
  });

  it.each([
    '/garbage',
    '/binary',
    '/bad-length',
    '/two-lengths',
    '/huge-header',
    '/many-headers',
    '/continues',
    '/processing?17',
    '/switching',
  ])('says that what came is no answer: %s', async (path) => {
    expect(await failAt(path)).toMatchObject({ problem: 'ANSWER' });
  });

  it('waits through a few of status 1xx', async () => {
    expect(await sendTo('/processing?16')).toMatchObject({ status: 200 });
  });

  it('says that nobody is there', async () => {
    const closed = await startRudeServer();
    await closed.stop();
    expect(await send(way(), get(`http://127.0.0.1:${closed.plain}/ok`), PATIENT)).toMatchObject({
      problem: 'CONNECTION',
      message: 'The connection to 127.0.0.1 could not be made, or broke (ECONNREFUSED).',
    });
  });

  it('says that nobody is there at any of its addresses', async () => {
    const url = `http://partner.example:${rude.plain}/ok`;
    const own = createAgents();
    waysOut.push(own);
    const resolve = answers('127.0.0.8', '127.0.0.9');
    expect(await send(way({ resolve, agents: own }), get(url), PATIENT)).toMatchObject({ problem: 'CONNECTION' });
  });

  it('says that there is no such name', async () => {
    const unknown: Resolve = (name, _, callback) =>
      callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' }), []);
    for (const resolve of [unknown, answers()]) {
      expect(await send(way({ resolve }), get(`http://partner.example:${rude.plain}/`), PATIENT)).toMatchObject({
        problem: 'DNS',
        message: 'The name partner.example could not be resolved (ENOTFOUND).',
      });
    }
  });

  it('never repeats what was sent', async () => {
    const url = `http://127.0.0.1:${rude.plain}/garbage?token=hunter2`;
    const sent = await send(way(), { ...get(url), headers: { 'x-key': 'hunter2' } }, PATIENT);
    expect(JSON.stringify(sent)).not.toContain('hunter2');
  });
});

describe('F8 a connection that was kept', () => {
  const open = () => {
    const own = createAgents();
    waysOut.push(own);
    return (path: string) => send(way({ agents: own }), at(path), PATIENT);
  };

  it('is closed when it has waited long enough, and not while an answer is waited for', async () => {
    const own = createAgents({ idle: 200 });
    waysOut.push(own);
    expect(answered(await send(way({ agents: own }), at('/late?600'), PATIENT)).status).toBe(200);
    await until(() => waiting(own) === 1, 'the connection waited');
    await until(() => waiting(own) === 0, 'it was closed');
  });

  it('goes out once more on a new one, when it turns out to be closed', async () => {
    const [before, via] = [await asked('/once'), open()];
    expect([await via('/once'), await via('/once')]).toMatchObject([{ status: 200 }, { status: 200 }]);
    expect((await asked('/once')) - before).toBe(3);
  });

  it('goes out on a new one though others are kept, which may be closed too', async () => {
    const via = open();
    await Promise.all([via('/once'), via('/once'), via('/once')]);
    expect(await via('/once')).toMatchObject({ status: 200 });
  });

  it('goes out no third time, and no second one when the connection was new', async () => {
    const [before, via] = [await asked('/reset'), open()];
    await via('/ok');
    expect(await via('/reset')).toMatchObject({ problem: 'CONNECTION' });
    expect((await asked('/reset')) - before).toBe(2);
    expect(await via('/reset')).toMatchObject({ problem: 'CONNECTION' });
    expect((await asked('/reset')) - before).toBe(3);
  });

  it('goes out once when an answer had begun', async () => {
    const [before, via] = [await asked('/half-once'), open()];
    await via('/half-once');
    expect(await via('/half-once')).toMatchObject({ problem: 'CONNECTION' });
    expect((await asked('/half-once')) - before).toBe(2);
  });

  it.each(['/twice', '/more'])('takes nothing for an answer that was there before the request: %s', async (path) => {
    const via = open();
    expect(answered(await via(path)).body).toBe('{}');
    await sleep(150);
    expect(echoOf(answered(await via('/ok'))).line).toBe('GET /ok HTTP/1.1');
  });
});

describe('F10 a name is resolved once, and what was looked at is where the request goes', () => {
  const named = (path: string) => get(`http://partner.example:${rude.plain}${path}`);

  it('F10 goes to the address that was looked at', async () => {
    let times = 0;
    const resolve: Resolve = (name, options, callback) => {
      times += 1;
      expect([name, options.all]).toEqual(['partner.example', true]);
      answers(times === 1 ? '127.0.0.1' : '10.0.0.1')(name, options, callback);
    };
    const own = createAgents();
    waysOut.push(own);
    const first = answered(await send(way({ resolve, agents: own }), named('/once'), PATIENT));
    expect([times, first.status]).toEqual([1, 200]);
    // The server hangs up; the next connection resolves anew, and the name has moved inwards meanwhile.
    expect(await send(way({ resolve, agents: own }), named('/once'), PATIENT)).toMatchObject({
      problem: 'BLOCKED',
      refusal: 'private',
      message: 'partner.example is at 10.0.0.1, to which nothing is sent (private).',
    });
    expect(times).toBe(2);
  });

  it('F10 tells the server its name', async () => {
    const { headers, at } = echoOf(answered(await send(way(), named('/ok'), PATIENT)));
    expect([headers.host, at]).toEqual([`partner.example:${rude.plain}`, '127.0.0.1']);
  });

  it('F10 of two good addresses, takes the other when one does not answer', async () => {
    const own = createAgents();
    waysOut.push(own);
    // Nobody listens at the first.
    const resolve = answers('127.0.0.9', '127.0.0.1');
    const sent = await send(way({ resolve, agents: own }), named('/ok'), PATIENT);
    expect(echoOf(answered(sent)).at).toBe('127.0.0.1');
  });

  it.each([
    ['the first', ['169.254.169.254', '127.0.0.1'], 'link-local'],
    ['the last', ['127.0.0.1', '8.8.8.8', '::ffff:7f00:1'], 'ipv4-in-ipv6'],
    ['the only', ['fd00:ec2::254'], 'unique-local'],
  ])('F10 sends nothing when %s address is no good', async (_, addresses, refusal) => {
    const before = await asked('/ok');
    const own = createAgents();
    waysOut.push(own);
    const sent = await send(way({ resolve: answers(...addresses), agents: own }), named('/ok'), PATIENT);
    expect(sent).toMatchObject({ problem: 'BLOCKED', refusal });
    expect(await asked('/ok')).toBe(before);
  });

  it('F10 sends nothing to loopback by name unless that is allowed', async () => {
    const rules = { ...STANDARD_RULES, ports: [rude.plain] };
    const own = createAgents();
    waysOut.push(own);
    expect(await send(way({ rules, agents: own }), named('/ok'), PATIENT)).toMatchObject({
      problem: 'BLOCKED',
      refusal: 'loopback',
    });
    expect(await send(way({ rules, agents: own }), at('/ok'), PATIENT)).toMatchObject({
      problem: 'BLOCKED',
      refusal: 'loopback',
    });
  });

  it('F10 does not ask for the name when the URL is refused already', async () => {
    const never: Resolve = () => {
      throw new Error('was asked');
    };
    expect(await send(way({ resolve: never }), get('http://partner.example:22/'), PATIENT)).toMatchObject({
      problem: 'BLOCKED',
      refusal: 'port',
      message: 'Nothing is sent to this address (port).',
    });
  });

  it('F10 has the system resolve names unless it is said otherwise', async () => {
    const { resolve: _, ...system } = way();
    const sent = await send(system, get(`http://localhost:${rude.plain}/ok`), PATIENT);
    expect(answered(sent).status).toBe(200);
  });
});

describe('F10 a secure connection is made by name, though the address was looked up before', () => {
  const secure = (host: string) => get(`https://${host}:${rude.secure}/ok`);

  it('F10 says the name to the server and checks its certificate by it', async () => {
    expect(echoOf(answered(await send(way(), secure('partner.example'), PATIENT))).sni).toBe('partner.example');
  });

  it.each([
    ['of another name', () => secure('other.example'), undefined],
    ['of nobody who is trusted', () => secure('partner.example'), createAgents()],
    ['of no name at all', () => secure('127.0.0.1'), undefined],
  ])('F10 refuses a certificate %s', async (_, request, others) => {
    const before = await asked('/ok');
    if (others) waysOut.push(others);
    expect(await send(way(others ? { agents: others } : {}), request(), PATIENT)).toMatchObject({ problem: 'TLS' });
    expect(await asked('/ok')).toBe(before);
  });

  it('F10 is not made for a plain request', async () => {
    const sent = unanswered(await send(way(), get(`http://127.0.0.1:${rude.secure}/ok`), PATIENT));
    expect(['ANSWER', 'CONNECTION']).toContain(sent.problem);
  });
});
