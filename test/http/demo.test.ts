/**
 * The demo's filling: broken off, finished, and left alone from then on. On SQLite, which is what the demo runs on. What
 * it counts is what an unbroken filling gives: the plan is the same every time.
 */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

import type { Core } from '@strapi/types';

import {
  type LedgerService,
  type MeDto,
  type ReconciliationService,
  REDEMPTION_STATUSES,
  type RedemptionService,
  type ShopQuoteDto,
} from '../../server/contract';
import { PLAYGROUND } from '../support/artifacts';
import { createScratchDatabase, type ScratchDatabase } from '../support/database';
import { hostRequire } from '../support/host';
import { type RunningStrapi, startStrapi } from '../support/strapi';

const DEMO = { REWARDS_DEMO: 'true' };
/** Few, but more than what the second of the fillings comes to before it is broken off. */
const AFFILIATE_DAYS = 11;
const AFFILIATES = {
  REWARDS_DEMO_AFFILIATE_DAYS: String(AFFILIATE_DAYS),
  REWARDS_AFFILIATES: JSON.stringify({ allowLoopback: true }),
};
const PASSWORD = 'RewardsDemo1';
/** Three events came twice, of which one was taken back: a part of the damage that reconciliation finds. */
const ROWS = {
  adjustment: 202 + 1,
  deduct: 2_146,
  expire: 1_150,
  // The new member has been welcomed, and has earned for a first order.
  grant: 16_179 + 3 + 2,
  release: 450,
  reserve: 1_530,
  reversal: 169 + 62,
};
const { createNetwork } = hostRequire(path.join(PLAYGROUND, 'affiliate-network/server.cjs')) as {
  createNetwork(): Server;
};
const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Clock {
  now(): number;
}

/** What is wrong in the demo when it is filled, gravest first: `severity kind status`. */
const OPEN = [
  'critical chain_break detected',
  'high balance_mismatch detected',
  'high duplicate_transaction investigating',
  'low due_mismatch detected',
  'medium lot_mismatch detected',
  'medium tier_mismatch investigating',
];
/** What of it a check of the projections sees, which the chain and the events are no part of. */
const DRIFTED = ['balance', 'due', 'lot', 'tier'];

/** Cuts the power at a look at the demo's clock. */
function breakOff(isNow: (instant: number, looks: number) => boolean) {
  return (strapi: Core.Strapi): void => {
    const set = strapi.config.set.bind(strapi.config);
    let looks = 0;
    strapi.config.set = (path, value) => {
      if (path !== 'plugin::rewards.clock') return set(path, value);
      const now = () => {
        const instant = (value as Clock).now();
        looks += 1;
        if (isNow(instant, looks)) throw new Error('the power is cut');
        return instant;
      };
      return set(path, { now });
    };
  };
}

/** By daylight ten days before the end: between two nights' runs, in the midst of what they found. */
function isTenDaysBefore(instant: number): boolean {
  const midnight = Math.floor(Date.now() / DAY - 10) * DAY;
  return instant > midnight + 0.2 * DAY && instant < midnight + 0.9 * DAY;
}

