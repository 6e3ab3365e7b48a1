import fs from 'node:fs';
import path from 'node:path';

import type { Page } from 'playwright-core';

import { endpointUrl, type LedgerListDto, type LedgerRowDto } from '../../server/contract';
import type { AdminUser } from '../support/admin-session';
import { PLAYGROUND } from '../support/artifacts';
import { type OpenBrowser, openBrowser } from '../support/browser';
import { type RunningStrapi, startStrapi } from '../support/strapi';
import { look, LOOKS, violationsIn } from './axe';
import { postRows } from './ledger-rows';

const VIEW = 'plugin::rewards.view-ledger';
const ADDRESS = '/admin/plugins/rewards/ledger';
const SCREENSHOTS = path.join(PLAYGROUND, '.tmp/screenshots');

/** What a row says, stripped of how it says it: figures without grouping, signs or time format. */
interface SeenRow {
  txn: string;
  member: string;
  type: string;
  figures: string;
  isNegative: boolean;
  currency: string;
  reason: string;
  lot: string;
  postedAt: string | null;
}

const figuresOf = (text: string) => text.replace(/[^\d.]/g, '');

async function seenRows(page: Page): Promise<SeenRow[]> {
  await page.waitForSelector('tbody time');
  const rows = [];
  for (const row of await page.locator('tbody tr').all()) {
    const cells = await row.locator('td').allInnerTexts();
    const [txn, member, type, amounts, reason, lot] = cells.map((text) => text.trim()) as [string, ...string[]];
    const [amount, currency] = amounts!.split('\n');
    rows.push({
      txn,
      member: member!,
      type: type!.toLowerCase(),
      figures: figuresOf(amount!),
      isNegative: amount!.includes('−'),
      currency: currency!,
      reason: reason!,
      lot: lot!,
      postedAt: await row.locator('time').getAttribute('datetime'),
    });
  }
  return rows;
}

/** What the page has to say of a row that the API answered. */
function expectedRow({ member, type, status, amount, held, currency, ...row }: LedgerRowDto): SeenRow {
  const isHold = type === 'reserve' || type === 'release';
  const first = member.name ?? 'Unnamed member';
  const second = member.handle ? `@${member.handle}` : member.name ? null : member.id;
  const origin = [row.rule && `Rule ${row.rule}`, row.eventId && `Event ${row.eventId}`].filter(Boolean).join(' · ');
  return {
    txn: `…${row.id.slice(-6)}`,
    member: [first, second].filter(Boolean).join('\n'),
    type: [type, status].filter(Boolean).join('\n'),
    figures: figuresOf(isHold ? held : amount),
    isNegative: !isHold && amount.startsWith('-'),
    currency: currency.name,
    reason: [row.reason, origin].filter(Boolean).join('\n') || '–\nNone',
    lot: row.lotId ? `…${row.lotId.slice(-6)}` : '–\nNone',
    postedAt: row.postedAt,
  };
}

