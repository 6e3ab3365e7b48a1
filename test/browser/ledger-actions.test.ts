import fs from 'node:fs';

import type { Page } from 'playwright-core';

import type { LedgerListDto, LedgerRowDto } from '../../server/contract';
import { endpointUrl, PERMISSION_NAMES, permissionUid } from '../../server/contract';
import { type OpenBrowser, openBrowser } from '../support/browser';
import { type RunningStrapi, startStrapi } from '../support/strapi';
import { look, LOOKS, violationsIn } from './axe';
import { postRows } from './ledger-rows';
import { photograph } from './photograph';

const ADDRESS = '/admin/plugins/rewards/ledger';
const EVERYTHING = PERMISSION_NAMES.map(permissionUid);

interface Entry {
  readonly id: string;
  readonly amount: unknown;
}

describe('what a manager does on the ledger page', () => {
  let app: RunningStrapi;
  let browser: OpenBrowser;
  let page: Page;
  let token: string;

  beforeAll(async () => {
    app = await startStrapi({ engine: 'sqlite', shipped: true });
    await postRows(app.strapi);
    browser = await openBrowser(app);
    token = await app.adminTokenWith(EVERYTHING);
    page = await browser.pageOf(await app.createAdminWith(EVERYTHING));
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
  });

  const rows = async (query: string): Promise<readonly LedgerRowDto[]> =>
    (await app.request<LedgerListDto>(`${endpointUrl('listLedgerEntries')}${query}`, { token })).body.rows;

  it('exports every row that the filters let through, as a file', async () => {
    await page.goto(`${ADDRESS}?segment=reservations&currency=credit&pageSize=10`);
    await page.waitForSelector('tbody time');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^ledger_reservations_credit_\d{8}T\d{6}Z\.csv$/);
    const text = fs.readFileSync(await file.path(), 'utf8');
    const expected = await rows('?segment=reservations&currency=credit&pageSize=100');
    expect(text.trim().split('\n')).toHaveLength(expected.length + 1);
    for (const { id } of expected) expect(text).toContain(id);
  });

  it('says so when an export fails', async () => {
    await page.route('**/rewards/ledger/export*', (route) => route.fulfill({ status: 500 }));
    await page.getByRole('button', { name: 'Export CSV' }).click();
    await page.waitForSelector('text=The export failed');
    await page.unroute('**/rewards/ledger/export*');
  });

  it('reverses a deduct once, with its consequences and a reason before it', async () => {
    const [deduct] = await rows('?segment=adjustments&currency=points');
    await page.goto(`${ADDRESS}/${deduct!.id}`);
    await page.getByRole('button', { name: 'Reverse' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('row', { name: /^Balance/ }).waitFor();
    const confirm = dialog.getByRole('button', { name: 'Reverse entry' });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByRole('textbox', { name: /Reason/ }).fill('Too few');
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByRole('textbox', { name: /Reason/ }).fill('Agreed with the customer');
    expect(await violationsIn(page, '[role=dialog]')).toEqual([]);
    await confirm.dblclick();
    await page.waitForSelector('text=Reversed by entry');
    await page.getByRole('row', { name: /^Reversed by/ }).waitFor();
    expect(await page.getByRole('button', { name: 'Reverse' }).count()).toBe(0);
    const reversals = await rows('?segment=reversals&currency=points&pageSize=100');
    expect(reversals.filter(({ reason }) => reason === 'Agreed with the customer')).toHaveLength(1);
  });

  it('L37 reverses a part, as much as is typed, and tells what is left', async () => {
    const grants = await rows('?segment=grants&currency=credit&pageSize=100');
    const grant = grants.find(({ amount }) => amount === '500.00');
    await page.goto(`${ADDRESS}/${grant!.id}`);
    await page.getByRole('button', { name: 'Reverse' }).click();
    const dialog = page.getByRole('dialog');
    const amount = dialog.getByRole('textbox', { name: 'Store Credit to reverse' });
    expect(await amount.inputValue()).toBe('500.00');
    await amount.fill('500.01');
    await dialog.getByText('Only 500.00 of the entry is left to reverse, but 500.01 was requested.').waitFor();
    expect(await violationsIn(page, '[role=dialog]')).toEqual([]);
    await amount.fill('120.5');
    await dialog.getByRole('row', { name: /^Balance/ }).waitFor();
    await photograph(page, 'ledger-reverse-part');
    await dialog.getByRole('textbox', { name: /Reason/ }).fill('A part was returned');
    await dialog.getByRole('button', { name: 'Reverse entry' }).dblclick();
    await page.waitForSelector('text=Reversed by entry');
    await page.getByText('Reversed so far').waitFor();
    await page.getByText('partly reversed', { exact: true }).waitFor();
    const facts = await page.locator('dl').first().innerText();
    expect(facts).toMatch(/Reversed so far\s+120\.50\s+Left to reverse\s+379\.50/);
    await page.getByRole('button', { name: 'Reverse' }).click();
    expect(await amount.inputValue()).toBe('379.50');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('reads why a reversal is refused, inside the dialogue', async () => {
    const [deduct] = await rows('?segment=adjustments&currency=credit');
    await page.goto(`${ADDRESS}/${deduct!.id}`);
    await page.getByRole('button', { name: 'Reverse' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('row', { name: /^Balance/ }).waitFor();
    const path = endpointUrl('reverseEntry', { entryId: deduct!.id });
    const body = { reason: 'Somebody was faster', idempotencyKey: 'faster' };
    await app.request(path, { token, method: 'POST', body });
    await dialog.getByRole('textbox', { name: /Reason/ }).fill('Agreed with the customer');
    await dialog.getByRole('button', { name: 'Reverse entry' }).click();
    await dialog.getByRole('alert').filter({ hasText: 'The entry has already been reversed' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  it('sees a drift, rebuilds after a question, and sees it gone', async () => {
    await page.goto(ADDRESS);
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.waitForSelector('text=Every balance matches the ledger.');
    const [account] = await app.strapi.db.connection.from('rewards_accounts').limit(1).select<{ id: number }[]>('id');
    await app.strapi.db.connection.from('rewards_accounts').where(account!).update({ balance: 1 });

    await page.getByRole('button', { name: 'Check again' }).click();
    await page.waitForSelector('text=1 balance has drifted from the ledger.');
    await page.getByText('What does not match').click();
    expect(await page.locator('details').innerText()).toContain('Balance');
    expect(await violationsIn(page, 'main')).toEqual([]);

    await page.getByRole('button', { name: 'Rebuild projections' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Confirm' }).click();
    await page.waitForSelector('text=1 account was rebuilt from the ledger.');
    await page.waitForSelector('text=Every balance matches the ledger.');
  });

  it('is told which account a rebuild left alone because its rows are damaged', async () => {
    const knex = app.strapi.db.connection;
    const [row] = await knex
      .from('rewards_ledger_entries')
      .where({ type: 'grant' })
      .limit(1)
      .select<Entry[]>('id', 'amount');
    const falsify = async (amount: unknown): Promise<void> => {
      await knex.into('rewards_maintenance').insert({ opened_at: 1 });
      await knex.from('rewards_ledger_entries').where({ id: row!.id }).update({ amount });
      await knex.from('rewards_maintenance').delete();
    };
    await falsify(Number(row!.amount) + 1);
    for (const [theme, width] of LOOKS) {
      await look(page, theme, width);
      await page.goto(ADDRESS);
      await page.getByRole('button', { name: 'Check again' }).click();
      await page.waitForSelector('text=1 balance has drifted from the ledger.');
      await page.getByRole('button', { name: 'Rebuild projections' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Confirm' }).click();
      const told = page.getByRole('alert').filter({ hasText: '1 account was left alone' });
      await told.getByText('An entry was edited, is missing or is out of order').waitFor();
      await page.getByRole('alertdialog').waitFor({ state: 'detached' });
      expect([theme, width, await violationsIn(page, 'main')]).toEqual([theme, width, []]);
      await photograph(page, `left-alone-${theme}-${width}`);
    }
    await falsify(row!.amount);
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.waitForSelector('text=Every balance matches the ledger.');
  });

  it.each([
    ['the overview', 'overview', 'Latest entries'],
    ['a story', 'story', 'Position in the ledger'],
    ['the expirations', 'ledger?segment=expirations', 'Lots expiring next'],
  ])('has nothing that axe objects to on %s, light and dark, wide and narrow', async (_, path, heading) => {
    const [row] = await rows('?segment=reservations');
    for (const [theme, width] of LOOKS) {
      await look(page, theme, width);
      await page.goto(`/admin/plugins/rewards/${path.replace('story', `ledger/${row!.id}`)}`);
      await page.getByRole('heading', { name: heading }).waitFor();
      await page.locator('main[aria-busy="false"]').waitFor();
      expect([theme, width, await violationsIn(page, 'main')]).toEqual([theme, width, []]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  });
});
