/** C11, F6, F7, F11, F12: the page of affiliate systems, as whoever looks after them sees it. */
import type { Locator, Page } from 'playwright-core';

import { type AffiliatesService, type AffiliateSystemDetailDto, endpointUrl } from '../../server/contract';
import { type Network, startNetwork } from '../support/network';
import { look, LOOKS, violationsIn } from './axe';
import { type OpenInstall, openInstall } from './club';
import { photograph } from './photograph';

const ADDRESS = '/admin/plugins/rewards/affiliate-systems';
const SECRET = 'never-to-be-seen-4711';
const LONG_ERROR = `The campaign "${'spring '.repeat(20)}" is paused`;

describe('affiliate systems in a browser', () => {
  let open: OpenInstall;
  let page: Page;
  let network: Network;
  let affiliates: AffiliatesService;
  /** Every answer that the page had, and every state of it that a test looked at. */
  const seen: string[] = [];

  beforeAll(async () => {
    network = await startNetwork();
    const settings = { allowLoopback: true, secretKeys: ['a'.repeat(64)] };
    open = await openInstall({ REWARDS_AFFILIATES: JSON.stringify(settings) });
    ({ page } = open);
    affiliates = open.app.strapi.plugin('rewards').service<AffiliatesService>('affiliates');
    page.on('response', (response) => {
      if (!response.url().includes('/rewards/affiliates/')) return;
      void response.text().then(
        (text) => seen.push(text),
        () => undefined,
      );
    });
    await look(page, 'light', 1280);
  });
  afterAll(async () => {
    await open.close();
    await network.stop();
  });

  const button = (name: string, within: Page | Locator = page) => within.getByRole('button', { name, exact: true });
  const field = (name: string, within: Page | Locator = page) => within.getByRole('textbox', { name, exact: true });
  const dialog = () => page.getByRole('dialog');
  const preview = () => page.getByRole('group', { name: 'Request preview' });
  const detail = async (system: string) =>
    (
      await open.app.request<AffiliateSystemDetailDto>(endpointUrl('getAffiliateSystem', { system }), {
        token: open.token,
      })
    ).body;
  async function told(text: string): Promise<void> {
    const notification = page.locator('[data-sonner-toast]').filter({ hasText: text });
    await notification.waitFor();
    await notification.getByRole('button', { name: 'Close' }).click();
    await notification.waitFor({ state: 'detached' });
  }
  async function choose(name: string, option: string): Promise<void> {
    await page.getByRole('combobox', { name }).click();
    await page.getByRole('option', { name: option }).click();
  }

  it('are found in the navigation, and say that there are none', async () => {
    await page.getByRole('link', { name: 'Rewards' }).click();
    await page.getByRole('link', { name: 'Affiliate systems' }).click();
    await page.waitForURL(`**${ADDRESS}`);
    await page.getByText('There is no affiliate system yet.').waitFor();
    const to = (name: string) => page.getByRole('link', { name, exact: true }).getAttribute('href');
    expect(await to('Affiliates')).toContain('/content-manager/collection-types/plugin::rewards.affiliate');
    expect(await to('Affiliate links')).toContain('/content-manager/collection-types/plugin::rewards.affiliate-link');
    expect(await violationsIn(page, 'main')).toEqual([]);
    await photograph(page, 'affiliate-systems-empty');
  });

  it('F6 are created with macros that are offered while they are typed, by keyboard alone', async () => {
    await page.getByRole('link', { name: 'New system' }).click();
    await field('Name').fill('Tracker');
    await field('Code').fill('tracker');
    await field('URL').focus();
    await page.keyboard.type(`${network.url}/p/ok?click={cl`);
    const offers = page.getByRole('listbox', { name: 'Macros' });
    await offers.getByRole('option', { name: '{click_id} Click' }).waitFor();
    await photograph(page, 'affiliate-systems-macros');
    expect(await violationsIn(page, 'main')).toEqual([]);
    // Axe has had the focus meanwhile.
    await field('URL').focus();
    await page.keyboard.press('End');
    await page.keyboard.type('i');
    await offers.waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('&type={t');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type('&by={');
    await page.keyboard.press('Escape');
    await offers.waitFor({ state: 'detached' });
    await page.keyboard.type('pid}');
    await page.keyboard.press('Escape');
    expect(await field('URL').inputValue()).toBe(`${network.url}/p/ok?click={click_id}&type={transaction_id}&by={pid}`);
    await preview().getByText('click=sample-click&type=sample-transaction&by=sample-pid').waitFor();
    await preview().getByText('Allowed').waitFor();
  });

  it('F6 are refused with an unknown macro, at its field', async () => {
    await field('URL').fill(`${network.url}/p/ok?click={clack}`);
    await preview().getByText('The request cannot be made yet:').waitFor();
    await button('Create').click();
    await page.getByRole('alert').getByText('Not saved. See the field above.').waitFor();
    expect(await field('URL').getAttribute('aria-invalid')).toBe('true');
    await page.getByText('Has an unknown macro {clack}, at character').first().waitFor();
    expect(await violationsIn(page, 'main')).toEqual([]);
    await photograph(page, 'affiliate-systems-refused', 1900);
    await field('URL').fill(`${network.url}/p/ok?click={click_id}&token={secret.token}`);
    await button('Create').click();
    await told('Tracker was created.');
    await page.waitForURL(`**${ADDRESS}/tracker`);
    expect((await detail('tracker')).settings.template.url).toContain('{secret.token}');
    await page.getByText('Not there yet: token. Until then nothing is sent.').first().waitFor();
  });

  it('are not created twice', async () => {
    await page.goto(`${ADDRESS}/_new`);
    await field('Name').fill('Another');
    await field('Code').fill('tracker');
    await field('URL').fill('https://a.example/');
    await button('Create').click();
    await page.getByText('There is already an affiliate system "tracker".').waitFor();
    expect(await field('Code').getAttribute('aria-invalid')).toBe('true');
  });

  it('F11 take a secret, show it by name alone, and end it', async () => {
    await page.goto(`${ADDRESS}/tracker`);
    await button('Save a secret').click();
    expect(await field('Name', dialog()).inputValue()).toBe('token');
    await dialog().getByLabel('Secret', { exact: false }).last().fill('short');
    await button('Save a secret', dialog()).click();
    await dialog().getByText('Must have 6 to 4000 characters.').waitFor();
    expect(await violationsIn(page, '[role=dialog]')).toEqual([]);
    await photograph(page, 'affiliate-systems-secret');
    await dialog().locator('input[type=password]').fill(SECRET);
    await button('Save a secret', dialog()).click();
    await dialog().waitFor({ state: 'detached' });
    const secrets = page.getByRole('region', { name: 'Secrets' });
    await secrets.getByRole('row', { name: /^token/ }).waitFor();
    seen.push(await page.content());
    await preview().getByText('token=•••').waitFor();
    await affiliates.saveSecret({ system: 'tracker', name: 'old', secret: 'to be ended' });
    await page.reload();
    await button('End now: old').click();
    await button('End now', dialog()).click();
    await secrets.getByRole('row', { name: /^old/ }).waitFor({ state: 'detached' });
    expect((await detail('tracker')).secrets.map(({ name }) => name)).toEqual(['token']);
  });

  it('F12 send a test once, and show what came of it', async () => {
    await page.goto(`${ADDRESS}/tracker`);
    await preview().getByText('token=•••').waitFor();
    await button('Send a test').click();
    await dialog().getByText('Sends this request once to 127.0.0.1, for real.').waitFor();
    await button('Send', dialog()).dblclick();
    await dialog().waitFor({ state: 'detached' });
    const result = page.getByRole('group', { name: 'Result of the test' });
    await result.getByText('HTTP 200').waitFor();
    await result.getByText('{"ok":true}').waitFor();
    const tests = (await network.arrivals()).filter(({ id }) => id.startsWith('test_'));
    expect(tests).toHaveLength(1);
    expect(tests[0]!.url).toBe(`/p/ok?click=sample-click&token=${SECRET}`);
    seen.push(await page.content());
    expect(await violationsIn(page, 'main')).toEqual([]);
    await photograph(page, 'affiliate-systems-tested', 2200);
  });

  it('F10 say that the guard lets nothing out to a private address, and so does the test', async () => {
    await field('URL').fill('http://10.0.0.7/postback');
    await preview().getByText('Nothing is sent to an address that is not public (private).').waitFor();
    await button('Send a test').click();
    await button('Send', dialog()).click();
    const result = page.getByRole('group', { name: 'Result of the test' });
    await result.getByText('Nothing is sent to an address that is not public (private).').waitFor();
    await result.getByText('An event would fail at once.').waitFor();
    await photograph(page, 'affiliate-systems-blocked', 2200);
  });

  it('are saved with headers, a schedule, a test of success and a rule', async () => {
    await page.goto(`${ADDRESS}/tracker`);
    await button('Add a header').click();
    await field('Name of header 1').fill('X-Token');
    await field('Value of header 1').fill('Bearer {secret.token}');
    await field('Waits between tries').fill('5 s, soon');
    await button('Save').click();
    await page.getByText('Write delays such as 5 s, 5 min, 2 h.').waitFor();
    await field('Waits between tries').fill('10 s, 90 s, 2 h');
    await choose('Counts as a success', 'The answer contains a text');
    await field('Text').fill('ok');
    await field('Types of events').fill('deposit, bonus');
    await button('Add a rule').click();
    await field('Type of event').fill('bonus');
    await field('Code of the currency').fill('points');
    await button('Save').click();
    await told('Tracker was saved.');
    expect((await detail('tracker')).settings).toMatchObject({
      ...{ schedule: [10_000, 90_000, 7_200_000], success: { by: 'text', text: 'ok' }, types: ['deposit', 'bonus'] },
      template: { headers: [{ name: 'X-Token', value: 'Bearer {secret.token}' }] },
      ledgerRules: [{ type: 'bonus', currency: 'points', entryTypes: ['grant'], source: null, rule: null }],
    });
    await page.reload();
    expect(await field('Waits between tries').inputValue()).toBe('10 s, 90 s, 2 h');
  });

  it('are not saved over what somebody else has saved meanwhile', async () => {
    const { settings } = await detail('tracker');
    await affiliates.saveSystem({ ...settings, code: 'tracker', name: 'Renamed elsewhere' });
    await field('Name').fill('Mine');
    await button('Save').click();
    await page.getByRole('alert').getByText('Somebody else has changed').waitFor();
    expect((await detail('tracker')).name).toBe('Renamed elsewhere');
    await affiliates.saveSystem({ ...settings, code: 'tracker', name: 'Tracker' });
  });

  it('F7 are switched off with a reason, which the list tells, and on again', async () => {
    await page.goto(`${ADDRESS}/tracker`);
    await button('Switch off').click();
    expect(await button('Switch off', dialog()).isDisabled()).toBe(true);
    await field('Reason', dialog()).fill('Moves to another server');
    await button('Switch off', dialog()).click();
    await told('Tracker is off.');
    await page.goto(ADDRESS);
    const row = page.locator('tbody tr', { hasText: 'Tracker' }).first();
    await row.getByText('Moves to another server').waitFor();
    expect(await row.innerText()).toMatch(/by Ada Admin/);
    await affiliates.record({ system: 'tracker', externalId: 'e-1', type: 'deposit' });
    await page.goto(`${ADDRESS}/tracker`);
    expect(await button('Delete').count()).toBe(0);
    await button('Switch on').click();
    await dialog().getByText('1 event waits and is sent.').waitFor();
    await button('Switch on', dialog()).click();
    await told('Tracker is on.');
  });

  it('are deleted where nothing names them', async () => {
    await affiliates.saveSystem({ code: 'gone', name: 'Gone soon', template: { url: 'https://a.example/' } });
    await page.goto(`${ADDRESS}/gone`);
    await button('Delete').click();
    await button('Delete', dialog()).click();
    await told('Gone soon was deleted.');
    await page.waitForURL(`**${ADDRESS}`);
    await page.getByRole('link', { name: 'Tracker', exact: true }).waitFor();
    expect(await page.getByText('Gone soon').count()).toBe(0);
  });

  it('show no more than their settings to who may only look', async () => {
    const admin = await open.app.createAdminWith(['plugin::rewards.view-affiliate-systems']);
    const other = await open.browser.pageOf(admin);
    await other.goto(`${ADDRESS}/tracker`);
    await field('URL', other).waitFor();
    expect(await field('URL', other).isDisabled()).toBe(true);
    for (const name of ['Save', 'Save a secret', 'Switch off', 'Send a test']) {
      expect(await button(name, other).count()).toBe(0);
    }
    await other.context().close();
  });

  it.each(LOOKS)('have nothing for axe to object to, %s at %s pixels, filled with figures', async (theme, width) => {
    const { knex } = { knex: open.app.strapi.db.connection };
    await knex('rewards_affiliate_deliveries').update({ status: 'failed', error: LONG_ERROR });
    await look(page, theme, width);
    await page.goto(ADDRESS);
    await page.getByRole('link', { name: 'Tracker', exact: true }).waitFor();
    expect(await violationsIn(page, 'main')).toEqual([]);
    await photograph(page, `affiliate-systems-list-${theme}-${width}`);
    await page.goto(`${ADDRESS}/tracker`);
    await preview().getByText('token=•••').waitFor();
    expect(await violationsIn(page, 'main')).toEqual([]);
    await photograph(page, `affiliate-system-${theme}-${width}`, 2600);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });

  it('are told in German', async () => {
    await look(page, 'light', 1280);
    await page.evaluate(() => localStorage.setItem('strapi-admin-language', 'de'));
    await page.goto(`${ADDRESS}/tracker`);
    await page.getByRole('heading', { name: 'Zustand' }).waitFor();
    await page.getByText('Wartezeiten zwischen Versuchen').waitFor();
    await page.getByRole('group', { name: 'Vorschau der Anfrage' }).getByText('token=•••').waitFor();
    await photograph(page, 'affiliate-system-german', 2600);
    await page.evaluate(() => localStorage.setItem('strapi-admin-language', 'en'));
  });

  it('F11 have no secret in any answer, nor in the page', async () => {
    seen.push(await page.content());
    expect(seen.length).toBeGreaterThan(20);
    expect(seen.filter((text) => text.includes(SECRET))).toEqual([]);
  });

  it('throw no error on the way', () => {
    expect(open.errors).toEqual([]);
  });
});
