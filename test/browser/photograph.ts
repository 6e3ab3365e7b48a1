import fs from 'node:fs';
import path from 'node:path';

import type { Page } from 'playwright-core';

import { PLAYGROUND } from '../support/artifacts';

const SCREENSHOTS = path.join(PLAYGROUND, '.tmp/screenshots');

/**
 * Takes a picture to be looked at, which nobody does in CI. The page scrolls in a frame of Strapi's, so that one of all of it
 * needs a window as high.
 */
export async function photograph(page: Page, name: string, height?: number): Promise<void> {
  if (process.env.CI === 'true') return;
  const before = page.viewportSize()!;
  if (height) await page.setViewportSize({ ...before, height });
  fs.mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });
  if (height) await page.setViewportSize(before);
}
