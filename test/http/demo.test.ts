/**
 * The demo's filling: broken off, finished, and left alone from then on. On SQLite, which is what the demo runs on. What
 * it counts is what an unbroken filling gives: the plan is the same every time.
 */
import type { Core } from '@strapi/types';

import type { LedgerService } from '../../server/contract';
import { createScratchDatabase, type ScratchDatabase } from '../support/database';
import { type RunningStrapi, startStrapi } from '../support/strapi';

const DEMO = { REWARDS_DEMO: 'true' };
const PASSWORD = 'RewardsDemo1';
const ROWS = {
  adjustment: 202,
  deduct: 2_146,
  expire: 1_150,
  grant: 16_179,
  release: 450,
  reserve: 1_530,
  reversal: 169,
};
const DAY = 24 * 60 * 60 * 1000;

interface Clock {
  now(): number;
}

/** Cuts the power at the so manieth look at the demo's clock. */
function breakOffAfter(looks: number) {
  return (strapi: Core.Strapi): void => {
    const set = strapi.config.set.bind(strapi.config);
    let looked = 0;
    strapi.config.set = (path, value) => {
      if (path !== 'plugin::rewards.clock') return set(path, value);
      const now = () => {
        looked += 1;
        if (looked > looks) throw new Error('the power is cut');
        return (value as Clock).now();
      };
      return set(path, { now });
    };
  };
}

describe('[sqlite] the demo', () => {
  let database: ScratchDatabase;
  let app: RunningStrapi | undefined;

  const running = () => app!;
  const knex = () => running().strapi.db.connection;
  const countOf = async (table: string, where: Record<string, unknown> = {}) =>
    Number((await knex()(table).where(where).count({ rows: '*' }))[0]!.rows);
  const rowsByType = async () => {
    const counts: Record<string, number> = {};
    for (const type of Object.keys(ROWS)) counts[type] = await countOf('rewards_ledger_entries', { type });
    return counts;
  };

  beforeAll(async () => {
    database = await createScratchDatabase('sqlite');
  });
  afterEach(async () => {
    await app?.stop();
    app = undefined;
  });
  afterAll(() => database.drop());

  it('goes on where a first filling was broken off, to the same rows, and every sum is right', async () => {
    const broken = startStrapi({ engine: 'sqlite', database, env: DEMO, beforeLoad: breakOffAfter(4_000) });
    await expect(broken).rejects.toThrow('the power is cut');

    app = await startStrapi({ engine: 'sqlite', database, env: DEMO });
    expect(await rowsByType()).toEqual(ROWS);
    expect(await countOf('rewards_members')).toBe(312);
    const ledger = app.strapi.plugin('rewards').service<LedgerService>('ledger');
    expect((await ledger.check()).findings).toEqual([]);
    expect((await ledger.verifyChain()).findings).toEqual([]);
  }, 400_000);

  it('shows what a club has: open and lapsed holds, lots that expire soon and overdue ones, every tier and level', async () => {
    app = await startStrapi({ engine: 'sqlite', database, env: DEMO });
    expect(await rowsByType()).toEqual(ROWS);
    for (const status of ['open', 'captured', 'released', 'expired']) {
      expect(await countOf('rewards_holds', { status })).toBeGreaterThan(5);
    }
    const now = Date.now();
    const lots = () => knex()('rewards_lots').where('is_open', 1);
    const dueBetween = async (from: number, to: number) =>
      Number((await lots().whereBetween('expires_at', [from, to]).count({ rows: '*' }))[0]!.rows);
    expect(await dueBetween(0, now)).toBeGreaterThan(10);
    expect(await dueBetween(now, now + 14 * DAY)).toBeGreaterThan(50);
    const standings = await knex()('rewards_accounts').distinct('tier', 'level');
    expect(standings.map((row: { tier: string | null }) => row.tier)).toEqual(
      expect.arrayContaining(['bronze', 'silver', 'gold', 'platinum']),
    );
    expect(standings.map((row: { level: string | null }) => row.level)).toEqual(
      expect.arrayContaining(['newcomer', 'contributor', 'regular', 'expert', 'legend']),
    );
    expect(await countOf('rewards_badges')).toBe(8);
    expect(await countOf('rewards_badge_awards')).toBeGreaterThan(300);
    expect(await countOf('rewards_adjustments')).toBe(ROWS.adjustment);
    const [spread] = await knex()('rewards_ledger_entries').min({ first: 'posted_at' }).max({ last: 'posted_at' });
    expect(Number(spread!.last) - Number(spread!.first)).toBeGreaterThan(360 * DAY);
  });

  it('has three log-ins: one for everything, one for all of rewards, and one that may only look', async () => {
    app = await startStrapi({ engine: 'sqlite', database, env: DEMO });
    const permissionsOf = async (email: string) => {
      const login = await running().request<{ data: { token: string } }>('/admin/login', {
        body: { email, password: PASSWORD },
      });
      expect(login.status).toBe(200);
      const { token } = login.body.data;
      const mine = await running().request<{ data: { action: string }[] }>('/admin/users/me/permissions', { token });
      expect((await running().request('/rewards/ledger/entries', { token })).status).toBe(200);
      return mine.body.data.map(({ action }) => action);
    };
    const ofAdmin = await permissionsOf('admin@rewards.example');
    const ours = ofAdmin
      .filter((action) => action.startsWith('plugin::rewards.'))
      .filter((a) => !a.includes('::rewards.content'));
    expect(ofAdmin).toContain('admin::users.create');
    expect((await permissionsOf('manager@rewards.example')).toSorted()).toEqual(ours.toSorted());
    expect((await permissionsOf('auditor@rewards.example')).toSorted()).toEqual(
      ours.filter((action) => action.startsWith('plugin::rewards.view-')).toSorted(),
    );
  });
});
