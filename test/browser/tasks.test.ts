import type { Page } from 'playwright-core';

import type { LedgerService, TasksService } from '../../server/contract';
import { type OpenBrowser, openBrowser } from '../support/browser';
import { type RunningStrapi, startStrapi } from '../support/strapi';
import { look, LOOKS, violationsIn } from './axe';
import { type Club, foundClub } from './club';
import { photograph } from './photograph';

const ADDRESS = '/admin/plugins/rewards/tasks';

describe('scheduled tasks in a browser', () => {
  let app: RunningStrapi;
  let browser: OpenBrowser;
  let page: Page;
  let tasks: TasksService;
  let club: Club;
  const errors: string[] = [];

  beforeAll(async () => {
    const schedules = {
      'repair-projections': { schedule: '15 1 * * *', timezone: 'Europe/Berlin' },
      'expire-due': false,
    };
    app = await startStrapi({ engine: 'sqlite', shipped: true, env: { REWARDS_TASKS: JSON.stringify(schedules) } });
    club = await foundClub(app.strapi);
    tasks = app.strapi.plugin('rewards').service<TasksService>('tasks');
    browser = await openBrowser(app);
    page = await browser.pageOf(await app.createAdminWith(['plugin::rewards.view-tasks', 'plugin::rewards.run-tasks']));
    page.on('pageerror', (error) => errors.push(error.message));
    await page.getByRole('button', { name: 'Close the banner.' }).click();
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
  });

  const dialog = () => page.getByRole('dialog');
  const run = async (name: string) => {
    await page.getByRole('button', { name: `Run now: ${name}` }).click();
    await dialog().getByRole('button', { name: 'Run now' }).click();
    await dialog().waitFor({ state: 'detached' });
  };
  const row = (name: string) => page.locator('tbody tr').filter({ hasText: name });

  it('are found in the navigation, with when they run next, or that they do not', async () => {
    await page.getByRole('link', { name: 'Rewards' }).click();
    await page.getByRole('heading', { name: 'Scheduled tasks', level: 1 }).waitFor();
    await row('Repair projections').getByText('15 1 * * *').waitFor();
    expect(await row('Repair projections').textContent()).toMatch(/Europe\/Berlin/);
    expect(await row('Repair projections').locator('time').count()).toBe(1);
    expect(await row('Expire what is due').textContent()).toMatch(/off.*Runs only on request.*Has not run yet/);
  });

  it('run when the button is pressed, and show what came of it', async () => {
    await page.goto(ADDRESS);
    await run('Repair projections');
    await row('Repair projections').getByText('succeeded').waitFor();
    expect(await row('Repair projections').textContent()).toMatch(/took [\d.]+ (ms|sec).*\d+ accounts checked/);
    expect((await tasks.history({ task: 'repair-projections' })).rows).toMatchObject([{ status: 'succeeded' }]);
  });

  it('say what they will do before they do it, and do nothing until that is confirmed', async () => {
    await page.goto(ADDRESS);
    await page.getByRole('button', { name: 'Run now: Reconcile' }).click();
    await dialog().getByText('Compares every member with the ledger,').waitFor();
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await dialog().waitFor({ state: 'detached' });
    expect((await tasks.history({ task: 'reconcile' })).total).toBe(0);
    // The dialogue is a part of the row to React alone.
    expect(new URL(page.url()).search).toBe('');
  });

  it('tell how much of each currency would be written off, to the last unit, and then write that off', async () => {
    const ledger = app.strapi.plugin('rewards').service<LedgerService>('ledger');
    await page.goto(ADDRESS);
    await page.getByRole('button', { name: 'Run now: Expire what is due' }).click();
    await dialog().getByText('Nothing is due, so nothing would be posted.').waitFor();
    await page.keyboard.press('Escape');
    const soon = Date.now() + 1_500;
    for (const [who, amount] of [
      ['ada', '90071992546000.00'],
      ['grace', '90071992547409.91'],
    ] as const) {
      const posting = { member: club.idOf[who]!, currency: 'credits', amount, idempotencyKey: `soon-${who}` };
      await ledger.grant({ ...posting, expiresAt: new Date(soon).toISOString() });
    }
    await page.waitForTimeout(soon + 100 - Date.now());
    await look(page, 'light', 768);
    await page.goto(ADDRESS);
    await page.getByRole('button', { name: 'Run now: Expire what is due' }).click();
    await dialog().getByText('Something is due on 2 accounts.').waitFor();
    await dialog().getByRole('row', { name: 'Store Credit 2 180,143,985,093,409.91 0.00' }).waitFor();
    expect(await violationsIn(page, '[role="dialog"]')).toEqual([]);
    await photograph(page, 'tasks-due');
    await look(page, 'light', 1280);
    expect((await tasks.history({ task: 'expire-due' })).total).toBe(0);
    await dialog().getByRole('button', { name: 'Run now' }).click();
    await row('Expire what is due').getByText('2 lots expired').waitFor();
    expect((await ledger.balance({ member: club.idOf.grace!, currency: 'credits' })).balance).toBe('0.00');
  });

  it('say in the dialogue that a run did not begin', async () => {
    await page.goto(ADDRESS);
    await page.route('**/rewards/tasks/*/run', (route) => route.abort());
    await page.getByRole('button', { name: 'Run now: Repair projections' }).click();
    await dialog().getByRole('button', { name: 'Run now' }).click();
    await dialog().getByRole('alert').filter({ hasText: 'The server did not respond.' }).waitFor();
    await page.unroute('**/rewards/tasks/*/run');
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });

  it('show their runs, newest first, with who asked, and an error that unfolds', async () => {
    const ledger = app.strapi.plugin('rewards').service<LedgerService>('ledger');
    const rebuild = ledger.rebuild;
    Object.assign(ledger, { rebuild: () => Promise.reject(new Error('The disk is full.\n  at secret.ts:1')) });
    await page.goto(ADDRESS);
    await page.getByRole('link', { name: 'Runs of Repair projections' }).click();
    await page.waitForURL('**task=repair-projections');
    const history = page.getByRole('region', { name: /^Repair projections: \d+ runs?$/ });
    await history.getByText('Ada Admin').first().waitFor();
    await run('Repair projections');
    await history.getByText('failed').waitFor();
    Object.assign(ledger, { rebuild });
    await history.getByText('Why', { exact: true }).click();
    await history.getByText('The disk is full.').waitFor();
    expect(await page.getByText('secret.ts').count()).toBe(0);
    expect(await violationsIn(page, 'main')).toEqual([]);
  });

  it('ask for nothing in a storm while nothing runs', async () => {
    await page.goto(`${ADDRESS}?task=repair-projections`);
    await page.getByText('The last 1,000 runs are kept.').waitFor();
    let requests = 0;
    page.on('request', (request) => (requests += request.url().includes('/rewards/tasks') ? 1 : 0));
    await page.waitForTimeout(5_000);
    expect(requests).toBeLessThanOrEqual(1);
  });

  it('say that a task has not run yet', async () => {
    await page.goto(`${ADDRESS}?task=warn-of-expiry`);
    await page.getByText('This task has not run yet.').waitFor();
  });

  it('say that they could not be loaded, and try again', async () => {
    // The page's own address ends the same way.
    const isList = (url: URL) => url.pathname === '/rewards/tasks';
    await page.route(isList, (route) => route.fulfill({ status: 500, body: '{}' }));
    await page.goto(ADDRESS);
    await page.getByRole('alert').getByText('The tasks could not be loaded.').waitFor();
    await page.unroute(isList);
    await page.getByRole('button', { name: 'Try again' }).click();
    await row('Repair projections').waitFor();
  });

  it('show an auditor what happens, and no button', async () => {
    const auditor = await browser.pageOf(await app.createAdminWith(['plugin::rewards.view-tasks']));
    await auditor.goto(`${ADDRESS}?task=repair-projections`);
    await auditor.getByText('The last 1,000 runs are kept.').waitFor();
    expect(await auditor.getByRole('button', { name: /Run now/ }).count()).toBe(0);
  });

  it.each(LOOKS)('have nothing that axe objects to, in %s at %i pixels', async (theme, width) => {
    await look(page, theme, width);
    await page.goto(`${ADDRESS}?task=repair-projections`);
    await page.getByText('The last 1,000 runs are kept.').waitFor();
    expect(await violationsIn(page, 'main')).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });

  it('throw no error on the way', () => {
    expect(errors).toEqual([]);
  });
});
