import type { LedgerService, MembersService } from '../../server/contract';
import { permit } from '../http/site-visitors';
import { look, LOOKS, violationsIn } from './axe';
import { openInstall, type OpenInstall } from './club';
import { photograph } from './photograph';

const OVERVIEW = '/admin/plugins/rewards/overview';
const DISMISSED = 'rewards.first-steps.dismissed';

describe('the overview of an empty install', () => {
  let open: OpenInstall;

  beforeAll(async () => {
    open = await openInstall({
      REWARDS_TASKS: '{"warn-of-expiry":false}',
      REWARDS_REDEMPTION: '{"values":{"credits":"1","miles":"0.01"}}',
    });
  });
  afterAll(() => open.close());

  const step = (name: string) => open.page.getByRole('listitem').filter({ hasText: name });
  const progress = (words: string) => open.page.getByText(words, { exact: true }).waitFor();

  it('has the first steps in place of figures, and says which currencies the configuration misses', async () => {
    const { page } = open;
    await page.getByRole('link', { name: 'Rewards' }).click();
    await page.getByRole('heading', { level: 2, name: 'First steps' }).waitFor();
    await progress('1 of 7 done');
    expect(await page.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual([
      'Create a currency',
      'Choose what drives tiers and levels',
      'Get your first members',
      'Post the first entry',
      'Give your team permissions',
      'Open Rewards to your site',
      expect.stringMatching(/^Turn on scheduled tasks\s*\(done\)$/),
    ]);
    await page.getByText('Turned off in the configuration: Warn of expiry.').waitFor();
    expect(await page.getByText('Latest entries').count()).toBe(0);
    const alert = page.getByRole('alert').filter({ hasText: 'names currencies that do not exist' });
    expect(await alert.getByRole('listitem').allInnerTexts()).toEqual([
      '“credits”, named in rewards.config.redemption.values.credits',
      '“miles”, named in rewards.config.redemption.values.miles',
    ]);
  });

  it.each(LOOKS)('can be seen and has nothing that axe objects to, in %s at %i pixels', async (theme, width) => {
    const { page } = open;
    await look(page, theme, width);
    await page.goto(OVERVIEW);
    await progress('1 of 7 done');
    expect(await violationsIn(page, 'main')).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await photograph(page, `first-steps-${theme}-${width}`, 1_100);
  });

  it('speaks German', async () => {
    const { page } = open;
    await look(page, 'light', 1280);
    await page.evaluate(() => localStorage.setItem('strapi-admin-language', 'de'));
    await page.goto(OVERVIEW);
    await progress('1 von 7 erledigt');
    await photograph(page, 'first-steps-de', 1_100);
    await page.evaluate(() => localStorage.setItem('strapi-admin-language', 'en'));
  });

  it.each([
    ['Open currencies', /plugin::rewards\.currency/],
    ['Open tiers', /plugin::rewards\.tier/],
    ['Open members', /rewards\/members$/],
    ['Make an adjustment', /rewards\/adjustments$/],
    ['Open roles', /settings\/roles$/],
    ['Open the site’s roles', /settings\/users-permissions\/roles$/],
  ])('“%s” leads to where it is done', async (name, address) => {
    const { page } = open;
    await page.goto(OVERVIEW);
    await page.getByRole('link', { name, exact: true }).click();
    await page.waitForURL(({ pathname }) => address.test(decodeURIComponent(pathname)));
    // Strapi's guided tour may have a heading of its own there.
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    expect(await page.getByText(/permissions to access|couldn.t find|went wrong/i).count()).toBe(0);
  });

  it('says whom each step is for to who may do none, and has no button for them', async () => {
    const auditor = await open.browser.pageOf(await open.app.createAdminWith(['plugin::rewards.view-ledger']));
    await auditor.goto(OVERVIEW);
    await auditor.getByText('This takes a role with “Adjust balances”.').waitFor();
    expect(await auditor.getByRole('main').getByRole('link').count()).toBe(0);
    await photograph(auditor, 'first-steps-auditor', 1_100);
    await auditor.context().close();
  });

  it('has a currency made by keyboard and in the Content Manager, and ticks off what that does', async () => {
    const { page } = open;
    await page.goto(OVERVIEW);
    const adjust = () => page.getByRole('link', { name: 'Make an adjustment' }).click();
    const currency = page.getByRole('combobox', { name: 'Currency' });
    await adjust();
    await currency.filter({ hasText: 'Choose' }).waitFor();
    await page.goBack();
    await step('Create a currency').getByRole('link', { name: 'Create currency' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('code').fill('credits');
    await page.getByLabel('name').fill('Store Credit');
    await page.getByRole('checkbox', { name: 'drivesTiers' }).check({ force: true });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved document').waitFor();
    await page.getByRole('link', { name: 'Rewards', exact: true }).click();
    await progress('4 of 7 done');
    const alert = page.getByRole('alert').filter({ hasText: 'names a currency that does not exist' });
    expect(await alert.getByRole('listitem').count()).toBe(1);
    // The form was there before the currency was.
    await adjust();
    await currency.filter({ hasText: 'Store Credit' }).waitFor();
  });

  it('shows figures from the first entry on, with what is left above them until somebody dismisses it', async () => {
    const { app, page } = open;
    const rewards = app.strapi.plugin('rewards');
    const [ada] = await rewards.service<MembersService>('members').ensureMany([{ externalId: 'ada', name: 'Ada' }]);
    const grant = { member: ada!.documentId, currency: 'credits', amount: '5', idempotencyKey: 'first' };
    await rewards.service<LedgerService>('ledger').grant(grant);
    await page.goto(OVERVIEW);
    await page.getByRole('heading', { name: 'Latest entries' }).waitFor();
    await progress('6 of 7 done');
    await photograph(page, 'first-steps-left', 900);
    expect(await page.getByRole('heading', { level: 3 }).count()).toBe(0);
    await page.getByRole('button', { name: 'Show steps' }).click();
    expect(await page.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual(['Open Rewards to your site']);
    expect(await violationsIn(page, 'main')).toEqual([]);
    await photograph(page, 'first-steps-left-open', 900);

    const steps = page.getByRole('region', { name: 'First steps' });
    await steps.getByRole('button', { name: 'Dismiss' }).click();
    await steps.waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.id === 'main-content');
    await page.goto(OVERVIEW);
    await page.getByRole('heading', { name: 'Latest entries' }).waitFor();
    expect(await steps.count()).toBe(0);
    // What the configuration misses is nothing to dismiss.
    await page.getByRole('alert').getByText('redemption.values.miles').waitFor();
  });

  it('shows nothing of the steps, to anybody, where all of them are done', async () => {
    const { app, page } = open;
    await permit(app.strapi, 'public', ['badge.find']);
    await page.evaluate((name) => localStorage.removeItem(name), DISMISSED);
    await page.goto(OVERVIEW);
    await page.getByRole('heading', { name: 'Latest entries' }).waitFor();
    expect(await page.getByRole('region', { name: 'First steps' }).count()).toBe(0);
    // Nor where one of them is undone again.
    expect(await page.evaluate((name) => localStorage.getItem(name), DISMISSED)).not.toBeNull();
  });

  it('throws no error on the way', () => {
    expect(open.errors).toEqual([]);
  });
});
