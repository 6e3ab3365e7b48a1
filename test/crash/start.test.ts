/** Real Strapi processes that start at the same moment on one database: all of them come up, and what is set up is set up once. */
import { createScratchDatabase, openKnex, type ScratchDatabase } from '../support/database';
import { describeOnEveryEngine } from '../support/engines';
import { fingerprintOfGuards } from '../db/rules/earlier-guards';
import { startProcess, type StrapiProcess } from './instances';

const WITHOUT_PLUGIN = { REWARDS_ENABLED: 'false' };
/** How many start on a database that is set up: those of a large host in `test:deep`. */
const MANY = process.env.REWARDS_TEST_DEEP === 'true' ? 8 : 4;
/** A machine of two cores boots many Strapis slowly. */
const PATIENCE = 400_000;

describeOnEveryEngine('instances that start at once', (engine) => {
  let database: ScratchDatabase;
  beforeEach(async () => {
    database = await createScratchDatabase(engine);
  });
  afterEach(() => database.drop());

  async function startAndStop(count: number, env: Record<string, string> = {}): Promise<void> {
    const started = await Promise.allSettled(Array.from({ length: count }, () => startProcess(database, env)));
    const up = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    await Promise.all(up.map((one: StrapiProcess) => one.end('SIGKILL')));
    const reasons = started.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    // On SQLite Strapi itself ends where two of it write their administrators' permissions at once: not the plugin's doing.
    expect(reasons.filter((reason) => engine !== 'sqlite' || reason.includes('rewards_'))).toEqual([]);
    for (const one of up) expect(one.said()).not.toMatch(/error|PRIVATE KEY/i);
  }

  /** What a start makes, each of which must be there once. */
  async function whatIsSetUp(): Promise<Record<string, unknown>> {
    const knex = openKnex(database);
    try {
      const listed = await knex('strapi_core_store_settings')
        .where('key', 'like', '%persisted_tables')
        .select<{ value: string }[]>('value');
      const names = listed.flatMap(({ value }) => (JSON.parse(value) as { name: string }[]).map(({ name }) => name));
      return {
        tiers: await knex('rewards_tiers').orderBy('code').pluck('code'),
        leases: await knex('rewards_task_leases').orderBy('id').pluck('id'),
        persisted: names.filter((name) => name.startsWith('rewards_')).sort(),
        guards: await fingerprintOfGuards(knex, engine),
        open: await knex('rewards_maintenance'),
        keys: await knex('rewards_signing_keys').pluck('id'),
      };
    } finally {
      await knex.destroy();
    }
  }

  it(
    'bring a plugin that is new to the database up together',
    async () => {
      await startAndStop(1, WITHOUT_PLUGIN);
      await startAndStop(4);
      const { tiers, persisted, leases, guards, open, keys } = await whatIsSetUp();
      expect(tiers).toEqual(['bronze', 'gold', 'platinum', 'silver']);
      expect(new Set(persisted as string[]).size).toBe((persisted as string[]).length);
      expect(persisted).toContain('rewards_ledger_entries');
      expect(new Set(leases as string[]).size).toBe((leases as string[]).length);
      expect((guards as unknown[]).length).toBeGreaterThanOrEqual(5);
      expect(open).toEqual([]);
      // V11. One key for all of them.
      expect(keys).toHaveLength(1);
    },
    PATIENCE,
  );

  it(
    'find a database that is set up as it should be, and write nothing to it',
    async () => {
      await startAndStop(1);
      const before = await whatIsSetUp();
      await startAndStop(MANY);
      expect(await whatIsSetUp()).toEqual(before);
    },
    PATIENCE,
  );
});
