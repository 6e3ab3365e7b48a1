import { type OpenBrowser, openBrowser } from '../support/browser';
import { type RunningStrapi, startStrapi } from '../support/strapi';

describe('the admin panel of a production build', () => {
  let app: RunningStrapi;
  let browser: OpenBrowser;

  beforeAll(async () => {
    app = await startStrapi({ engine: 'sqlite', shipped: true });
    browser = await openBrowser(app);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
  });

  it('opens Rewards from the menu', async () => {
    const page = await browser.pageOf(await app.createSuperAdmin());
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));

    await page.click('a[href="/admin/plugins/rewards"]');
    await page.waitForSelector('h1:has-text("Rewards")');

    expect(new URL(page.url()).pathname).toMatch(/^\/admin\/plugins\/rewards/);
    expect(errors).toEqual([]);
  });
});
