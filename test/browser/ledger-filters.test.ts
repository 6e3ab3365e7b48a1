import type { Page } from 'playwright-core';

import type { AdminUser } from '../support/admin-session';
import { type OpenBrowser, openBrowser } from '../support/browser';
import { type RunningStrapi, startStrapi } from '../support/strapi';
import { violationsIn } from './axe';
import { postRows } from './ledger-rows';
import { photograph } from './photograph';

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
    expect(await page.getByRole('radio', { name: 'Deductions' }).isChecked()).toBe(true);
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
    await page.waitForSelector('text=No entries match these filters.');
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
    await page.waitForSelector('text=No entries match these filters.');
  });

  it('find a row by its id as the page shows it', async () => {
    await open();
    const shown = await page.locator('tbody tr td:first-child a').nth(3).innerText();
    const href = await page.locator('tbody tr td:first-child a').nth(3).getAttribute('href');
    for (const typed of [shown, shown.slice(1).toLowerCase()]) {
      await page.goto(`${ADDRESS}?_q=${encodeURIComponent(typed)}`);
      await page.locator('main[aria-busy="false"]').waitFor();
      await page.waitForSelector(`tbody tr td:first-child a[href="${href}"]`);
      expect(await page.locator('tbody tr[data-row]').count()).toBe(1);
    }
  });

  it.each([
    ['Entry', 'txn'],
    ...['Member', 'Type', 'Amount', 'Lot', 'Posted'].map((column) => [column, column.toLowerCase()] as const),
  ] as const)('sort by %s, both ways', async (column, sort) => {
    await open();
    const heading = page.locator('th', { hasText: new RegExp(`^${column}$`, 'i') });
    await heading.click();
    await page.waitForURL((url) => url.searchParams.get('sort') === `${sort}:ASC`);
    expect(await heading.getAttribute('aria-sort')).toBe('ascending');
    await types();
    const first = await page.locator('tbody tr').first().innerText();
    await heading.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('sort') === `${sort}:DESC`);
    await types();
    expect(await page.locator('tbody tr').first().innerText()).not.toBe(first);
  });

  it('add what expires next to the expirations', async () => {
    await page.goto(`${ADDRESS}?segment=expirations`);
    await page.getByRole('heading', { name: 'Lots expiring next' }).waitFor();
    await page.waitForSelector('text=No open lots have an expiry date.');
  });

  it('leave an auditor no button that would change anything or take rows away', async () => {
    await open('?segment=grants');
    for (const name of ['Export CSV', 'Rebuild projections']) {
      expect(await page.getByRole('button', { name }).count()).toBe(0);
    }
    await page.locator('tbody tr').first().click();
    await page.getByRole('heading', { name: 'Position in the ledger' }).waitFor();
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

  describe('where they wait for Apply', () => {
    beforeAll(async () => {
      // No page has asked for that yet: the same bundle, with its standard turned over.
      await page.route(/\/App-[^/]*\.js$/, async (route) => {
        const answer = await route.fetch();
        const body = (await answer.text()).replace(/isStaged:(\w+)=!1/, 'isStaged:$1=!0');
        await route.fulfill({ response: answer, body });
      });
    });
    afterAll(() => page.unroute(/\/App-[^/]*\.js$/));

    const apply = () => page.getByRole('button', { name: 'Apply' });
    const applied = () => apply().and(page.locator(':enabled'));
    const search = () => new URL(page.url()).search;

    it('ask for nothing until it is pressed, and then for all of it at once', async () => {
      await open();
      expect(await apply().isDisabled()).toBe(true);
      asked.length = 0;
      await page.getByRole('radio', { name: 'Grants' }).check();
      await page.getByRole('combobox', { name: 'Currency' }).click();
      await page.getByRole('option', { name: 'Store Credit' }).click();
      await page.locator('input[name=search]').fill('ada');
      expect(await page.getByRole('radio', { name: 'Grants' }).isChecked()).toBe(true);
      await page.waitForTimeout(1_000);
      expect([listed(), search()]).toEqual([[], '']);
      await photograph(page, 'filters-staged');
      expect(await violationsIn(page, '[role="search"]')).toEqual([]);
      await apply().click();
      await page.waitForURL((url) => url.searchParams.get('_q') === 'ada');
      expect(search()).toBe('?segment=grants&currency=credit&_q=ada');
      expect(await types()).toEqual(['grant']);
      expect(listed()).toHaveLength(1);
      // Pressed, it has nothing to do, and the keyboard is still where it was.
      expect(await apply().isDisabled()).toBe(true);
      await page.waitForFunction(() => document.activeElement?.closest('[role="search"], #main-content'));
    });

    it('are applied by Enter with the last letter in it, and taken back by Back, also what was not applied', async () => {
      await open('?segment=grants');
      await page.locator('input[name=search]').pressSequentially('ada');
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.search === '?segment=grants&_q=ada');
      await page.getByRole('radio', { name: 'Deductions' }).check();
      await applied().waitFor();
      await page.goBack();
      await page.waitForURL((url) => url.search === '?segment=grants');
      expect(await page.getByRole('radio', { name: 'Grants' }).isChecked()).toBe(true);
      expect(await page.locator('input[name=search]').inputValue()).toBe('');
      expect(await apply().isDisabled()).toBe(true);
    });

    it('stay as they are chosen while the rows are sorted, and are cleared as a whole', async () => {
      await open('?segment=grants');
      await page.locator('input[name=search]').fill('ada');
      await applied().waitFor();
      await page.locator('th', { hasText: /^Amount$/i }).click();
      await page.waitForURL('**sort=amount:ASC*');
      expect(await page.locator('input[name=search]').inputValue()).toBe('ada');
      await page.getByRole('button', { name: 'Clear filters' }).click();
      await page.waitForURL((url) => url.search === '?sort=amount:ASC');
      expect(await page.locator('input[name=search]').inputValue()).toBe('');
      expect(await apply().isDisabled()).toBe(true);
    });

    it('are cleared also before they were applied', async () => {
      await open();
      await page.locator('input[name=search]').fill('ada');
      await page.getByRole('radio', { name: 'Deductions' }).check();
      await applied().waitFor();
      await page.getByRole('button', { name: 'Clear filters' }).click();
      expect(await page.locator('input[name=search]').inputValue()).toBe('');
      expect(await page.getByRole('radio', { name: 'All' }).isChecked()).toBe(true);
      expect(await apply().isDisabled()).toBe(true);
    });

    it('take days by keyboard', async () => {
      const today = new Date().toISOString().slice(0, 10);
      await open();
      await page.getByLabel('From (UTC)').fill(today);
      await page.getByLabel('To (UTC)').fill(today);
      await applied().waitFor();
      expect(search()).toBe('');
      await apply().press('Enter');
      await page.waitForURL((url) => url.search === `?from=${today}&to=${today}`);
      await page.waitForSelector('text=96 entries match');
    });
  });
});
