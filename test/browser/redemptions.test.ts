import type { Locator, Page } from 'playwright-core';

import {
  endpointUrl,
  type LedgerService,
  type RedemptionListDto,
  type RedemptionRowDto,
  type RedemptionService,
} from '../../server/contract';
import { look, LOOKS, violationsIn } from './axe';
import { openClub, type OpenClub, pickMember } from './club';
import { photograph } from './photograph';

const ADDRESS = '/admin/plugins/rewards/redemptions';
const QUOTE = '**/rewards/redemptions/quote';
const LONG_ORDER = `2026/11/22-web-shop-northern-europe${'-0123456789'.repeat(6)}`;
const VIEW = 'plugin::rewards.view-redemptions';
const REDEEM = 'plugin::rewards.redeem';

describe('redemptions in a browser', () => {
  let open: OpenClub;
  let page: Page;
  let ledger: LedgerService;
  let redemption: RedemptionService;
  let keys = 0;

  beforeAll(async () => {
    open = await openClub();
    ({ page } = open);
    const rewards = open.app.strapi.plugin('rewards');
    ledger = rewards.service<LedgerService>('ledger');
    redemption = rewards.service<RedemptionService>('redemption');
    // Gold, which takes 5 per cent off.
    await grant('ada', '5000');
    await grant('p1', '30');
    await look(page, 'light', 1280);
  });
  afterAll(() => open.close());

  const grant = (who: string, amount: string) =>
    ledger.grant({
      member: open.club.idOf[who]!,
      currency: 'credits',
      amount,
      idempotencyKey: `redemptions-${(keys += 1)}`,
    });
  const listed = async (query = ''): Promise<RedemptionListDto> =>
    (await open.app.request<RedemptionListDto>(`${endpointUrl('listRedemptions')}${query}`, { token: open.token }))
      .body;
  const held = (who: string, orderId: string, amount: string, more: { source?: string; timeoutMs?: number } = {}) =>
    redemption.hold({ member: open.club.idOf[who]!, orderId, orderAmount: '100', amount, ...more });

  const button = (name: string, within: Page | Locator = page) => within.getByRole('button', { name, exact: true });
  const field = (name: string, on = page) => on.getByRole('textbox', { name, exact: true });
  const amount = () => field('Store Credit to redeem');
  const quote = () => page.getByRole('group', { name: 'What the order would cost' });
  const line = (name: string) => quote().getByRole('row', { name });
  const dialog = () => page.getByRole('dialog');
  const row = (order: string, on = page) => on.locator('tbody tr', { has: on.getByText(order, { exact: true }) });

  const pick = (search: string, member: string) => pickMember(page, search, member);
  async function fill(typed: { order: string; price: string; amount?: string }): Promise<void> {
    await pick('ada@club', 'Ada Lovelace');
    await field('Order ID').fill(typed.order);
    await field('Order amount').fill(typed.price);
    if (typed.amount) await amount().fill(typed.amount);
  }
  const ready = (name = 'Hold') => button(name).and(page.locator(':enabled')).waitFor();
  /** Puts a notification away, so that the next one is known to be new. */
  async function told(text: string): Promise<void> {
    const notification = page.locator('[data-sonner-toast]').filter({ hasText: text });
    await notification.waitFor();
    await notification.getByRole('button', { name: 'Close' }).click();
    await notification.waitFor({ state: 'detached' });
  }

  it('is found in the navigation after the adjustments, and says that nothing was redeemed', async () => {
    await page.getByRole('link', { name: 'Rewards' }).click();
    await page.getByRole('link', { name: 'Redemptions' }).waitFor();
    const names = await page.getByRole('navigation', { name: 'Rewards' }).getByRole('link').allInnerTexts();
    expect(names.indexOf('Redemptions')).toBe(names.indexOf('Manual adjustments') + 1);
    await page.getByRole('link', { name: 'Redemptions' }).click();
    await page.waitForURL(`**${ADDRESS}`);
    await page.getByText('Nothing has been redeemed on an order yet.').waitFor();
    await quote().getByText('Choose a member and enter the order amount').waitFor();
    expect(await button('Hold').isDisabled()).toBe(true);
    expect(await button('As much as possible').isDisabled()).toBe(true);
    // There is but one currency.
    expect(await page.getByRole('combobox', { name: 'Currency' }).count()).toBe(0);
    expect(await violationsIn(page, 'main')).toEqual([]);
    await photograph(page, 'redemptions-empty');
  });

  it('quotes as it is filled in, and holds once for a double click', async () => {
    await fill({ order: '4711', price: '100' });
    await quote().getByText('With as much as possible redeemed:').waitFor();
    await line('Gold discount, 5% −5.00').waitFor();
    expect(await button('Hold').isDisabled()).toBe(true);
    await button('As much as possible').click();
    expect(await amount().inputValue()).toBe('95.00');
    await line('Discount for 95.00 Store Credit −95.00').waitFor();
    await line('To pay 0.00').waitFor();
    await amount().fill('25');
    await line('Discount for 25.00 Store Credit −25.00').waitFor();
    await line('To pay 70.00').waitFor();
    await line('Available now 6,200.50 Store Credit').waitFor();
    await line('Remaining afterwards 6,175.50 Store Credit').waitFor();
    expect(await quote().getByText('With as much as possible').count()).toBe(0);
    expect(await violationsIn(page, 'main')).toEqual([]);
    await photograph(page, 'redemptions-quote');
    await button('Hold').dblclick();
    await row('4711').waitFor();
    await photograph(page, 'redemptions-held');
    await told('Held for order 4711: discount 25.00, to pay 70.00. 6,175.50 Store Credit remaining.');
    expect(await listed()).toMatchObject({ total: 1, rows: [{ orderId: '4711', status: 'held', amount: '25.00' }] });
    // Ready for the next order.
    for (const empty of [field('Order ID'), field('Order amount'), amount()]) {
      expect(await empty.inputValue()).toBe('');
    }
    expect(await page.getByRole('combobox', { name: 'Member' }).inputValue()).toBe('');
    expect(await row('4711').innerText()).toMatch(
      /4711[\s\S]*Ada Lovelace[\s\S]*Held\s+until [\s\S]*25\.00\s+Store Credit[\s\S]*25\.00\s+tier 5\.00[\s\S]*70\.00\s+of 100\.00[\s\S]*Capture\s+Release[\s\S]*UTC\s+Ada Admin/i,
    );
  });

  it('drops an answer that something else was typed since', async () => {
    await page.goto(ADDRESS);
    await page.route(QUOTE, async (route) => {
      if ((route.request().postDataJSON() as { amount?: string }).amount === '10') {
        await new Promise((resolve) => setTimeout(resolve, 1_500));
      }
      return route.continue().catch(() => undefined);
    });
    await fill({ order: 'late', price: '100' });
    const slow = page.waitForRequest((request) => request.postData()?.includes('"amount":"10"') ?? false);
    await amount().fill('10');
    await slow;
    await amount().fill('20');
    await line('Discount for 20.00 Store Credit −20.00').waitFor();
    await page.waitForTimeout(1_700);
    await line('Discount for 20.00 Store Credit −20.00').waitFor();
    await page.unroute(QUOTE);
  });

  it.each([
    ['100', '96', 'The order allows at most 95.00, but 96.00 was requested.'],
    ['99999', '50000', 'Only 6,175.50 available.'],
  ])('says at the amount why it is refused: of %s, %s', async (price, typed, said) => {
    await page.goto(ADDRESS);
    await fill({ order: 'too much', price, amount: typed });
    await page.getByText(said).waitFor();
    expect(await amount().getAttribute('aria-invalid')).toBe('true');
    await quote().getByText('This cannot be redeemed.').waitFor();
    await line('Available now 6,175.50 Store Credit').waitFor();
    expect(await button('Hold').isDisabled()).toBe(true);
    expect(await violationsIn(page, 'main')).toEqual([]);
    await photograph(page, `redemptions-refused-${typed}`);
    // The way out is one click away.
    await button('As much as possible').click();
    await ready();
    expect((await listed()).total).toBe(1);
  });

  it.each([
    ['1,00', ': enter a number the way numbers are written here, such as 1,234.50.'],
    ['-5', ': must be more than zero.'],
    ['0.00', ': must be more than zero.'],
    ['1.005', ': enter at most 2 decimals.'],
    ['99999999999999.99', ': more than any account can hold.'],
  ])('objects to %s as it is typed, at either amount', async (typed, said) => {
    await page.goto(ADDRESS);
    await field('Order amount').fill(typed);
    await amount().fill(typed);
    await page.waitForFunction((text) => document.body.innerText.split(text).length === 3, said);
    expect(await button('Hold').isDisabled()).toBe(true);
  });

  it('lists an attempt that was refused since its quote, with why', async () => {
    await page.goto(ADDRESS);
    await pick('p1@club', 'Person 01');
    await field('Order ID').fill('too late');
    await field('Order amount').fill('50');
    await amount().fill('30');
    await ready();
    await held('p1', 'faster', '20');
    await page.keyboard.press('Enter');
    await page.getByText('Only 10.00 available.').waitFor();
    await row('too late').getByText('Not enough credits: 10.00 available, 30.00 requested.').waitFor();
    expect(await row('too late').innerText()).toMatch(/Refused[\s\S]*0\.00\s+Store Credit\s+30\.00 requested/i);
    expect(await row('too late').getByRole('button').count()).toBe(0);
    // What stands in the form stays there.
    expect(await field('Order ID').inputValue()).toBe('too late');
  });

  it('says that an order is held already, and why another amount is not', async () => {
    await page.goto(ADDRESS);
    await fill({ order: '4711', price: '100', amount: '25' });
    await ready();
    await button('Hold').click();
    await told('Order 4711 was already held, so nothing was held again: discount 25.00');
    await fill({ order: '4711', price: '100', amount: '26' });
    await ready();
    await button('Hold').click();
    await page
      .getByText('This order has already been held or captured, for another member or another amount.')
      .waitFor();
    expect(await field('Order ID').getAttribute('aria-invalid')).toBe('true');
    expect((await listed('?orderId=4711')).total).toBe(1);
  });

  it('holds once when the answer was lost and the form is sent again', async () => {
    await page.goto(ADDRESS);
    await fill({ order: 'lost', price: '100', amount: '5' });
    await ready();
    let isLost = false;
    await page.route(/\/rewards\/redemptions$/, async (route) => {
      if (route.request().method() !== 'POST' || isLost) return route.continue();
      isLost = true;
      await route.fetch();
      return route.abort();
    });
    await button('Hold').click();
    await page.getByRole('alert').filter({ hasText: /./ }).first().waitFor();
    await ready();
    await button('Hold').click();
    await told('Order lost was already held');
    await page.unroute(/\/rewards\/redemptions$/);
    expect((await listed('?orderId=lost')).total).toBe(1);
  });

  it('captures a part, says that the rest is released, and tells what remains', async () => {
    await page.goto(ADDRESS);
    await button('Capture order 4711').click();
    await dialog().getByText('the rest is released to the member at once').waitFor();
    await photograph(page, 'redemptions-capture');
    await dialog().getByRole('radio', { name: 'A smaller amount' }).check();
    expect(await button('Capture', dialog()).isDisabled()).toBe(true);
    const part = dialog().getByRole('textbox', { name: 'Store Credit to capture' });
    await part.fill('30');
    await button('Capture', dialog()).click();
    await dialog()
      .getByRole('alert')
      .filter({ hasText: 'The hold has 25.00 left, but 30.00 was requested.' })
      .waitFor();
    expect(await violationsIn(page, '[role=dialog]')).toEqual([]);
    await photograph(page, 'redemptions-capture-refused');
    await part.fill('10');
    expect(await dialog().getByRole('alert').count()).toBe(0);
    await button('Capture', dialog()).dblclick();
    await told('Captured for order 4711: discount 10.00, to pay 85.00. 6,185.50 Store Credit remaining.');
    await row('4711').getByText('Captured', { exact: true }).waitFor();
    expect(await row('4711').innerText()).toMatch(/10\.00\s+Store Credit\s+25\.00 requested/i);
    expect(await row('4711').getByRole('button').allInnerTexts()).toEqual(['Refund']);
    // The button is gone: the next Tab goes on in the page.
    await page.waitForFunction(() => document.activeElement?.id === 'main-content');
    const [captured] = (await listed('?orderId=4711')).rows;
    const links = row('4711').getByRole('link', { name: 'of order 4711 in the ledger' });
    expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')!.split('/').at(-1)))).toEqual([
      captured!.holdId,
      captured!.captureId,
    ]);
  });

  it('captures a part by keyboard alone', async () => {
    await page.goto(ADDRESS);
    await button('Capture order lost').focus();
    await page.keyboard.press('Enter');
    await dialog().waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    // Back to where it came from, and on to its neighbour and back.
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    expect(await focused()).toBe('Capture order lost');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Release order lost');
    await page.keyboard.press('Shift+Tab');
    expect(await focused()).toBe('Capture order lost');
    await page.keyboard.press('Space');
    await dialog().getByRole('radio', { name: /^All/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Tab');
    await page.keyboard.type('4.00');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('5');
    expect(await dialog().getByRole('textbox').inputValue()).toBe('4.50');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await told('Captured for order lost: discount 4.50, to pay 90.50. 6,186.00 Store Credit remaining.');
    expect((await listed('?orderId=lost')).rows[0]).toMatchObject({ status: 'captured', amount: '4.50' });
  });

  it('releases after a question, and tells what remains', async () => {
    await held('ada', 'given up', '40');
    await page.goto(ADDRESS);
    await button('Release order given up').click();
    await dialog().getByText('40.00 Store Credit goes back to Ada Lovelace.').waitFor();
    expect(await violationsIn(page, '[role=dialog]')).toEqual([]);
    await photograph(page, 'redemptions-release');
    await button('Release', dialog()).click();
    await told('Released for order given up: discount 0.00, to pay 95.00. 6,186.00 Store Credit remaining.');
    await row('given up').getByText('Released', { exact: true }).waitFor();
  });

  it('says what somebody else did meanwhile, and shows it once that was read', async () => {
    await held('ada', 'raced', '1');
    await page.goto(ADDRESS);
    await button('Capture order raced').click();
    await redemption.release({ orderId: 'raced' });
    await button('Capture', dialog()).click();
    await dialog().getByRole('alert').filter({ hasText: 'The hold has already been released.' }).waitFor();
    await page.keyboard.press('Escape');
    await row('raced').getByText('Released', { exact: true }).waitFor();
  });

  it('shows what was refunded, what has lapsed, long names and where an order comes from', async () => {
    await held('ada', 'sent back', '3');
    const { captureId } = await redemption.capture({ orderId: 'sent back' });
    await ledger.reverse({ entryId: captureId!, reason: 'Sent back by Ada', idempotencyKey: 'sent-back' });
    const { holdId } = await held('ada', 'sent back in part', '3');
    const part = { holdId: holdId!, reason: 'One of two parcels' };
    const { entry } = await ledger.capture({ ...part, amount: '1', keepOpen: true, idempotencyKey: 'parcel-1' });
    await ledger.capture({ ...part, idempotencyKey: 'parcel-2' });
    await ledger.reverse({ entryId: entry.id, reason: 'Sent back by Ada', idempotencyKey: 'parcel-1-back' });
    await held('ada', 'lapsed', '2', { timeoutMs: 1 });
    await grant('grace', '1000');
    await held('grace', LONG_ORDER, '90.10', { source: 'northern-european-web-shop' });
    await page.goto(ADDRESS);
    await row('sent back').getByText('Refunded', { exact: true }).waitFor();
    await row('sent back').getByText('3.00 refunded').waitFor();
    await row('sent back in part').getByText('Partly refunded', { exact: true }).waitFor();
    await row('sent back in part').getByText('1.00 refunded').waitFor();
    await photograph(page, 'redemptions-refunded', 1400);
    expect(
      await row('sent back')
        .getByRole('link', { name: /^Refund of order/ })
        .count(),
    ).toBe(1);
    await row('lapsed').getByText('Expired', { exact: true }).waitFor();
    await row(LONG_ORDER).getByText('from northern-european-web-shop').waitFor();
    expect(await row('lost').getByText(/^from/).count()).toBe(0);
  });

  describe('its filters', () => {
    const shows = async (query: string): Promise<readonly RedemptionRowDto[]> => {
      const { rows, total } = await listed(query);
      await page.getByRole('heading', { name: `Redemption attempts: ${total}`, exact: true }).waitFor();
      await page.waitForFunction((count) => document.querySelectorAll('tbody tr time').length === count, rows.length);
      return rows;
    };

    it('stand in the address, and Back takes one back', async () => {
      await page.goto(ADDRESS);
      await shows('');
      for (const [name, status, count] of [
        ['Held', 'held', 2],
        ['Captured', 'captured', 2],
        ['Partly refunded', 'partly-refunded', 1],
        ['Refunded', 'refunded', 1],
        ['Released', 'released', 2],
        ['Expired', 'expired', 1],
        ['Refused', 'refused', 1],
      ] as const) {
        await page.getByRole('radio', { name, exact: true }).check();
        await page.waitForURL(`**?status=${status}`);
        expect(await shows(`?status=${status}`)).toHaveLength(count);
      }
      await page.goBack();
      await shows('?status=expired');
      await page.reload();
      await shows('?status=expired');
      expect(await page.getByRole('radio', { name: 'Expired' }).isChecked()).toBe(true);
    });

    it('find exactly one order', async () => {
      await page.goto(ADDRESS);
      await page.getByRole('searchbox', { name: 'Find an order by ID' }).fill('4711');
      await page.waitForURL('**?orderId=4711');
      expect(await shows('?orderId=4711')).toHaveLength(1);
      await page.getByRole('searchbox', { name: 'Find an order by ID' }).fill('471');
      await page.getByText('No redemptions match these filters.').waitFor();
      await photograph(page, 'redemptions-no-match', 1400);
      await button('Clear filters').first().click();
      await page.waitForURL(`**${ADDRESS}`);
      await shows('');
    });

    it('show one member, until the chip takes that back', async () => {
      const ada = open.club.idOf.ada!;
      await page.goto(`${ADDRESS}?member=${ada}`);
      await shows(`?member=${ada}`);
      await page.getByText('Member: Ada Lovelace').waitFor();
      await page.getByRole('button', { name: 'Show all members, not just Ada Lovelace' }).click();
      await page.waitForURL(`**${ADDRESS}`);
      await shows('');
    });

    it('lead back from a page that is none', async () => {
      await page.goto(`${ADDRESS}?page=9`);
      await page.getByText('This page is past the end of the list.').waitFor();
      await page.getByRole('link', { name: 'Go to the first page' }).click();
      await shows('');
      await page.goto(`${ADDRESS}?status=lost`);
      await page.getByText('The redemptions could not be loaded.').waitFor();
      await page.getByRole('link', { name: 'Start over' }).click();
      await shows('');
    });
  });

  it('says so when the list or what can be redeemed does not load, and tries again', async () => {
    for (const [path, said] of [
      ['**/rewards/redemptions?*', 'The redemptions could not be loaded.'],
      ['**/rewards/redemption-terms*', 'The redeemable currencies could not be loaded.'],
    ] as const) {
      await page.route(path, (route) => route.fulfill({ status: 500 }));
      await page.goto(ADDRESS);
      await page.getByText(said).waitFor();
      await page.unroute(path);
      await button('Try again').click();
      await page.getByText(said).waitFor({ state: 'detached' });
      await row('4711').waitFor();
      await amount().waitFor();
    }
  });

  it('shows who may only look the table, without form, buttons and links', async () => {
    const auditor = await open.browser.pageOf(await open.app.createAdminWith([VIEW]));
    await auditor.goto(ADDRESS);
    await row('4711', auditor).waitFor();
    expect(await auditor.getByRole('heading', { name: 'Redeem on an order' }).count()).toBe(0);
    expect(await auditor.locator('tbody').getByRole('button').count()).toBe(0);
    expect(await auditor.locator('tbody a').count()).toBe(0);
    await auditor.close();
  });

  it('gives who may only redeem the form, without the table', async () => {
    const clerk = await open.browser.pageOf(await open.app.createAdminWith([REDEEM]));
    await clerk.goto(ADDRESS);
    await field('Order ID', clerk).waitFor();
    expect(await clerk.locator('table').count()).toBe(0);
    expect(await clerk.getByRole('heading', { name: /Redemption attempts/ }).count()).toBe(0);
    await clerk.close();
  });

  it('shows neither to who may do neither', async () => {
    const stranger = await open.browser.pageOf(await open.app.createAdminWith(['plugin::rewards.view-ledger']));
    await stranger.goto(ADDRESS);
    await stranger.getByText("You don't have the permissions to access that content").waitFor();
    expect(await stranger.getByRole('link', { name: 'Redemptions' }).count()).toBe(0);
    await stranger.close();
  });

  it('L39 refunds a part, as much as is typed, with its consequences and a reason before it, and then the rest', async () => {
    await held('ada', 'returned', '6');
    await redemption.capture({ orderId: 'returned' });
    const available = async () => (await redemption.quote({ member: open.club.idOf.ada!, orderAmount: '1' })).available;
    const before = Number((await available()).replace('.', ''));
    await page.goto(ADDRESS);
    await button('Refund order returned').click();
    const refunded = dialog().getByRole('textbox', { name: 'Store Credit to refund' });
    expect(await refunded.inputValue()).toBe('6.00');
    await dialog().getByRole('row', { name: 'Discount 6.00 0.00' }).waitFor();
    await refunded.fill('7');
    await dialog().getByText('Only 6.00 of the entry is left to reverse, but 7.00 was requested.').waitFor();
    await dialog().getByText('This refund cannot be posted.').waitFor();
    expect(await violationsIn(page, '[role=dialog]')).toEqual([]);
    await refunded.fill('2');
    await dialog().getByRole('row', { name: 'Discount 6.00 4.00' }).waitFor();
    await dialog().getByRole('row', { name: 'To pay 89.00 91.00' }).waitFor();
    expect(await button('Refund', dialog()).isDisabled()).toBe(true);
    await dialog().getByRole('textbox', { name: 'Reason' }).fill('One of three sent back');
    await photograph(page, 'redemptions-refund');
    await button('Refund', dialog()).dblclick();
    await told('Refunded for order returned: discount 4.00, to pay 91.00.');
    await row('returned').getByText('Partly refunded', { exact: true }).waitFor();
    await row('returned').getByText('2.00 refunded').waitFor();
    expect(Number((await available()).replace('.', '')) - before).toBe(200);

    await button('Refund order returned').click();
    expect(await refunded.inputValue()).toBe('4.00');
    await dialog().getByRole('textbox', { name: 'Reason' }).fill('The others sent back');
    await button('Refund', dialog()).and(page.locator(':enabled')).click();
    await told('Refunded for order returned: discount 0.00, to pay 95.00.');
    await row('returned').getByText('Refunded', { exact: true }).waitFor();
    expect(await row('returned').getByRole('button').count()).toBe(0);
    expect((await listed('?orderId=returned')).rows[0]).toMatchObject({ status: 'refunded', refunded: '6.00' });
  });

  it.each(LOOKS)('has nothing that axe objects to, in %s at %i pixels', async (theme, width) => {
    await look(page, theme, width);
    await page.goto(ADDRESS);
    await row('4711').waitFor();
    await fill({ order: 'next', price: '100', amount: '25' });
    await line('To pay 70.00').waitFor();
    expect(await violationsIn(page, 'main')).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await page.reload();
    await row('4711').waitFor();
    await photograph(page, `redemptions-${theme}-${width}`, 1900);
  });

  it('speaks German, refusals included', async () => {
    await look(page, 'light', 1280);
    await page.evaluate(() => localStorage.setItem('strapi-admin-language', 'de'));
    await page.goto(ADDRESS);
    await page.getByRole('heading', { name: 'Einlösungen', level: 1 }).waitFor();
    await row('too late').getByText('Nicht genug credits: 10,00 verfügbar, 30,00 angefordert.').waitFor();
    await pickMember(page, 'ada@club', 'Ada Lovelace', 'Mitglied');
    await field('Bestellwert').fill('100');
    await page.getByText('Wenn so viel wie möglich eingelöst wird:').waitFor();
    await button('So viel wie möglich').click();
    const typed = field('Store Credit: einzulösender Betrag');
    expect(await typed.inputValue()).toBe('95,00');
    await typed.fill('95,01');
    await page.getByText('Die Bestellung lässt höchstens 95,00 zu').waitFor();
    await photograph(page, 'redemptions-german', 1900);
    await look(page, 'light', 768);
    await page.reload();
    await row('too late').waitFor();
    await photograph(page, 'redemptions-german-768', 1900);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(768);
    await page.evaluate(() => localStorage.setItem('strapi-admin-language', 'en'));
  });

  it('throws no error on the way', () => {
    expect(open.errors).toEqual([]);
  });
});

