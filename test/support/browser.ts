/**
 * A browser on the shipped plugin inside the playground's production build: what a person sees, not what a bundler for
 * development makes of it. `npm run test:browser` builds both first.
 */
import type { Browser, Page } from 'playwright-core';

import { findChromium } from '../../scripts/chromium.cjs';
import { hostProcess, hostRequire } from './host';
import type { AdminUser } from './admin-session';
import type { RunningStrapi } from './strapi';

/** Chromium refuses its sandbox to root, who runs most containers; and it is not to call home. */
const FLAGS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * When a browser test gives up, in milliseconds. Each step waits for a condition, so that this costs time only where
 * something is wrong; and it has to be more than a step takes on a machine that does ten other things. A hook that is cut
 * short is worse than a slow one: the Strapi that it was starting stays, and no later file in the same worker can have its own.
 */
const PATIENCE = { step: 90_000, testOrHook: 600_000 };
jest.setTimeout(PATIENCE.testOrHook);

export interface OpenBrowser {
  browser: Browser;
  /** A page in a context of its own, with an administrator logged in through the form, on the admin's home. */
  pageOf(user: Pick<AdminUser, 'email' | 'password'>): Promise<Page>;
  close(): Promise<void>;
}

/** The browser alone, without a Strapi to log in at. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium(hostProcess.env);
  if (!executablePath) throw new Error('No Chromium is installed and REWARDS_TEST_CHROMIUM names none.');
  const { chromium } = hostRequire('playwright-core') as typeof import('playwright-core');
  return chromium.launch({ executablePath, args: FLAGS });
}

export async function openBrowser(app: RunningStrapi): Promise<OpenBrowser> {
  const browser = await launchBrowser();
  return {
    browser,
    async pageOf({ email, password }) {
      const context = await browser.newContext({ baseURL: app.url, locale: 'en-GB', timezoneId: 'UTC' });
      context.setDefaultTimeout(PATIENCE.step);
      // Each page that a test goes to is begun as in a new tab; what a reload keeps stays.
      await context.addInitScript(() => {
        const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
        if (entry?.type === 'navigate') sessionStorage.clear();
      });
      const page = await context.newPage();
      await page.goto('/admin/auth/login');
      await page.fill('input[name="email"]', email);
      await page.fill('input[name="password"]', password);
      await page.click('button[type="submit"]');
      await page.waitForURL((url) => !url.pathname.includes('/auth/'));
      return page;
    },
    close: () => browser.close(),
  };
}
