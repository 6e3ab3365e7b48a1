import type { Page } from 'playwright-core';

import { hostRequire } from '../support/host';
import { settled } from './settled';

/**
 * Axe 4.14 gives its contrast rule up ("midpoint exceeds the grid bounds") where a cut text lies in a frame that scrolls
 * inside another one. Wrapped, the same text has the same colours.
 */
const UNCUT = ':is(td, th) * { white-space: normal !important; text-overflow: clip !important }';

type Results = Awaited<ReturnType<import('@axe-core/playwright').AxeBuilder['analyze']>>;

/** Higher than any page here, and not so high that Chromium cannot draw it. */
const HIGHEST_WINDOW = 12_000;

/** What axe objects to within a part of the page, by WCAG 2.2 AA: each rule with the elements that break it. */
export async function violationsIn(page: Page, part: string): Promise<[string, string[]][]> {
  const { AxeBuilder } = hostRequire('@axe-core/playwright') as typeof import('@axe-core/playwright');
  await page.addStyleTag({ content: UNCUT });
  return withAllInSight(page, async () => {
    // What comes from the server meanwhile changes colours under axe's eyes: a button can be pressed now.
    await settled(page);
    await standStill(page);
    const results = await new AxeBuilder({ page }).include(part).analyze();
    for (const rule of givenUp(results)) throw new Error(`axe gave up in ${part}: ${rule}`);
    if (!results.passes.some(({ id }) => id === 'color-contrast')) throw new Error(`axe saw no text in ${part}.`);
    return results.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  });
}

/** The rules that axe could not end: with one of them it has looked at nothing, and says no more than "incomplete". */
function givenUp({ incomplete }: Results): string[] {
  return incomplete.flatMap(({ id, nodes }) =>
    nodes.flatMap(({ html, none }) =>
      none
        .filter((check) => check.id === 'error-occurred')
        .map(({ data }) => `${id}, ${JSON.stringify(data)}, at ${html}`),
    ),
  );
}

/**
 * Has something done in a window as high as the page. The page scrolls in a frame of Strapi's that cuts off what is below
 * the window; axe passes over texts there, and gives its contrast rule up where a table that scrolls for itself has its
 * middle there. How far down that is hangs on how long the texts and the rows are.
 */
async function withAllInSight<T>(page: Page, work: () => Promise<T>): Promise<T> {
  const before = page.viewportSize()!;
  const hidden = await page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowY))
      .reduce((most, { scrollHeight, clientHeight }) => Math.max(most, scrollHeight - clientHeight), 0),
  );
  await page.setViewportSize({ ...before, height: Math.min(before.height + hidden, HIGHEST_WINDOW) });
  try {
    return await work();
  } finally {
    await page.setViewportSize(before);
  }
}

/** Waits for what fades in or moves: axe gives up, too, where a dialogue is on its way. */
async function standStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // What a change has set off begins with the frame after it.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

type Look = readonly [theme: 'light' | 'dark', width: 1280 | 768];

const EVERY_RUN: readonly Look[] = [
  ['light', 1280],
  ['dark', 768],
];
const CROSSED: readonly Look[] = [
  ['light', 768],
  ['dark', 1280],
];

/** The themes and widths in which a page is looked at: each once in every run, all of them under REWARDS_TEST_DEEP. */
export const LOOKS: readonly Look[] = process.env.REWARDS_TEST_DEEP === 'true' ? [...EVERY_RUN, ...CROSSED] : EVERY_RUN;

/** Takes a theme and a width; they hold from the next page load on. */
export async function look(page: Page, theme: string, width: number): Promise<void> {
  await page.evaluate((name) => localStorage.setItem('STRAPI_THEME', name), theme);
  await page.setViewportSize({ width, height: 900 });
}
