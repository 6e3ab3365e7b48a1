import type { Locator, Page } from 'playwright-core';

import { type AffiliateEventListDto, endpointUrl, type LedgerService } from '../../server/contract';
import { recordsIn } from '../support/csv';
import { type AffiliateRows, fillEvents } from './affiliate-rows';
import { look, LOOKS, violationsIn } from './axe';
import { openClub, type OpenClub } from './club';
import { photograph } from './photograph';
import { settled } from './settled';

const ADDRESS = '/admin/plugins/rewards/affiliate-events';
const LIST = '**/rewards/affiliates/events?*';
const DAY = 24 * 60 * 60 * 1000;
const REASON = 'Sent to the wrong network';
const VIEW = 'plugin::rewards.view-affiliate-events';
const HEADINGS = [
  ...['Created / Sent', 'Type', 'Event ID', 'Related ID', 'Affiliate', 'Currency', 'Amount', 'Status'],
  ...['Sent / Error', 'Action / Click / TID', 'Request URL', 'Payload'],
];

const dayBefore = (days: number) => new Date(Date.now() - days * DAY).toISOString().slice(0, 10);

describe('affiliate events in a browser', () => {
  let open: OpenClub;
  let page: Page;
  let rows: AffiliateRows;
  let entry: string;
  const asked: string[] = [];

  beforeAll(async () => {
    open = await openClub();
    ({ page } = open);
    await look(page, 'light', 1280);
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url());
      if (pathname === endpointUrl('listAffiliateEvents')) asked.push(search);
    });
  });
  afterAll(() => open.close());

  const button = (name: string, within: Page | Locator = page) => within.getByRole('button', { name, exact: true });
  const dialog = () => page.getByRole('dialog');
  const table = () => page.getByRole('table', { name: 'Affiliate events' });
  const bodyRows = () => table().locator('tbody tr[data-row]');
  const row = (id: string) => table().locator('tbody tr[data-row]', { has: page.getByText(id, { exact: true }) });
  const search = () => new URL(page.url()).search;
  const listed = async (query = '') =>
    (
      await open.app.request<AffiliateEventListDto>(`${endpointUrl('listAffiliateEvents')}${query}`, {
        token: open.token,
      })
    ).body;
  const chips = async () =>
    page.getByRole('region', { name: 'Successful totals' }).getByRole('listitem').allInnerTexts();
  const choose = async (field: string, option: string) => {
    await page.getByRole('combobox', { name: field }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };
  const apply = async (expected: RegExp) => {
    await button('Apply').and(page.locator(':enabled')).click();
    await page.waitForURL((url) => expected.test(url.search));
    await settled(page);
  };
  const goTo = async (query = '') => {
    await page.goto(`${ADDRESS}${query}`);
    await page.getByRole('heading', { level: 1, name: 'Affiliate events' }).waitFor();
    await settled(page);
  };
  async function told(text: string): Promise<void> {
    const notification = page.locator('[data-sonner-toast]').filter({ hasText: text });
    await notification.waitFor();
    await notification.getByRole('button', { name: 'Close' }).click();
    await notification.waitFor({ state: 'detached' });
  }

  it('are found in the navigation after the club, and say that there are none', async () => {
    await page.getByRole('link', { name: 'Rewards' }).click();
    await page.getByRole('link', { name: 'Affiliate events' }).waitFor();
    const names = await page.getByRole('navigation', { name: 'Rewards' }).getByRole('link').allInnerTexts();
    expect(names.indexOf('Affiliate events')).toBe(names.indexOf('Pools') + 1);
    await page.getByRole('link', { name: 'Affiliate events' }).click();
    await page.waitForURL(`**${ADDRESS}`);
    await page.getByText('No affiliate events were recorded in the last seven days.').waitFor();
    await page.getByText('No successful sent amounts for current filters').waitFor();
    await page.getByRole('heading', { name: '0 events found' }).waitFor();
    expect(await button('Retry all found').isDisabled()).toBe(true);
    expect(await violationsIn(page, 'main')).toEqual([]);
    await photograph(page, 'affiliate-events-empty', 1200);
    const ledger = open.app.strapi.plugin('rewards').service<LedgerService>('ledger');
    const member = open.club.idOf.ada!;
    const posted = await ledger.grant({ member, currency: 'points', amount: '5', idempotencyKey: 'affiliates' });
    entry = posted.entry.id;
    rows = await fillEvents(open.app.strapi, entry);
  });

  it('C1 to C4 show the last seven days with their totals, their count and every column', async () => {
    await page.setViewportSize({ width: 1920, height: 900 });
    await goTo();
    expect(await page.getByLabel('Start date (UTC)').inputValue()).toBe(dayBefore(7));
    expect(await page.getByLabel('End date (UTC)').inputValue()).toBe(dayBefore(0));
    await page.getByRole('heading', { name: `${rows.recent} events found` }).waitFor();
    expect(await bodyRows().count()).toBe(20);
    await photograph(page, 'affiliate-events-1920', 1600);
    const headings = await table().getByRole('columnheader').allInnerTexts();
    expect(headings).toEqual(['', ...HEADINGS.map((heading) => heading.toUpperCase())]);
    const text = (await row(rows.full).innerText()).replaceAll('FAILED', 'Failed');
    for (const part of ['Deposit', 'first-deposit', 'User player-4711', 'p-own', 'Tracker', 'EUR 1,234.51', 'Failed']) {
      expect(text).toContain(part);
    }
    for (const part of [
      'Not sent',
      'UTC',
      'click expired',
      'action-1',
      'https://tracker.example',
      '{"value":1234.505',
    ]) {
      expect(text).toContain(part);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it('C2 chips are what the database sums of the successes, a currency apart', async () => {
    await goTo();
    const { totals, successesWithoutAmount } = await listed();
    const ofDatabase: unknown = await open.app.strapi.db
      .connection('rewards_affiliate_deliveries')
      .where({ status: 'success' })
      .where('created_at', '>=', Date.parse(dayBefore(7)))
      .whereNotNull('amount')
      .select('currency')
      .count({ count: '*' })
      .select(open.app.strapi.db.connection.raw('ROUND(SUM(amount), 2) AS amount'))
      .groupBy('currency')
      .orderBy('currency');
    const sums = ofDatabase as { currency: string; amount: number; count: number }[];
    const format = new Intl.NumberFormat('en', { minimumFractionDigits: 2 });
    expect(await chips()).toEqual(
      sums.map(({ currency, amount, count }) => `${currency} ${format.format(amount)} (${count})`),
    );
    expect(totals.map(({ currency }) => currency)).toContain('UNKNOWN');
    await page.getByText(`${successesWithoutAmount} successful events have no amount`).waitFor();
  });

  it('C3 filters wait for Apply, and Reset goes back to the last seven days', async () => {
    await goTo();
    asked.length = 0;
    await choose('Event type', 'Deposit');
    await choose('Status', 'Success');
    await page.waitForTimeout(600);
    expect([asked, search()]).toEqual([[], '']);
    await photograph(page, 'affiliate-events-staged');
    await apply(/eventType=deposit/);
    expect(asked).toHaveLength(1);
    expect(search()).toBe('?eventType=deposit&status=success');
    const { total, totals } = await listed('?eventType=deposit&status=success');
    await page.getByRole('heading', { name: `${total} events found` }).waitFor();
    expect(await chips()).toHaveLength(totals.length);
    await button('Reset').click();
    await page.waitForURL((url) => url.search === '');
    await page.getByRole('heading', { name: `${rows.recent} events found` }).waitFor();
    await choose('Status', 'Failed');
    await button('Reset').click();
    expect(await button('Apply').isDisabled()).toBe(true);
  });

  it('C3 filters by days, partner and system, and begin on the first page', async () => {
    await goTo('?page=2');
    await page.getByLabel('Start date (UTC)').fill(dayBefore(14));
    await apply(/startDate=/);
    expect(search()).toBe(`?startDate=${dayBefore(14)}`);
    await page.getByRole('heading', { name: `${rows.recent + rows.old} events found` }).waitFor();
    await page.getByLabel('End date (UTC)').fill(dayBefore(11));
    await apply(/endDate=/);
    await page.getByRole('heading', { name: `${rows.old} events found` }).waitFor();
    await button('Reset').click();
    await page.locator('input[name=search]').fill('  p-own ');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.search === '?partner=p-own');
    await page.getByRole('heading', { name: '1 event found' }).waitFor();
    await row(rows.full).waitFor();
    await page.locator('input[name=search]').fill('p-o');
    await apply(/partner=p-o$/);
    await page.getByText('No affiliate events match these filters.').waitFor();
    await button('Reset').click();
    await choose('Affiliate system', 'Northern Network');
    await apply(/system=network/);
    const { total } = await listed('?system=network');
    await page.getByRole('heading', { name: `${total} events found` }).waitFor();
  });

  it('F16 pages of 10, 20, 50 and 100', async () => {
    await goTo();
    await page.getByRole('combobox', { name: 'Entries per page' }).click();
    expect(await page.getByRole('option').allInnerTexts()).toEqual(['10', '20', '50', '100']);
    await page.getByRole('option', { name: '50' }).click();
    await page.waitForURL(/pageSize=50/);
    await settled(page);
    expect(await bodyRows().count()).toBe(rows.recent);
  });

  it('show a payload a value a line by the keyboard, and copy it as it stands', async () => {
    await goTo();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const payload = '{"value":1234.505,"currency":"eur","tags":[]}';
    const copy = page.getByRole('button', { name: `Copy the payload: ${payload}` });
    // A tooltip goes away where the page scrolls.
    await copy.scrollIntoViewIfNeeded();
    await page.waitForTimeout(300);
    await copy.focus();
    await page.getByRole('tooltip').getByText('"value": 1234.505,').waitFor();
    await page.waitForTimeout(400);
    await photograph(page, 'affiliate-events-payload');
    await copy.press('Enter');
    await told('Copied: the payload');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(payload);
    await button(`Copy ${rows.full}`).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(rows.full);
    await told(`Copied: ${rows.full}`);
  });

  it('C9 are exported with the filters that are applied, not with those that wait', async () => {
    await goTo('?status=failed');
    await choose('Event type', 'Bonus');
    const [file] = await Promise.all([page.waitForEvent('download'), button('Export CSV').click()]);
    expect(file.suggestedFilename()).toMatch(/^affiliate-events_failed_.*\.csv$/);
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
    const records = recordsIn(Buffer.concat(chunks).toString('utf8'));
    const { rows: wanted } = await listed('?status=failed&pageSize=100');
    expect(records.map((record) => record['event id'])).toEqual(wanted.map(({ id }) => id));
  });

  it('open to a page with payloads, history, cause and identifiers', async () => {
    await goTo();
    await row(rows.full).getByRole('link', { name: rows.full }).click();
    await page.waitForURL(`**${ADDRESS}/${rows.full}`);
    await page.getByRole('heading', { level: 1, name: 'Deposit order-4711' }).waitFor();
    await page.getByRole('group', { name: 'Saved payload' }).getByText('"value": 1234.505,').waitFor();
    await page.getByRole('group', { name: 'Payload as it was recorded' }).getByText('"country": "DE"').waitFor();
    const steps = await page.getByRole('region', { name: 'History' }).getByRole('listitem').allInnerTexts();
    const titles = ['Recorded', 'Try 1: failed, another one is due', 'Try 2: failed'];
    expect(steps.map((step) => step.split('\n')[0])).toEqual(titles);
    expect(steps.join()).toContain('400, after 121 ms');
    await page.getByText('1234.505', { exact: true }).waitFor();
    expect(await violationsIn(page, 'main')).toEqual([]);
    await photograph(page, 'affiliate-event-1280', 1400);
    await page.getByRole('link', { name: entry }).click();
    await page.waitForURL(`**/ledger/${entry}`);
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Deposit order-4711' }).waitFor();
  });

  it('F12 are sent again from their page, counted first', async () => {
    await page.goto(`${ADDRESS}/${rows.full}`);
    await button('Retry').click();
    await dialog().getByText('1 event will be sent again.').waitFor();
    await photograph(page, 'affiliate-events-retry-one');
    await button('Send events again', dialog()).click();
    await told('1 event is being sent again.');
    await page.getByRole('region', { name: 'History' }).getByText('Sent again').waitFor();
    expect(await button('Retry').count()).toBe(0);
    await button('Cancel event').waitFor();
  });

  it('F12 are cancelled by selection, with a reason', async () => {
    await goTo();
    await page.getByRole('checkbox', { name: `Select event ${rows.full}` }).check();
    await page.getByText('1 event selected').waitFor();
    await page.getByRole('checkbox', { name: /^Select all events of this page/ }).click();
    const chosen = await bodyRows().getByRole('checkbox', { checked: true }).count();
    expect(chosen).toBeGreaterThan(1);
    await page.getByText(`${chosen} events selected`).waitFor();
    await page.getByRole('checkbox', { name: /^Select all events of this page/ }).click();
    await page.getByRole('checkbox', { name: `Select event ${rows.full}` }).check();
    await button('Cancel selected').click();
    await dialog().getByText('1 event will be cancelled.').waitFor();
    expect(await button('Cancel events', dialog()).isDisabled()).toBe(true);
    await dialog().getByRole('textbox', { name: 'Reason' }).fill(REASON);
    expect(await violationsIn(page, '[role="dialog"]')).toEqual([]);
    await photograph(page, 'affiliate-events-cancel');
    await button('Cancel events', dialog()).click();
    await told('1 event was cancelled.');
    await row(rows.full).getByText('Cancelled').waitFor();
    await page.getByRole('link', { name: rows.full }).click();
    await page.getByRole('region', { name: 'History' }).getByText(REASON).waitFor();
  });

  it('F12 are sent again by filter: all that was found, and no other', async () => {
    await goTo('?status=failed');
    const { total } = await listed('?status=failed');
    const { total: before } = await listed('?status=pending');
    await button('Retry all found').click();
    await dialog().getByText(`${total} events will be sent again.`).waitFor();
    await button('Send events again', dialog()).click();
    await told(`${total} events are being sent again.`);
    await page.getByText('No affiliate events match these filters.').waitFor();
    expect((await listed('?status=pending')).total).toBe(before + total);
    await goTo();
    await button('Cancel all found').click();
    await dialog().getByText('Left as they are:').waitFor();
    await dialog().getByText('were already sent').waitFor();
    await page.waitForTimeout(400);
    await photograph(page, 'affiliate-events-cancel-all');
    await button('Cancel', dialog()).click();
    await dialog().waitFor({ state: 'detached' });
  });

  it('have a chart of their days, by keyboard and as a table', async () => {
    await goTo();
    const plot = page.getByRole('slider', { name: 'Events by day' });
    await plot.focus();
    await page.keyboard.press('End');
    expect(await plot.getAttribute('aria-valuetext')).toMatch(/Successful \d+/);
    await page.getByText('Events by day and status, as a table').click();
    const days = page.getByRole('table').filter({ hasText: 'Day (UTC)' });
    expect(await days.locator('tbody tr').count()).toBe(8);
  });

  it('tell times in UTC wherever the browser is', async () => {
    const context = await open.browser.browser.newContext({
      ...{ baseURL: open.app.url, locale: 'en-GB', timezoneId: 'Asia/Tokyo' },
      storageState: await page.context().storageState(),
    });
    const abroad = await context.newPage();
    await abroad.goto(ADDRESS);
    const first = abroad.locator('tbody tr[data-row] time').first();
    const at = new Date((await first.getAttribute('datetime'))!);
    expect(await first.innerText()).toContain(`${at.toISOString().slice(11, 19)}\u00a0UTC`);
    await context.close();
  });

  it('say why they are not there, and are tried again', async () => {
    await page.route(LIST, (route) =>
      route.fulfill({ status: 500, json: { error: { status: 500, message: 'Oops' } } }),
    );
    await page.goto(ADDRESS);
    await page.getByText('The affiliate events could not be loaded.').waitFor();
    await page.unroute(LIST);
    await button('Try again').click();
    await bodyRows().first().waitFor();
    await goTo('?startDate=2026-03-02&endDate=2026-03-01');
    await page.getByText('startDate: must not be after endDate.').first().waitFor();
  });

  it('are looked at by whoever may, who cannot send them, and by nobody else', async () => {
    const auditor = await open.browser.pageOf(await open.app.createAdminWith([VIEW]));
    await auditor.goto(ADDRESS);
    await auditor.getByRole('table', { name: 'Affiliate events' }).locator('tbody tr[data-row]').first().waitFor();
    for (const name of ['Export CSV', 'Retry all found', 'Cancel all found']) {
      expect(await auditor.getByRole('button', { name }).count()).toBe(0);
    }
    expect(await auditor.getByRole('table', { name: 'Affiliate events' }).getByRole('checkbox').count()).toBe(0);
    const stranger = await open.browser.pageOf(await open.app.createAdminWith(['plugin::rewards.view-ledger']));
    await stranger.goto(ADDRESS);
    await stranger.getByText("You don't have the permissions to access that content").waitFor();
  });

  it.each(LOOKS)('are readable in %s at %i', async (theme, width) => {
    await look(page, theme, width);
    for (const [name, address, ready] of [
      ['affiliate-events', ADDRESS, () => bodyRows().first()],
      ['affiliate-event', `${ADDRESS}/${rows.full}`, () => page.getByRole('region', { name: 'History' })],
    ] as const) {
      await page.goto(address);
      await ready().waitFor();
      await settled(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(await violationsIn(page, 'main')).toEqual([]);
      await photograph(page, `${name}-${theme}-${width}`, 2000);
    }
    await look(page, 'light', 1280);
  });

  it('speak German', async () => {
    await page.evaluate(() => localStorage.setItem('strapi-admin-language', 'de'));
    await page.goto(ADDRESS);
    await page.getByRole('heading', { name: 'Affiliate-Ereignisse', level: 1 }).waitFor();
    await page.getByRole('heading', { name: `${rows.recent} Ereignisse gefunden` }).waitFor();
    await page.getByText('EUR 1.234,51').first().waitFor();
    await photograph(page, 'affiliate-events-german', 1600);
    await page.evaluate(() => localStorage.setItem('strapi-admin-language', 'en'));
    expect(open.errors).toEqual([]);
  });
});
