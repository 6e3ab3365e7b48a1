/** C14, F15: a network's own file beside what was sent, from the choice of the file to the export of what was found. */
import fs from 'node:fs/promises';

import type { Page } from 'playwright-core';

import { type AffiliateComparisonListDto, type AffiliatesService, endpointUrl } from '../../server/contract';
import { recordsIn } from '../support/csv';
import { look, LOOKS, violationsIn } from './axe';
import { type OpenInstall, openInstall } from './club';
import { misfitsIn } from './fit';
import { photograph } from './photograph';
import { settled } from './settled';

const ADDRESS = '/admin/plugins/rewards/affiliate-comparisons';
const TODAY = new Date().toISOString().slice(0, 10);
const LONG = `long-${'0123456789abcdef'.repeat(12)}end`;
const LONG_FILE = `${'statement-of-the-network-'.repeat(7)}.csv`;

/** As Excel saves it in German: a mark, semicolons, commas before decimals, a text over two lines. */
const STATEMENT = `\uFEFF${[
  'Klick-ID;Betrag;Währung;Status;Datum;Notiz',
  `c-same;1.234,50;EUR;genehmigt;${TODAY};"zwei;\r\nZeilen"`,
  `c-less;4,99;EUR;offen;${TODAY};`,
  `c-denied;3,00;EUR;abgelehnt;${TODAY};`,
  `c-failed;1,00;EUR;genehmigt;${TODAY};`,
  `c-nobody;2,50;USD;genehmigt;${TODAY};`,
  `${LONG};999.999.999.999.999,99;EUR;genehmigt;${TODAY};`,
  'c-old;1,00;EUR;genehmigt;2020-01-01;',
  `c-bad;viel;EUR;genehmigt;${TODAY};`,
].join('\r\n')}\r\n`;

const COUNTS = { not_booked: 2, not_sent: 2, differs: 2, agrees: 1 };
const NAMES = {
  not_booked: 'Sent, not booked',
  not_sent: 'Booked, not sent',
  differs: 'Different amounts',
  agrees: 'Agrees',
} as const;
type Kind = keyof typeof COUNTS;

interface StoredRow {
  readonly key: string;
  readonly currency: string;
  readonly ours: string | null;
  readonly theirs: string | null;
  readonly event: string | null;
  readonly line: number | null;
}

