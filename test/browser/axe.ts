import type { Page } from 'playwright-core';

import { hostRequire } from '../support/host';

/**
 * Axe 4.14 gives its contrast rule up ("midpoint exceeds the grid bounds") where a cut text lies in a frame that scrolls
 * inside another one. Wrapped, the same text has the same colours.
 */
const UNCUT = ':is(td, th) * { white-space: normal !important; text-overflow: clip !important }';

/** What axe objects to within a part of the page, by WCAG 2.2 AA: each rule with the elements that break it. */
export async function violationsIn(page: Page, part: string): Promise<[string, string[]][]> {
  const { AxeBuilder } = hostRequire('@axe-core/playwright') as typeof import('@axe-core/playwright');
  await page.addStyleTag({ content: UNCUT });
  await standStill(page);
  const { violations, passes } = await new AxeBuilder({ page }).include(part).analyze();
  if (!passes.some(({ id }) => id === 'color-contrast')) throw new Error(`axe saw no text in ${part}.`);
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}

/** Waits for what fades in or moves: axe gives up, too, where a dialogue is on its way. */
async function standStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** The themes and widths in which a page is looked at. */
export const LOOKS = [
  ['light', 1280],
  ['light', 768],
  ['dark', 1280],
  ['dark', 768],
] as const;

/** Takes a theme and a width; they hold from the next page load on. */
export async function look(page: Page, theme: string, width: number): Promise<void> {
  await page.evaluate((name) => localStorage.setItem('STRAPI_THEME', name), theme);
  await page.setViewportSize({ width, height: 900 });
}