describe('redemptions of other currencies in a browser', () => {
  const values = { credits: '1', points: '0.001' };
  let open: OpenClub;

  beforeAll(async () => {
    open = await openClub({ REWARDS_REDEMPTION: JSON.stringify({ values }) });
  });
  afterAll(() => open.close());

  it('lets one choose where there are several, and says when an amount is worth nothing', async () => {
    const { page } = open;
    await page.goto(ADDRESS);
    await pickMember(page, 'ada@club', 'Ada Lovelace');
    await page.getByRole('textbox', { name: 'Order amount' }).fill('100');
    await page.getByRole('textbox', { name: 'Amount to redeem' }).fill('5');
    await page.getByRole('combobox', { name: 'Currency' }).click();
    await page.getByRole('option', { name: 'Community Points' }).click();
    await page.getByText('5 points is too little to take anything off an order.').waitFor();
    await page.getByRole('textbox', { name: 'Community Points to redeem' }).fill('50');
    await page.getByRole('row', { name: 'Discount for 50 Community Points −0.05' }).waitFor();
    await photograph(page, 'redemptions-currencies');
    expect(await violationsIn(page, 'main')).toEqual([]);
  });
});

describe('redemptions of nothing in a browser', () => {
  let open: OpenClub;

  beforeAll(async () => {
    open = await openClub({ REWARDS_REDEMPTION: JSON.stringify({ values: { unheard: '1' } }) });
  });
  afterAll(() => open.close());

  it('has no form, and says where currencies are named', async () => {
    await open.page.goto(ADDRESS);
    await open.page
      .getByText('Nothing can be redeemed: the plugin’s configuration names no existing currency')
      .waitFor();
    await photograph(open.page, 'redemptions-nothing');
  });
});
