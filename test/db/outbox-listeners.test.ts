import http from 'node:http';
import type { AddressInfo } from 'node:net';

import { OUTBOX_LIMITS, type PostedEvent } from '../../server/contract';
import { type Ears, type Heard, listen, untilTold, waitingIn } from '../support/ears';
import { describeOnEveryEngine, isFirstOfThisRun } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { createPreparedDatabase } from '../support/strapi';
import { until } from '../support/tasks';

const amountOf = (heard: Heard) => (heard as unknown as PostedEvent).entry.amount;

const env = { REWARDS_EVENTS: 'true' };

describeOnEveryEngine('L44 listeners', (engine) => {
  let open: OpenLedger;
  let currency: string;
  let ears: Ears;

  const grant = (member: string, amount: string) =>
    open.ledger.grant({ member, currency, amount, idempotencyKey: open.key() });
  const amountsOf = (member: string) => ears.of(member).map(amountOf);
  const rowsOf = async (member: string) => (await waitingIn(open.knex)).filter((row) => row.member === member);
  const attemptsOf = async (member: string) => Number((await rowsOf(member))[0]?.attempts ?? 0);

  beforeAll(async () => {
    open = await openLedger(engine, { env });
    currency = await open.currency();
  });
  afterAll(() => open.close());
  afterEach(async () => {
    ears.cover();
    await open.knex('rewards_outbox').del();
  });

  it('that throw keep only their member’s later events waiting, and are told again after growing waits', async () => {
    const [broken, other] = [await open.member(), await open.member()];
    let isBroken = true;
    const ids: string[] = [];
    ears = listen(open.strapi, (heard) => {
      if (heard.member !== broken) return;
      ids.push(heard.id);
      if (isBroken) throw new Error('the mailbox is full');
    });
    await grant(broken, '1');
    await grant(broken, '2');
    await grant(other, '3');
    await until(async () => (await attemptsOf(broken)) === 1, 'it had failed once');
    await grant(broken, '4');
    await grant(other, '5');
    await until(() => amountsOf(other).length === 2, 'the other member was told');
    const [first, ...later] = await rowsOf(broken);
    expect(first).toMatchObject({ last_error: 'the mailbox is full' });
    expect(Number(first!.next_attempt_at)).toBe(open.clock.now() + OUTBOX_LIMITS.waits[0]);
    expect(later.map((row) => [Number(row.attempts), Number(row.next_attempt_at)])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    open.clock.advance(OUTBOX_LIMITS.waits[0]);
    await until(async () => (await attemptsOf(broken)) === 2, 'it had failed twice');
    isBroken = false;
    open.clock.advance(OUTBOX_LIMITS.waits[1]);
    await until(() => amountsOf(broken).length === 3, 'it was told');
    expect(amountsOf(broken)).toEqual(['1', '2', '4']);
    expect(ids).toEqual([ids[0], ids[0], ids[0], ids[3], ids[4]]);
    await untilTold(open.knex);
    expect(await rowsOf(broken)).toEqual([]);
  }, 60_000);

  it('that never hear of an event have it kept as failed, and hear the next ones', async () => {
    const member = await open.member();
    ears = listen(open.strapi, (heard) => {
      if (heard.event === 'rewards.posted' && amountOf(heard) === '1') throw new Error('not this one');
    });
    await grant(member, '1');
    await grant(member, '2');
    for (const [i, wait] of OUTBOX_LIMITS.waits.entries()) {
      await until(async () => (await attemptsOf(member)) === i + 1, `it had failed ${i + 1} times`);
      open.clock.advance(wait);
    }
    await until(() => amountsOf(member).length === 1, 'the next one was told');
    expect(amountsOf(member)).toEqual(['2']);
    expect(await rowsOf(member)).toMatchObject([{ next_attempt_at: null, last_error: 'not this one' }]);
    // As the document says that it is told once more.
    ears.cover();
    ears = listen(open.strapi);
    await open.knex('rewards_outbox').whereNull('next_attempt_at').update({ attempts: 0, next_attempt_at: 0 });
    await until(() => amountsOf(member).length === 1, 'it was told after all');
    expect(amountsOf(member)).toEqual(['1']);
  }, 60_000);

  it('that never come to an end delay no posting and nobody else', async () => {
    const [stuck, other] = [await open.member(), await open.member()];
    let begun = 0;
    let end = (): void => undefined;
    const never = new Promise<void>((resolve) => (end = resolve));
    ears = listen(open.strapi, (heard) => {
      if (heard.member !== stuck) return;
      begun += 1;
      return never;
    });
    await grant(stuck, '1');
    await until(() => begun === 1, 'the listener had begun');
    for (let i = 0; i < 5; i += 1) {
      await grant(stuck, '2');
      await grant(other, '3');
    }
    await until(() => amountsOf(other).length === 5, 'the other member was told');
    expect([begun, amountsOf(stuck)]).toEqual([1, []]);
    // No database has a part in how long is waited; it takes its seconds.
    if (isFirstOfThisRun(engine)) {
      await until(async () => (await attemptsOf(stuck)) === 1, 'it was given up');
      expect(await rowsOf(stuck)).toHaveLength(6);
      expect((await rowsOf(stuck))[0]!.last_error).toMatch(/not through after 10 seconds/);
    }
    end();
  }, 60_000);

  it('may post themselves, and are no part of the transaction of which they are told', async () => {
    const member = await open.member();
    const inside: boolean[] = [];
    ears = listen(open.strapi, async (heard) => {
      inside.push(open.strapi.db.inTransaction());
      if (heard.event === 'rewards.posted' && amountOf(heard) === '1') await grant(member, '2');
    });
    await open.strapi.db.transaction(() => grant(member, '1'));
    await until(() => amountsOf(member).length === 2, 'both were told');
    expect(amountsOf(member)).toEqual(['1', '2']);
    expect(inside).toEqual([false, false]);
  });

  it('are webhooks, too', async () => {
    const webhooks: { readonly allowedEvents: Map<string, string> } = open.strapi.get('webhookStore');
    expect([...webhooks.allowedEvents.values()]).toEqual(
      expect.arrayContaining(['rewards.posted', 'rewards.level-changed', 'rewards.consent-changed']),
    );
    const bodies: { event: string; member: string; entry: { amount: string } }[] = [];
    const server = http.createServer((request, response) => {
      let text = '';
      request.setEncoding('utf8').on('data', (part: string) => (text += part));
      request.on('end', () => {
        bodies.push(JSON.parse(text) as (typeof bodies)[number]);
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
    const runner: { add(webhook: object): void; remove(webhook: object): void } = open.strapi.get('webhookRunner');
    const webhook = { id: '1', name: 'one', url, headers: {}, isEnabled: true, events: ['rewards.posted'] };
    runner.add(webhook);
    ears = listen(open.strapi);
    try {
      const member = await open.member();
      await grant(member, '7');
      await until(() => bodies.length === 1, 'the webhook was called');
      expect(bodies).toMatchObject([{ event: 'rewards.posted', member, entry: { amount: '7' } }]);
      expect(bodies[0]).toMatchObject({ id: ears.of(member)[0]!.id });
    } finally {
      runner.remove(webhook);
      await new Promise((resolve) => server.close(resolve));
    }
  });
});

describeOnEveryEngine('L44 the outbox of a Strapi', (engine) => {
  it('that ends while something waits is told by its next start, once', async () => {
    const database = await createPreparedDatabase(engine);
    try {
      let open = await openLedger(engine, { database, env });
      const currency = await open.currency();
      const member = await open.member();
      const grant = (amount: string) =>
        open.ledger.grant({ member, currency, amount, idempotencyKey: `${member}-${amount}` });
      const held: string[] = [];
      listen(open.strapi, (heard) => {
        held.push(amountOf(heard));
        // Only its end ends this.
        return new Promise(() => undefined);
      });
      await grant('1');
      await until(() => held.length === 1, 'the first was being told');
      await grant('2');
      await open.close();
      expect(held).toEqual(['1']);

      let ears: Ears | undefined;
      open = await openLedger(engine, { database, env, beforeLoad: (strapi) => void (ears = listen(strapi)) });
      await until(() => ears!.of(member).length >= 2, 'all was told');
      await untilTold(open.knex);
      expect(ears!.of(member).map(amountOf)).toEqual(['1', '2']);
      await open.close();
    } finally {
      await database.drop();
    }
  }, 120_000);

  it('writes nothing of what the setting leaves out, and nothing else is other', async () => {
    const open = await openLedger(engine, { env: { REWARDS_EVENTS: '["rewards.tier-changed"]' } });
    const ears = listen(open.strapi);
    const currency = await open.currency({ drivesTiers: true });
    const member = await open.member();
    await open.ledger.grant({ member, currency, amount: '1000', idempotencyKey: open.key() });
    await open.members.setConsent({ member, alias: true });
    await until(() => ears.heard.length > 0, 'the tier was told');
    await untilTold(open.knex);
    expect(ears.heard.map(({ event }) => event)).toEqual(['rewards.tier-changed']);
    await open.close();
  }, 60_000);
});