describe('[sqlite] the demo', () => {
  let database: ScratchDatabase;
  let app: RunningStrapi | undefined;

  const running = () => app!;
  const reconciliation = () => running().strapi.plugin('rewards').service<ReconciliationService>('reconciliation');
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

  it('goes on where fillings were broken off, to the same rows, and every sum is right but those that were damaged', async () => {
    const network = createNetwork().listen(0, '127.0.0.1');
    await once(network, 'listening');
    const { port } = network.address() as AddressInfo;
    const env = { ...DEMO, ...AFFILIATES, REWARDS_NETWORK_URL: `http://127.0.0.1:${port}` };
    const cuts = [(_: number, looks: number) => looks > 4_000, isTenDaysBefore];
    for (const cut of cuts) {
      const broken = startStrapi({ engine: 'sqlite', database, env, beforeLoad: breakOff(cut) });
      await expect(broken).rejects.toThrow('the power is cut');
    }

    app = await startStrapi({ engine: 'sqlite', database, env });
    // Nobody waits for what it takes its time over.
    network.close().closeAllConnections();
    expect(await rowsByType()).toEqual(ROWS);
    expect(await countOf('rewards_members')).toBe(312 + 1);
    const ledger = app.strapi.plugin('rewards').service<LedgerService>('ledger');
    expect((await ledger.check()).findings.map(({ kind }) => kind).sort()).toEqual(DRIFTED);
    expect((await ledger.verifyChain()).findings.map(({ fault }) => fault)).toEqual(['content']);
    expect(await countOf('rewards_maintenance')).toBe(0);
  }, 400_000);

  it('has affiliate events of every kind, which were sent when they came in', async () => {
    app = await startStrapi({ engine: 'sqlite', database, env: DEMO });
    const table = 'rewards_affiliate_deliveries';
    for (const status of ['success', 'failed', 'pending', 'retried', 'not_qualified', 'cancelled']) {
      expect({ status, count: await countOf(table, { status }) }).not.toEqual({ status, count: 0 });
    }
    const currencies = await knex()(table).distinct<{ currency: string }[]>('currency');
    expect(currencies.map(({ currency }) => currency).sort()).toEqual([
      'CREDITS',
      'EUR',
      'GBP',
      'POINTS',
      'UNKNOWN',
      'USD',
    ]);
    const [negative] = await knex()(table).where('amount', 'like', '-%').count({ rows: '*' });
    expect(Number(negative!.rows)).toBeGreaterThan(50);
    for (const act of ['retry', 'cancel']) {
      const [byHand] = await knex()('rewards_affiliate_acts')
        .where({ act })
        .whereNotNull('actor_id')
        .count({ rows: '*' });
      expect(Number(byHand!.rows)).toBeGreaterThan(0);
    }

    const sent = await knex()(table)
      .where({ status: 'success', attempts: 1 })
      .select<{ created_at: number; sent_at: number }[]>('created_at', 'sent_at');
    expect(sent.length).toBeGreaterThan(1_000);
    // Some wait behind one of their subject that was tried again (F9).
    const late = sent.filter(({ created_at, sent_at }) => sent_at - created_at > MINUTE);
    expect(late.length).toBeLessThan(sent.length / 20);
    const first = Math.min(...sent.map(({ sent_at }) => sent_at));
    expect(Math.round((Date.now() - first) / DAY)).toBeGreaterThanOrEqual(AFFILIATE_DAYS - 1);
  });

  it('has a month of nightly reconciliations, which found what was damaged and nothing else', async () => {
    app = await startStrapi({ engine: 'sqlite', database, env: DEMO });
    const service = reconciliation();
    const { trend, last, current, openBySeverity, byStatus, membersAffected } = await service.overview();
    expect(current).toBeNull();
    expect(last).toMatchObject({ status: 'completed', type: 'full', membersInScope: 312, errorCount: 0 });
    expect(trend).toHaveLength(30);
    expect(trend.map(({ status }) => status)).toEqual(Array(30).fill('completed'));
    const nights = trend.map(({ startedAt }) => Date.parse(startedAt));
    expect(new Date(nights[0]!).toISOString()).toMatch(/T02:00:00\.\d{3}Z$/);
    expect(Date.now() - nights[29]!).toBeLessThan(DAY + HOUR);
    for (const [i, night] of nights.entries()) expect(Math.abs(night - nights[0]! - i * DAY)).toBeLessThan(MINUTE);
    expect(new Set(trend.map(({ discrepanciesFound }) => discrepanciesFound)).size).toBeGreaterThan(5);
    expect(Math.max(...trend.map(({ discrepanciesFound }) => discrepanciesFound))).toBeGreaterThan(10);
    expect(openBySeverity).toEqual({ critical: 1, high: 2, medium: 2, low: 1 });
    expect(byStatus).toEqual({ detected: 4, investigating: 2, resolved: 27, ignored: 1 });
    expect(membersAffected).toBe(OPEN.length);
    const { total } = await service.listRuns();
    expect(total).toBe(32);

    const run = await service.run({ type: 'full', verifyChain: true });
    expect(run).toMatchObject({ status: 'completed', discrepanciesFound: OPEN.length, discrepanciesNew: 0 });
    const { rows } = await service.listDiscrepancies();
    expect(rows.map(({ severity, kind, status }) => `${severity} ${kind} ${status}`).sort()).toEqual(OPEN);
  });

  it('tells who put what right, and the tasks when they ran', async () => {
    app = await startStrapi({ engine: 'sqlite', database, env: DEMO });
    const { rows } = await reconciliation().listDiscrepancies({ status: 'all', pageSize: 100 });
    const ends = new Set(rows.map(({ resolution, resolvedBy }) => `${resolution} ${resolvedBy?.name}`));
    expect([...ends].sort()).toEqual([
      'adjust Mona Manager',
      'gone undefined',
      'ignore Mona Manager',
      'null undefined',
      'rebuild Mona Manager',
      'rebuild Tomáš Novotný',
    ]);
    const adjusted = rows.find(({ resolution }) => resolution === 'adjust')!;
    const { entryId } = await reconciliation().getDiscrepancy({ discrepancy: adjusted.id });
    expect(await countOf('rewards_adjustments', { entry_id: entryId, discrepancy: adjusted.id })).toBe(1);
    expect(await countOf('rewards_task_runs', { task: 'reconcile', origin: 'schedule' })).toBe(30);
  });

  it('shows what a club has: open and lapsed holds, lots that expire soon and overdue ones, every tier and level', async () => {
    app = await startStrapi({ engine: 'sqlite', database, env: DEMO });
    expect(await rowsByType()).toEqual(ROWS);
    for (const status of ['open', 'captured', 'released', 'expired']) {
      expect(await countOf('rewards_holds', { status })).toBeGreaterThan(5);
    }
    const redemption = running().strapi.plugin('rewards').service<RedemptionService>('redemption');
    // Nobody gives back a part of what was captured, until a row can be reversed in parts (L37).
    const met = REDEMPTION_STATUSES.filter((status) => status !== 'partly-refunded');
    for (const status of met) expect((await redemption.list({ status })).total).toBeGreaterThan(5);
    expect((await redemption.list()).total - (await redemption.list({ status: 'refused' })).total).toBe(ROWS.reserve);
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

  it('has an example site that is open, two log-ins for it, and a token for its shop, which is a new one at each start', async () => {
    const site = { REWARDS_SITE_URL: 'http://site.test', REWARDS_SHOP_TOKEN: 'first' };
    app = await startStrapi({ engine: 'sqlite', database, env: { ...DEMO, ...site } });
    type Articles = { data: { title: string; author: { handle: string; level: object } | null }[] };
    const path = '/api/articles?sort=publishedAt:desc&populate[author][populate]=level';
    const { body, headers } = await running().request<Articles>(path, { headers: { origin: 'http://site.test' } });
    expect(headers.get('access-control-allow-origin')).toBe('http://site.test');
    expect(body.data.map(({ author }) => author !== null)).toEqual([true, true, true, true, false, true]);
    expect(body.data[0]!.author).toMatchObject({ handle: 'emma.smith', level: { code: expect.any(String) as string } });

    const meOf = async (identifier: string) => {
      const login = await running().request<{ jwt: string }>('/api/auth/local', {
        body: { identifier, password: PASSWORD },
      });
      const token = login.body.jwt;
      const me = await running().request<{ data: MeDto }>('/api/rewards/me', { token });
      const user = await running().request<{ documentId: string }>('/api/users/me', { token });
      return { ...me.body.data, externalId: user.body.documentId };
    };
    const veteran = await meOf('emma.smith@club.example');
    expect(veteran).toMatchObject({
      member: { handle: 'emma.smith' },
      consent: { publicProfile: true, leaderboard: true },
    });
    const newcomer = await meOf('nora.lindqvist@club.example');
    expect(newcomer).toMatchObject({
      member: { handle: 'nora.lindqvist' },
      consent: { publicProfile: false },
      badges: [],
    });

    const quote = (token: string) =>
      running().request<{ data: ShopQuoteDto }>('/api/rewards/redemptions/quote', {
        token,
        body: { externalId: newcomer.externalId, orderAmount: '18.00', currency: 'credits' },
      });
    expect((await quote('first')).body.data).toMatchObject({ redeemable: '4.45', toPay: '13.55' });
    await app.stop();
    app = await startStrapi({ engine: 'sqlite', database, env: { ...DEMO, ...site, REWARDS_SHOP_TOKEN: 'second' } });
    expect([(await quote('first')).status, (await quote('second')).status]).toEqual([401, 200]);
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
