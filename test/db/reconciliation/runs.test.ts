/** D2, D6, D10. How runs go: types, counts, errors, cancelling, alerts. */
import { setImmediate } from 'node:timers/promises';

import {
  RECONCILIATION_ALERT_EVENT,
  type ReconciliationAlertEvent,
  type ReconciliationRunDto,
  type TasksService,
} from '../../../server/contract';
import { describeOnEveryEngine } from '../../support/engines';
import { until } from '../../support/tasks';
import { codeOf } from '../rules/refusal';
import { ADA, namesOf, openDamageFixture, type Victim, type DamageFixture } from './damage-fixture';

const SETTINGS = {
  alertAbove: 1,
  recipients: ['ops@rewards.example', 'cfo@rewards.example'],
  autoResolve: ['tier_mismatch'],
};

describeOnEveryEngine('a reconciliation', (engine) => {
  let fixture: DamageFixture;
  let tasks: TasksService;
  beforeAll(async () => {
    fixture = await openDamageFixture(engine, { env: { REWARDS_RECONCILIATION: JSON.stringify(SETTINGS) } });
    tasks = fixture.open.strapi.plugin('rewards').service<TasksService>('tasks');
  });
  afterAll(() => fixture.close());

  const set = (victim: Victim, data: object) =>
    fixture.damage((table) => table('rewards_accounts').where({ member: victim.member }).update(data));
  const harm = (victim: Victim, minor = 100) =>
    fixture.damage((table) =>
      table('rewards_accounts')
        .where({ member: victim.member })
        .update({ balance: table.raw(`balance + ${minor}`) }),
    );

  it('of everybody counts whom it looked at, what it found, and who started it', async () => {
    const [one, two, three] = [await fixture.victim(), await fixture.victim(), await fixture.victim()];
    await harm(one);
    await harm(two);
    const run = await fixture.service.run({ type: 'full' }, { actor: ADA });
    expect(run).toMatchObject({
      type: 'full',
      status: 'completed',
      startedBy: ADA,
      verifiesChain: true,
      membersInScope: 3,
      membersProcessed: 3,
      membersWithDiscrepancies: 2,
      discrepanciesFound: 2,
      discrepanciesNew: 2,
      errorCount: 0,
      failure: null,
    });
    expect(run.completedAt).not.toBeNull();
    expect(await fixture.openOf(three)).toEqual([]);
    expect(await fixture.service.overview()).toMatchObject({
      current: null,
      last: { id: run.id },
      openBySeverity: { low: 0, medium: 2, high: 0, critical: 0 },
      byStatus: { detected: 2 },
      membersAffected: 2,
      trend: [{ runId: run.id, discrepanciesFound: 2 }],
    });
    // Running it again is safe: nothing is found twice.
    expect(await fixture.run()).toMatchObject({
      discrepanciesFound: 2,
      discrepanciesNew: 0,
      membersWithDiscrepancies: 2,
    });
    expect((await tasks.history({ task: 'reconcile' })).rows[0]).toMatchObject({
      status: 'succeeded',
      counts: { members: 3, discrepancies: 2, membersWithDiscrepancies: 2, errors: 0 },
    });
    await harm(one, -100);
    await harm(two, -100);
    await fixture.run();
  });

  it('that is incremental looks at whom something happened to since the last good run, and at what is open', async () => {
    const [idle, busy, open] = [await fixture.victim(), await fixture.victim(), await fixture.victim()];
    await harm(open);
    await fixture.run();
    // Longer than the overlap.
    fixture.open.clock.advance(60 * 60_000);
    await fixture.run();
    fixture.open.clock.advance(60 * 60_000);
    await harm(idle);
    await harm(busy);
    const { member, currency } = busy;
    await fixture.open.ledger.grant({ member, currency, amount: '1.00', idempotencyKey: fixture.open.key() });
    const run = await fixture.run({ type: 'incremental' });
    expect(run).toMatchObject({ status: 'completed', membersProcessed: 2, membersInScope: 2 });
    expect(namesOf(await fixture.openOf(busy))).toEqual(['balance_mismatch balance']);
    expect(await fixture.openOf(idle)).toEqual([]);
    expect(await fixture.openOf(open)).toMatchObject([{ timesSeen: 3 }]);
    await fixture.run();
    expect(namesOf(await fixture.openOf(idle))).toEqual(['balance_mismatch balance']);
    for (const victim of [idle, busy, open]) await harm(victim, -100);
    await fixture.run();
  });

  it('goes on past a member that cannot be checked, tries them twice, and says why', async () => {
    const [broken, harmed] = [await fixture.victim(), await fixture.victim()];
    await harm(harmed);
    // More than a JavaScript number holds: refused on reading rather than believed.
    await set(broken, { last_posted_at: '9223372036854775807' });
    const run = await fixture.run();
    expect(run).toMatchObject({ status: 'partial', errorCount: 1 });
    expect(run.membersProcessed).toBe(run.membersInScope);
    expect(run.errors).toEqual([
      { member: broken.member, message: expect.stringContaining('integer column') as string },
    ]);
    expect(namesOf(await fixture.openOf(harmed))).toEqual(['balance_mismatch balance']);
    await set(broken, { last_posted_at: fixture.open.clock.now() });
    await harm(harmed, -100);
    expect(await fixture.run()).toMatchObject({ status: 'completed', errors: [] });
  });

  it('of one member wants a member, and one that there is', async () => {
    expect(await codeOf(fixture.run({ type: 'user_specific' }))).toBe('INVALID_INPUT');
    expect(await codeOf(fixture.run({ type: 'full', member: 'somebody' }))).toBe('INVALID_INPUT');
    expect(await codeOf(fixture.run({ type: 'user_specific', member: 'nobody' }))).toBe('MEMBER_NOT_FOUND');
    expect(await codeOf(fixture.run({ type: 'weekly' as never }))).toBe('INVALID_INPUT');
  });

  it('puts right by itself what the settings allow', async () => {
    const currency = await fixture.open.currency({ scale: 2, drivesTiers: true });
    const member = await fixture.open.member();
    await fixture.open.ledger.grant({ member, currency, amount: '10.00', idempotencyKey: fixture.open.key() });
    const victim = { member, currency, rows: { grant: '', deduct: '', hold: '', last: '' } };
    await set(victim, { tier: 'platinum' });
    const run = await fixture.run();
    expect(run).toMatchObject({ status: 'completed', discrepanciesFound: 1, autoResolved: 1 });
    expect(await fixture.openOf(victim)).toEqual([]);
    const { rows } = await fixture.service.listDiscrepancies({ member, status: 'all' });
    expect(rows).toMatchObject([
      { kind: 'tier_mismatch', status: 'resolved', resolution: 'rebuild', resolvedBy: null },
    ]);
    expect((await fixture.open.ledger.check({ member })).findings).toEqual([]);
  });

  describe('that found too much, or failed,', () => {
    const told: ReconciliationAlertEvent[] = [];
    const mails: { to: string; subject: string; text: string }[] = [];
    const listener = (event: ReconciliationAlertEvent) => void told.push(event);

    beforeEach(() => {
      told.length = 0;
      mails.length = 0;
      fixture.open.strapi.eventHub.on(RECONCILIATION_ALERT_EVENT, listener as never);
      // The one thing that the test cannot have: a server that takes mail.
      const email = fixture.open.strapi.plugin('email') as unknown as {
        provider: { send(mail: never): Promise<void> };
      };
      email.provider.send = (mail: { to: string; subject: string; text: string }) => {
        if (mail.to.startsWith('ops')) return Promise.reject(new Error('no such mailbox'));
        mails.push(mail);
        return Promise.resolve();
      };
    });
    afterEach(() => fixture.open.strapi.eventHub.off(RECONCILIATION_ALERT_EVENT, listener as never));

    it('is told of to whoever listens, and by mail; an alert that fails fails nothing', async () => {
      const victims = [await fixture.victim(), await fixture.victim()];
      for (const victim of victims) await harm(victim);
      const run = await fixture.run();
      expect(run.status).toBe('completed');
      expect(told.map(({ why, run: { id, discrepanciesFound } }) => [why, id, discrepanciesFound])).toEqual([
        ['discrepancies', run.id, 2],
      ]);
      expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
        ['cfo@rewards.example', 'Rewards: a reconciliation found 2 discrepancies'],
      ]);
      expect(mails[0]!.text).toContain(run.id);
      for (const victim of victims) await harm(victim, -100);
      await fixture.run();
      expect(told).toHaveLength(1);
    });

    it('is an event that a webhook may be set up for', () => {
      const webhooks: { readonly allowedEvents: Map<string, string> } = fixture.open.strapi.get('webhookStore');
      expect([...webhooks.allowedEvents.values()]).toContain(RECONCILIATION_ALERT_EVENT);
    });

    it('is told of with the reason', async () => {
      // Without its table the run can write down neither what it saw nor whom it passed over.
      await fixture.open.knex.schema.renameTable('rewards_discrepancies', 'rewards_hidden');
      try {
        const run = await fixture.run();
        expect(run).toMatchObject({
          status: 'failed',
          failure: expect.stringContaining('rewards_discrepancies') as string,
        });
        expect(told.map(({ why, run: { id } }) => [why, id])).toEqual([['failed', run.id]]);
        expect(mails.map(({ subject }) => subject)).toEqual(['Rewards: a reconciliation failed']);
        expect((await tasks.history({ task: 'reconcile' })).rows[0]).toMatchObject({ id: run.id, status: 'failed' });
      } finally {
        await fixture.open.knex.schema.renameTable('rewards_hidden', 'rewards_discrepancies');
      }
      expect(await fixture.run()).toMatchObject({ status: 'completed' });
    });
  });

  describe('of many members', () => {
    const MEMBERS = 3_200;

    beforeAll(async () => {
      const currency = await fixture.open.currency();
      const people = Array.from({ length: MEMBERS }, () => ({ externalId: fixture.open.key() }));
      const members = await fixture.open.members.ensureMany(people);
      for (let start = 0; start < MEMBERS; start += 800) {
        await fixture.open.ledger.postMany(
          members.slice(start, start + 800).map(({ documentId: member }) => ({
            ...{ type: 'grant' as const, member, currency, amount: '5' },
            idempotencyKey: fixture.open.key(),
          })),
        );
      }
    });

    const ended = async ({ id }: ReconciliationRunDto) => {
      await until(async () => (await fixture.service.getRun({ run: id })).status !== 'running', 'the run had ended');
      await until(async () => (await tasks.list()).every(({ current }) => current === null), 'its task had ended');
      return fixture.service.getRun({ run: id });
    };

    it('answers at once and goes on, and never overlaps', async () => {
      const run = await fixture.service.start({ type: 'full' }, { actor: ADA });
      expect(run).toMatchObject({ status: 'running', completedAt: null, durationMs: null });
      expect(await codeOf(fixture.service.start({ type: 'full' }))).toBe('RECONCILIATION_RUNNING');
      expect((await fixture.service.overview()).current?.id).toBe(run.id);
      expect(await ended(run)).toMatchObject({ status: 'completed' });
    });

    it('ends when it is cancelled, after the members that it is at', async () => {
      const run = await fixture.service.start({ type: 'full' });
      expect(await fixture.service.cancel({ run: run.id })).toMatchObject({ isCancelRequested: true });
      const after = await ended(run);
      expect(after.status).toBe('cancelled');
      expect(after.membersProcessed).toBeLessThan(after.membersInScope);
      expect(await codeOf(fixture.service.cancel({ run: run.id }))).toBe('RUN_ENDED');
      expect(await fixture.run()).toMatchObject({ status: 'completed' });
    });

    it('finds nothing that is not there while postings go on', async () => {
      const victim = await fixture.victim();
      const { member, currency } = victim;
      const over = new AbortController();
      const posting = (async () => {
        while (!over.signal.aborted) {
          await fixture.open.ledger.grant({ member, currency, amount: '1.00', idempotencyKey: fixture.open.key() });
          // A posting of a host comes from outside: between two of them others have their turn, also on SQLite.
          await setImmediate();
        }
      })();
      try {
        for (let i = 0; i < 3; i += 1)
          expect(await fixture.run()).toMatchObject({ discrepanciesFound: 0, errorCount: 0 });
      } finally {
        over.abort();
        await posting;
      }
    });
  });
});
