/** S7. The example site of playground/site, as a visitor and as its members meet it. */
import fs from 'node:fs';
import path from 'node:path';

import type { Page } from 'playwright-core';

import { PLAYGROUND } from '../support/artifacts';
import { dealt } from '../support/engines';
import { violationsIn } from './axe';
import { LARGE, LONG_NAME, openSiteStage, PASSWORD, settled, SHOP_TOKEN, type SiteStage, TITLES } from './site-stage';

const SCREENSHOTS = path.join(PLAYGROUND, '.tmp/screenshots/site');

/** How far things of a page were pushed around without anybody's doing, and what of it lies beyond the window. */
const layoutOf = (page: Page): Promise<{ readonly shift: number; readonly overflow: number }> =>
  page.evaluate(async () => {
    let shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
        if (!entry.hadRecentInput) shift += entry.value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
    await new Promise((resolve) => setTimeout(resolve, 100));
    return { shift, overflow: document.documentElement.scrollWidth - innerWidth };
  });

describe('S7 the example site', () => {
  let stage: SiteStage;
  const open: SiteStage['open'] = (address, options) => stage.open(address, options);
  const articleOf = (title: string) => `/articles/${stage.articles.get(title)!}`;
  /** Waits for a line of the quote in the shop. */
  const quoted = (page: Page, text: string) => page.locator('dl').getByText(text, { exact: true }).waitFor();
  const textOf = async (page: Page, part = 'main') => (await page.innerText(part)).replace(/\s+/g, ' ');

  beforeAll(async () => {
    stage = await openSiteStage();
  });
  afterAll(() => stage.close());
  afterEach(async () => {
    for (const context of stage.browser.contexts()) await context.close();
  });

  describe('shows everybody', () => {
    it('articles, and in one of them its author with level and badges', async () => {
      const page = await open('/');
      expect(
        await page
          .getByRole('listitem')
          .filter({ has: page.getByRole('heading') })
          .count(),
      ).toBe(4);
      await page.getByRole('link', { name: TITLES.plain }).click();
      await page.getByRole('heading', { name: TITLES.plain, level: 1 }).waitFor();
      expect(await page.title()).toBe(`${TITLES.plain} · Waymark`);
      const author = page.getByRole('complementary', { name: 'About the author' });
      for (const shown of ['Ada Lovelace', 'Level Regular', 'Founding member', 'Helping hand']) {
        expect(await author.innerText()).toContain(shown);
      }
      await author.getByRole('link', { name: 'Ada Lovelace' }).click();
      await page.getByRole('heading', { name: 'Ada Lovelace', level: 1 }).waitFor();
      expect(await textOf(page)).toMatch(/@ada\.lovelace · member since .* Tier Silver .*Badges .*Founding member/);
    });

    it('no more of an author who hides than that there is an article', async () => {
      const page = await open(articleOf(TITLES.hidden));
      expect(await textOf(page)).toContain('A member of the club');
      expect(await page.content()).not.toMatch(/unseen author/i);
      await page.goto('/members/unseen');
      await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    });

    it('markup in a text as text', async () => {
      const page = await open(articleOf(TITLES.hostile));
      expect(await page.innerText('h1')).toBe(TITLES.hostile);
      expect(await page.title()).toBe(`${TITLES.hostile} · Waymark`);
      expect(await textOf(page)).toContain('<script>document.title=2</script>');
    });

    it('a leaderboard, by period and page, also by the way back', async () => {
      const page = await open('/leaderboard');
      const first = page.locator('tbody tr').first();
      expect(await first.innerText()).toMatch(new RegExp(`^1\\s+${LONG_NAME}\\s+99,999$`));
      expect(await page.locator('tbody tr').count()).toBe(20);
      await page.getByRole('link', { name: 'Next' }).click();
      await page.getByText('Page 2 of 2').waitFor();
      expect(await page.locator('tbody tr').count()).toBe(12);
      expect(await page.locator('.board').evaluate((element) => element === document.activeElement)).toBe(true);
      await page.getByRole('link', { name: 'This week' }).click();
      await page.waitForURL(/period=week/);
      expect(await page.getByRole('link', { name: 'This week' }).getAttribute('aria-current')).toBe('true');
      await page.goBack();
      await page.getByText('Page 2 of 2').waitFor();
      expect(await textOf(page)).toContain('Log in to see your own rank.');
    });

    it('a page for an address that does not exist, with its status', async () => {
      const answer = await fetch(`${stage.url}/nowhere`);
      expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('There is no such page')]);
      for (const address of ['/articles.html', '/../server.cjs', '//', '/shop/nothing']) {
        expect([address, (await fetch(stage.url + address)).status]).toEqual([address, 404]);
      }
    });
  });

  it('logs in, after a wrong password and back to where one was', async () => {
    const page = await open('/leaderboard?period=month');
    await page.getByRole('link', { name: 'Log in' }).click();
    await settled(page);
    await page.getByLabel('Email or user name').fill(stage.ada.username);
    await page.getByLabel('Password').fill('wrong-password');
    await page.getByLabel('Password').press('Enter');
    await page.getByRole('alert').filter({ hasText: 'Nobody is known by this name and password.' }).waitFor();
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.waitForURL('/leaderboard?period=month');
    await page.getByText('You are number').waitFor();
    expect(await textOf(page)).toMatch(/You are number 32 of 32 with 570 Community Points/);
  });

  it.each(['https://example.com/', '//example.com', 'javascript:alert(1)', 'http://'])(
    'sends nobody elsewhere after the log-in: %s',
    async (next) => {
      const page = await open(`/log-in?next=${encodeURIComponent(next)}`);
      // The address that a successful log-in would go to, without one more of those that Strapi counts.
      await page.route('**/api/auth/local', (route) => route.fulfill({ json: { jwt: stage.ada.token } }));
      await page.getByLabel('Email or user name').fill('ada');
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Log in' }).click();
      await page.waitForURL(`${stage.url}/me`);
    },
  );

  describe('has a page of one’s own that', () => {
    it('shows balances, tier, badges, what expires, and the history piece by piece', async () => {
      const page = await open('/me', { user: stage.ada });
      const text = await textOf(page);
      for (const shown of [
        'Store Credit 1,500.00',
        'Community Points 570',
        'Silver · orders earn 1.2 times the usual',
        'Earn 3,500.00 Store Credit more to reach Gold.',
        'in 12 days',
      ]) {
        expect(text).toContain(shown);
      }
      const rows = page.locator('#history li');
      expect(await rows.count()).toBe(20);
      expect(await rows.first().innerText()).toContain('+1,500.00 Store Credit');
      await page.getByRole('button', { name: 'Show more' }).click();
      await page.getByText('20 more rows').waitFor();
      expect(await rows.nth(20).evaluate((row) => row === document.activeElement)).toBe(true);
      await page.getByRole('button', { name: 'Show more' }).click();
      await page.getByText('8 more rows').waitFor();
      expect(await rows.count()).toBe(48);
      expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
      expect(await rows.last().innerText()).toContain('Visit 1');
    });

    it('changes consent at once, by keyboard, and says so', async () => {
      const page = await open('/me', { user: stage.ada });
      const profile = page.getByRole('switch', { name: 'Public profile' });
      await profile.focus();
      await page.keyboard.press('Space');
      await page.getByRole('status').filter({ hasText: 'Nobody can see your profile any more.' }).waitFor();
      expect((await stage.members.find({ siteUser: stage.ada.documentId }))!.consents.publicProfile).toBe(false);
      expect(await page.getByRole('link', { name: 'Your public profile' }).isVisible()).toBe(false);
      const other = await open(articleOf(TITLES.plain));
      expect(await textOf(other)).not.toContain('Ada');
      await profile.press('Space');
      await page.getByRole('status').filter({ hasText: 'Everybody can see your profile now.' }).waitFor();
      expect(await profile.isChecked()).toBe(true);
    });

    it('puts a switch back that was not saved', async () => {
      const page = await open('/me', { user: stage.ada });
      await page.route('**/me/consent', (route) => route.abort());
      const alias = page.getByRole('switch', { name: 'Handle instead of name' });
      await alias.click();
      await page.getByText('Not saved. The club cannot be reached.').first().waitFor();
      expect(await alias.isChecked()).toBe(false);
    });

    it('has a word for everything that a new user has not', async () => {
      const page = await open('/me', { user: stage.nora });
      const text = await textOf(page);
      for (const shown of ['Welcome', 'Nothing of yours expires.', 'No badges yet.', 'Nothing has happened yet.']) {
        expect(text).toContain(shown);
      }
    });

    it('lets nobody in who is signed out, whose session has ended, or who logs out', async () => {
      const visitor = await open('/me');
      await visitor.getByText('Log in to see this page').waitFor();
      const ended = await open('/me', { user: { ...stage.ada, token: 'no-token' } });
      await ended.getByText('Log in to see this page').waitFor();
      const page = await open('/me', { user: stage.ada });
      await page.getByRole('button', { name: 'Log out' }).click();
      await page.waitForURL(`${stage.url}/`);
      await page.goto('/me');
      await page.getByText('Log in to see this page').waitFor();
    });

    it('says what failed, and tries again', async () => {
      const page = await open('/');
      await page.route('**/api/articles*', (route) => route.abort());
      await page.reload();
      await page.getByRole('alert').filter({ hasText: 'The club cannot be reached.' }).waitFor();
      await page.unroute('**/api/articles*');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByRole('link', { name: TITLES.plain }).waitFor();
    });

    it('writes every digit of an amount', async () => {
      const page = await open('/me', { user: stage.ada });
      await page.route('**/api/rewards/me', async (route) => {
        const response = await route.fetch();
        const text = (await response.text()).replaceAll('"1500.00"', `"${LARGE.amount}"`);
        await route.fulfill({ response, body: text });
      });
      await page.reload();
      await page.getByText(LARGE.shown, { exact: true }).waitFor();
    });
  });

  describe('has a shop that', () => {
    /** Everything that the browser is told, headers and all. */
    function listen(page: Page): string[] {
      const heard: string[] = [];
      page.on('request', (request) => heard.push(JSON.stringify(request.headers()), request.postData() ?? ''));
      page.on('response', (response) => {
        heard.push(JSON.stringify(response.headers()));
        response.text().then(
          (text) => heard.push(text),
          () => undefined,
        );
      });
      return heard;
    }
    const balance = async (currency: string) => {
      const { documentId: member } = (await stage.members.find({ siteUser: stage.ada.documentId }))!;
      const { available, held } = await stage.ledger.balance({ member, currency });
      return `${available} and ${held} held`;
    };

    it('quotes, holds, captures and earns, and keeps its token to itself', async () => {
      const page = await open('/checkout', { user: stage.ada });
      const heard = listen(page);
      await quoted(page, 'To pay');
      await page.getByRole('radio', { name: 'Store Credit' }).check();
      await quoted(page, '€0.00');
      const amount = page.getByLabel('How much');
      expect(await amount.inputValue()).toBe('89.00');
      await amount.fill('30');
      await quoted(page, '€59.00');
      await page.getByRole('button', { name: 'Continue to payment' }).click();
      await page.getByRole('heading', { name: 'To pay: €59.00' }).waitFor();
      expect(await balance('credits')).toBe('1470.00 and 30.00 held');
      await page.getByRole('button', { name: 'Pay' }).dblclick();
      await page.getByRole('heading', { name: 'Thank you' }).waitFor();
      // 59.00 at five per cent, times 1.2 for silver.
      expect(await textOf(page)).toContain('You paid €59.00 and earned 3.54 Store Credit.');
      expect(await balance('credits')).toBe('1473.54 and 0.00 held');
      await page.getByRole('link', { name: 'See it in your history' }).click();
      await page.getByText('+3.54 Store Credit').waitFor();
      expect(heard.join('\n')).toContain('"toPay":"59.00"');
      expect(heard.join('\n')).not.toContain(SHOP_TOKEN);
    });

    it('gives back what was held when somebody cancels', async () => {
      const before = await balance('points');
      const page = await open('/checkout', { user: stage.ada });
      await page.getByRole('radio', { name: 'Enamel mug' }).check();
      await page.getByRole('radio', { name: 'Community Points' }).check();
      await quoted(page, '€12.30');
      await page.getByRole('button', { name: 'Continue to payment' }).click();
      await page.getByText('is kept for this order until').waitFor();
      expect(await balance('points')).toBe('0 and 570 held');
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByRole('button', { name: 'Continue to payment' }).waitFor();
      expect(await balance('points')).toBe(before);
    });

    it.each([
      ['99999', 'That is more than this order costs.'],
      ['12,50', 'Write the amount with digits, such as 12.50.'],
      ['0', 'Write how much, or choose to redeem nothing.'],
    ])('says what is wrong with an amount of %s', async (typed, sentence) => {
      const page = await open('/checkout', { user: stage.ada });
      await page.getByRole('radio', { name: 'Store Credit' }).check();
      await quoted(page, '€0.00');
      await page.getByLabel('How much').fill(typed);
      await page.getByText(sentence).waitFor();
      expect(await page.getByLabel('How much').getAttribute('aria-invalid')).toBe('true');
    });

    it('does nothing for whoever is not signed in, and nothing with an order of somebody else', async () => {
      const send = async (action: string, body: object, token?: string) => {
        const answer = await fetch(`${stage.url}/shop/${action}`, {
          method: 'POST',
          headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
          body: JSON.stringify(body),
        });
        return [answer.status, ((await answer.json()) as { error?: { details: object } }).error?.details];
      };
      const order = '00000000-0000-4000-8000-000000000001';
      const place = { order, product: 'mug', currency: 'credits', amount: '1.00' };
      expect(await send('place', place)).toEqual([401, { code: 'NOT_SIGNED_IN' }]);
      expect(await send('place', place, SHOP_TOKEN)).toEqual([401, { code: 'NOT_SIGNED_IN' }]);
      expect(await send('place', place, stage.ada.token)).toEqual([200, undefined]);
      for (const action of ['pay', 'cancel']) {
        expect(await send(action, { order }, stage.nora.token)).toEqual([404, { code: 'NO_SUCH_ORDER' }]);
      }
      expect(await send('place', { ...place, product: 'tour' }, stage.ada.token)).toEqual([
        409,
        { code: 'ORDER_CHANGED' },
      ]);
      expect(await send('place', { ...place, order: '../orders' }, stage.ada.token)).toEqual([
        400,
        { code: 'INVALID_INPUT' },
      ]);
      expect(await send('cancel', { order }, stage.ada.token)).toEqual([200, undefined]);
      const quote = { product: 'mug', currency: 'credits' };
      expect(await send('quote', quote, stage.nora.token)).toEqual([404, { code: 'MEMBER_NOT_FOUND' }]);
      expect(await send('quote', { ...quote, price: 'x'.repeat(3_000) }, stage.ada.token)).toEqual([
        413,
        { code: 'TOO_LARGE' },
      ]);
    });
  });

  const WIDTHS = [1280, 360];
  const THEMES = ['light', 'dark'] as const;

  describe.each(WIDTHS)('%i pixels wide', (width) => {
    const pages = (): (readonly [string, string, boolean])[] => [
      ['articles', '/', false],
      ['article', articleOf(TITLES.plain), false],
      ['long-article', articleOf(TITLES.long), false],
      ['member', '/members/ada.lovelace', false],
      ['leaderboard', '/leaderboard', true],
      ['log-in', '/log-in', false],
      ['signed-out', '/me', false],
      ['me', '/me', true],
      ['checkout', '/checkout', true],
      ['not-found', '/nowhere', false],
    ];

    it('is accessible, fits, and stands still', async () => {
      fs.mkdirSync(SCREENSHOTS, { recursive: true });
      const found: unknown[] = [];
      for (const [name, address, isSigned] of pages()) {
        const page = await open(address, { width, lets: 'axe', ...(isSigned ? { user: stage.ada } : {}) });
        if (name === 'checkout') {
          await quoted(page, 'To pay');
          await page.getByRole('radio', { name: 'Store Credit' }).check();
          await quoted(page, 'Store Credit left');
        }
        const { shift, overflow } = await layoutOf(page);
        if (shift > 0.02) found.push([name, 'shifts', shift]);
        if (overflow > 0) found.push([name, 'is too wide', overflow]);
        for (const theme of dealt(THEMES, width, WIDTHS)) {
          await page.emulateMedia({ colorScheme: theme });
          const file = path.join(SCREENSHOTS, `${name}-${theme}-${String(width)}.png`);
          await page.screenshot({ path: file, fullPage: true });
          for (const violation of await violationsIn(page, 'html')) found.push([name, theme, ...violation]);
        }
        await page.context().close();
      }
      expect(found).toEqual([]);
    });
  });

  it('lets the keyboard skip what every page has, and shows where it is', async () => {
    const page = await open('/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('main h2') !== null)).toBe(true);
  });
});
