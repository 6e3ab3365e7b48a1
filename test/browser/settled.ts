import type { Page } from 'playwright-core';

/** Waits until nothing of the page, nor of a dialogue on it, is on its way from the server any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => !document.querySelector('main[aria-busy="true"], :is(main, [role="dialog"]) [aria-busy="true"]'),
  );
}
