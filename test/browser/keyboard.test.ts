import type { Page } from 'playwright-core';

import { type DiscrepancyListDto, endpointUrl, type LedgerListDto } from '../../server/contract';
import { look } from './axe';
import { follow, openClub, type OpenClub, pickMember } from './club';
import { misfitsIn } from './fit';
import { describeForms } from './forms';
import { fillUp } from './large';
import { fillLists, type List, LIST_NAMES, listsOf, SORTED_LIST_NAMES } from './lists';
import { photograph } from './photograph';
import { settled } from './settled';

const REASON = 'Agreed on the telephone';
/** More than any page has before its list. */
const MOST_STOPS = 80;

/** What has the focus: where in a table it is, what it is called, and whether that is seen. */
interface Stop {
  readonly part: string | null;
  readonly table: string | null;
  readonly row: number;
  readonly name: string;
  readonly isSeen: boolean;
}

const focused = (page: Page): Promise<Stop> =>
  page.evaluate(() => {
    const element = document.activeElement!;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    const row = element.closest('tr');
    return {
      part: element.closest('thead, tbody')?.tagName ?? null,
      table: element.closest('table')?.getAttribute('aria-label') ?? null,
      row: row ? [...row.parentElement!.children].indexOf(row) : -1,
      name: element.getAttribute('aria-label') ?? element.textContent.trim(),
      isSeen: (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none',
    };
  });

describe('the lists of the admin', () => {
  let open: OpenClub;
  let page: Page;

  beforeAll(async () => {
    open = await openClub();
    ({ page } = open);
    await fillLists(open);
    await look(page, 'light', 1280);
  });
  afterAll(() => open.close());

  const listCalled = (name: string): List => listsOf(open.club).find((list) => list.name === name)!;
  const table = ({ table: name }: List) => page.getByRole('table', { name, exact: true });

  /** Opens a list and goes into its page, as Strapi's link to the main part does. */
  async function enter(list: List): Promise<void> {
    await follow(page, list.address);
    await table(list).locator('tbody tr[data-row]').first().waitFor();
    await settled(page);
    await page.locator('#main-content').focus();
  }

  /** Presses Tab until the focus is where it should be, and tells what it stopped at. */
  async function tabUntil(isThere: (stop: Stop) => boolean): Promise<Stop[]> {
    const stops: Stop[] = [];
    while (stops.length < MOST_STOPS) {
      await page.keyboard.press('Tab');
      const stop = await focused(page);
      stops.push(stop);
      if (isThere(stop)) return stops;
    }
    throw new Error(`None of ${MOST_STOPS} stops is it: ${stops.map(({ name }) => name).join(' | ')}`);
  }

  describe.each(LIST_NAMES)('%s', (name) => {
    it('are gone through by Tab: each heading that sorts, then all that a row has', async () => {
      const list = listCalled(name);
      await enter(list);
      const isBeyond = ({ table: at, row, part }: Stop) => at === list.table && part === 'TBODY' && row > 0;
      const rows = await table(list).locator('tbody tr[data-row]').count();
      const isLastRow = rows === 1;
      const stops = await tabUntil((stop) => isBeyond(stop) || (isLastRow && list.stops.at(-1)!.test(stop.name)));
      const inTable = stops.filter((stop) => stop.table === list.table);
      const headings = inTable.filter(({ part, name: said }) => part === 'THEAD' && !said.startsWith('Select all'));
      expect(headings.map((stop) => stop.name)).toEqual(list.sorts);
      const inRow = inTable.filter(({ part, row }) => part === 'TBODY' && row === 0).map((stop) => stop.name);
      expect(inRow).toEqual(list.stops.map((stop) => expect.stringMatching(stop) as unknown));
      expect(inTable.filter(({ isSeen }) => !isSeen)).toEqual([]);
    });
  });

  it.each(SORTED_LIST_NAMES)('%s are sorted by Enter and by Space, and say how', async (name) => {
    const list = listCalled(name);
    await enter(list);
    const [heading] = list.sorts;
    const header = table(list).getByRole('columnheader', { name: heading!, exact: true });
    const before = await header.getAttribute('aria-sort');
    await tabUntil((stop) => stop.part === 'THEAD' && stop.name === heading);
    const [first, second] = before === 'ascending' ? ['descending', 'ascending'] : ['ascending', 'descending'];
    await page.keyboard.press('Enter');
    await table(list).locator(`th[aria-sort="${first}"]`, { hasText: heading! }).waitFor();
    await page.waitForURL(/sort=/);
    await page.keyboard.press('Space');
    await table(list).locator(`th[aria-sort="${second}"]`, { hasText: heading! }).waitFor();
    // The focus stays where it was pressed.
    expect(await focused(page)).toMatchObject({ part: 'THEAD', name: heading });
  });

  it.each(LIST_NAMES)('%s say how they are sorted when nobody has asked', async (name) => {
    const list = listCalled(name);
    await enter(list);
    // Tasks, missions and pools are few, and always stand in one order.
    const isFixed = ['tasks', 'missions', 'pools'].includes(name);
    expect(await table(list).locator('th[aria-sort]').count()).toBe(isFixed ? 0 : 1);
  });

  it.each(LIST_NAMES.filter((name) => name !== 'bulk adjustments'))('%s are opened by Enter', async (name) => {
    const list = listCalled(name);
    await enter(list);
    await tabUntil(({ table: at, part, name: said }) => at === list.table && part === 'TBODY' && !/^Select/.test(said));
    await page.keyboard.press('Enter');
    await page.waitForURL(list.opens!);
  });

  it.each(['bulk adjustments', 'redemptions'])(
    '%s are acted on by Space, and Esc gives the focus back',
    async (name) => {
      const list = listCalled(name);
      await enter(list);
      await tabUntil((stop) => stop.part === 'TBODY' && list.acts!.test(stop.name));
      await page.keyboard.press('Space');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.waitForFunction(() => document.activeElement?.closest('tbody'));
      expect((await focused(page)).name).toMatch(list.acts!);
    },
  );

  it('runs a task', async () => {
    await enter(listCalled('tasks'));
    await tabUntil(({ name }) => name === 'Run now: Expire what is due');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('Nothing is due').waitFor();
    await tabUntil(({ name }) => name === 'Run now');
    await page.keyboard.press('Enter');
    await page.locator('tbody tr', { hasText: 'Expire what is due' }).getByText('succeeded').waitFor();
  });

  it('chooses discrepancies, and shows what can be done about them', async () => {
    const list = listCalled('discrepancies');
    await enter(list);
    await tabUntil(({ part, name }) => part === 'TBODY' && name.startsWith('Select'));
    await page.keyboard.press('Space');
    await page.getByText('1 selected').waitFor();
  });

  it('copies an id, all of which shows while it has the focus', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await enter(listCalled('the ledger'));
    await tabUntil(({ part, name }) => part === 'TBODY' && name.startsWith('…'));
    const id = (await page.evaluate(() => (document.activeElement as HTMLAnchorElement).href)).split('/').at(-1)!;
    expect(id.endsWith((await focused(page)).name.slice(1))).toBe(true);
    await page.getByRole('tooltip', { name: id }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText(`Copied: ${id}`).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(id);
  });

  it.each(LIST_NAMES.flatMap((name) => [768, 1079].map((width) => [name, width] as const)))(
    '%s have all that opens or acts in sight at %i pixels, with nothing to scroll sideways',
    async (name, width) => {
      const list = listCalled(name);
      await look(page, 'light', width);
      await follow(page, list.address);
      await table(list).locator('tbody tr[data-row]').first().waitFor();
      await settled(page);
      const cut = await table(list).evaluate((element) => {
        const { left, right } = element.parentElement!.getBoundingClientRect();
        const isCut = (box: DOMRect) => box.left < left - 1 || box.right > right + 1;
        return [...element.querySelectorAll('a, button, [role="checkbox"]')]
          .filter((one) => isCut(one.getBoundingClientRect()))
          .map((one) => one.textContent);
      });
      expect(cut).toEqual([]);
      const hidden = await table(list).evaluate(({ parentElement: frame }) => frame!.scrollWidth - frame!.clientWidth);
      expect(hidden).toBe(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    },
  );

  describe('and the largest amounts', () => {
    beforeAll(() => fillUp(open));

    const grace = () => open.club.idOf.grace!;
    const rows = async (query: string) =>
      (await open.app.request<LedgerListDto>(`${endpointUrl('listLedgerEntries')}?${query}`, { token: open.token }))
        .body.rows;
    const entryOf = async (query: string, amount: string) =>
      (await rows(`member=${grace()}&${query}`)).find((row) => row.amount === amount || row.held === amount)!.id;
    const discrepancyOf = async () => {
      const path = `${endpointUrl('listDiscrepancies')}?kind=balance_mismatch&member=${grace()}`;
      return (await open.app.request<DiscrepancyListDto>(path, { token: open.token })).body.rows[0]!.id;
    };
    const dialog = () => page.getByRole('dialog');
    const press = (name: string) => page.locator('main').getByRole('button', { name, exact: true }).first().click();

    /** Where they stand: an address below the plugin's, and what is done there. */
    const PLACES: Record<string, readonly [() => string | Promise<string>, (() => Promise<unknown>)?]> = {
      overview: [() => 'overview'],
      members: [() => 'members?_q=grace'],
      member: [() => `members/${grace()}`],
      'adjustment of a member': [
        () => `members/${grace()}`,
        async () => {
          await press('Adjust balance');
          await dialog().getByRole('combobox').click();
          await page.getByRole('option', { name: 'Reputation' }).click();
          await dialog().getByRole('textbox', { name: 'Amount' }).fill('- 9,007,199,254,740,990');
          await dialog()
            .getByText('Reputation only rises')
            .or(dialog().getByRole('row', { name: /^Balance/ }))
            .first()
            .waitFor();
        },
      ],
      ledger: [() => `ledger?member=${grace()}`],
      entry: [async () => `ledger/${await entryOf('currency=points', '9007199254740700')}`],
      hold: [async () => `ledger/${await entryOf('currency=points&segment=reservations', '9007199254740890')}`],
      reversal: [
        async () => `ledger/${await entryOf('currency=reputation', '9007199254740991')}`,
        async () => {
          await press('Reverse');
          await dialog()
            .getByRole('row', { name: /^Balance/ })
            .or(dialog().getByRole('alert'))
            .first()
            .waitFor();
        },
      ],
      adjustments: [
        () => 'adjustments',
        async () => {
          await pickMember(page, 'grace@club', 'Grace');
          await page.getByRole('combobox', { name: 'Currency' }).click();
          await page.getByRole('option', { name: 'Reputation' }).click();
          await page.getByRole('textbox', { name: 'Amount' }).fill('-9007199254740990');
          await page.locator('form [role="group"][aria-busy="false"]').waitFor();
        },
      ],
      bulk: [
        () => 'adjustments/bulk',
        async () => {
          const csv = `member,currency,amount,reason\ngrace@club.test,credits,-0.91,${REASON}\np1,credits,90071992547409.91,${REASON}`;
          await page.setInputFiles('input[type=file]', {
            name: 'all.csv',
            mimeType: 'text/csv',
            buffer: Buffer.from(csv),
          });
          await page.getByText('lines can be posted').or(page.getByText('line can be posted')).first().waitFor();
        },
      ],
      redemptions: [
        () => 'redemptions',
        async () => {
          await pickMember(page, 'grace@club', 'Grace');
          await page.getByRole('textbox', { name: 'Order amount' }).fill('90,071,992,547,409.91');
          await page.getByRole('row', { name: /^To pay/ }).waitFor();
        },
      ],
      capture: [() => 'redemptions', () => press('Capture order a dear one')],
      reconciliation: [() => 'reconciliation'],
      discrepancy: [async () => `reconciliation/discrepancies/${await discrepancyOf()}`],
      'adjustment of a discrepancy': [
        async () => `reconciliation/discrepancies/${await discrepancyOf()}`,
        async () => {
          await press('Adjust');
          await dialog().getByRole('textbox', { name: 'Amount' }).fill('-1');
          await dialog()
            .getByRole('row', { name: /^Balance/ })
            .waitFor();
        },
      ],
    };

    let hasTyped = false;
    it.each(Object.entries(PLACES))('fit at %s, in a wide and in a narrow window', async (name, [address, act]) => {
      await look(page, 'light', 1280);
      const at = `/admin/plugins/rewards/${await address()}`;
      // Whoever typed something is asked before they leave, but for a page that is loaded anew.
      await (hasTyped ? page.goto(at) : follow(page, at));
      hasTyped = act !== undefined;
      await page.locator('main :is(time, table tbody td, li):visible').first().waitFor();
      await settled(page);
      await act?.();
      const part = act && (await dialog().count()) > 0 ? '[role="dialog"]' : 'main';
      for (const width of [1280, 768]) {
        await page.setViewportSize({ width, height: 900 });
        await page
          .locator(part)
          .getByText(/\d(,\d{3}){4}/)
          .first()
          .waitFor();
        // What is laid out by its size is so a frame later.
        await page.waitForTimeout(300);
        await photograph(page, `large-${name.replaceAll(' ', '-')}-${width}`, part === 'main' ? 2_000 : undefined);
        expect([width, await misfitsIn(page, part)]).toEqual([width, []]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      }
    });
  });

  describe('and its forms:', () => {
    beforeAll(() => look(page, 'light', 1280));
    describeForms(() => open);
  });

  it('throws no error on the way', () => {
    expect(open.errors).toEqual([]);
  });
});
