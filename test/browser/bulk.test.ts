import type { Page } from 'playwright-core';

import type { LedgerService, MembersService } from '../../server/contract';
import type { AdminUser } from '../support/admin-session';
import { type OpenBrowser, openBrowser } from '../support/browser';
import { type RunningStrapi, startStrapi } from '../support/strapi';

const ADDRESS = '/admin/plugins/rewards/adjustments/bulk';
const REASON = 'Goodwill after the outage';

describe('the page of bulk adjustments', () => {
  let app: RunningStrapi;
  let browser: OpenBrowser;
  let page: Page;
  let ledger: LedgerService;
  const ids: string[] = [];

  beforeAll(async () => {
    app = await startStrapi({ engine: 'sqlite', shipped: true });
    browser = await openBrowser(app);
    const rewards = app.strapi.plugin('rewards');
    ledger = rewards.service<LedgerService>('ledger');
    const members = rewards.service<MembersService>('members');
    await app.strapi
      .documents('plugin::rewards.currency' as never)
      .create({ data: { code: 'points', name: 'Community Points', scale: 0 } as never });
    for (const name of ['Ada', 'Grace', 'Barbara']) {
      ids.push((await members.ensure({ externalId: name, name, handle: name.toLowerCase() })).documentId);
    }
    page = await browser.pageOf(await app.createSuperAdmin());
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
  });

  const balances = () =>
    Promise.all(ids.map(async (member) => (await ledger.balance({ member, currency: 'points' })).balance));
  const button = (name: string | RegExp) => page.getByRole('button', { name });

  async function choose(...lines: string[]): Promise<void> {
    const csv = ['member,currency,amount,reason', ...lines].join('\n');
    await page.setInputFiles('input[type=file]', { name: 'week.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  }

  it('shows what is wrong with two lines, and posts the others once, however often the button is hit', async () => {
    await page.goto(ADDRESS);
    await choose(
      `Ada,points,50,${REASON}`,
      `Nobody,points,50,${REASON}`,
      `@grace,points,-5,${REASON}`,
      `barbara,points,7,${REASON}`,
    );
    await page.getByText('2 lines can be posted').waitFor();
    await page.getByText('2 lines cannot be posted').first().waitFor();
    await page.getByText('there is no member "Nobody"').waitFor();
    await page.getByText(/Not enough points: 0 available, 5 requested/).waitFor();
    expect(await button('Post 2 adjustments').isDisabled()).toBe(true);
    expect(await balances()).toEqual(['0', '0', '0']);

    await page.getByText('Leave out the 2 lines that cannot be posted').click();
    await button('Post 2 adjustments').dblclick();
    await page.getByText('2 adjustments were posted, 2 lines were left out.').waitFor();
    expect(await balances()).toEqual(['50', '0', '7']);
  });

  it('reverses a batch as a whole, with a reason', async () => {
    await button('Reverse').click();
    const dialog = page.getByRole('dialog');
    const reverse = dialog.getByRole('button', { name: 'Reverse' });
    expect(await reverse.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill('Posted by mistake');
    await reverse.click();
    await page.getByText('2 entries were reversed.').waitFor();
    expect(await balances()).toEqual(['0', '0', '0']);
    await dialog.waitFor({ state: 'detached' });
    await button('Reverse').waitFor({ state: 'detached' });
    // The button is gone: the next Tab goes on in the page.
    await page.waitForFunction(() => document.activeElement?.id === 'main-content');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
  });

  it('gives the focus back to what opened a reversal that was given up or refused', async () => {
    await choose(`Ada,points,3,${REASON}`);
    await button('Post 1 adjustment').click();
    await button('Reverse').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('Posted by mistake');
    await page.route('**/reversal', (route) => route.abort());
    await dialog.getByRole('button', { name: 'Reverse' }).click();
    await dialog.getByRole('alert').filter({ hasText: 'The server did not respond.' }).waitFor();
    expect(await dialog.getByRole('textbox').inputValue()).toBe('Posted by mistake');
    await page.unroute('**/reversal');
    await page.keyboard.press('Escape');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.textContent === 'Reverse');
  });

  it('says in words what is wrong with a file that is none', async () => {
    await page.setInputFiles('input[type=file]', {
      name: 'x.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('a,b\n1,2\n'),
    });
    await page.getByText(/has no column "member"/).waitFor();
  });

  it('shows the batches and no form to who may only look', async () => {
    const auditor: AdminUser = await app.createAdminWith(['plugin::rewards.view-adjustments']);
    const theirs = await browser.pageOf(auditor);
    await theirs.goto(ADDRESS);
    await theirs.getByText('Bulk adjustments so far').waitFor();
    await theirs.locator('tbody time').first().waitFor();
    expect(await theirs.getByRole('button', { name: /Choose a file|Reverse/ }).count()).toBe(0);
    await theirs.context().close();
  });
});
