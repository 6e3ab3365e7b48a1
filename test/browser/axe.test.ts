import type { Browser, Page } from 'playwright-core';

import { launchBrowser } from '../support/browser';
import { violationsIn } from './axe';

const PALE = '<p style="color: #ddd">too pale to be read</p>';

/** A page as Strapi lays them out: a frame that cuts off what is below the window, within which the page scrolls. */
const laidOut = (content: string) => `<!doctype html>
  <html lang="en"><title>A page</title><style>body { margin: 0; background: #fff; color: #000 }</style><body>
  <div style="height: 100vh; display: grid; overflow: hidden"><div style="position: relative; overflow-x: hidden">
  <main><h1>A page</h1>${content}</main></div></div></body></html>`;

/** A table that scrolls sideways, and so far down that its middle is below the window. */
const scrollingTable = (cell: string) => `<div style="height: 500px"></div>
  <div tabindex="0" style="overflow: auto; width: 400px"><table style="width: 600px"><tbody>
  ${`<tr style="height: 60px"><td>${cell}</td></tr>`.repeat(25)}</tbody></table></div>`;

describe('what axe looks at', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
    page = await (await browser.newContext({ viewport: { width: 768, height: 900 } })).newPage();
  });
  afterAll(() => browser.close());

  const lookAt = async (content: string) => {
    await page.setContent(laidOut(content));
    return (await violationsIn(page, 'main')).map(([rule]) => rule);
  };

  it('is a table, too, that scrolls for itself and has its middle below the window', async () => {
    expect(await lookAt(scrollingTable('<span>Order</span>'))).toEqual([]);
    expect(await lookAt(scrollingTable(PALE))).toEqual(['color-contrast']);
  });

  it('is a text, too, that one has to scroll to', async () => {
    expect(await lookAt(`<div style="height: 3000px"></div>${PALE}`)).toEqual(['color-contrast']);
  });

  it('is seen in a window that is as it was before', async () => {
    await lookAt(scrollingTable('Order'));
    expect(page.viewportSize()).toEqual({ width: 768, height: 900 });
  });

  it('is not a page without a text', async () => {
    await page.setContent('<!doctype html><html lang="en"><title>Empty</title><main></main></html>');
    await expect(violationsIn(page, 'main')).rejects.toThrow('axe saw no text in main.');
  });
});
