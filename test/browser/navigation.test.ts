import type { Page } from 'playwright-core';

import { SECTIONS } from '../../admin/permissions';
import type { ReconciliationService, RedemptionService } from '../../server/contract';
import { openClub, type OpenClub } from './club';
import { damage } from './reconciliation-damage';
import { settled } from './settled';

const ADDRESS = '/admin/plugins/rewards';
/** So low that every page is higher: what takes the focus then scrolls. */
const HEIGHTS = [900, 600];

describe('the navigation of the plugin in a browser', () => {
  let open: OpenClub;
  let page: Page;
  let discrepancy: string;

  beforeAll(async () => {
    open = await openClub();
    ({ page } = open);
    const rewards = open.app.strapi.plugin('rewards');
    const member = open.club.idOf.ada!;
    for (const orderId of ['4711', '4712', '4713']) {
      const order = { member, orderId, orderAmount: '100', amount: '10' };
      await rewards.service<RedemptionService>('redemption').hold(order);
    }
    await damage(open);
    await rewards.service<ReconciliationService>('reconciliation').run({ type: 'full' });
    const { rows } = await rewards.service<ReconciliationService>('reconciliation').listDiscrepancies();
    discrepancy = rows[0]!.id;
  });
  afterAll(() => open.close());

  const bar = () => page.getByRole('navigation', { name: 'Rewards' });

  /** Opens a page anew and waits until all of it is there, and whatever takes the focus a moment later has it. */
  async function load(address: string): Promise<void> {
    await page.goto(`${ADDRESS}/${address}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    await settled(page);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))));
  }

  async function expectAllInSight(): Promise<void> {
    expect(await bar().getByRole('link').count()).toBe(SECTIONS.length);
    const isInSight = await bar().evaluate(
      (element) =>
        new Promise<boolean>((resolve) => {
          new IntersectionObserver(([entry]) => resolve(entry!.intersectionRatio === 1)).observe(element);
        }),
    );
    expect(isInSight).toBe(true);
  }

  describe.each(HEIGHTS)('at 768 by %i pixels', (height) => {
    beforeAll(() => page.setViewportSize({ width: 768, height }));

    it.each([...SECTIONS, 'adjustments/bulk', 'reconciliation/runs', 'redemptions?status=held'])(
      'is in sight when %s has loaded, with nothing in the focus',
      async (address) => {
        await load(address);
        await expectAllInSight();
        expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
      },
    );

    it('is in sight when a page about one member, or one discrepancy, has loaded', async () => {
      for (const address of [`members/${open.club.idOf.ada!}`, `reconciliation/discrepancies/${discrepancy}`]) {
        await load(address);
        await expectAllInSight();
        expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
      }
    });

    it('leads on at once, and is in sight there too', async () => {
      await load('overview');
      for (const name of ['Redemptions', 'Reconciliation', 'Members']) {
        await bar().getByRole('link', { name }).click();
        await page.getByRole('heading', { level: 1, name }).waitFor();
        await page.waitForLoadState('networkidle');
        await expectAllInSight();
      }
    });
  });

  it('is there from the first moment that a page is, and so are the buttons', async () => {
    await page.addInitScript(() => {
      const seen = new Set<string>();
      Object.assign(window, { seen });
      new MutationObserver(() => {
        const bar = document.querySelector('nav[aria-label="Rewards"]');
        if (!document.querySelector('main h1') || !bar) return;
        const forms = document.querySelectorAll('main form').length > 0 ? 'a form' : 'no form';
        seen.add(`${bar.querySelectorAll('a').length} links, ${forms}`);
      }).observe(document, { childList: true, subtree: true });
    });
    await load('adjustments');
    const seen = await page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
    expect(seen).toEqual([`${SECTIONS.length} links, a form`]);
  });

  it('stays where it is while the focus goes from a button that is gone to the page', async () => {
    await page.setViewportSize({ width: 768, height: 1200 });
    await load('redemptions');
    const release = page.getByRole('button', { name: 'Release order 4712' });
    // A banner of Strapi's may push the button out of the window: whoever clicks it has scrolled to it.
    await release.scrollIntoViewIfNeeded();
    const before = await bar().boundingBox();
    await release.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Release', exact: true }).click();
    await page.waitForFunction(() => document.activeElement?.id === 'main-content');
    await release.waitFor({ state: 'detached' });
    expect(await bar().boundingBox()).toEqual(before);
  });

  it('throws no error on the way', () => {
    expect(open.errors).toEqual([]);
  });
});
