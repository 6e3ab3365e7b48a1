/** The rewards club in real Strapi processes on one database, of which one is killed again and again while they decide. */
import type { ClubEventInput, MissionDefinition } from '../../server/contract';
import { ManualClock } from '../support/clock';
import { openClub } from '../db/club/open-club';
import type { ScratchDatabase } from '../support/database';
import { describeOnEveryServer } from '../support/engines';
import { createPreparedDatabase } from '../support/strapi';
import { until } from '../support/tasks';
import { type DetachedLedger, openDetached } from './detached-ledger';
import { startProcess, type StrapiProcess } from './instances';

const DEEP = process.env.REWARDS_TEST_DEEP === 'true';
const MEMBERS = 40;
const EACH = DEEP ? 100 : 25;
const KILLS = DEEP ? 6 : 2;
/** E5. The lifetime below which the mission pays: the first events of a member are paid, and no later one. */
const PAID_OF_EACH = 15;
const PATIENCE = 120_000;

interface PayoutRow {
  readonly id: string;
  readonly event: string;
  readonly external_id: string;
  readonly member: string;
  readonly status: string;
  readonly amount: unknown;
  readonly entry: string | null;
}

describeOnEveryServer('the rewards club of processes that are killed', (engine) => {
  let database: ScratchDatabase;
  let detached: DetachedLedger;
  let processes: StrapiProcess[] = [];
  /** Ids of the ordered mission's events by member, as they were recorded. */
  const ordered = new Map<string, string[]>();
  const codes = { ordered: 'ordered', claims: 'claims', capped: 'capped' };
  const total = MEMBERS * EACH + 11 + 10;

  beforeAll(async () => {
    database = await createPreparedDatabase(engine);
    // Off, so that what is recorded waits for the processes (E24); by their own clock it is in the past.
    const env = { REWARDS_FEATURES: JSON.stringify({ rewardsClub: false }) };
    const open = await openClub(engine, { database, env, clock: new ManualClock(Date.now() - 60_000) });
    const { points, club } = open;
    const amount = (of: string) => [{ kind: 'amount' as const, currency: points, amount: of }];
    const mission = (code: string, more: Partial<MissionDefinition>) =>
      open.mission({ trigger: code, ...more }, { code });
    for (const [code, budget] of [
      ['pool', '1000'],
      ['big', '100000'],
    ] as const) {
      await club.createPool({ code, name: code, currency: points });
      await club.fundPool({ pool: code, amount: budget, reason: 'The budget', idempotencyKey: code });
    }
    await mission(codes.ordered, {
      ...{ rewards: amount('1'), pool: 'big' },
      conditions: { fact: `member.lifetime.${points}`, op: 'lt', value: String(PAID_OF_EACH) },
    });
    await mission(codes.claims, { rewards: amount('100'), pool: 'pool' });
    const limit = { currency: points, limit: '100' };
    await mission(codes.capped, {
      ...{ rewards: amount('30'), caps: [{ scope: 'mission', per: 'all', amount: limit, trim: true }] },
    });
    const record = async (events: readonly ClubEventInput[]): Promise<readonly string[]> => {
      const outcomes = [];
      for (let at = 0; at < events.length; at += 1_000) {
        outcomes.push(...(await club.recordMany(events.slice(at, at + 1_000))));
      }
      return outcomes.map((one) => (one.ok ? one.event.id : one.error.code));
    };
    const some = async (count: number) => {
      const people = Array.from({ length: count }, () => ({ externalId: open.key() }));
      return (await open.members.ensureMany(people)).map(({ documentId }) => documentId);
    };
    const members = await some(MEMBERS);
    const events = Array.from({ length: EACH }, () => members).flat();
    const ids = await record(events.map((member) => open.event({ type: codes.ordered, member })));
    events.forEach((member, i) => ordered.set(member, [...(ordered.get(member) ?? []), ids[i]!]));
    await record((await some(11)).map((member) => open.event({ type: codes.claims, member })));
    await record((await some(10)).map((member) => open.event({ type: codes.capped, member })));
    const now = open.clock.now();
    await open.close();
    const address = database.env.DATABASE_URL || database.env.DATABASE_FILENAME!;
    detached = openDetached({ engine, address, now, ticking: true });
  }, 120_000);
  afterAll(async () => {
    await Promise.all(processes.map((one) => one.end('SIGKILL')));
    await detached.close();
    await database.drop();
  });

  const start = () => startProcess(database, { REWARDS_TASKS: 'false' });
  const count = async (table: string, where: object): Promise<number> => {
    const [row] = await detached.knex(table).where(where).count<{ n: unknown }[]>({ n: '*' });
    return Number(row!.n);
  };
  const left = () => count('rewards_club_standings', { status: 'received' });
  const payoutsOf = async (code: string): Promise<PayoutRow[]> =>
    detached.knex('rewards_payouts').where('external_id', 'like', `%/${code}/0`).orderBy('id');
  const paidOf = (rows: readonly PayoutRow[]) => rows.filter(({ status }) => status === 'paid');

  it('E5 loses nothing of what it has taken in, whoever is killed in the middle', async () => {
    expect(await left()).toBe(total);
    // Held back, and let go wave by wave, so that each kill finds them in the middle.
    const standings = () => detached.knex('rewards_club_standings');
    const all = await standings().orderBy('id').select<{ id: string; due_at: unknown }[]>('id', 'due_at');
    await standings().update({ due_at: null });
    processes = await Promise.all([start(), start()]);
    const size = Math.ceil(total / (KILLS + 1));
    let killedInTheMiddle = 0;
    for (let from = 0; from < total; from += size) {
      const wave = all.slice(from, from + size);
      const ids = wave.map(({ id }) => id);
      const before = await left();
      await standings()
        .whereIn('id', ids)
        .update({ due_at: wave[0]!.due_at as number });
      // What comes after the last kill is worked off in peace.
      if (from + size >= total) break;
      await until(async () => (await left()) < before, 'some were decided', { patience: PATIENCE, every: 5 });
      await processes.shift()!.end('SIGKILL');
      if ((await left()) > before - wave.length) killedInTheMiddle += 1;
      processes.push(await start());
    }
    await until(async () => (await left()) === 0, 'all was decided', {
      ...{ patience: PATIENCE, every: 100 },
      seen: () => processes.map((one) => one.said()).join('\n'),
    });
    expect(killedInTheMiddle).toBeGreaterThan(0);
    expect(await count('rewards_club_decisions', {})).toBe(total);
    expect(await count('rewards_club_standings', { status: 'error' })).toBe(0);
  }, 300_000);

  it('E5 keeps the order of each member: the first are paid, and none behind them', async () => {
    const paid = paidOf(await payoutsOf(codes.ordered));
    for (const [member, ids] of ordered) {
      const own = paid.filter((one) => one.member === member).map(({ event }) => event);
      expect(own.toSorted()).toEqual(ids.slice(0, PAID_OF_EACH).toSorted());
    }
  });

  it('E13 pays 100 in all for ten events of 30 against a cap of 100', async () => {
    const amounts = paidOf(await payoutsOf(codes.capped)).map(({ amount }) => Number(amount));
    expect(amounts.toSorted((one, other) => other - one)).toEqual([3_000, 3_000, 3_000, 1_000]);
  });

  it('E14 pays ten of eleven claims, and a pool is the sum of its rows', async () => {
    const claims = await payoutsOf(codes.claims);
    expect(claims.map(({ status }) => status).toSorted()).toEqual([...Array<string>(10).fill('paid'), 'pending']);
    const pools = await detached.knex('rewards_pools').select<{ id: string; available: unknown; paid: unknown }[]>();
    for (const { id, available, paid } of pools) {
      const rows = await detached.knex('rewards_pool_rows').where({ pool: id }).orderBy('sequence').select();
      const amounts = (rows as { amount: unknown; sequence: unknown; move: string }[]).map((row) => Number(row.amount));
      expect(amounts.reduce((sum, one) => sum + one, 0)).toBe(Number(available));
      expect(amounts.filter((one) => one < 0).reduce((sum, one) => sum - one, 0)).toBe(Number(paid));
      expect(rows.map(({ sequence }: { sequence: unknown }) => Number(sequence))).toEqual(amounts.map((_, i) => i + 1));
    }
  });

  it('E16 has one row of the ledger for each payout that is paid, and one payout for each row', async () => {
    const paid = paidOf(await detached.knex('rewards_payouts').select());
    const rows: { id: string; idempotency_key: string }[] = await detached
      .knex('rewards_ledger_entries')
      .where({ source: 'club' })
      .select('id', 'idempotency_key');
    const pairs = (of: readonly (readonly [string | null, string])[]) => of.map((pair) => pair.join(' ')).toSorted();
    expect(pairs(rows.map((row) => [row.id, row.idempotency_key]))).toEqual(
      pairs(paid.map((one) => [one.entry, one.external_id])),
    );
    expect((await detached.ledger.check()).findings).toEqual([]);
  });
});
