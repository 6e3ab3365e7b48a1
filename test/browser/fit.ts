import type { Page } from 'playwright-core';

/**
 * The large amounts within a part of the page that are not to be read: cut off by something around them, beyond the window, or
 * under another text. An amount that fits is not told.
 */
export const misfitsIn = (page: Page, part: string): Promise<string[]> =>
  page.evaluate((selector) => {
    /** From three groups on. */
    const LARGE = /\d(?:[.,\s]\d{3}){3,}/;
    const texts = [...document.querySelectorAll(selector)].flatMap((root) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const found: { readonly text: string; readonly parent: Element; readonly boxes: readonly DOMRect[] }[] = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement!;
        if (!node.textContent?.trim() || !parent.checkVisibility({ opacityProperty: true })) continue;
        // What only a screen reader reads is a dot on the page.
        if (parent.closest('[class*="VisuallyHidden"]') || isDot(parent)) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        found.push({ text: node.textContent.trim(), parent, boxes: [...range.getClientRects()] });
      }
      return found;
    });
    /** What is seen of a text that something around it cuts off. */
    function seenOf({ parent, boxes }: (typeof texts)[number]) {
      return boxes.map((box) => {
        let { left, right, top, bottom } = box;
        for (let at: Element | null = parent; at; at = at.parentElement) {
          const { overflowX, overflowY } = getComputedStyle(at);
          const around = at.getBoundingClientRect();
          if (overflowX !== 'visible') [left, right] = [Math.max(left, around.left), Math.min(right, around.right)];
          if (overflowY !== 'visible') [top, bottom] = [Math.max(top, around.top), Math.min(bottom, around.bottom)];
        }
        return { left, right, top, bottom };
      });
    }
    function isDot(element: Element): boolean {
      for (let at: Element | null = element; at; at = at.parentElement) {
        const { width, height } = at.getBoundingClientRect();
        if (width <= 1 && height <= 1 && getComputedStyle(at).overflow === 'hidden') return true;
      }
      return false;
    }
    const wrong: string[] = [];
    for (const one of texts) {
      if (!LARGE.test(one.text)) continue;
      for (const box of one.boxes) {
        if (box.right > innerWidth + 1 || box.left < -1) wrong.push(`beyond the window: ${one.text}`);
        for (let at: Element | null = one.parent; at && at !== document.body; at = at.parentElement) {
          const style = getComputedStyle(at);
          const around = at.getBoundingClientRect();
          const isCut = box.right > around.right + 1 || box.left < around.left - 1;
          if (isCut && style.overflowX !== 'visible') wrong.push(`cut off by ${at.tagName}: ${one.text}`);
          // A card, a cell or a panel ends where its frame does.
          const isFramed = style.boxShadow !== 'none' || ['TD', 'TH', 'LI', 'DD', 'SECTION'].includes(at.tagName);
          if (isCut && isFramed) wrong.push(`beyond its ${at.tagName}: ${one.text}`);
        }
        const over = texts.find(
          (other) =>
            other !== one &&
            seenOf(other).some(
              (its) =>
                Math.min(its.right, box.right) - Math.max(its.left, box.left) > 1 &&
                Math.min(its.bottom, box.bottom) - Math.max(its.top, box.top) > 4,
            ),
        );
        if (over) wrong.push(`over "${over.text}": ${one.text}`);
      }
    }
    return [...new Set(wrong)];
  }, part);
