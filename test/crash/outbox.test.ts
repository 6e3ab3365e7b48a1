/** The outbox of real Strapi processes: one that is killed between telling and writing it down, and two that share a database. */
import type { ScratchDatabase } from '../support/database';
import { waitingIn } from '../support/ears';
import { describeOnEveryEngine, type Engine } from '../support/engines';
import { openLedger } from '../support/ledger';
import { createPreparedDatabase } from '../support/strapi';
import { until } from '../support/tasks';
import type { PostedEvent } from '../../server/contract';
import { type DetachedLedger, openDetached } from './detached-ledger';
import { startProcess, type StrapiProcess } from './instances';

const MEMBERS = 3;
const PATIENCE = 60_000;

describeOnEveryEngine('L44 the outbox of Strapi processes', (engine: Engine) => {
  let database: ScratchDatabase;
  let detached: DetachedLedger;
  let currency: string;
  let members: string[];
  let processes: StrapiProcess[] = [];
  let posted = 0;

  beforeEach(async () => {
    database = await createPreparedDatabase(engine);
    const open = await openLedger(engine, { database, env: { REWARDS_EVENTS: 'true' } });
    currency = await open.currency();
    members = await Promise.all(Array.from({ length: MEMBERS }, () => open.member()));
    const { env } = database;
    const address = env.DATABASE_URL || env.DATABASE_FILENAME!;
    await open.close();
    // It posts, and tells nobody.
    detached = openDetached({ engine, address, now: open.clock.now(), ticking: true });
  });
  afterEach(async () => {
    await Promise.all(processes.map((one) => one.end('SIGKILL')));
    processes = [];
    await detached.close();
    await database.drop();
  });

  const start = async (env: Record<string, string> = {}) => {
    const started = await startProcess(database, { REWARDS_TASKS: 'false', REWARDS_HEAR: 'rewards.posted', ...env });
    processes.push(started);
    return started;
  };
  /** So many grants to each member, all members at once. */
  const post = (each: number) =>
    Promise.all(
      members.map(async (member) => {
        for (let i = 0; i < each; i += 1) {
          posted += 1;
          await detached.ledger.grant({ member, currency, amount: '1', idempotencyKey: `outbox-${posted}` });
        }
      }),
    );
  const heardBy = (one: StrapiProcess): PostedEvent[] =>
    [...one.said().matchAll(/^heard (.*)$/gm)].map(([, text = '']) => JSON.parse(text) as PostedEvent);
  const allTold = () =>
    until(async () => (await waitingIn(detached.knex)).length === 0, 'all was told', {
      patience: PATIENCE,
      every: 100,
      seen: () => processes.map((one) => one.said()).join('\n'),
    });
  const sequencesOf = (heard: readonly PostedEvent[], member: string) =>
    heard.filter((one) => one.member === member).map(({ entry }) => entry.sequence);
  const upTo = (count: number, from = 1) => Array.from({ length: count }, (_, i) => from + i);

  it('is told on by another one where one was killed before it could write down what it had told', async () => {
    await post(20);
    const killed = await start({ REWARDS_KILL_AT: '25' });
    expect(await killed.gone).toBeNull();
    const first = heardBy(killed);
    expect(first).toHaveLength(25);
    expect(await waitingIn(detached.knex)).toHaveLength(MEMBERS * 20);

    const next = await start();
    await allTold();
    const second = heardBy(next);
    // All of it, what was told before once more, under the same ids.
    for (const member of members) expect(sequencesOf(second, member)).toEqual(upTo(20));
    const again = new Set(second.map(({ id }) => id));
    expect(again.size).toBe(MEMBERS * 20);
    expect(first.every(({ id }) => again.has(id))).toBe(true);
  }, 300_000);

  // On SQLite two Strapis are no cluster.
  if (engine !== 'sqlite') {
    it('is told by one of two, and by the other one at once when that is stopped', async () => {
      await Promise.all([start(), start()]);
      await post(15);
      await allTold();
      const [teller, other] = processes.toSorted((a, b) => heardBy(b).length - heardBy(a).length) as [
        StrapiProcess,
        StrapiProcess,
      ];
      expect(heardBy(other)).toEqual([]);
      for (const member of members) expect(sequencesOf(heardBy(teller), member)).toEqual(upTo(15));

      expect(await teller.end('SIGTERM')).toBe(0);
      await post(5);
      await allTold();
      expect(heardBy(teller)).toHaveLength(MEMBERS * 15);
      for (const member of members) expect(sequencesOf(heardBy(other), member)).toEqual(upTo(5, 16));
    }, 300_000);
  }
});
