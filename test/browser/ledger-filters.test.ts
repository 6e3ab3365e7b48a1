import type { Page } from 'playwright-core';

import type { AdminUser } from '../support/admin-session';
import { type OpenBrowser, openBrowser } from '../support/browser';
import { type RunningStrapi, startStrapi } from '../support/strapi';
import { postRows } from './ledger-rows';

const ADDRESS = '/admin/plugins/rewards/ledger';
const VIEW = 'plugin::rewards.view-ledger';

describe('the filters of the ledger page', () => {
  let app: RunningStrapi;
  let browser: OpenBrowser;
  let auditor: AdminUser;
  let page: Page;
  const asked: string[] = [];

  beforeAll(async () => {
    app = await startStrapi({ engine: 'sqlite', shipped: true });
    await postRows(app.strapi);
    browser = await openBrowser(app);
    auditor = await app.createAdminWith([VIEW]);
    page = await browser.pageOf(auditor);
    page.on('request', (request) => asked.push(request.url()));
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
  });

  const open = async (query = '') => {
    await page.goto(ADDRESS + query);
    await page.waitForSelector('tbody time');
  };
  const types = async () => {
    await page.locator('main[aria-busy="false"]').waitFor();
    const all = await page.locator('tbody tr td:nth-child(3)').allInnerTexts();
    return [...new Set(all.map((text) => text.split('\n')[0]!.toLowerCase()))].sort();
  };
  const listed = () => asked.filter((url) => url.includes('/ledger/entries?'));

  it('show one type at a time, from page 1, by mouse and by keyboard', async () => {
    await open('?page=2');
    await page.getByRole('radio', { name: 'Grants' }).check();
    await page.waitForURL((url) => url.search === '?segment=grants');
    expect(await types()).toEqual(['grant']);
    await page.keyboard.press('ArrowRight');
    await page.waitForURL((url) => url.search === '?segment=deducts');
    expect(await types()).toEqual(['deduct']);
    expect(await page.getByRole('radio', { name: 'Deducts' }).isChecked()).toBe(true);
  });

  it('come back with the browser, step by step, and with the link alone', async () => {
    await page.goBack();
    expect(await types()).toEqual(['grant']);
    await page.goBack();
    await page.waitForURL((url) => url.search === '?page=2');
    expect((await types()).length).toBeGreaterThan(3);
    await open('?segment=reservations&currency=credit&sort=amount:ASC');
    expect(await types()).toEqual(['release', 'reserve']);
    expect(await page.locator('main').innerText()).toMatch(/\d+ entries match/);
  });

  it('choose a currency and are all taken off at once', async () => {
    await open();
    await page.getByRole('combobox', { name: 'Currency' }).click();
    await page.getByRole('option', { name: 'Store Credit' }).click();
    await page.waitForURL((url) => url.searchParams.get('currency') === 'credit');
    await types();
    expect(await page.locator('tbody tr td:nth-child(4)').allInnerTexts()).not.toContainEqual(
      expect.stringContaining('Community Points'),
    );
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.waitForURL((url) => url.search === '');
  });

  it('search with one question for a word, whatever its letters are', async () => {
    await open();
    asked.length = 0;
    await page.locator('input[name=search]').pressSequentially('ada&x=1', { delay: 20 });
    await page.waitForSelector('text=No transaction matches these filters.');
    expect(listed()).toHaveLength(1);
    expect(new URL(listed()[0]!).searchParams.get('search')).toBe('ada&x=1');
    await page.locator('input[name=search]').fill('ada');
    await page.waitForURL((url) => url.searchParams.get('_q') === 'ada');
    await page.waitForSelector('tbody time');
    expect(await page.locator('tbody tr td:nth-child(2)').first().innerText()).toContain('Ada Lovelace');
  });

  it('take days, both included, in the zone that they name', async () => {
    const today = new Date().toISOString().slice(0, 10);
    await open();
    await page.getByLabel('From (UTC)').fill(today);
    await page.waitForURL((url) => url.searchParams.get('from') === today);
    await page.getByLabel('To (UTC)').fill(today);
    await page.waitForURL((url) => url.searchParams.get('to') === today);
    await page.waitForSelector('text=96 entries match');
    await open();
    await page.goto(`${ADDRESS}?from=2020-01-01&to=2020-01-31`);
    await page.waitForSelector('text=No transaction matches these filters.');
  });

  it.each(['Txn', 'Member', 'Type', 'Amount', 'Lot', 'Posted'])('sort by %s, both ways', async (column) => {
    await open();
    const heading = page.locator('th', { hasText: new RegExp(`^${column}$`, 'i') });
    await heading.click();
    await page.waitForURL((url) => url.searchParams.get('sort') === `${column.toLowerCase()}:ASC`);
    expect(await heading.getAttribute('aria-sort')).toBe('ascending');
    await types();
    const first = await page.locator('tbody tr').first().innerText();
    await heading.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('sort') === `${column.toLowerCase()}:DESC`);
    await types();
    expect(await page.locator('tbody tr').first().innerText()).not.toBe(first);
  });

  it('add what expires next to the expirations', async () => {
    await page.goto(`${ADDRESS}?segment=expirations`);
    await page.getByRole('heading', { name: 'Lots that expire next' }).waitFor();
    await page.waitForSelector('text=No open lot has an expiry.');
  });

  it('leave an auditor no button that would change anything or take rows away', async () => {
    await open('?segment=grants');
    for (const name of ['Export CSV', 'Rebuild projections']) {
      expect(await page.getByRole('button', { name }).count()).toBe(0);
    }
    await page.locator('tbody tr').first().click();
    await page.getByRole('heading', { name: 'Place in the ledger' }).waitFor();
    expect(await page.getByRole('button', { name: 'Reverse' }).count()).toBe(0);
  });

  it('lead from a row to its story by its link, and back to the same view', async () => {
    await open('?segment=reversals&currency=credit');
    const link = page.locator('tbody tr td:first-child a').first();
    await link.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/ledger\/[^/?]+$/);
    await page.getByRole('heading', { level: 1, name: /^Reversal: \+120\.00 Store Credit$/ }).waitFor();
    const related = page.getByRole('row', { name: /^Reverses/ }).getByRole('link');
    await related.click();
    await page.getByRole('heading', { level: 1, name: /^Deduct: −120\.00 Store Credit$/ }).waitFor();
    await page.reload();
    await page.getByRole('row', { name: /^Reversed by/ }).waitFor();
    await page.goBack();
    await page.goBack();
    await page.waitForURL((url) => url.search === '?segment=reversals&currency=credit');
    expect(await types()).toEqual(['reversal']);
  });
});
