/** Affiliate events of real Strapi processes: one that is killed while it sends, beside others that share its database. */
import { setTimeout as sleep } from 'node:timers/promises';

import { HEADWAY } from '../../server/affiliates/delivery/headway';
import { openAffiliateClub } from '../db/affiliates/affiliate-club';
import type { ScratchDatabase } from '../support/database';
import { describeOnEveryEngine, type Engine } from '../support/engines';
import { type Network, startNetwork } from '../support/network';
import { createPreparedDatabase } from '../support/strapi';
import { until } from '../support/tasks';
import { type DetachedLedger, openDetached } from './detached-ledger';
import { startProcess, type StrapiProcess } from './instances';

const SUBJECTS = 6;
const EACH = 8;
const CONCURRENCY = 4;
const PATIENCE = 120_000;
/** Arrivals at which a process is killed: when it has begun, and when it is in the middle. */
const KILLS = process.env.REWARDS_TEST_DEEP === 'true' ? [1, 9, 20, 35] : [9];

interface AttemptRow {
  readonly event: string;
  readonly outcome: string;
  readonly number: unknown;
}

describeOnEveryEngine('F8 affiliate events of processes that are killed', (engine: Engine) => {
  let network: Network;
  let database: ScratchDatabase;
  let detached: DetachedLedger;
  const processes: StrapiProcess[] = [];
  /** The events' ids by their subjects, in the order in which they were recorded. */
  let recorded: string[][];

  beforeAll(async () => {
    network = await startNetwork();
    database = await createPreparedDatabase(engine);
    const open = await openAffiliateClub(engine, { database });
    const switched = { system: 'network', actor: { id: 'host:test' } };
    await open.affiliates.saveSystem({
      ...{ code: 'network', name: 'Network', template: { url: `${network.url}/slow-30` } },
      ...{ concurrency: CONCURRENCY, timeoutMs: 1_000 },
    });
    await open.affiliates.switchSystem({ ...switched, on: false });
    recorded = Array.from({ length: SUBJECTS }, () => []);
    for (let i = 0; i < SUBJECTS * EACH; i += 1) {
      const subject = i % SUBJECTS;
      const { event } = await open.affiliates.record(open.event({ system: 'network', subject: `s${subject}` }));
      recorded[subject]!.push(event.id);
    }
    const { env } = database;
    const address = env.DATABASE_URL || env.DATABASE_FILENAME!;
    await open.close();
    detached = openDetached({ engine, address, now: open.clock.now(), ticking: true });
    await detached.knex('rewards_affiliate_system_states').update({ is_on: 1 });
  });
  afterAll(async () => {
    await Promise.all(processes.map((one) => one.end('SIGKILL')));
    await detached.close();
    await database.drop();
    await network.stop();
  });

  const start = async (): Promise<void> => {
    const env = { REWARDS_TASKS: 'false', REWARDS_AFFILIATES: JSON.stringify({ allowLoopback: true }) };
    processes.push(await startProcess(database, env));
  };
  const waiting = async (): Promise<number> => {
    const rows: unknown[] = await detached
      .knex('rewards_affiliate_deliveries')
      .whereNot('status', 'success')
      .select('id');
    return rows.length;
  };

  it('are all sent, in the order of their subjects, each with one success on record', async () => {
    await start();
    // On SQLite two Strapis are no cluster.
    if (engine !== 'sqlite') await start();
    for (const arrivals of KILLS) {
      while ((await network.arrivals()).length < arrivals) await sleep(5);
      await processes.shift()!.end('SIGKILL');
      await start();
    }
    await until(async () => (await waiting()) === 0, 'all was sent', {
      patience: PATIENCE,
      every: 200,
      seen: () => processes.map((one) => one.said()).join('\n'),
    });

    const arrived = (await network.arrivals()).map(({ id }) => id);
    for (const ids of recorded) {
      const own = arrived.filter((id) => ids.includes(id));
      expect(own.filter((id, i) => own.indexOf(id) === i)).toEqual(ids);
      // One that arrives again has nobody of its subject between.
      expect(own.every((id, i) => i === 0 || own[i - 1] === id || !own.slice(0, i).includes(id))).toBe(true);
    }
    const attempts: AttemptRow[] = await detached
      .knex('rewards_affiliate_attempts')
      .select('event', 'outcome', 'number');
    const successes = attempts.filter(({ outcome }) => outcome === 'success').map(({ event }) => event);
    expect(successes.toSorted()).toEqual(recorded.flat().toSorted());
    const brokenOff = attempts.filter(({ outcome }) => outcome === 'interrupted');
    expect(brokenOff.length).toBeLessThanOrEqual(CONCURRENCY * HEADWAY.most * KILLS.length);
    expect(arrived.length).toBeLessThanOrEqual(SUBJECTS * EACH + brokenOff.length);
    expect(attempts).toHaveLength(SUBJECTS * EACH + brokenOff.length);
  }, 600_000);
});
