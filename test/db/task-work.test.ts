/** What the ledger's tasks do, through the service that Strapi has. */
import {
  type LedgerService,
  LOTS_EXPIRING_EVENT,
  type LotsExpiringEvent,
  type TasksService,
} from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { startStrapi } from '../support/strapi';
import { instanceOf } from '../support/tasks';

const DAY = 24 * 60 * 60 * 1000;

describeOnEveryEngine('the ledger’s tasks', (engine) => {
  let open: OpenLedger;
  let ledger: LedgerService;
  let tasks: TasksService;

  beforeAll(async () => {
    open = await openLedger(engine);
    ledger = open.ledger;
    tasks = open.strapi.plugin('rewards').service<TasksService>('tasks');
  });
  afterAll(() => open.close());

  const ended = (name: string) => tasks.run(name, { wait: true });
  const grant = async (member: string, currency: string, amount: string, days: number | null) =>
    (
      await ledger.grant({
        member,
        currency,
        amount,
        expiresAt: days === null ? null : open.clock.iso(days * DAY),
        idempotencyKey: open.key(),
      })
    ).entry.id;
  const rows = async (where: object) => (await open.knex('rewards_ledger_entries').where(where)) as { id: string }[];

  it('write off what has expired and release holds that timed out, and count them', async () => {
    const currency = await open.currency();
    const [one, two] = [await open.member(), await open.member()];
    await grant(one, currency, '10', 1);
    await grant(one, currency, '5', null);
    await grant(two, currency, '7', null);
    await ledger.reserve({ member: two, currency, amount: '3', timeoutMs: DAY, idempotencyKey: open.key() });
    open.clock.advance(2 * DAY);
    expect(await ended('expire-due')).toMatchObject({
      status: 'succeeded',
      counts: { accounts: 2, lotsExpired: 1, holdsReleased: 1, failed: 0 },
    });
    expect((await ledger.balance({ member: one, currency })).balance).toBe('5');
    expect((await ledger.balance({ member: two, currency })).held).toBe('0');
    expect(await ended('expire-due')).toMatchObject({ counts: { accounts: 0, lotsExpired: 0 } });
  });

  it('tell before what would be written off and released, to the last unit, and write nothing for that', async () => {
    const [points, credits] = [await open.currency(), await open.currency({ scale: 2 })];
    const [one, two, three] = [await open.member(), await open.member(), await open.member()];
    await grant(one, points, '10', 1);
    await grant(one, points, '5', 300);
    await grant(one, credits, '90071992547409.91', 1);
    await grant(two, credits, '90071992547409.91', 1);
    await grant(two, points, '7', 1);
    // What is held of a lot falls due with it where the hold ends as well, and else stays.
    await ledger.reserve({ member: two, currency: points, amount: '3', timeoutMs: DAY, idempotencyKey: open.key() });
    await grant(three, points, '8', 1);
    await ledger.reserve({
      member: three,
      currency: points,
      amount: '6',
      timeoutMs: 300 * DAY,
      idempotencyKey: open.key(),
    });
    const damaged = await open.member();
    await grant(damaged, points, '4', 1);
    expect(await ledger.previewExpireDue()).toEqual({ accounts: 0, accountsPreviewed: 0, failing: 0, currencies: [] });
    open.clock.advance(2 * DAY);
    await open
      .knex('rewards_accounts')
      .where({ member: damaged })
      .update({ last_hash: '0'.repeat(64) });

    const before = await rows({});
    const told = await ledger.previewExpireDue();
    expect(await rows({})).toEqual(before);
    const none = { holdsReleased: 0, released: '0.00' };
    expect(told).toMatchObject({ accounts: 6, accountsPreviewed: 6, failing: 1 });
    expect([...told.currencies].sort((a, b) => a.accounts - b.accounts)).toEqual([
      { currency: credits, accounts: 2, lotsExpired: 2, expired: '180143985094819.82', ...none },
      { currency: points, accounts: 3, lotsExpired: 3, expired: '19', holdsReleased: 1, released: '3' },
    ]);
    expect(await ledger.expireDue()).toEqual({ accounts: 6, lotsExpired: 5, holdsReleased: 1, failed: 1 });
    const written = await rows({ type: 'expire', currency: points });
    expect(written).toHaveLength(3);
    await ledger.rebuild({ member: damaged });
    await ledger.expireDue();
  });

  it('write each expire row once when twenty expire at the same time (L15)', async () => {
    const currency = await open.currency();
    const members = await Promise.all(Array.from({ length: 6 }, () => open.member()));
    for (const member of members) for (let lot = 0; lot < 5; lot += 1) await grant(member, currency, '2', 1);
    open.clock.advance(2 * DAY);
    const results = await Promise.all(Array.from({ length: 20 }, () => ledger.expireDue()));
    expect(await rows({ currency, type: 'expire' })).toHaveLength(30);
    expect(results.reduce((sum, { lotsExpired }) => sum + lotsExpired, 0)).toBe(30);
    expect(results.reduce((sum, { failed }) => sum + failed, 0)).toBe(0);
    expect((await ledger.check()).findings).toEqual([]);
  });

  it('stop between two accounts when asked to, and say how far they came', async () => {
    const currency = await open.currency();
    for (let i = 0; i < 3; i += 1) await grant(await open.member(), currency, '2', 1);
    open.clock.advance(2 * DAY);
    const stop = new AbortController();
    const result = await ledger.expireDue({
      signal: stop.signal,
      onProgress() {
        stop.abort();
        return Promise.resolve();
      },
    });
    expect(result).toMatchObject({ accounts: 1, lotsExpired: 1 });
    expect(await ledger.expireDue()).toMatchObject({ accounts: 2, lotsExpired: 2 });
  });

  it('repair a projection that drifted, and write nothing where none did', async () => {
    const currency = await open.currency();
    const member = await open.member();
    await grant(member, currency, '10', null);
    await open.knex('rewards_accounts').where({ member }).update({ balance: 99 });
    expect(await ended('repair-projections')).toMatchObject({ status: 'succeeded', counts: { accountsRebuilt: 1 } });
    expect((await ledger.balance({ member, currency })).balance).toBe('10');
    expect(await ended('repair-projections')).toMatchObject({ counts: { accountsRebuilt: 0 } });
  });

  describe('warnings of expiry', () => {
    let told: LotsExpiringEvent[];
    const listener = (event: LotsExpiringEvent) => void told.push(event);
    beforeEach(async () => {
      // What earlier tests left is told to nobody.
      await ended('warn-of-expiry');
      told = [];
      open.strapi.eventHub.on(LOTS_EXPIRING_EVENT, listener as never);
    });
    afterEach(() => open.strapi.eventHub.off(LOTS_EXPIRING_EVENT, listener as never));

    it('tell each account once of the lots that expire within 14 days, and of no lot twice', async () => {
      const currency = await open.currency({ scale: 2 });
      const member = await open.member();
      const second = await grant(member, currency, '2.50', 10);
      const first = await grant(member, currency, '1.25', 3);
      await grant(member, currency, '4.00', 15);
      await grant(member, currency, '8.00', null);
      expect(await ended('warn-of-expiry')).toMatchObject({
        status: 'succeeded',
        counts: { accounts: 1, lots: 2, failed: 0 },
      });
      expect(told).toEqual([
        {
          member,
          currency,
          amount: '3.75',
          lots: [
            { lotId: first, amount: '1.25', expiresAt: open.clock.iso(3 * DAY) },
            { lotId: second, amount: '2.50', expiresAt: open.clock.iso(10 * DAY) },
          ],
        },
      ]);
      expect(await ended('warn-of-expiry')).toMatchObject({ counts: { accounts: 0, lots: 0 } });
      open.clock.advance(2 * DAY);
      await ended('warn-of-expiry');
      expect(told.map(({ amount }) => amount)).toEqual(['3.75', '4.00']);
    });

    it('leave out what is held, spent, or has expired already', async () => {
      const currency = await open.currency();
      const member = await open.member();
      await grant(member, currency, '10', 5);
      await ledger.reserve({ member, currency, amount: '4', idempotencyKey: open.key() });
      const spent = await open.member();
      await grant(spent, currency, '10', 5);
      await ledger.deduct({ member: spent, currency, amount: '10', idempotencyKey: open.key() });
      const late = await open.member();
      await grant(late, currency, '10', 1);
      open.clock.advance(DAY);
      await ended('warn-of-expiry');
      expect(told.map((event) => [event.member, event.amount])).toEqual([[member, '6']]);
    });

    it('tell nobody twice when two processes warn at the same time', async () => {
      const currency = await open.currency();
      const lots = 12;
      for (let i = 0; i < lots; i += 1) await grant(await open.member(), currency, '1', 5);
      const { expiryTasks } = await import('../../server/expiry');
      const { createIdSource } = await import('../../server/kernel');
      const work = expiryTasks({
        ledger,
        db: open.knex,
        clock: open.clock,
        newId: createIdSource(),
        warnDays: 14,
        tell(event) {
          listener(event);
          return Promise.resolve();
        },
      })['warn-of-expiry'];
      const context = {
        signal: new AbortController().signal,
        runId: 'x',
        scheduledAt: null,
        actor: null,
        input: {},
        isResumed: false,
        counts: {},
        progress: () => Promise.resolve(),
      };
      await Promise.all([work(context), work(context), work(context)]);
      expect(told.flatMap((event) => event.lots.map(({ lotId }) => lotId))).toHaveLength(lots);
      expect(new Set(told.map(({ member }) => member)).size).toBe(lots);
    });

    it('fail with the words of a listener that throws, and tell the others', async () => {
      const currency = await open.currency();
      const [first, second] = [await open.member(), await open.member()];
      await grant(first, currency, '1', 4);
      await grant(second, currency, '1', 5);
      const broken = ({ member }: LotsExpiringEvent) => {
        if (member === first) throw new Error('the mailbox is full');
      };
      open.strapi.eventHub.on(LOTS_EXPIRING_EVENT, broken as never);
      const run = await ended('warn-of-expiry');
      open.strapi.eventHub.off(LOTS_EXPIRING_EVENT, broken as never);
      expect(run).toMatchObject({ status: 'failed', counts: { accounts: 2, lots: 2, failed: 1 } });
      expect(run.error).toMatch(/1 warnings met a listener that failed; they are told again.*the mailbox is full/);
      expect(told.map(({ member }) => member)).toContain(second);
      // Whom it failed for is told by the next run, and nobody else.
      told = [];
      expect(await ended('warn-of-expiry')).toMatchObject({ status: 'succeeded', counts: { lots: 1, failed: 0 } });
      expect(told.map(({ member }) => member)).toEqual([first]);
      expect(await ended('warn-of-expiry')).toMatchObject({ counts: { lots: 0 } });
    });

    it('tell again what a process had not told for certain when it ended', async () => {
      const currency = await open.currency();
      const [sure, unsure] = [await open.member(), await open.member()];
      await grant(sure, currency, '1', 4);
      const lot = await grant(unsure, currency, '1', 5);
      await ended('warn-of-expiry');
      // As a kill between the telling and its confirmation leaves it.
      await open.knex('rewards_expiry_warnings').where({ id: lot }).update({ told_at: null });
      told = [];
      await ended('warn-of-expiry');
      expect(told).toEqual([]);
      open.clock.advance(11 * 60 * 1_000);
      await ended('warn-of-expiry');
      expect(told.map(({ member }) => member)).toEqual([unsure]);
    });

    it('are an event that a webhook may be set up for', () => {
      const webhooks: { readonly allowedEvents: Map<string, string> } = open.strapi.get('webhookStore');
      expect([...webhooks.allowedEvents.values()]).toContain(LOTS_EXPIRING_EVENT);
    });
  });

  it('are known to the service, off where nothing is scheduled', async () => {
    const listed = await tasks.list();
    expect(listed.map(({ name, enabled, nextRunAt }) => ({ name, enabled, nextRunAt }))).toEqual(
      ['expire-due', 'reconcile', 'repair-projections', 'follow-users', 'warn-of-expiry'].map((name) => ({
        name,
        enabled: false,
        nextRunAt: null,
      })),
    );
  });

  // SQLite has one connection: there a run begun inside a transaction would wait for its end.
  if (engine !== 'sqlite') {
    it('are no part of a transaction of the host in which they are begun', async () => {
      let wasInside: boolean | undefined;
      const one = instanceOf(open, () => {
        wasInside = open.strapi.db.inTransaction();
        return Promise.resolve({});
      });
      await open.strapi.db.transaction(async () => {
        expect(open.strapi.db.inTransaction()).toBe(true);
        expect(await one.run('expire-due', { wait: true })).toMatchObject({ status: 'succeeded' });
      });
      await one.stop();
      expect(wasInside).toBe(false);
    });
  }
});

