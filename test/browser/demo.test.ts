import fs from 'node:fs';
import path from 'node:path';

import { PLAYGROUND } from '../support/artifacts';
import { type OpenBrowser, openBrowser } from '../support/browser';
import { type RunningStrapi, startStrapi } from '../support/strapi';

/** As `npm run demo` prints them; playground/src/demo/staff.ts makes them. */
const PASSWORD = 'RewardsDemo1';
const LOG_INS = ['admin@rewards.example', 'manager@rewards.example', 'auditor@rewards.example'];
const SCREENSHOTS = path.join(PLAYGROUND, '.tmp/screenshots');

describe('the demo in a browser', () => {
  let app: RunningStrapi;
  let browser: OpenBrowser;

  beforeAll(async () => {
    app = await startStrapi({ engine: 'sqlite', shipped: true, env: { REWARDS_DEMO: 'true' } });
    browser = await openBrowser(app);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
  });

  it.each(LOG_INS)('shows %s a ledger that a year of input went through', async (email) => {
    const page = await browser.pageOf({ email, password: PASSWORD });
    await page.getByRole('button', { name: 'Close the banner.' }).click();
    await page.getByRole('link', { name: 'Rewards' }).click();
    await page.getByRole('link', { name: 'Transaction ledger' }).click();
    await page.waitForSelector('tbody time');

    const count = /([\d,]+) entries/.exec((await page.textContent('main'))!)?.[1];
    expect(Number(count?.replaceAll(',', ''))).toBeGreaterThanOrEqual(20_000);
    // The rows of the ledger say when they were posted; those of the banner, which tells of the month's damage, do not.
    expect(await page.locator('tbody tr', { has: page.locator('time') }).count()).toBe(25);

    // Away from the menu, whose tooltip would lie on the picture.
    await page.locator('h1').click();
    await page.getByRole('tooltip').waitFor({ state: 'detached' });
    fs.mkdirSync(SCREENSHOTS, { recursive: true });
    await page.screenshot({ path: path.join(SCREENSHOTS, `demo-${email.split('@')[0]!}.png`) });
  });

  it('speaks German to whoever has chosen it', async () => {
    const page = await browser.pageOf({ email: LOG_INS[1]!, password: PASSWORD });
    await page.evaluate(() => {
      localStorage.setItem('strapi-admin-language', 'de');
    });
    await page.goto('/admin/plugins/rewards/ledger');
    await page.getByRole('heading', { name: 'Buchungsjournal', level: 1 }).waitFor();
    await page.waitForSelector('tbody time');
    await page.screenshot({ path: path.join(SCREENSHOTS, 'demo-german.png') });
  });

  it('has its first posting on its last page', async () => {
    const page = await browser.pageOf({ email: LOG_INS[2]!, password: PASSWORD });
    await page.goto('/admin/plugins/rewards/ledger');
    const last = page.getByRole('link', { name: /^Go to page \d+$/ }).last();
    await last.click();
    const [first] = await app.strapi.db.connection
      .from('rewards_ledger_entries')
      .orderBy(['posted_at', 'id'])
      .limit(1)
      .select<{ posted_at: number }[]>('posted_at');
    await page.locator(`tbody tr:last-child time[datetime="${new Date(first!.posted_at).toISOString()}"]`).waitFor();
  });
});
