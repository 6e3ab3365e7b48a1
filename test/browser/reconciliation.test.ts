import fs from 'node:fs';

import type { Locator, Page } from 'playwright-core';

import {
  type DiscrepancyListDto,
  type DiscrepancyRowDto,
  endpointUrl,
  type LedgerService,
  type ReconciliationRunDto,
  type ReconciliationRunListDto,
  type ReconciliationService,
} from '../../server/contract';
import { look, LOOKS, violationsIn } from './axe';
import { openClub, type OpenClub } from './club';
import { photograph as takePicture } from './photograph';
import { damage, joinCrowd, passNights, runElsewhere, slowDown } from './reconciliation-damage';

const ADDRESS = '/admin/plugins/rewards/reconciliation';
const VIEW = 'plugin::rewards.view-reconciliation';
const NOTES = 'Agreed with the shop on the telephone';
/** Several batches of a run. */
const CROWD = 1_600;

describe('reconciliation in a browser', () => {
  let open: OpenClub;
  let page: Page;
  let service: ReconciliationService;

  beforeAll(async () => {
    open = await openClub();
    ({ page } = open);
    service = open.app.strapi.plugin('rewards').service<ReconciliationService>('reconciliation');
    await joinCrowd(open, CROWD);
    await look(page, 'light', 1280);
  });
  afterAll(() => open.close());

  const ask = async <T>(name: 'listDiscrepancies' | 'listReconciliationRuns', query = '') =>
    (await open.app.request<T>(`${endpointUrl(name)}${query}`, { token: open.token })).body;
  const listed = async (query = '') => (await ask<DiscrepancyListDto>('listDiscrepancies', query)).rows;
  const newestRun = async (): Promise<ReconciliationRunDto> =>
    (await ask<ReconciliationRunListDto>('listReconciliationRuns')).rows[0]!;

  async function found(kind: string, who: string): Promise<DiscrepancyRowDto> {
    const rows = await listed(`?status=all&kind=${kind}&member=${open.club.idOf[who]!}`);
    expect(rows).toHaveLength(1);
    return rows[0]!;
  }
  const addressOf = ({ id }: Pick<DiscrepancyRowDto, 'id'>) => `${ADDRESS}/discrepancies/${id}`;

  /** Waits until the list on the page has the rows that the API answers, in its order. */
  async function shows(on: Page, query = ''): Promise<DiscrepancyRowDto[]> {
    const rows = await listed(query);
    await on.waitForFunction(
      (wanted) => {
        const links = document.querySelectorAll<HTMLAnchorElement>('tbody a[href*="/reconciliation/discrepancies/"]');
        return [...links].map(({ href }) => href.split('/').at(-1)).join() === wanted;
      },
      rows.map(({ id }) => id).join(),
    );
    return [...rows];
  }

  const list = (on = page) => on.getByRole('region', { name: /^Discrepancies: \d/ });
  const box = (name: string) => list().getByRole('checkbox', { name });
  const button = (name: string | RegExp, within: Page | Locator = page) => within.getByRole('button', { name });
  const dialog = () => page.getByRole('dialog');
  const heading = (name: string, level = 1) => page.getByRole('heading', { level, name });

  async function startRun(): Promise<void> {
    await button('Start a run').click();
    await button('Start', dialog()).click();
    await dialog().waitFor({ state: 'detached' });
  }

  /** Waits until the page shows the run after another one, and that it has ended. */
  async function runEnded({ id: before }: Pick<ReconciliationRunDto, 'id'>): Promise<ReconciliationRunDto> {
    await page.getByRole('region', { name: 'Last run' }).getByText('completed').waitFor();
    await button('Start a run').and(page.locator(':enabled')).waitFor();
    const run = await newestRun();
    expect(run.id).not.toBe(before);
    return run;
  }

  const photograph = (name: string, height?: number) => takePicture(page, `reconciliation-${name}`, height);

  it('is found in the navigation, and says that there has been no run', async () => {
    await page.getByRole('link', { name: 'Rewards' }).click();
    await page.getByRole('link', { name: 'Reconciliation' }).click();
    await page.waitForURL(`**${ADDRESS}`);
    await heading('Reconciliation').waitFor();
    await page.getByText('There have been no runs yet.').waitFor();
    await page.getByText('There have been no full runs yet.').waitFor();
    await page.getByText('Nothing has been checked yet.').waitFor();
    await page.getByText('No members are affected.').waitFor();
    expect(await violationsIn(page, 'main')).toEqual([]);
    await photograph('empty');
  });

  it('runs when it is asked to in the dialogue, shows how far it is, and then what is not true', async () => {
    await passNights(open);
    await damage(open);
    const before = await newestRun();
    await page.goto(ADDRESS);
    await page.getByRole('region', { name: 'Last run' }).getByText('the schedule').waitFor();
    await button('Start a run').click();
    expect(await dialog().getByRole('radio', { name: 'All members' }).isChecked()).toBe(true);
    expect(await dialog().getByRole('checkbox', { name: 'Also recompute every hash' }).isChecked()).toBe(true);
    expect(await violationsIn(page, '[role="dialog"]')).toEqual([]);
    await photograph('start');
    const speedUp = slowDown(open, 150);
    await button('Start', dialog()).dblclick();
    const progress = page.getByRole('progressbar', { name: 'Running now' });
    await progress.and(page.locator(':not([aria-valuenow="0"])')).waitFor();
    expect(await progress.getAttribute('aria-valuemax')).toBe(String(CROWD + 30));
    speedUp();
    const run = await runEnded(before);
    expect(run).toMatchObject({
      type: 'full',
      status: 'completed',
      discrepanciesFound: 9,
      membersWithDiscrepancies: 9,
    });
    expect(run.membersProcessed).toBeGreaterThan(CROWD);
    const panel = page.getByRole('region', { name: 'Last run' });
    await panel.getByText('9, 9 of them new').waitFor();
    await panel.getByText(run.startedBy!.name!).waitFor();
    expect((await service.listRuns()).total).toBe(13);
  });

  it('lists it gravest first, with whom it is about, what should be and what is', async () => {
    await page.goto(ADDRESS);
    const rows = await shows(page);
    expect(rows).toHaveLength(9);
    await page.getByText('9 members are affected.').waitFor();
    const first = list().locator('tbody tr').first();
    expect(await first.innerText()).toMatch(/Broken chain[\s\S]*Critical\s+detected[\s\S]*Person 0[35]/i);
    const wrong = list().locator('tbody tr').filter({ hasText: 'Person 00' });
    expect(await wrong.innerText()).toMatch(/Balance\s+balance\s+High[\s\S]*400[\s\S]*2,400[\s\S]*\+2,000/i);
    // An instant is told as one, and what says nothing by a dash.
    const due = await list().locator('tbody tr').filter({ hasText: 'Next due date' }).innerText();
    expect(due).toMatch(/nextDueAt[\s\S]*Person 06[\s\S]*UTC\s+–/);
    expect(due).not.toMatch(/\d{13}|-1/);
    const open_ = page.getByRole('region', { name: 'Open discrepancies' });
    const figures = await open_.getByRole('listitem').allInnerTexts();
    expect(figures.map((text) => text.toLowerCase().split(/\s+/))).toEqual([
      ['2', 'critical'],
      ['3', 'high'],
      ['3', 'medium'],
      ['1', 'low'],
    ]);
  });

  it('draws what the full runs found, and tells each of them to the keys', async () => {
    await page.goto(ADDRESS);
    const plot = page.getByRole('slider', { name: 'Chart: discrepancies by full run' });
    await plot.focus();
    const said = () => plot.getAttribute('aria-valuetext');
    expect(await said()).toMatch(/^\w+ \d+, \d{4}, \d+:\d\d [AP]M UTC: Discrepancies found 9$/);
    await plot.locator('[data-tip]').getByText('9', { exact: true }).waitFor();
    await page.keyboard.press('Home');
    expect(await said()).toMatch(/Discrepancies found 0$/);
    await page.getByText('Time (UTC)').waitFor();
    expect(await violationsIn(page, 'main')).toEqual([]);
  });

  it('filters and sorts in the address, and Back undoes it, step by step', async () => {
    await page.goto(ADDRESS);
    await shows(page);
    await page.getByRole('combobox', { name: 'Severity' }).click();
    await page.getByRole('option', { name: 'High' }).click();
    await page.waitForURL('**severity=high*');
    expect(await shows(page, '?severity=high')).toHaveLength(3);
    const difference = list().locator('th', { hasText: 'Difference' });
    await difference.click();
    await page.waitForURL('**sort=difference:ASC*');
    await shows(page, '?severity=high&sort=difference:ASC');
    await difference.click();
    await page.waitForURL('**sort=difference:DESC*');
    const [largest] = await shows(page, '?severity=high&sort=difference:DESC');
    expect(largest!.member.name).toBe('Person 00');
    await page.reload();
    await shows(page, '?severity=high&sort=difference:DESC');
    await page.getByRole('radio', { name: 'Resolved' }).check();
    await page.getByText('No discrepancies match these filters.').waitFor();
    await page.goBack();
    await shows(page, '?severity=high&sort=difference:DESC');
    // Strapi's tables put one order in the place of another one: Back undoes what was filtered.
    await page.goBack();
    await page.waitForURL((url) => url.search === '');
    await shows(page);
    await page.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: 'Broken chain' }).click();
    await shows(page, '?kind=chain_break');
    await button('Clear filters').click();
    await shows(page);
  });

  it('leads from a figure of the dashboard to those it counts', async () => {
    await page.goto(ADDRESS);
    await page.getByRole('region', { name: 'Open discrepancies' }).getByRole('link', { name: 'Low' }).click();
    await page.waitForURL('**severity=low*');
    expect(await shows(page, '?severity=low')).toMatchObject([{ kind: 'due_mismatch' }]);
  });

  it('says why an address is none, and leads back', async () => {
    await page.goto(`${ADDRESS}?sort=severity:sideways`);
    const alert = page.getByRole('alert').filter({ hasText: 'The discrepancies could not be loaded.' });
    await alert.getByText('sort: must be one of').waitFor();
    await alert.getByRole('link', { name: 'Start over' }).click();
    await shows(page);
    await page.goto(`${ADDRESS}/discrepancies/none`);
    await heading('This discrepancy does not exist.').waitFor();
    await page.getByRole('link', { name: 'Go to discrepancies' }).click();
    await shows(page);
  });

  it('follows a run of another process, and stops it after a question', async () => {
    await page.goto(ADDRESS);
    await shows(page);
    const run = await runElsewhere(open);
    await page.reload();
    const progress = (processed: number) => page.locator(`[role="progressbar"][aria-valuenow="${processed}"]`);
    await progress(100).waitFor();
    expect(await button('Start a run').isDisabled()).toBe(true);
    await page.getByText('100 of 400 members checked').waitFor();
    await photograph('running');
    await run.comeTo(250);
    await progress(250).waitFor();
    expect(await violationsIn(page, 'main')).toEqual([]);
    await button('Stop the run').click();
    expect(await run.isCancelRequested()).toBe(false);
    await button('Stop the run', dialog()).click();
    await page.getByText('Stopping after the members being checked now.').waitFor();
    expect(await run.isCancelRequested()).toBe(true);
    await dialog().waitFor({ state: 'detached' });
    expect(await button('Stop the run').count()).toBe(0);
    await run.end('cancelled');
    await page.getByRole('region', { name: 'Last run' }).getByText('cancelled').waitFor();
    await button('Start a run').and(page.locator(':enabled')).waitFor();
  });

  describe.each([
    ['dashboard', () => Promise.resolve(ADDRESS), 'Discrepancies: 9'],
    ['detail', async () => addressOf(await found('balance_mismatch', 'ada')), 'Evidence'],
    ['chain', async () => addressOf(await found('chain_break', 'p3')), 'Evidence'],
    ['runs', () => Promise.resolve(`${ADDRESS}/runs`), 'Runs'],
  ])('on the page %s', (name, address, title) => {
    it.each(LOOKS)('has nothing that axe objects to, in %s at %i pixels', async (theme, width) => {
      await look(page, theme, width);
      await page.goto(await address());
      await page.getByRole('heading', { name: title }).waitFor();
      await page.locator('main time').first().waitFor();
      await photograph(`${name}-${theme}-${width}`, 2_000);
      expect(await violationsIn(page, 'main')).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    });

    it('has a word for everything, in German too', async () => {
      await look(page, 'light', 1280);
      for (const language of ['de', 'en']) {
        await page.evaluate((chosen) => localStorage.setItem('strapi-admin-language', chosen), language);
        await page.goto(await address());
        await page.locator('main time').first().waitFor();
        const german = page.getByRole('heading', {
          level: 1,
          name: /^(Abgleich|Saldo|Unterbrochene Kette|Läufe)/,
        });
        expect(await german.count()).toBe(language === 'de' ? 1 : 0);
        expect(await page.locator('main').innerText()).not.toMatch(/reconciliation\.[a-z]/);
        if (language === 'de') await photograph(`${name}-german`, 2_000);
      }
    });
  });

  it('shows an auditor all there is to see, and nothing to press', async () => {
    const auditor = await open.browser.pageOf(await open.app.createAdminWith([VIEW]));
    await auditor.goto(ADDRESS);
    await shows(auditor);
    expect(await auditor.getByRole('checkbox').count()).toBe(0);
    await auditor.goto(addressOf(await found('balance_mismatch', 'ada')));
    await auditor.getByRole('heading', { name: 'History' }).waitFor();
    await auditor.goto(`${ADDRESS}/runs`);
    await auditor.getByText('Ada Admin').first().waitFor();
    for (const at of [ADDRESS, addressOf(await found('balance_mismatch', 'ada')), `${ADDRESS}/runs`]) {
      await auditor.goto(at);
      await auditor.locator('main time').first().waitFor();
      const names = /^(Start|Stop|Rebuild|Ignore|Adjust|Investigate|Reopen|CSV|JSON)/;
      expect([at, await auditor.locator('main').getByRole('button', { name: names }).count()]).toEqual([at, 0]);
    }
    await auditor.context().close();
  });

  it('is not shown to whoever lacks the permission', async () => {
    const other = await open.browser.pageOf(await open.app.createAdminWith(['plugin::rewards.view-ledger']));
    for (const at of [ADDRESS, `${ADDRESS}/runs`, addressOf(await found('balance_mismatch', 'ada'))]) {
      await other.goto(at);
      await other.waitForSelector("text=You don't have the permissions to access that content");
    }
    await other.context().close();
  });

  describe('puts right', () => {
    beforeAll(() => look(page, 'light', 1280));

    it('by a rebuild what a rebuild mends, with the evidence before it', async () => {
      await page.goto(ADDRESS);
      await list().getByRole('link', { name: 'Balance: Ada Lovelace' }).click();
      await heading('Balance: Ada Lovelace').waitFor();
      const evidence = page.getByRole('region', { name: 'Evidence' });
      const stored = evidence.getByRole('group', { name: 'Account as stored' });
      const balance = (await stored.locator('th').allInnerTexts()).indexOf('balance');
      expect(await stored.locator('tbody td').nth(balance).innerText()).toBe('440');
      await evidence.getByRole('group', { name: 'Totals from the ledger' }).waitFor();
      await page.getByText('Rebuild: the ledger is intact').waitFor();
      await button('Rebuild').click();
      expect(await violationsIn(page, '[role="dialog"]')).toEqual([]);
      await button('Rebuild', dialog()).dblclick();
      await page.getByText('The figures were rebuilt, and the discrepancy is resolved.').waitFor();
      await page.getByText('By a rebuild').waitFor();
      const history = page.getByRole('region', { name: 'History' }).getByRole('listitem');
      await history.nth(1).waitFor();
      expect(await history.allInnerTexts()).toEqual([
        expect.stringMatching(/^Detected[\s\S]*a run$/),
        expect.stringMatching(/^Rebuilt[\s\S]*Ada Admin 1$/),
      ]);
      for (const name of ['Rebuild', 'Adjust', 'Ignore', 'Investigate']) expect(await button(name).count()).toBe(0);
      expect(await found('balance_mismatch', 'ada')).toMatchObject({ status: 'resolved', resolution: 'rebuild' });
    });

    it('by an adjustment what stands in the ledger, with one row for two clicks', async () => {
      const member = open.club.idOf.p2!;
      const ledger = open.app.strapi.plugin('rewards').service<LedgerService>('ledger');
      const { balance } = await ledger.balance({ member, currency: 'points' });
      const soon = Date.now() + 1_500;
      const expiring = { amount: '7', expiresAt: new Date(soon).toISOString(), idempotencyKey: 'soon' };
      await ledger.grant({ member, currency: 'points', ...expiring });
      await page.waitForTimeout(soon + 100 - Date.now());
      await page.goto(addressOf(await found('duplicate_transaction', 'p2')));
      await page.getByText('Suggested: −12 Community Points.').waitFor();
      await button('Adjust').click();
      const amount = dialog().getByRole('textbox', { name: 'Amount' });
      expect(await amount.inputValue()).toBe('-12');
      const confirm = button('Post adjustment', dialog());
      await dialog().getByRole('textbox', { name: 'Reason' }).fill(NOTES);
      await amount.fill('1.5');
      await dialog().getByText('Amount: enter a whole number, without decimals.').waitFor();
      expect(await confirm.isDisabled()).toBe(true);
      await amount.fill('-999999');
      await dialog()
        .getByText(`Only ${Number(balance).toLocaleString('en')} available.`)
        .waitFor();
      await photograph('adjust');
      expect(await violationsIn(page, '[role="dialog"]')).toEqual([]);
      expect(await confirm.isDisabled()).toBe(true);
      await amount.fill('-12');
      // What is due is posted along with it, and told.
      await dialog().getByRole('row', { name: 'Expire −7' }).waitFor();
      await dialog().getByRole('row', { name: 'Adjustment −12' }).waitFor();
      await dialog()
        .getByRole('row', { name: `Balance ${Number(balance) + 7} ${Number(balance) - 12}` })
        .waitFor();
      await photograph('adjust-preview');
      expect(await violationsIn(page, '[role="dialog"]')).toEqual([]);
      await confirm.dblclick();
      await dialog().waitFor({ state: 'detached' });
      await page.getByText('By an adjustment').waitFor();
      expect((await ledger.balance({ member, currency: 'points' })).balance).toBe(String(Number(balance) - 12));
      const { rows } = await ledger.history({ member, currency: 'points' });
      const posted = rows.filter(({ type }) => type === 'adjustment');
      expect(posted).toMatchObject([{ amount: '-12', reason: NOTES }]);
      await page.getByRole('link', { name: posted[0]!.id }).first().click();
      await heading('Adjustment: −12 Community Points').waitFor();
    });

    it('by a note what nothing can make up for', async () => {
      await page.goto(addressOf(await found('chain_break', 'p3')));
      const hashes = page.getByRole('region', { name: 'Evidence' }).getByRole('group', { name: 'Hashes' });
      await hashes.getByRole('columnheader', { name: 'computed_hash' }).waitFor();
      expect(await hashes.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
      expect(await button('Rebuild').count()).toBe(0);
      // It is looked into first: what leads there is the one that stands out.
      const fill = (name: string) => button(name).evaluate((element) => getComputedStyle(element).backgroundColor);
      expect(await fill('Ignore')).toBe(await fill('Adjust'));
      expect(await fill('Investigate')).not.toBe(await fill('Ignore'));
      await photograph('chain-buttons');
      await button('Ignore').click();
      const confirm = button('Ignore', dialog());
      await dialog().getByRole('textbox', { name: 'Reason' }).fill('too few');
      expect(await confirm.isDisabled()).toBe(true);
      await dialog().getByRole('textbox', { name: 'Reason' }).fill(NOTES);
      await confirm.dblclick();
      await page.getByText('The discrepancy is ignored.').waitFor();
      await page.getByRole('region', { name: 'History' }).getByText(NOTES).waitFor();
      const history = await service.getDiscrepancy(
        await found('chain_break', 'p3').then(({ id }) => ({ discrepancy: id })),
      );
      expect(history.history.map(({ kind }) => kind)).toEqual(['detected', 'ignored']);
      // The button is gone, and the keyboard goes on in the page.
      await page.waitForFunction(() => document.activeElement?.id === 'main-content');
    });

    it('not for good: what was ignored is opened again', async () => {
      await button('Reopen').click();
      await dialog().getByRole('textbox', { name: 'Notes' }).fill('It matters after all');
      expect(await violationsIn(page, '[role="dialog"]')).toEqual([]);
      await button('Reopen', dialog()).click();
      await page.getByText('The discrepancy is open again.').waitFor();
      await page.getByRole('region', { name: 'History' }).getByText('It matters after all').waitFor();
      await button('Ignore').waitFor();
      expect(await button('Reopen').count()).toBe(0);
      const { id, status } = await found('chain_break', 'p3');
      expect(status).toBe('detected');
      await service.resolve(id, { action: 'ignore', notes: NOTES }, { id: 'admin:1', name: 'Ada Admin 1' });
    });

    it('later what somebody looks into first', async () => {
      await page.goto(addressOf(await found('lifetime_mismatch', 'p4')));
      await button('Investigate').click();
      await dialog().getByRole('textbox', { name: 'Notes' }).fill('Asked the shop');
      await button('Take it on', dialog()).click();
      await page.getByText('The discrepancy is being investigated.').waitFor();
      await page.getByRole('region', { name: 'When and by whom' }).getByText('Ada Admin 1').waitFor();
      await page.getByRole('region', { name: 'History' }).getByText('Asked the shop').waitFor();
      expect(await button('Rebuild').count()).toBe(1);
      await page.goto(`${ADDRESS}?status=investigating`);
      expect(await shows(page, '?status=investigating')).toMatchObject([{ assignee: { name: 'Ada Admin 1' } }]);
    });

    it('many at once, and says which stay as they were and why', async () => {
      await page.goto(ADDRESS);
      expect(await shows(page)).toHaveLength(6);
      await box('Select Balance: Person 00').check();
      await list().getByText('1 selected').waitFor();
      await box('Select all open discrepancies on this page').click();
      await list().getByText('6 selected').waitFor();
      await photograph('chosen');
      await button('Rebuild', list()).click();
      await dialog().getByText('Rebuild the figures behind 6 discrepancies').waitFor();
      expect(await violationsIn(page, '[role="dialog"]')).toEqual([]);
      await button('Rebuild', dialog()).dblclick();
      await page.getByText('5 were resolved, 1 refused.').waitFor();
      const refused = page.getByRole('alert').filter({ hasText: '1 discrepancy stays as it was:' });
      await refused.getByRole('link', { name: 'Broken chain: Person 05' }).waitFor();
      await refused.getByText('The ledger itself is affected').waitFor();
      expect(await shows(page)).toMatchObject([{ kind: 'chain_break' }]);
      expect(await violationsIn(page, 'main')).toEqual([]);
      await photograph('refused');
      await button('Close', refused).click();
      await refused.waitFor({ state: 'detached' });

      await box('Select Broken chain: Person 05').check();
      await button('Ignore', list()).click();
      await dialog().getByRole('textbox', { name: 'Reason' }).fill(NOTES);
      await button('Ignore', dialog()).click();
      await page.getByText('1 was resolved.').waitFor();
      await page.getByText('No discrepancies are open: every figure').waitFor();
    });

    it('so that another run finds nothing', async () => {
      const before = await newestRun();
      await page.goto(ADDRESS);
      await page.getByText('No discrepancies are open: every figure').waitFor();
      await startRun();
      await page.waitForFunction(
        (at) => document.querySelector('main dl time')?.getAttribute('datetime') !== at,
        before.startedAt,
      );
      const run = await runEnded(before);
      expect(run).toMatchObject({ status: 'completed', discrepanciesFound: 0, membersWithDiscrepancies: 0 });
      await page.getByText('No members are affected.').waitFor();
      await page.getByText('No discrepancies are open: every figure checked follows from the ledger.').waitFor();
      expect(await listed()).toEqual([]);
      await page.getByRole('radio', { name: 'All', exact: true }).check();
      expect(await shows(page, '?status=all')).toHaveLength(9);
      await photograph('green');
    });
  });

  describe('keeps the runs', () => {
    it('newest first, and what each saw, also as a file', async () => {
      await page.goto(`${ADDRESS}/runs`);
      await page.getByText('15 runs, newest first').waitFor();
      const { rows } = await ask<ReconciliationRunListDto>('listReconciliationRuns');
      const times = await page
        .locator('tbody tr td:first-child time')
        .evaluateAll((all) => all.map((time) => time.getAttribute('datetime')));
      expect(times).toEqual(rows.map(({ startedAt }) => startedAt));
      const run = rows.find(({ discrepanciesFound }) => discrepanciesFound === 9)!;
      const row = page.locator('tbody tr').filter({ has: page.locator(`time[datetime="${run.startedAt}"]`) });
      const [file] = await Promise.all([page.waitForEvent('download'), button(/^CSV/, row).click()]);
      expect(file.suggestedFilename()).toBe(`reconciliation-${run.startedAt.slice(0, 10)}-${run.id}.csv`);
      const lines = fs
        .readFileSync(await file.path(), 'utf8')
        .trim()
        .split('\r\n')
        .slice(1);
      const seen = await listed(`?status=all&run=${run.id}`);
      expect(lines.map((line) => line.split(',').slice(0, 5))).toEqual(
        seen
          .map(({ id, kind, field, severity, status }) => [id, kind, field, severity, status])
          .sort(([a], [b]) => (a! < b! ? -1 : 1)),
      );
      const [json] = await Promise.all([page.waitForEvent('download'), button(/^JSON/, row).click()]);
      expect(JSON.parse(fs.readFileSync(await json.path(), 'utf8'))).toMatchObject({ run: { id: run.id } });
      await row.getByRole('link').first().click();
      await page.waitForURL(`**run=${run.id}*`);
      expect(await shows(page, `?status=all&run=${run.id}`)).toHaveLength(9);
      await button(/^Show discrepancies seen by any run/).click();
      await page.waitForURL((url) => !url.search.includes('run='));
    });

    it('with why one failed, and the members that could not be looked at', async () => {
      await page.goto(`${ADDRESS}/runs`);
      await page.getByText('Connection terminated unexpectedly').waitFor();
      await page.getByText('2 errors').click();
      await page.getByText('9223372036854775807').waitFor();
      expect(await violationsIn(page, 'main')).toEqual([]);
    });

    it('and says when they could not be loaded, or exported', async () => {
      const isList = (url: URL) => url.pathname === '/rewards/reconciliation/runs';
      await page.route(isList, (route) => route.fulfill({ status: 500, body: '{}' }));
      await page.goto(`${ADDRESS}/runs`);
      await page.getByRole('alert').filter({ hasText: 'The runs could not be loaded.' }).waitFor();
      await page.unroute(isList);
      await button('Try again').click();
      await page.getByText('15 runs, newest first').waitFor();
      await page.route('**/rewards/reconciliation/runs/*/export*', (route) => route.fulfill({ status: 500 }));
      await button(/^CSV/).first().click();
      await page.getByText('The export failed').waitFor();
      await page.unroute('**/rewards/reconciliation/runs/*/export*');
    });
  });

  it('throws no error on the way', () => {
    expect(open.errors).toEqual([]);
  });
});
