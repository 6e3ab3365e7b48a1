/** Events of the rewards club, decided by real Strapi processes: one that is killed while it decides, beside another one. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { MissionDefinition } from '../../server/contract';
import { openClub } from '../db/club/open-club';
import type { ScratchDatabase } from '../support/database';
import { describeOnEveryEngine, type Engine } from '../support/engines';
import { createPreparedDatabase } from '../support/strapi';
import { until } from '../support/tasks';
import { type DetachedLedger, openDetached } from './detached-ledger';
import { startProcess, type StrapiProcess } from './instances';

const VISITORS = 60;
const VISITS = 20;
const CLAIMANTS = 11;
const SHARERS = 10;
const PATIENCE = 120_000;
/** Decided events at which a process is killed. */
const KILLS = process.env.REWARDS_TEST_DEEP === 'true' ? [1, 200, 400, 600, 900] : [100, 600];

interface Row {
  readonly status: string;
  readonly amount: unknown;
  readonly external_id: string;
}

describeOnEveryEngine('E5 events decided by processes that are killed', (engine: Engine) => {
  let database: ScratchDatabase;
  let detached: DetachedLedger;
  const processes: StrapiProcess[] = [];
  /** The visits' ids by visitor, in the order in which they were recorded. */
  let visits: string[][];
  let pool: string;

  beforeAll(async () => {
    database = await createPreparedDatabase(engine);
    // Nothing is decided here.
    const open = await openClub(engine, { database, env: { REWARDS_FEATURES: '{"rewardsClub":false}' } });
    const { club, points } = open;
    pool = open.key();
    await club.createPool({ code: pool, name: 'Pool', currency: points });
    await club.fundPool({ pool, amount: '1000', reason: 'The budget', idempotencyKey: open.key() });
    const missionOf = async (code: string, amount: string, more: Partial<MissionDefinition>) =>
      open.mission({ trigger: code, rewards: [{ kind: 'amount', currency: points, amount }], ...more }, { code });
    // By this it shows in which order a member's visits were decided: the first three pay.
    await missionOf('visit', '10', { conditions: { fact: `member.lifetime.${points}`, op: 'lt', value: '30' } });
    await missionOf('claim', '100', { pool });
    await missionOf('share', '30', {
      caps: [{ scope: 'mission', per: 'all', amount: { currency: points, limit: '100' }, trim: true }],
    });
    const members = (count: number) => Promise.all(Array.from({ length: count }, () => open.member()));
    const visitors = await members(VISITORS);
    visits = visitors.map(() => []);
    const record = async (type: string, member: string) => (await club.record(open.event({ type, member }))).event.id;
    for (const member of await members(CLAIMANTS)) await record('claim', member);
    for (let visit = 0; visit < VISITS; visit += 1) {
      const outcomes = await club.recordMany(visitors.map((member) => open.event({ type: 'visit', member })));
      for (const [i, outcome] of outcomes.entries()) if (outcome.ok) visits[i]!.push(outcome.event.id);
    }
    for (const member of await members(SHARERS)) await record('share', member);
    const { env } = database;
    const address = env.DATABASE_URL || env.DATABASE_FILENAME!;
    await open.close();
    detached = openDetached({ engine, address, now: open.clock.now(), ticking: true });
  });
  afterAll(async () => {
    await Promise.all(processes.map((one) => one.end('SIGKILL')));
    await detached.close();
    await database.drop();
  });

  const start = async (): Promise<void> => {
    processes.push(await startProcess(database, { REWARDS_TASKS: 'false' }));
  };
  const countOf = async (table: string): Promise<number> =>
    Number((await detached.knex(table).count({ count: '*' }))[0]!.count);
  const decided = () => countOf('rewards_club_decisions');
  const payoutsOf = (trigger: string): Promise<Row[]> =>
    detached
      .knex('rewards_payouts as p')
      .join('rewards_club_events as e', 'e.id', 'p.event')
      .where('e.type', trigger)
      .select('p.status', 'p.amount', 'p.external_id');
  const sumOf = (rows: readonly Row[]) => rows.reduce((sum, { amount }) => sum + Number(amount), 0);

  it('lose nothing, pay nothing twice, and keep order, caps and pools', async () => {
    const all = VISITORS * VISITS + CLAIMANTS + SHARERS;
    await start();
    // On SQLite two Strapis are no cluster.
    if (engine !== 'sqlite') await start();
    for (const at of KILLS) {
      while ((await decided()) < at) await sleep(5);
      await processes.shift()!.end('SIGKILL');
      await start();
    }
    await until(async () => (await decided()) === all, 'all was decided', {
      patience: PATIENCE,
      every: 200,
      seen: () => processes.map((one) => one.said()).join('\n'),
    });

    const statuses = new Map<string, string>();
    const standings: { readonly id: string; readonly status: string }[] = await detached
      .knex('rewards_club_standings')
      .select('id', 'status');
    for (const { id, status } of standings) statuses.set(id, status);
    const paidFirst = Array.from({ length: VISITS }, (_, i) => (i < 3 ? 'paid' : 'processed'));
    for (const ids of visits) expect(ids.map((id) => statuses.get(id))).toEqual(paidFirst);

    const claims = await payoutsOf('claim');
    expect(claims.map(({ status }) => status).toSorted()).toEqual([
      ...Array.from({ length: 10 }, () => 'paid'),
      'pending',
    ]);
    const [left] = (await detached.knex('rewards_pools').where({ code: pool })) as [Record<string, unknown>];
    expect([Number(left.available), Number(left.paid), Number(left.waiting)]).toEqual([0, 100_000, 1]);
    const moves: { readonly amount: unknown }[] = await detached.knex('rewards_pool_rows').select('amount');
    expect(moves.reduce((sum, { amount }) => sum + Number(amount), 0)).toBe(0);

    expect(sumOf((await payoutsOf('share')).filter(({ status }) => status === 'paid'))).toBe(10_000);

    const payouts = [...claims, ...(await payoutsOf('visit')), ...(await payoutsOf('share'))];
    const keys = payouts.filter(({ status }) => status === 'paid').map(({ external_id: id }) => id);
    const entries: { readonly idempotency_key: string }[] = await detached
      .knex('rewards_ledger_entries')
      .where({ source: 'club' })
      .select('idempotency_key');
    expect(entries.map(({ idempotency_key: key }) => key).toSorted()).toEqual(keys.toSorted());
    expect((await detached.ledger.check()).findings).toEqual([]);
  }, 600_000);
});
