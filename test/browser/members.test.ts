import fs from 'node:fs';

import type { Page } from 'playwright-core';

import {
  endpointUrl,
  type DirectoryDto,
  type LedgerListDto,
  type LedgerService,
  type MemberDetailDto,
} from '../../server/contract';
import type { OpenBrowser } from '../support/browser';
import type { RunningStrapi } from '../support/strapi';
import { look, LOOKS, violationsIn } from './axe';
import { type Club, openClub, type OpenClub, pickMember } from './club';
import { photograph } from './photograph';

const ADDRESS = '/admin/plugins/rewards/members';
const VIEWS = ['plugin::rewards.view-members', 'plugin::rewards.view-ledger', 'plugin::rewards.view-adjustments'];

describe('the members in a browser', () => {
  let open: OpenClub;
  let app: RunningStrapi;
  let browser: OpenBrowser;
  let club: Club;
  let page: Page;
  let token: string;

  beforeAll(async () => {
    open = await openClub();
    ({ app, browser, club, page, token } = open);
  });
  afterAll(() => open.close());

  const directory = async (query: string) =>
    (await app.request<DirectoryDto>(`${endpointUrl('listMembers')}${query}`, { token })).body;
  const detailOf = async (member: string) =>
    (await app.request<MemberDetailDto>(endpointUrl('getMember', { member }), { token })).body;
  /** A user of the site; answers their documentId. */
  async function makeUser(username: string): Promise<string> {
    const users = app.strapi.documents('plugin::users-permissions.user');
    const data = { username, email: `${username}@club.test`, provider: 'local', confirmed: true };
    return ((await users.create({ data: data as never })) as unknown as { readonly documentId: string }).documentId;
  }
  const adaAt = () => `${ADDRESS}/${club.idOf.ada!}`;

  /** The names in the order of the rows, once there are so many. */
  async function names(on: Page, count: number): Promise<string[]> {
    await on.waitForFunction(
      (wanted) => document.querySelectorAll('tbody tr td:first-child a').length === wanted,
      count,
    );
    return on.locator('tbody tr td:first-child a').allInnerTexts();
  }

  describe('the directory', () => {
    it('shows 25 against all, in the order of the API, each a link to the member', async () => {
      await page.goto(ADDRESS);
      const shown = await names(page, 25);
      const { rows, totalMembers } = await directory('');
      expect(shown).toHaveLength(rows.length);
      expect(await page.locator('main').innerText()).toContain(`${rows.length} of ${totalMembers}`);
      await page.getByRole('link', { name: 'Ada Lovelace' }).click();
      await page.waitForURL(`**${adaAt()}`);
    });

    it('searches while one types, keeps the search in the address, and Back undoes it', async () => {
      await page.goto(ADDRESS);
      await names(page, 25);
      await page.locator('input[name="search"]').fill('ada@club');
      await page.waitForURL('**_q=ada*');
      expect(await names(page, 1)).toEqual(['Ada Lovelace']);
      expect(await page.locator('main').innerText()).toContain(`1 of ${(await directory('')).totalMembers}`);
      await page.goBack();
      await names(page, 25);
      expect(await page.locator('input[name="search"]').inputValue()).toBe('');
      await page.goForward();
      await names(page, 1);
      expect(await page.locator('input[name="search"]').inputValue()).toBe('ada@club');
    });

    it('says so when nobody is found', async () => {
      await page.goto(`${ADDRESS}?_q=${encodeURIComponent('nobody & none')}`);
      await page.waitForSelector('text=contains “nobody & none”');
    });

    it('sorts on the server by Points, both ways, in the address', async () => {
      await page.goto(ADDRESS);
      await names(page, 25);
      const header = page
        .getByRole('columnheader', { name: 'Points' })
        .or(page.locator('th', { hasText: 'Points' }))
        .first();
      for (const order of ['ASC', 'DESC']) {
        await header.click();
        await page.waitForURL(`**sort=points:${order}*`);
        const expected = (await directory(`?sort=points:${order}`)).rows[0]!;
        await page.waitForSelector(`tbody tr:first-child a[href$="${expected.id}"]`);
      }
    });

    it('says where it ends, and leads back with the search and the order kept', async () => {
      await page.goto(`${ADDRESS}?_q=person&sort=points:DESC&pageSize=10&page=99`);
      await page.waitForSelector('text=This page is past the end of the list.');
      await page.getByRole('link', { name: 'Go to the first page' }).click();
      const { rows } = await directory('?search=person&sort=points:DESC&pageSize=10');
      expect(await names(page, 10)).toEqual(rows.map(({ name }) => name));
    });

    it('is exported as a file', async () => {
      await page.goto(ADDRESS);
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Export' }).click(),
      ]);
      expect(file.suggestedFilename()).toMatch(/^members-[\dTZ-]+\.csv$/);
      expect(fs.readFileSync(await file.path(), 'utf8').split('\n').length).toBeGreaterThan(1);
    });
  });

  describe('one member', () => {
    it('shows the headline figures, the tier on its way, lots, holds and consent', async () => {
      await page.goto(adaAt());
      await page.waitForSelector('h1:has-text("Ada Lovelace")');
      const { headline, tierProgress } = await detailOf(club.idOf.ada!);
      const main = (await page.locator('main').innerText()).replaceAll(',', '');
      for (const figure of [headline.points!.balance, headline.reputation!.balance, headline.level!]) {
        expect(main).toContain(figure);
      }
      const bar = page.getByRole('progressbar', { name: 'Progress to the next tier' });
      expect(await bar.getAttribute('aria-valuenow')).toBe(String(tierProgress!.percent));
      expect(main).toContain(`${tierProgress!.currency.name} more to reach ${tierProgress!.next!.name}`);
      expect(main).toContain('Order 4711 is open');
      await page.getByRole('heading', { name: 'Consent and visibility' }).waitFor();
    });

    it('pages and sorts the own ledger, whose rows lead to their stories', async () => {
      await page.goto(`${adaAt()}?sort=amount:DESC&pageSize=10`);
      const list = endpointUrl('listMemberEntries', { member: club.idOf.ada! });
      const { rows } = (await app.request<LedgerListDto>(`${list}?sort=amount:DESC&pageSize=10`, { token })).body;
      const first = page.locator('table[aria-label="Ledger"] tbody tr').first().locator('a');
      await page.waitForSelector(`tbody a[href$="${rows[0]!.id}"]`);
      expect(await first.getAttribute('href')).toContain(`/ledger/${rows[0]!.id}`);
      await page.getByRole('link', { name: 'Go to page 2' }).click();
      await page.waitForURL('**page=2*');
    });

    it('awards a badge once, at once, and does not offer it again', async () => {
      await page.goto(adaAt());
      await page.getByRole('button', { name: 'Award badge' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('combobox').click();
      await page.getByRole('option', { name: 'Pioneer' }).click();
      expect(await violationsIn(page, '[role="dialog"]')).toEqual([]);
      await dialog.getByRole('button', { name: 'Award', exact: true }).dblclick();
      await page.waitForSelector('li:has-text("Was there first.")');
      expect((await detailOf(club.idOf.ada!)).badges.map(({ code }) => code)).toEqual(['pioneer']);

      await page.getByRole('button', { name: 'Award badge' }).click();
      await dialog.getByRole('combobox').click();
      await page.getByRole('option', { name: 'Helping hand' }).waitFor();
      expect(await page.getByRole('option', { name: 'Pioneer' }).count()).toBe(0);
    });

    it('releases a hold once, with a reason', async () => {
      await page.goto(adaAt());
      await page.getByRole('button', { name: 'Release' }).click();
      const dialog = page.getByRole('dialog');
      const confirm = dialog.getByRole('button', { name: 'Release' });
      expect(await confirm.isDisabled()).toBe(true);
      await dialog.getByRole('textbox').fill('The order was called off');
      expect(await violationsIn(page, '[role="dialog"]')).toEqual([]);
      await confirm.dblclick();
      // A role behind an open dialogue is hidden: only once that has closed does "detached" speak of the page.
      await dialog.waitFor({ state: 'detached' });
      await page.getByRole('heading', { name: 'Open holds' }).waitFor({ state: 'detached' });
      expect((await detailOf(club.idOf.ada!)).holds).toEqual([]);
      expect(await page.getByRole('button', { name: 'Release' }).count()).toBe(0);
      // One row, by this administrator and for this reason.
      const { rows } = (
        await app.request<LedgerListDto>(`${endpointUrl('listLedgerEntries')}?segment=reservations`, { token })
      ).body;
      const [release, ...others] = rows.filter(({ type }) => type === 'release');
      expect(others).toEqual([]);
      expect(release).toMatchObject({ held: '-50', reason: 'The order was called off', member: { id: club.idOf.ada } });
      await page.locator(`tbody a[href$="/ledger/${release!.id}"]`).click();
      await page.getByRole('heading', { level: 1, name: 'Release: 50 Community Points' }).waitFor();
    });

    it('adjusts a balance of this member, which the page then shows', async () => {
      await page.goto(adaAt());
      const before = (await detailOf(club.idOf.ada!)).headline.reputation!.balance;
      await page.getByRole('button', { name: 'Adjust balance' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('combobox').click();
      await page.getByRole('option', { name: 'Reputation' }).click();
      await dialog.getByRole('textbox', { name: 'Amount' }).fill('+10');
      await dialog.getByRole('textbox', { name: 'Reason' }).fill('Thanks for the talk');
      await dialog.getByRole('button', { name: 'Post adjustment' }).click();
      await dialog.waitFor({ state: 'detached' });
      // B19: from 95 to 105, over the threshold of a level.
      await page.waitForSelector('dd:has-text("Regular")');
      expect((await detailOf(club.idOf.ada!)).headline).toMatchObject({
        level: 'Regular',
        reputation: { balance: String(Number(before) + 10) },
      });
    });

    it('is made by hand once, with a site user, and a taken id is told at its field', async () => {
      const user = await makeUser('ida-on-site');
      await page.goto(ADDRESS);
      await page.getByRole('button', { name: 'New member' }).click();
      const dialog = page.getByRole('dialog');
      const confirm = dialog.getByRole('button', { name: 'Create member' });
      await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Ida Rhodes');
      expect(await confirm.isDisabled()).toBe(true);
      await dialog.getByRole('textbox', { name: 'External id' }).fill('ada');
      await confirm.click();
      await dialog.getByText('Another member has this external id.').waitFor();
      expect(await violationsIn(page, '[role="dialog"]')).toEqual([]);
      await photograph(page, 'member-new-taken');
      await dialog.getByRole('textbox', { name: 'External id' }).fill('ida');
      await pickMember(page, 'ida-on', /ida-on-site/, 'Site user');
      await confirm.dblclick();
      await dialog.waitFor({ state: 'detached' });
      await page.getByText('Member created: Ida Rhodes').waitFor();
      const { rows } = await directory('?search=ida rhodes');
      expect(rows).toMatchObject([{ name: 'Ida Rhodes', handle: 'ida-on-site', email: 'ida-on-site@club.test' }]);
      expect((await detailOf(rows[0]!.id)).member).toMatchObject({ externalId: 'ida', siteUser: user });
    });

    it('is edited, and let go by its site user, which the page then shows', async () => {
      const { rows } = await directory('?search=ida rhodes');
      await page.goto(`${ADDRESS}/${rows[0]!.id}`);
      await page.getByRole('button', { name: 'Edit', exact: true }).click();
      const dialog = page.getByRole('dialog');
      const picker = dialog.getByRole('combobox', { name: 'Site user' });
      await page.waitForFunction(() =>
        [...document.querySelectorAll('input')].some(({ value }) => value === 'ida-on-site · ida-on-site@club.test'),
      );
      const confirm = dialog.getByRole('button', { name: 'Save' });
      expect(await confirm.isDisabled()).toBe(true);
      await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Ida Rhodes-Member');
      await dialog.getByRole('textbox', { name: 'Email' }).fill('ida@club.test');
      await dialog.getByRole('button', { name: 'Remove the site user' }).click();
      expect(await picker.inputValue()).toBe('');
      expect(await violationsIn(page, '[role="dialog"]')).toEqual([]);
      await confirm.dblclick();
      await dialog.waitFor({ state: 'detached' });
      await page.getByRole('heading', { level: 1, name: 'Ida Rhodes-Member' }).waitFor();
      expect((await detailOf(rows[0]!.id)).member).toMatchObject({
        ...{ name: 'Ida Rhodes-Member', handle: null, email: 'ida@club.test', siteUser: null, externalId: 'ida' },
      });
    });

    it('is exported whole as JSON', async () => {
      await page.goto(adaAt());
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Export as JSON' }).click(),
      ]);
      expect(JSON.parse(fs.readFileSync(await file.path(), 'utf8'))).toBeTruthy();
    });

    it('is not found where there is none, and shows who is anonymised', async () => {
      await page.goto(`${ADDRESS}/nobody`);
      await page.waitForSelector('text=This member does not exist.');
      await page.goto(`${ADDRESS}/${club.idOf.gone!}`);
      await page.waitForSelector('h1:has-text("Anonymised member")');
      expect(await page.getByRole('button', { name: 'Edit', exact: true }).count()).toBe(0);
    });
  });

  it('shows an auditor everything to read and nothing to press, and no consent without its permission', async () => {
    const auditor = await browser.pageOf(await app.createAdminWith(VIEWS));
    const asked: string[] = [];
    auditor.on('request', (request) => asked.push(request.url()));
    await auditor.goto(ADDRESS);
    await names(auditor, 25);
    for (const name of ['Export', 'New member']) {
      expect([name, await auditor.getByRole('button', { name }).count()]).toEqual([name, 0]);
    }
    await app.strapi
      .plugin('rewards')
      .service<LedgerService>('ledger')
      .reserve({
        ...{ member: club.idOf.ada!, currency: 'points', amount: '5', timeoutMs: 60_000 },
        ...{ reason: 'Order 4712 is open', idempotencyKey: 'for-the-auditor' },
      });
    await auditor.goto(adaAt());
    await auditor.getByRole('link', { name: 'Order 4712 is open' }).waitFor();
    await auditor.getByRole('heading', { name: /^Ledger/ }).waitFor();
    for (const name of ['Export as JSON', 'Edit', 'Award badge', 'Adjust balance', 'Release']) {
      expect([name, await auditor.getByRole('button', { name }).count()]).toEqual([name, 0]);
    }
    expect(await auditor.getByRole('heading', { name: 'Consent and visibility' }).count()).toBe(0);
    expect(asked.filter((url) => /\/(consent|awardable-badges)$/.test(url))).toEqual([]);
  });

  it('is not shown to whoever lacks the permission', async () => {
    const other = await browser.pageOf(await app.createAdminWith(['plugin::rewards.view-ledger']));
    await other.goto(ADDRESS);
    await other.waitForSelector("text=You don't have the permissions to access that content");
  });

  it.each(LOOKS)('has nothing that axe objects to, in %s at %i pixels', async (theme, width) => {
    await look(page, theme, width);
    for (const address of [ADDRESS, adaAt()]) {
      await page.goto(address);
      await page.waitForSelector('tbody a');
      expect(await violationsIn(page, 'main')).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  });

  it.each(LOOKS)('has dialogues that fit, in %s at %i pixels', async (theme, width) => {
    await look(page, theme, width);
    for (const [address, opener] of [
      [ADDRESS, 'New member'],
      [adaAt(), 'Edit'],
    ] as const) {
      await page.goto(address);
      await page.getByRole('button', { name: opener, exact: true }).click();
      await page.getByRole('dialog').getByRole('combobox', { name: 'Site user' }).waitFor();
      expect(await violationsIn(page, '[role="dialog"]')).toEqual([]);
      await photograph(page, `member-dialog-${opener.replace(' ', '-')}-${theme}-${width}`);
    }
  });

  it('throws no error on the way', () => {
    expect(open.errors).toEqual([]);
  });
});
