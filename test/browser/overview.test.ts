import { type EconomyDto, endpointUrl, type LedgerService } from '../../server/contract';
import { violationsIn } from './axe';
import { openClub, type OpenClub } from './club';

const AUDITOR = ['plugin::rewards.view-ledger', 'plugin::rewards.view-members'];
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
    const holds = page.getByRole('region', { name: 'Open holds that time out next' });
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
    const lots = page.getByRole('region', { name: 'Lots that expire next' });
    await lots.getByText('overdue', { exact: true }).waitFor();
    expect(await lots.locator('tbody tr').first().innerText()).toContain('overdue');
    expect(await violationsIn(page, 'main')).toEqual([]);
  });
});