describe('a Strapi whose tasks are set wrongly', () => {
  it.each([
    ['{"expire":{}}', 'tasks.expire is no task; there are expire-due'],
    ['{"expire-due":{"schedule":"99 * * * *"}}', 'tasks.expire-due.schedule must be a cron expression'],
    ['{"expire-due":{"timezone":"Mars/Olympus"}}', 'tasks.expire-due.timezone must be the name of a time zone'],
  ])('does not start with %s, and says why', async (setting, sentence) => {
    const starting = startStrapi({ engine: 'sqlite', env: { REWARDS_TASKS: setting } });
    await expect(starting).rejects.toThrow(sentence);
  });
});

describe('a Strapi with tasks', () => {
  it('fires them once it listens, not while it loads, and leaves no timer behind', async () => {
    const always = JSON.stringify({ 'expire-due': { schedule: '* * * * * *' } });
    const app = await startStrapi({ engine: 'sqlite', env: { REWARDS_TASKS: always } });
    const tasks = app.strapi.plugin('rewards').service<TasksService>('tasks');
    expect((await tasks.list())[0]).toMatchObject({ enabled: true, nextRunAt: expect.any(String) as string });
    const first = async () => (await tasks.history({ task: 'expire-due' })).rows.at(-1);
    // It stands in the history from when it begins.
    while (((await first())?.status ?? 'running') === 'running') {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(await first()).toMatchObject({ trigger: 'schedule', status: 'succeeded' });
    await app.stop();
  });
});
