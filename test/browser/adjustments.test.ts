import type { Page } from 'playwright-core';

import { type AdjustmentListDto, endpointUrl } from '../../server/contract';
import type { OpenBrowser } from '../support/browser';
import type { RunningStrapi } from '../support/strapi';
import { look, LOOKS, violationsIn } from './axe';
import { openClub, type OpenClub, pickMember } from './club';

const ADDRESS = '/admin/plugins/rewards/adjustments';

describe('manual adjustments in a browser', () => {
  let open: OpenClub;
  let app: RunningStrapi;
  let browser: OpenBrowser;
  let page: Page;
  let token: string;

  beforeAll(async () => {
    open = await openClub();
    ({ app, browser, page, token } = open);
  });
  afterAll(() => open.close());

  const posted = async (query = '') =>
    (await app.request<AdjustmentListDto>(`${endpointUrl('listAdjustments')}${query}`, { token })).body;
  const button = () => page.getByRole('button', { name: 'Post adjustment' });
  const amount = () => page.getByRole('textbox', { name: 'Amount' });

  async function fill(typed: { search: string; member: string; currency: string; amount: string; reason: string }) {
    await pickMember(page, typed.search, typed.member);
    await page.getByRole('combobox', { name: 'Currency' }).click();
    await page.getByRole('option', { name: typed.currency }).click();
    await amount().fill(typed.amount);
    await page.getByRole('textbox', { name: 'Reason' }).fill(typed.reason);
  }

  const ADA = { search: 'ada@club', member: 'Ada Lovelace', currency: 'Store Credit' };

  it('has nothing in its audit table while nothing was posted', async () => {
    await page.goto(ADDRESS);
    await page.waitForSelector('text=No balances have been adjusted by hand yet.');
    expect(await button().isDisabled()).toBe(true);
  });

  it('posts what was added, once for a double click, and lists it with a link to its row', async () => {
    await page.goto(ADDRESS);
    await fill({ ...ADA, amount: '+12.50', reason: 'Refund agreed with Ada' });
    await page.getByRole('rowheader', { name: 'Balance' }).waitFor();
    expect(await violationsIn(page, 'main')).toEqual([]);
    await button().dblclick();
    await page.waitForSelector('tbody >> text=Refund agreed with Ada');
    const { rows, total } = await posted();
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({ amount: '12.50', reason: 'Refund agreed with Ada' });
    expect(await page.locator(`tbody a[href$="/ledger/${rows[0]!.entryId}"]`).count()).toBe(1);
    await page.getByText('Posted: +12.50 Store Credit for Ada Lovelace.').waitFor();
    // Ready for the next one, with a key of its own.
    expect(await amount().inputValue()).toBe('');
  });

  it('posts what was taken', async () => {
    await page.goto(ADDRESS);
    await fill({ ...ADA, amount: '-2.50', reason: 'Refunded too much' });
    await button().click();
    await page.waitForSelector('tbody >> text=Refunded too much');
    expect((await posted()).rows[0]).toMatchObject({ amount: '-2.50' });
  });

  it('says what is available when more would be taken, and does not post', async () => {
    await page.goto(ADDRESS);
    await fill({ ...ADA, amount: '-99999', reason: 'More than there is' });
    await page.waitForSelector('text=Only 1,210.50 available.');
    expect(await amount().getAttribute('aria-invalid')).toBe('true');
    expect(await button().isDisabled()).toBe(true);
    expect(await violationsIn(page, 'main')).toEqual([]);
    expect((await posted()).total).toBe(2);
  });

  it.each([
    ['1,00', 'Amount: enter a number the way numbers are written here, such as 1,234.50.'],
    ['1e3', 'Amount: enter a number the way numbers are written here, such as 1,234.50.'],
    ['1.005', 'Amount: enter at most 2 decimals.'],
    ['0.00', 'Amount: an amount of zero changes nothing.'],
    ['99999999999999.99', 'Amount: more than any account can hold.'],
  ])('objects to %s as it is typed', async (typed, said) => {
    await page.goto(ADDRESS);
    await page.getByRole('combobox', { name: 'Currency' }).click();
    await page.getByRole('option', { name: 'Store Credit' }).click();
    await amount().fill(typed);
    await page.waitForSelector(`text=${said}`);
    expect(await button().isDisabled()).toBe(true);
  });

  it('takes an amount as the page shows it, and never makes one of two', async () => {
    await page.goto(ADDRESS);
    await pickMember(page, ADA.search, ADA.member);
    await page.getByRole('combobox', { name: 'Currency' }).click();
    await page.getByRole('option', { name: ADA.currency }).click();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const paste = async (text: string) => {
      await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
      await amount().fill('');
      await amount().press('Control+V');
    };
    await paste(' −1,210.50\n');
    await page.getByRole('row', { name: 'Balance 1,210.50 0.00' }).waitFor();
    await paste('100\n200');
    await page.getByText('Amount: enter a number the way numbers are written here').waitFor();
    // Longer than a field used to hold: what was left of it was another amount.
    await paste(`${'9'.repeat(39)}.00`);
    await page.getByText('Amount: more than any account can hold.').waitFor();
  });

  it('waits for a reason of eight characters', async () => {
    await page.goto(ADDRESS);
    await fill({ ...ADA, amount: '5', reason: 'too few' });
    await page.getByRole('rowheader', { name: 'Balance' }).waitFor();
    expect(await button().isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: 'Reason' }).fill('just right');
    await page.waitForFunction(() => !document.querySelector<HTMLButtonElement>('button[type="submit"]')!.disabled);
  });

  it('posts once when the answer was lost and the form is sent again', async () => {
    await page.goto(ADDRESS);
    await fill({ ...ADA, amount: '7', reason: 'The answer got lost' });
    let isLost = false;
    await page.route(/\/rewards\/adjustments$/, async (route) => {
      if (route.request().method() !== 'POST' || isLost) return route.continue();
      isLost = true;
      await route.fetch();
      return route.abort();
    });
    await button().click();
    await page.getByRole('alert').filter({ hasText: /./ }).first().waitFor();
    await button().click();
    await page.waitForSelector('tbody >> text=The answer got lost');
    await page.unroute(/\/rewards\/adjustments$/);
    expect((await posted()).rows.filter(({ reason }) => reason === 'The answer got lost')).toHaveLength(1);
  });

  it('sorts the audit table on the server, in the address', async () => {
    await page.goto(ADDRESS);
    await page.waitForSelector('tbody time');
    await page.locator('th', { hasText: 'Amount' }).click();
    await page.waitForURL('**sort=amount:ASC*');
    const { rows } = await posted('?sort=amount:ASC');
    await page.waitForSelector(`tbody tr:first-child a[href$="/ledger/${rows[0]!.entryId}"]`);
  });

  it('shows an auditor the table and no form', async () => {
    const auditor = await browser.pageOf(await app.createAdminWith(['plugin::rewards.view-adjustments']));
    await auditor.goto(ADDRESS);
    await auditor.waitForSelector('tbody time');
    expect(await auditor.getByRole('button', { name: 'Post adjustment' }).count()).toBe(0);
    // Neither the member nor the row is theirs to see.
    expect(await auditor.locator('tbody a').count()).toBe(0);
  });

  it.each(LOOKS)('has nothing that axe objects to, in %s at %i pixels', async (theme, width) => {
    await look(page, theme, width);
    await page.goto(ADDRESS);
    await page.waitForSelector('tbody time');
    expect(await violationsIn(page, 'main')).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });

  it('throws no error on the way', () => {
    expect(open.errors).toEqual([]);
  });
});
