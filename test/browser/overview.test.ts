import type { Locator } from 'playwright-core';

import {
  type AffiliatesService,
  type EconomyDto,
  endpointUrl,
  type LedgerService,
  type MembersService,
  type OverviewDto,
} from '../../server/contract';
import { look, LOOKS, violationsIn } from './axe';
import { openClub, type OpenClub } from './club';
import { photograph } from './photograph';

const AUDITOR = ['plugin::rewards.view-ledger', 'plugin::rewards.view-members'];
const OVERVIEW = '/admin/plugins/rewards/overview';
/** Almost as much as an account can have: with Ada's, a sum that no JavaScript number is. */
const RICH = '9007199254740990';
const MANAGER = [...AUDITOR, 'plugin::rewards.transactions.adjust', 'plugin::rewards.release-holds'];

describe('what an administrator sees first', () => {
  let open: OpenClub;

  beforeAll(async () => {
    open = await openClub();
  });
  afterAll(() => open.close());

  it.each([
    ['a super admin', null],
    ['a manager', MANAGER],
    ['an auditor', AUDITOR],
  ])('the widget shows %s a line for each currency, and leads to the overview', async (_, actions) => {
    const { app, browser, token } = open;
    const page = actions ? await browser.pageOf(await app.createAdminWith(actions)) : open.page;
    await page.goto('/admin');
    const { body } = await app.request<EconomyDto>(endpointUrl('getEconomy'), { token });
    expect(body.currencies).toHaveLength(3);
    for (const { name, inCirculation } of body.currencies) {
      const line = page.getByRole('row', { name: new RegExp(`^${name}`) });
      await line.waitFor();
      expect((await line.getByRole('cell').first().innerText()).replaceAll(',', '')).toBe(inCirculation);
    }
    await page.getByRole('link', { name: 'Open overview' }).click();
    await page.waitForURL('**/admin/plugins/rewards/overview');
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  });

  it('the widget is not there for who may not see the ledger, who is asked nothing and told of no error', async () => {
    const { app, browser } = open;
    const page = await browser.pageOf(await app.createAdminWith(['plugin::rewards.view-members']));
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto('/admin');
    // Another widget, so that the page has drawn what it has.
    await page.getByRole('heading', { name: 'Profile' }).waitFor();
    expect(await page.getByRole('heading', { name: 'Rewards' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Open overview' }).count()).toBe(0);
    expect(await page.getByText('Something went wrong').count()).toBe(0);
    expect(asked.filter((url) => url.includes('/rewards/'))).toEqual([]);
  });

  it('the overview leads to the holds and lots that are overdue, which stand first and are flagged', async () => {
    const { app, club, page } = open;
    const ledger = app.strapi.plugin('rewards').service<LedgerService>('ledger');
    const member = club.idOf.ada!;
    // Another posting to the same account would end what is due there before anybody sees it, and so would this one if it
    // were posted after its own expiry.
    const expiry = Date.now() + 10_000;
    const expiresAt = new Date(expiry).toISOString();
    await ledger.grant({ member, currency: 'points', amount: '7', expiresAt, idempotencyKey: 'gone-soon' });
    const of = { member, currency: 'credits' };
    await ledger.reserve({ ...of, amount: '2', reason: 'In time', timeoutMs: 3_600_000, idempotencyKey: 'in-time' });
    await ledger.reserve({ ...of, amount: '3', reason: 'Too late', timeoutMs: 1, idempotencyKey: 'too-late' });
    await new Promise((resolve) => setTimeout(resolve, expiry + 1 - Date.now()));

    await page.goto('/admin/plugins/rewards/overview');
    await page.getByRole('link', { name: '1 hold is past its time-out' }).click();
    const holds = page.getByRole('region', { name: 'Open holds timing out next' });
    await holds.getByRole('link', { name: 'Too late' }).waitFor();
    const rows = await holds.locator('tbody tr').allInnerTexts();
    expect(rows.map((text) => [text.includes('Too late'), text.includes('overdue')])).toEqual([
      [true, true],
      [false, false],
    ]);
    expect(await holds.getByRole('button', { name: 'Release' }).count()).toBe(2);
    expect(await violationsIn(page, 'main')).toEqual([]);

    await page.goBack();
    await page.getByRole('link', { name: '1 lot is past its expiry' }).click();
    const lots = page.getByRole('region', { name: 'Lots expiring next' });
    await lots.getByText('overdue', { exact: true }).waitFor();
    expect(await lots.locator('tbody tr').first().innerText()).toContain('overdue');
    expect(await violationsIn(page, 'main')).toEqual([]);
  });

  it('the overview tells of affiliate events that failed for good, and leads to them, for whoever may see them', async () => {
    const { app, browser, page } = open;
    const affiliates = app.strapi.plugin('rewards').service<AffiliatesService>('affiliates');
    // Nothing is sent to this machine (F10).
    await affiliates.saveSystem({ code: 'inner', name: 'Inner', template: { url: 'http://127.0.0.1:9/postback' } });
    const { event } = await affiliates.record({ system: 'inner', externalId: 'blocked', type: 'deposit' });
    while ((await affiliates.get(event.id))?.status !== 'failed') await new Promise((soon) => setTimeout(soon, 50));

    await page.goto(OVERVIEW);
    const told = '1 affiliate event of the last 7 days failed for good';
    await page.getByRole('link', { name: told }).click();
    await page.waitForURL('**/affiliate-events?status=failed');
    const table = page.getByRole('table', { name: 'Affiliate events' });
    await table.getByText(event.id, { exact: true }).waitFor();
    expect(await table.locator('tbody tr[data-row]').count()).toBe(1);

    const auditor = await browser.pageOf(await app.createAdminWith(AUDITOR));
    const asked: string[] = [];
    auditor.on('request', (request) => asked.push(request.url()));
    await auditor.goto(OVERVIEW);
    await auditor.getByRole('region', { name: 'Needs attention' }).getByRole('link').first().waitFor();
    expect(await auditor.getByText(told).count()).toBe(0);
    expect(asked.filter((url) => url.includes('/rewards/affiliates/'))).toEqual([]);
  });

  describe('the chart of a currency', () => {
    const plotOf = (currency: string, words = ['Chart', 'by day']) =>
      open.page.getByRole('slider', { name: `${words[0]}: ${currency} ${words[1]}` });
    const told = (plot: Locator) => plot.getAttribute('aria-valuetext');
    /** Shows it with the pointer on the newest day, which is at its right edge. */
    const pointAtNewest = async (plot: Locator) => {
      const { width } = (await plot.locator('svg').first().boundingBox())!;
      await plot.hover({ position: { x: width - 4, y: 60 } });
    };

    beforeAll(async () => {
      const rewards = open.app.strapi.plugin('rewards');
      const [rich] = await rewards
        .service<MembersService>('members')
        .ensureMany([{ externalId: 'rich', name: 'Rich' }]);
      const ledger = rewards.service<LedgerService>('ledger');
      const grant = { member: rich!.documentId, currency: 'reputation', amount: RICH, idempotencyKey: 'rich' };
      await ledger.grant(grant);
      const member = open.club.idOf.ada!;
      await ledger.deduct({ member, currency: 'credits', amount: '0.07', idempotencyKey: 'sweets' });
    });

    it('is walked through by keys, day by day, and says what the server says, digit for digit', async () => {
      const { app, page, token } = open;
      await page.goto(OVERVIEW);
      const { body } = await app.request<OverviewDto>(endpointUrl('getOverview'), { token });
      for (const { name, code } of body.economy.currencies) {
        const plot = plotOf(name);
        await plot.focus();
        await page.keyboard.press('Home');
        for (const { day, ...figures } of body.series.find(({ currency }) => currency === code)!.days) {
          const [date, said] = (await told(plot))!.split(': ');
          expect(new Date(`${date} UTC`).toISOString().slice(0, 10)).toBe(day);
          const exact = `Issued ${figures.issued}, Spent ${figures.spent}, Expired ${figures.expired}`;
          expect(said!.replace(/(\d),(?=\d)/g, '$1')).toBe(exact);
          await page.keyboard.press('ArrowRight');
        }
      }
      const { issued } = body.series.find(({ currency }) => currency === 'reputation')!.days.at(-1)!;
      expect(String(Number(issued))).not.toBe(issued);
    });

    it('shows a day to the pointer, and to the keys, until Esc or until either goes elsewhere', async () => {
      const { page } = open;
      await page.goto(OVERVIEW);
      const plot = plotOf('Store Credit');
      const tip = plot.locator('[data-tip]');
      await pointAtNewest(plot);
      expect((await tip.innerText()).split(/\s*\n\s*/).slice(1)).toEqual([
        ...['Issued', '1,200.50', 'Spent', '0.07', 'Expired', '0.00'],
      ]);
      await page.mouse.move(0, 0);
      await tip.waitFor({ state: 'detached' });
      await plot.focus();
      const newest = await tip.innerText();
      await page.keyboard.press('ArrowLeft');
      expect(await tip.innerText()).not.toBe(newest);
      await page.keyboard.press('End');
      expect(await tip.innerText()).toBe(newest);
      await page.keyboard.press('Escape');
      await tip.waitFor({ state: 'detached' });
      await page.keyboard.press('PageDown');
      await tip.waitFor();
      await page.keyboard.press('Tab');
      await tip.waitFor({ state: 'detached' });
    });

    it.each(LOOKS)('can be seen and has nothing that axe objects to, in %s at %i pixels', async (theme, width) => {
      const { page } = open;
      await look(page, theme, width);
      await page.goto(OVERVIEW);
      const plot = plotOf('Store Credit');
      await plot.focus();
      await plot.locator('[data-tip]').waitFor();
      expect(await violationsIn(page, 'main')).toEqual([]);
      await photograph(page, `overview-${theme}-${width}`, 1_600);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      const colours = await coloursOf(page.getByRole('region', { name: /^Store Credit/ }));
      expect(colours.series).toHaveLength(3);
      // WCAG 1.4.11 asks it of what has to be seen to understand a drawing.
      for (const colour of colours.series) expect(contrastOf(colour, colours.ground)).toBeGreaterThanOrEqual(3);
    });

    it('speaks German', async () => {
      const { page } = open;
      await look(page, 'light', 1280);
      await page.evaluate(() => localStorage.setItem('strapi-admin-language', 'de'));
      await page.goto(OVERVIEW);
      const plot = plotOf('Store Credit', ['Diagramm', 'nach Tagen']);
      expect(await told(plot)).toMatch(/^\d\d\.\d\d\.\d{4}: Gutgeschrieben 1\.200,50, Eingelöst 0,07, Verfallen 0,00$/);
      await page.getByText('Tag (UTC)').first().waitFor();
      await pointAtNewest(plot);
      await photograph(page, 'overview-de', 1_600);
      await page.evaluate(() => localStorage.setItem('strapi-admin-language', 'en'));
    });

    it('comes with the page that draws it; where it cannot come, the page says so and keeps the figures', async () => {
      const { page } = open;
      const loaded: string[] = [];
      page.on('request', (request) => loaded.push(request.url()));
      const drawing = () => loaded.filter((url) => /\/Plot-[^/]*\.js$/.test(url)).length;
      await page.goto('/admin/plugins/rewards/members');
      await page.getByRole('heading', { level: 1, name: 'Members' }).waitFor();
      expect(drawing()).toBe(0);
      await page.goto(OVERVIEW);
      await plotOf('Store Credit').waitFor();
      expect(drawing()).toBe(1);

      await page.route(/\/Plot-[^/]*\.js$/, (route) => route.abort());
      await page.goto(OVERVIEW);
      const panel = page.getByRole('region', { name: /^Store Credit/ });
      await panel.getByText('The chart could not be loaded.').waitFor();
      await panel.getByText('Store Credit day by day').click();
      await panel.getByRole('table').getByText('1,200.50').waitFor();
      await page.unrouteAll();
    });
  });
});

interface Colours {
  readonly series: readonly string[];
  readonly ground: string;
}

/** What the bars of a chart are painted with, as its legend shows it, and what is behind them. */
const coloursOf = (panel: Locator): Promise<Colours> =>
  panel.evaluate((element) => ({
    series: [...element.querySelectorAll('li svg')].map((swatch) => {
      const piece = swatch.querySelector('pattern rect') ?? swatch.querySelector('rect[data-series]');
      return getComputedStyle(piece!).fill;
    }),
    ground: getComputedStyle(element).backgroundColor,
  }));

/** By WCAG 2.2. */
function contrastOf(...colours: [string, string]): number {
  const [darker, lighter] = colours
    .map((colour) => {
      const [r, g, b] = colour.match(/\d+/g)!.map((part) => {
        const share = Number(part) / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    })
    .sort((a, b) => a - b);
  return (lighter! + 0.05) / (darker! + 0.05);
}