describe('the ledger page', () => {
  let app: RunningStrapi;
  let browser: OpenBrowser;
  let auditor: AdminUser;
  let page: Page;
  let token: string;
  const errors: string[] = [];

  beforeAll(async () => {
    app = await startStrapi({ engine: 'sqlite', shipped: true });
    browser = await openBrowser(app);
    auditor = await app.createAdminWith([VIEW]);
    token = await app.adminTokenWith([VIEW]);
    page = await browser.pageOf(auditor);
    page.on('pageerror', (error) => errors.push(error.message));
    // Strapi's announcement, which is no part of the page.
    await page.getByRole('button', { name: 'Close the banner.' }).click();
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
  });

  const answer = async (query: string) =>
    (await app.request<LedgerListDto>(`${endpointUrl('listLedgerEntries')}${query}`, { token })).body;
  const expectedRows = async (query: string) => (await answer(query)).rows.map(expectedRow);

  it('says so while nothing has been posted', async () => {
    await page.goto(ADDRESS);
    await page.waitForSelector('text=Nothing has been posted yet');
    expect(await page.textContent('main')).toContain('No entries yet');
  });

  describe('with rows in the ledger', () => {
    beforeAll(() => postRows(app.strapi));

    it('opens from the menu and shows an auditor what the API answers', async () => {
      await page.goto('/admin');
      await page.getByRole('link', { name: 'Rewards' }).click();
      await page.getByRole('link', { name: 'Transaction ledger' }).click();
      await page.waitForURL(`**${ADDRESS}`);
      await page.waitForSelector('h1:has-text("Transaction ledger")');

      const rows = await seenRows(page);
      expect(rows).toEqual(await expectedRows(''));
      expect(rows).toHaveLength(25);
      expect(await page.title()).toBe('Transaction ledger | Strapi');
      expect(await page.textContent('main')).toContain(`${(await answer('')).total} entries, newest first`);
    });

    it('shows every type and state somewhere on its pages', async () => {
      const types = new Set<string>();
      const { total } = await answer('');
      for (let number = 1; (number - 1) * 100 < total; number += 1) {
        await page.goto(`${ADDRESS}?page=${number}&pageSize=100`);
        for (const { type } of await seenRows(page)) types.add(type);
      }
      expect([...types].sort()).toEqual([
        'adjustment',
        'deduct',
        'deduct\nreversed',
        'expire',
        'grant',
        'release',
        'reserve\ncaptured',
        'reserve\nheld',
        'reserve\nreleased',
        'reversal',
      ]);
    });

    it('turns to page 2 by keyboard, and is there again after a reload', async () => {
      await page.goto(ADDRESS);
      const first = await seenRows(page);
      await page.getByRole('link', { name: 'Go to page 2' }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL('**page=2*');
      await page.waitForSelector(`time[datetime="${(await answer('?page=2')).rows[0]!.postedAt}"]`);
      const second = await seenRows(page);
      expect(second).toEqual(await expectedRows('?page=2'));
      expect(second).not.toEqual(first);

      await page.reload();
      expect(await seenRows(page)).toEqual(second);
    });

    it('shows another number of rows when asked to', async () => {
      await page.goto(ADDRESS);
      await page.waitForSelector('tbody time');
      await page.getByRole('combobox', { name: 'Entries per page' }).click();
      await page.getByRole('option', { name: '10', exact: true }).click();
      await page.waitForURL('**pageSize=10*');
      await page.waitForFunction(() => document.querySelectorAll('tbody time').length === 10);
      expect(await seenRows(page)).toEqual(await expectedRows('?pageSize=10'));
    });

    it('says where the ledger ends, and leads back with the filters and the order kept', async () => {
      const query = 'segment=grants&currency=points&sort=amount:DESC&pageSize=10';
      await page.goto(`${ADDRESS}?${query}&page=999`);
      await page.waitForSelector('text=This page is past the end of the list.');
      await page.getByRole('link', { name: 'Go to the first page' }).click();
      expect(await seenRows(page)).toEqual(await expectedRows(`?${query}`));
      expect([...new URL(page.url()).searchParams].sort()).toEqual([...new URLSearchParams(query)].sort());
    });

    it('shows why an address is no page, and leads back', async () => {
      await page.goto(`${ADDRESS}?page=two`);
      const alert = page.getByRole('alert').filter({ hasText: 'The ledger could not be loaded.' });
      await alert.waitFor();
      expect(await alert.innerText()).toContain('page: must be a whole number');
      await page.getByRole('link', { name: 'Start over' }).click();
      expect(await seenRows(page)).toHaveLength(25);
    });

    it('can be tried again when the server was away', async () => {
      await page.route('**/rewards/ledger/entries*', (route) => route.abort());
      await page.goto(ADDRESS);
      await page.getByRole('alert').filter({ hasText: 'The ledger could not be loaded.' }).waitFor();
      await page.unroute('**/rewards/ledger/entries*');
      await page.getByRole('button', { name: 'Try again' }).click();
      expect(await seenRows(page)).toEqual(await expectedRows(''));
    });

    it.each(LOOKS)('has nothing that axe objects to, in %s at %i pixels', async (theme, width) => {
      await look(page, theme, width);
      await page.goto(ADDRESS);
      await page.waitForSelector('tbody time');
      fs.mkdirSync(SCREENSHOTS, { recursive: true });
      await page.screenshot({ path: path.join(SCREENSHOTS, `ledger-${theme}-${width}.png`) });
      expect(await violationsIn(page, 'main')).toEqual([]);
      // The table scrolls within its own frame; the page itself never scrolls sideways.
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    });

    it('is reached from the menu at 768 pixels too', async () => {
      await page.setViewportSize({ width: 768, height: 900 });
      await page.goto('/admin');
      await page.getByRole('button', { name: 'Menu' }).click();
      await page.getByRole('link', { name: 'Rewards' }).click();
      await page.getByRole('link', { name: 'Transaction ledger' }).click();
      await page.waitForURL(`**${ADDRESS}`);
      await page.waitForSelector('tbody time');
      const rows = await page.locator('tbody tr[data-row]').allInnerTexts();
      const expected = await expectedRows('');
      expect(rows).toHaveLength(expected.length);
      // What has no column there is told below its row.
      const more = await page.locator('tbody tr[data-row] + tr[data-more]').allInnerTexts();
      expect(
        more.map((text) =>
          text
            .split('\n')
            .map((line) => line.trim())
            .filter(Boolean),
        ),
      ).toEqual(
        expected.map(({ reason, lot }) => ['Source / reason', ...reason.split('\n'), 'Lot', ...lot.split('\n')]),
      );
    });

    it('throws no error on the way', () => {
      expect(errors).toEqual([]);
    });
  });

  it('is neither in the menu of an administrator without the permission nor at its address', async () => {
    const other = await browser.pageOf(await app.createAdminWith(['admin::roles.read']));
    const asked: string[] = [];
    other.on('request', (request) => asked.push(request.url()));
    await other.waitForSelector('a[href="/admin/me"], nav');
    await other.getByRole('link', { name: 'Home' }).first().waitFor();
    expect(await other.getByRole('link', { name: 'Rewards' }).count()).toBe(0);
    await other.goto(ADDRESS);
    await other.waitForSelector("text=You don't have the permissions to access that content");
    expect(asked.filter((url) => url.includes('/rewards/ledger/'))).toEqual([]);
  });
});
