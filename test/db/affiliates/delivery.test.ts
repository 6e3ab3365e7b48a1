/** F5 to F9, F13: sending affiliate events to a real network, by the worker of a real Strapi. */
import { setTimeout as sleep } from 'node:timers/promises';

import {
  AFFILIATE_SYSTEM_OFF_EVENT,
  type AffiliateEventDto,
  type AffiliateEventInput,
  type AffiliateSystemInput,
  type AffiliateSystemOffEvent,
} from '../../../server/contract';
import { describeOnEveryEngine } from '../../support/engines';
import { type Arrival, type Network, startNetwork } from '../../support/network';
import { codeOf } from '../rules/refusal';
import { type AffiliateClub, openAffiliateClub } from './affiliate-club';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const KEY = 'a'.repeat(64);
const RECIPIENTS = ['ops@rewards.example', 'cfo@rewards.example'];
/** How long an event may take by the clock on the wall. */
const PATIENCE = 30 * SECOND;

describeOnEveryEngine('sending affiliate events', (engine) => {
  let open: AffiliateClub;
  let network: Network;

  beforeAll(async () => {
    network = await startNetwork();
    const affiliates = JSON.stringify({ allowLoopback: true, secretKeys: [KEY], recipients: RECIPIENTS });
    open = await openAffiliateClub(engine, { env: { REWARDS_AFFILIATES: affiliates } });
  });
  afterAll(async () => {
    await open.close();
    await network.stop();
  });

  /** A system of its own, which answers as an event's payload says. */
  async function system(more: Partial<AffiliateSystemInput> = {}): Promise<string> {
    const code = open.key();
    const template = { url: `${network.url}/postback/{payload.how}`, ...more.template };
    await open.affiliates.saveSystem({ code, name: `System ${code}`, ...more, template });
    return code;
  }
  const record = async (code: string, how: string, more: Partial<AffiliateEventInput> = {}) =>
    (await open.affiliates.record(open.event({ system: code, payload: { how, amount: '5.00' }, ...more }))).event;
  const now = async (event: AffiliateEventDto) => (await open.affiliates.get(event.id))!;
  const arrivedOf = async (event: AffiliateEventDto): Promise<readonly Arrival[]> =>
    (await network.arrivals()).filter(({ id }) => id === event.id);
  const attemptsOf = (event: AffiliateEventDto) =>
    open.knex('rewards_affiliate_attempts').where({ event: event.id }).orderBy('number');

  /** Waits until an event stands so; after a while it tells how it stands instead. */
  async function until(event: AffiliateEventDto, ...statuses: readonly string[]): Promise<AffiliateEventDto> {
    const end = performance.now() + PATIENCE;
    for (;;) {
      const found = await now(event);
      if (statuses.includes(found.status)) return found;
      if (performance.now() > end) {
        const rows: unknown = await open.knex('rewards_affiliate_deliveries').where({ id: event.id }).select();
        throw new Error(`Not ${statuses.join(' or ')}: ${JSON.stringify([rows, await attemptsOf(event)])}`);
      }
      await sleep(20);
    }
  }
  /** Lets time pass until the next try of an event. */
  async function untilDue(event: AffiliateEventDto): Promise<void> {
    const { nextAttemptAt } = await now(event);
    open.clock.set(Date.parse(nextAttemptAt!));
  }

  it('F1 sends after the commit, with an id of the event', async () => {
    const code = await system();
    const event = await open.strapi.db.transaction(async () => {
      const recorded = await record(code, 'ok');
      await sleep(300);
      expect(await arrivedOf(recorded)).toEqual([]);
      return recorded;
    });
    const sent = await until(event, 'success');
    expect(sent).toMatchObject({ sentAt: open.clock.iso(), error: null, attempts: 1, nextAttemptAt: null });
    expect(sent.url).toBe(`${network.url}/postback/ok`);
    const [arrival, ...others] = await arrivedOf(event);
    expect(others).toEqual([]);
    expect(arrival).toMatchObject({ method: 'POST', url: '/postback/ok', body: '{"how":"ok","amount":"5.00"}' });
    expect(arrival!.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': event.id });
    expect(await attemptsOf(event)).toMatchObject([{ outcome: 'success', answer: '{"ok":true}', actor_id: null }]);
  });

  it('F7 tries again by its schedule, with the same id, and keeps every try', async () => {
    const event = await record(await system(), '500,503,ok');
    for (const [tries, delay] of [
      [1, 5 * SECOND],
      [2, 5 * MINUTE],
    ] as const) {
      const { nextAttemptAt, attempts, error } = await until(event, 'retried');
      const wait = Date.parse(nextAttemptAt!) - open.clock.now();
      expect(attempts).toBe(tries);
      expect(error).toBe(`answered ${tries === 1 ? 500 : 503}`);
      expect([wait >= delay, wait <= delay * 1.2]).toEqual([true, true]);
      await untilDue(event);
      while ((await now(event)).attempts === tries) await sleep(20);
    }
    expect(await until(event, 'success')).toMatchObject({ attempts: 3, error: null, sentAt: open.clock.iso() });
    expect((await arrivedOf(event)).map(({ times }) => times)).toEqual([1, 2, 3]);
    const attempts = (await attemptsOf(event)) as { outcome: string; http_status: unknown; problem: string | null }[];
    expect(attempts.map(({ outcome, http_status, problem }) => [outcome, Number(http_status), problem])).toEqual([
      ['retry', 500, 'HTTP_500'],
      ['retry', 503, 'HTTP_503'],
      ['success', 200, null],
    ]);
  });

  it('F7 sends what is due when it is asked to, and says when the next one is, but not in a transaction', async () => {
    const code = await system();
    const [good, bad] = [await record(code, 'ok'), await record(code, '500,ok')];
    const { nextDueAt } = await open.affiliates.sendDue();
    const retried = await now(bad);
    expect([(await now(good)).status, retried.status]).toEqual(['success', 'retried']);
    // Other tests have left some that are tried again.
    expect(Date.parse(nextDueAt!)).toBeGreaterThan(open.clock.now());
    expect(Date.parse(nextDueAt!)).toBeLessThanOrEqual(Date.parse(retried.nextAttemptAt!));
    await untilDue(bad);
    await open.affiliates.sendDue();
    expect((await now(bad)).status).toBe('success');
    expect(await codeOf(open.strapi.db.transaction(() => open.affiliates.sendDue()))).toBe('NOT_IN_TRANSACTION');
  });

  it('F7 obeys Retry-After beyond the planned delay', async () => {
    const event = await record(await system(), '429-600,ok');
    const { nextAttemptAt } = await until(event, 'retried');
    expect(Date.parse(nextAttemptAt!) - open.clock.now()).toBe(600 * SECOND);
  });

  it.each(['404', '302', '400'])('F7 fails at once at %s, and says why', async (how) => {
    const event = await record(await system(), how);
    expect(await until(event, 'failed')).toMatchObject({
      ...{ error: `answered ${how}`, sentAt: null, nextAttemptAt: null, attempts: 1 },
    });
  });

  it.each([
    ['reset', 'CONNECTION'],
    ['hang', 'TIMEOUT'],
  ])('F7 tries again where there is no answer: %s', async (how, problem) => {
    const event = await record(await system({ timeoutMs: 300 }), how);
    await until(event, 'retried');
    expect(await attemptsOf(event)).toMatchObject([{ outcome: 'retry', problem, http_status: null }]);
  });

  it('F7 fails for good after its last try', async () => {
    const event = await record(await system({ schedule: [1_000] }), '500');
    await until(event, 'retried');
    await untilDue(event);
    expect(await until(event, 'failed')).toMatchObject({ attempts: 2, error: 'answered 500', nextAttemptAt: null });
  });

  it('F7 switches a system off that is gone, and what waits stays pending', async () => {
    const code = await system();
    const [gone, waiting] = [
      await record(code, '410', { subject: 'a' }),
      await record(code, 'slow-1', { subject: 'a' }),
    ];
    await until(gone, 'failed');
    await sleep(1_500);
    expect(await now(waiting)).toMatchObject({ status: 'pending', attempts: 0 });
    const state: unknown = await open
      .knex('rewards_affiliate_system_states as t')
      .join('rewards_affiliate_systems as s', 's.document_id', 't.system')
      .where('s.code', code)
      .first('t.is_on', 't.off_why');
    expect(state).toMatchObject({ off_why: 'The system answered 410: it is gone.' });
    expect(Number((state as { is_on: unknown }).is_on)).toBe(0);
  });

  it('F7 tells that a system was switched off to whoever listens, and by mail, once; an alert that fails fails nothing', async () => {
    const told: AffiliateSystemOffEvent[] = [];
    const mails: { to: string; subject: string; text: string }[] = [];
    const listener = (event: AffiliateSystemOffEvent): never => {
      told.push(event);
      throw new Error('a listener that fails');
    };
    open.strapi.eventHub.on(AFFILIATE_SYSTEM_OFF_EVENT, listener as never);
    // The one thing that the test cannot have: a server that takes mail.
    const email = open.strapi.plugin('email') as unknown as { provider: { send(mail: never): Promise<void> } };
    email.provider.send = (mail: { to: string; subject: string; text: string }) => {
      if (mail.to.startsWith('ops')) return Promise.reject(new Error('no such mailbox'));
      mails.push(mail);
      return Promise.resolve();
    };
    try {
      const code = await system();
      const [first, second] = [await record(code, '410'), await record(code, '410')];
      await until(first, 'failed');
      await until(second, 'failed', 'pending');
      const end = performance.now() + PATIENCE;
      while (mails.length === 0 && performance.now() < end) await sleep(20);
      const why = 'The system answered 410: it is gone.';
      const name = `System ${code}`;
      expect(told).toMatchObject([{ system: { code, name }, since: open.clock.iso(), why }]);
      expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
        ['cfo@rewards.example', `Rewards: the affiliate system ${name} was switched off`],
      ]);
      expect(mails[0]!.text).toContain(why);

      // The worker goes on.
      await until(await record(await system(), 'ok'), 'success');
      expect([told.length, mails.length]).toEqual([1, 1]);
    } finally {
      open.strapi.eventHub.off(AFFILIATE_SYSTEM_OFF_EVENT, listener as never);
    }
  });

  it('F6 takes 200 for a success only where the body says so', async () => {
    const code = await system({ success: { by: 'field', path: 'ok', equals: 'true' } });
    const bad = await record(code, 'says-{"error":"no such click"}');
    expect(await until(bad, 'failed')).toMatchObject({ error: 'no such click' });
    await until(await record(code, 'ok'), 'success');
  });

  it('F9 keeps the order of a subject, and a failing one holds up its own alone', async () => {
    const code = await system({ concurrency: 16 });
    const first = await record(code, '500,ok', { subject: 'slow' });
    const behind = [];
    for (let i = 0; i < 5; i += 1) behind.push(await record(code, 'ok', { subject: 'slow' }));
    const others = [];
    for (let i = 0; i < 5; i += 1) others.push(await record(code, 'ok', { subject: `other ${i}` }));
    for (const other of others) await until(other, 'success');
    await until(first, 'retried');
    expect(await Promise.all(behind.map(async (one) => (await now(one)).status))).toEqual(behind.map(() => 'pending'));
    await untilDue(first);
    for (const one of [first, ...behind]) await until(one, 'success');
    const ids = [first, ...behind].map(({ id }) => id);
    const order = (await network.arrivals()).map(({ id }) => id).filter((id) => ids.includes(id));
    expect(order).toEqual([first.id, ...ids]);
  });

  it('F9 lets the next one go when the one before it fails', async () => {
    const code = await system();
    const [first, second] = [await record(code, '400', { subject: 's' }), await record(code, 'ok', { subject: 's' })];
    await until(first, 'failed');
    await until(second, 'success');
  });

  it('F6 keeps to the concurrency and the rate of a system', async () => {
    const few = await system({ concurrency: 2 });
    const events = [];
    for (let i = 0; i < 8; i += 1) events.push(await record(few, 'slow-100'));
    for (const event of events) await until(event, 'success');
    expect(await network.mostAtOnce('/postback/slow-100')).toBe(2);
    const slow = await system({ ratePerMinute: 2, concurrency: 8 });
    const paced: AffiliateEventDto[] = [];
    for (let i = 0; i < 3; i += 1) paced.push(await record(slow, 'ok'));
    await sleep(1_500);
    const statuses = async () => (await Promise.all(paced.map(now))).map(({ status }) => status);
    expect((await statuses()).filter((status) => status === 'success')).toHaveLength(1);
    open.clock.advance(30 * SECOND);
    await sleep(1_500);
    expect((await statuses()).filter((status) => status === 'success')).toHaveLength(2);
    open.clock.advance(30 * SECOND);
    for (const event of paced) await until(event, 'success');
  });

  it('F8 signs with every secret that is valid, and keeps none in clear (F11)', async () => {
    const code = await system({ signed: true, template: { url: `${network.url}/k/{secret.key}/ok` } });
    const signing = ['A', 'B'].map((letter) => `whsec_${Buffer.alloc(24, letter).toString('base64')}`);
    await open.affiliates.saveSecret({ system: code, name: 'key', secret: 'the-secret-key' });
    for (const secret of signing) {
      await open.affiliates.saveSecret({ system: code, name: 'signature', secret, overlapMs: HOUR });
    }
    const event = await record(code, 'ok');
    const { url } = await until(event, 'success');
    expect(url).toBe(`${network.url}/k/•••/ok`);
    const [arrival] = await arrivedOf(event);
    expect(arrival!.url).toBe('/k/the-secret-key/ok');
    expect(arrival!.headers['webhook-signature']!.split(' ')).toHaveLength(2);
    const tables = ['secrets', 'attempts', 'deliveries', 'events'].map((name) => `rewards_affiliate_${name}`);
    const kept = JSON.stringify(await Promise.all(tables.map((table) => open.knex(table).select())));
    for (const secret of ['the-secret-key', ...signing]) expect(kept).not.toContain(secret);
  });

  it('F12 sends a failed one once more, and calls off what waits', async () => {
    const code = await system();
    const failed = await record(code, '400,ok', { subject: 'x' });
    await until(failed, 'failed');
    const actor = { id: 'admin:1', name: 'Grace' };
    expect(await open.affiliates.retry([failed.id], { actor })).toEqual([
      { id: failed.id, done: true, status: 'pending' },
    ]);
    await until(failed, 'success');
    expect(await attemptsOf(failed)).toMatchObject([{ actor_id: null }, { actor_id: 'admin:1', outcome: 'success' }]);
    const waiting = await record(code, '500');
    await until(waiting, 'retried');
    expect(await open.affiliates.cancel([waiting.id, failed.id, 'NONE'], { actor, reason: 'a mistake' })).toEqual([
      { id: waiting.id, done: true, status: 'cancelled' },
      { id: failed.id, done: false, status: 'success' },
      { id: 'NONE', done: false, status: null },
    ]);
    open.clock.advance(24 * HOUR);
    await sleep(1_300);
    expect(await now(waiting)).toMatchObject({ status: 'cancelled', attempts: 1 });
  });
});