describe('affiliate comparisons in a browser', () => {
  let open: OpenInstall;
  let page: Page;

  beforeAll(async () => {
    open = await openInstall();
    ({ page } = open);
    const affiliates = open.app.strapi.plugin('rewards').service<AffiliatesService>('affiliates');
    for (const [code, name] of [
      ['tracker', 'Tracker'],
      ['network', 'Northern Network'],
    ] as const) {
      await affiliates.saveSystem({ code, name, template: { url: 'https://tracker.example/postback' } });
      await affiliates.switchSystem({ system: code, on: false, actor: { id: 'host:test' } });
    }
    const sent = { 'c-same': '1234.50', 'c-less': '5', 'c-lost': '7.10', 'c-denied': '3', 'c-failed': '1' };
    for (const [clickId, amount] of Object.entries({ ...sent, [LONG]: '1000000000000000.50' })) {
      const event = { system: 'tracker', externalId: clickId.slice(0, 100), type: 'deposit', clickId };
      await affiliates.record({ ...event, payload: { amount, currency: 'EUR' } });
    }
    const deliveries = () => open.app.strapi.db.connection('rewards_affiliate_deliveries');
    const failed = open.app.strapi.db
      .connection('rewards_affiliate_events')
      .where({ click_id: 'c-failed' })
      .select('id');
    await deliveries().update({ status: 'success', lane: null, due_at: null });
    await deliveries().whereIn('id', failed).update({ status: 'failed', error: 'click expired' });
    await look(page, 'light', 1280);
  });
  afterAll(() => open.close());

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const choice = (name: string) => page.getByRole('combobox', { name, exact: true });
  const group = (name: string) => page.getByRole('region', { name, exact: true });
  const rowsTable = () => page.getByRole('table', { name: 'Rows', exact: true });
  const chosen = (name: string) => choice(name).innerText();
  async function choose(name: string, option: string): Promise<void> {
    await choice(name).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  }
  async function chooseFile(text: string, name = 'märz.csv'): Promise<void> {
    await page.setInputFiles('input[type=file]', { name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    await group('Columns of the file').waitFor();
  }
  const read = (): Promise<string[]> => group('First lines of the file').locator('td[data-read]').allInnerTexts();
  const newest = async () =>
    (await open.app.request<AffiliateComparisonListDto>(endpointUrl('listAffiliateComparisons'), { token: open.token }))
      .body.rows[0]!;
  const stored = async (comparison: string, kind: string): Promise<StoredRow[]> =>
    (await open.app.strapi.db
      .connection('rewards_affiliate_comparison_rows')
      .where({ comparison, kind })
      .orderBy('place')) as StoredRow[];
  const fill = async () => {
    await page.getByLabel('First day (UTC)').fill(TODAY);
    await page.getByLabel('Last day (UTC)').fill(TODAY);
  };
  const compared = async () => {
    await page.getByText('The file has been compared.').waitFor();
    await page.waitForURL(/affiliate-comparisons\/\w{26}$/);
    await settled(page);
  };

  it('are found in the navigation, and say what they are for', async () => {
    await page.getByRole('link', { name: 'Rewards' }).click();
    await page.getByRole('link', { name: 'Affiliate comparisons' }).click();
    await page.getByText('Nothing has been compared yet.').waitFor();
    await settled(page);
    expect(await violationsIn(page, 'main')).toEqual([]);
    await photograph(page, 'affiliate-comparisons-empty');
    await page.getByRole('link', { name: 'Compare a file' }).click();
    await page.waitForURL(`**${ADDRESS}/new`);
  });

  it('are refused at the field that is empty', async () => {
    await button('Compare a file').click();
    await page.getByRole('alert').getByText('Not compared. See the field above.').waitFor();
    await page.getByText('This is required.').waitFor();
    await choose('Affiliate system', 'Tracker');
    await button('Compare a file').click();
    await page.locator('[aria-live="polite"]').getByText('This is required.').waitFor();
  });

  it('say why a file is none, at its field', async () => {
    await page.setInputFiles('input[type=file]', {
      name: 'empty.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('\n'),
    });
    await page.getByText('Has no heading.').waitFor();
    await page.setInputFiles('input[type=file]', {
      ...{ name: 'latin.csv', mimeType: 'text/csv', buffer: Buffer.from('Klick;Währung\nc;EUR\n', 'latin1') },
    });
    await page.getByText(/holds a character that is no text: U\+FFFD/).waitFor();
    expect(await group('Columns of the file').count()).toBe(0);
  });

  it('propose what the columns are, and show how the amounts are read', async () => {
    await chooseFile(STATEMENT, LONG_FILE);
    expect(await Promise.all(['ID', 'Amount', 'Currency', 'Status', 'Date'].map(chosen))).toEqual([
      ...['Klick-ID', 'Betrag', 'Währung', 'Status', 'Datum'],
    ]);
    expect([await chosen('This ID is the event’s'), await chosen('Decimal sign')]).toEqual([
      ...['Click ID', 'Comma: 1.234,50'],
    ]);
    const booked = page.getByRole('textbox', { name: 'Statuses that are booked' });
    expect(await booked.inputValue()).toBe('genehmigt');
    await page.getByText('In the first lines: genehmigt, offen, abgelehnt.').waitFor();
    expect(await read()).toEqual(['1,234.50 EUR', '4.99 EUR', '3.00 EUR', '1.00 EUR', '2.50 USD']);
    const marked = group('First lines of the file').locator('th[data-used]');
    expect((await marked.allInnerTexts()).map((text) => text.split('\n'))).toEqual([
      ...[
        ['Klick-ID', 'ID'],
        ['Betrag', 'Amount'],
        ['Währung', 'Currency'],
        ['Status', 'Status'],
        ['Datum', 'Date'],
      ],
    ]);
    await photograph(page, 'affiliate-comparison-form', 1700);
    await choose('Decimal sign', 'Point: 1,234.50');
    expect((await read()).slice(0, 2)).toEqual(['Not an amount', 'Not an amount']);
    await choose('Decimal sign', 'Comma: 1.234,50');
    await booked.fill('genehmigt, offen');
    expect(await violationsIn(page, 'main')).toEqual([]);
  });

  it('are not left unasked, and keep what was entered through a reload', async () => {
    await page.getByRole('link', { name: 'Affiliate systems', exact: true }).click();
    const question = page.getByRole('alertdialog', { name: 'Discard what you typed?' });
    await question.waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    page.once('dialog', (browsers) => void browsers.accept());
    await page.reload();
    await page.getByText('This is what you typed here earlier.').waitFor();
    await page.getByText(/^Choose statement-of-the-network-.*again: what you entered is still here/).waitFor();
    expect(await chosen('Affiliate system')).toBe('Tracker');
    await chooseFile(STATEMENT, LONG_FILE);
    expect(await page.getByRole('textbox', { name: 'Statuses that are booked' }).inputValue()).toBe('genehmigt, offen');
  });

  it('are refused at the days, and by the server at the field that it names', async () => {
    await fill();
    await page.getByLabel('Last day (UTC)').fill('2020-01-01');
    await button('Compare a file').click();
    await page.getByText('Must not be after the last day.').waitFor();
    expect(await page.getByLabel('First day (UTC)').getAttribute('aria-invalid')).toBe('true');
    await fill();
    const booked = page.getByRole('textbox', { name: 'Statuses that are booked' });
    await booked.fill(`genehmigt, ${'x'.repeat(65)}`);
    await button('Compare a file').click();
    await page.getByText(/must have at most 64 characters/i).waitFor();
    expect(await booked.getAttribute('aria-invalid')).toBe('true');
    await photograph(page, 'affiliate-comparison-refused', 1700);
    await booked.fill('genehmigt, offen');
  });

  it('F15 tell what was found, in sums and lines', async () => {
    await button('Compare a file').dblclick();
    await compared();
    const { id, counts } = await newest();
    expect(page.url()).toContain(id);
    expect(counts).toEqual(COUNTS);
    const facts = await group('Comparison').innerText();
    for (const part of ['Tracker', LONG_FILE, 'Ada Admin', '8', 'UTC']) expect(facts).toContain(part);
    const sums = group('Sums by result and currency').getByRole('row');
    expect((await sums.allInnerTexts()).slice(1).map((text) => text.split('\t'))).toEqual([
      ['Sent, not booked', 'EUR', '2', '10.10', '0.00', '−10.10'],
      ['Booked, not sent', 'EUR', '1', '0.00', '1.00', '+1.00'],
      ['Booked, not sent', 'USD', '1', '0.00', '2.50', '+2.50'],
      ['Different amounts', 'EUR', '2', '1,000,000,000,000,005.50', '1,000,000,000,000,004.98', '−0.52'],
      ['Agrees', 'EUR', '1', '1,234.50', '1,234.50', '0.00'],
    ]);
    const bad = group('1 line was not compared');
    await bad.getByText('has no amount in "Betrag".').waitFor();
    expect(await bad.getByRole('rowheader').innerText()).toBe('10');
  });

  it.each(Object.keys(NAMES) as Kind[])('F15 list what is of a kind as it is stored: %s', async (kind) => {
    const { id } = await newest();
    // Where every column has room.
    await page.setViewportSize({ width: 1920, height: 900 });
    await page.getByRole('radio', { name: `${NAMES[kind]} (${COUNTS[kind]})` }).check();
    await page.waitForURL((url) => (url.searchParams.get('kind') ?? 'not_booked') === kind);
    await settled(page);
    const rows = await stored(id, kind);
    expect(rows).toHaveLength(COUNTS[kind]);
    const shown = rowsTable().locator('tbody tr[data-row]');
    expect(await shown.count()).toBe(rows.length);
    for (const [i, { key, currency, ours, theirs, event, line }] of rows.entries()) {
      const cells = (await shown.nth(i).locator('td').allInnerTexts()).map((text) => text.split('\n')[0]);
      const amount = (digits: string | null) => (digits === null ? '–' : grouped(digits));
      expect(cells.slice(0, 4)).toEqual([key, currency, amount(ours), amount(theirs)]);
      expect(cells[6]).toBe(line === null ? '–' : String(line));
      const link = shown.nth(i).getByRole('link');
      if (event === null) expect(await link.count()).toBe(0);
      else expect(await link.getAttribute('href')).toContain(`/affiliate-events/${event}`);
    }
    if (kind === 'not_sent') await shown.first().getByText('Failed', { exact: true }).waitFor();
    await photograph(page, `affiliate-comparison-${kind}`, 1700);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it('F15 are exported with every row', async () => {
    const { id } = await newest();
    const [download] = await Promise.all([page.waitForEvent('download'), button('Export CSV').click()]);
    const records = recordsIn(await fs.readFile(await download.path(), 'utf8'));
    const all = (await Promise.all(Object.keys(COUNTS).map((kind) => stored(id, kind)))).flat();
    expect(records.map((record) => [record.id, record.currency, record.sent, record.booked])).toEqual(
      all.map(({ key, currency, ours, theirs }) => [key, currency, ours ?? '', theirs ?? '']),
    );
  });

  it('begin the next time with what the columns were, from the page of the system', async () => {
    await page.goto('/admin/plugins/rewards/affiliate-systems/tracker');
    await page.getByRole('link', { name: 'Compare with a network’s file' }).click();
    await page.waitForURL(`**${ADDRESS}/new?system=tracker`);
    await chooseFile(`Datum;Status;Betrag;Währung;Klick-ID;Notiz\n${TODAY};offen;1.234,50;EUR;c-same;\n`);
    await page.getByText('As in the latest comparison of this system.').waitFor();
    expect(await page.getByRole('textbox', { name: 'Statuses that are booked' }).inputValue()).toBe('genehmigt, offen');
    expect(await read()).toEqual(['1,234.50 EUR']);
    await chooseFile('click;payout\nc-same;1.5\n', 'other.csv');
    await page.getByText('Suggested by the names of the columns.').waitFor();
    await button('Compare a file').click();
    expect(await page.getByRole('textbox', { name: 'Currency of all lines' }).getAttribute('aria-invalid')).toBe(
      'true',
    );
    await choose('Affiliate system', 'Northern Network');
    await page.getByRole('textbox', { name: 'Currency of all lines' }).fill('eur');
    await fill();
    await button('Compare a file').click();
    await compared();
    await page.getByText('Everything that was sent is booked.').waitFor();
    expect((await newest()).mapping).toMatchObject({ currency: 'EUR', currencyColumn: null, decimalSign: '.' });
  });

  it('are listed, newest first, by system', async () => {
    await page.goto(ADDRESS);
    const rows = page.getByRole('table', { name: 'Affiliate comparisons' }).locator('tbody tr[data-row]');
    await rows.nth(1).waitFor();
    expect(await rows.count()).toBe(2);
    expect(await rows.first().innerText()).toContain('Northern Network');
    expect(await rows.nth(1).locator('td[data-figure]').allInnerTexts()).toEqual(['2', '2', '2', '1']);
    await choose('Affiliate system', 'Tracker');
    await page.waitForURL('**?system=tracker');
    await page.waitForFunction(() => document.querySelectorAll('tbody tr[data-row]').length === 1);
    await page.getByRole('link', { name: /UTC$/ }).click();
    await page.waitForURL(/affiliate-comparisons\/\w{26}$/);
  });

  it('say that there is none at an address, and that a result is none', async () => {
    await page.goto(`${ADDRESS}/01J9Z6V8Q2M3N4P5R6S7T8V9WX`);
    await page.getByRole('heading', { name: 'There is no such comparison' }).waitFor();
    await page.goto(`${ADDRESS}/${(await newest()).id}?kind=nonsense`);
    await page.getByRole('link', { name: 'Start over' }).click();
    await page.getByText('Everything that was sent is booked.').waitFor();
    await page.getByRole('radio', { name: 'Agrees (0)' }).check();
    await page.getByText('Nothing agrees.').waitFor();
  });

  it('show no link to who may only compare, and none to compare to who may only look', async () => {
    const pageWith = async (name: string) =>
      open.browser.pageOf(await open.app.createAdminWith([`plugin::rewards.${name}`]));
    const theirs = await pageWith('compare-affiliate-events');
    await theirs.goto(`${ADDRESS}?system=tracker`);
    await theirs.getByRole('link', { name: /UTC$/ }).click();
    const table = theirs.getByRole('table', { name: 'Rows', exact: true });
    await table.getByText('c-lost').waitFor();
    expect(await theirs.locator('main tbody').getByRole('link').count()).toBe(0);
    await theirs.context().close();
    const others = await pageWith('view-affiliate-events');
    await others.goto('/admin/plugins/rewards/affiliate-events');
    await others.getByRole('heading', { name: '6 events found' }).waitFor();
    expect(await others.getByRole('link', { name: /ompar/ }).count()).toBe(0);
    await others.context().close();
  });

  describe.each(LOOKS)('%s at %s pixels', (theme, width) => {
    beforeAll(() => look(page, theme, width));

    async function expectWell(name: string): Promise<void> {
      await settled(page);
      await photograph(page, `${name}-${theme}-${width}`, 2000);
      expect(await violationsIn(page, 'main')).toEqual([]);
      expect(await misfitsIn(page, 'main')).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    }

    it('have nothing for axe to object to, and large figures and long ids fit', async () => {
      await page.goto(ADDRESS);
      await page.getByRole('link', { name: /UTC$/ }).first().waitFor();
      await expectWell('affiliate-comparisons');
      const { pathname } = new URL(
        (await page.getByRole('link', { name: /UTC$/ }).last().getAttribute('href'))!,
        page.url(),
      );
      await page.goto(`${pathname}?kind=differs`);
      await rowsTable().getByText('long-', { exact: false }).first().waitFor();
      await expectWell('affiliate-comparison');
      await page.goto(`${ADDRESS}/new`);
      await chooseFile(STATEMENT, LONG_FILE);
      await expectWell('affiliate-comparison-form');
    });
  });

  it('are told in German', async () => {
    await look(page, 'light', 1280);
    await page.evaluate(() => localStorage.setItem('strapi-admin-language', 'de'));
    page.once('dialog', (browsers) => void browsers.accept());
    await page.goto(ADDRESS);
    await page.getByRole('heading', { name: 'Affiliate-Abgleiche' }).waitFor();
    await page.getByRole('link', { name: /UTC$/ }).last().click();
    await group('Summen nach Ergebnis und Währung').getByText('1.000.000.000.000.004,98').waitFor();
    await page.getByText('1 Zeile wurde nicht abgeglichen').waitFor();
    await photograph(page, 'affiliate-comparison-german', 1700);
    await page.evaluate(() => localStorage.setItem('strapi-admin-language', 'en'));
    expect(open.errors).toEqual([]);
  });
});

/** An amount as the page writes it: digits in groups, and two decimals at least. */
function grouped(digits: string): string {
  const [whole = '', fraction = ''] = digits.split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${fraction.padEnd(2, '0')}`;
}
