/** Every form of the admin in which something is typed or chosen, and what becomes of that. */
import type { Locator, Page } from 'playwright-core';

import { type DiscrepancyListDto, endpointUrl, type LedgerListDto } from '../../server/contract';
import { violationsIn } from './axe';
import type { OpenClub } from './club';
import { photograph } from './photograph';

const ROOT = '/admin/plugins/rewards';
const REASON = 'Agreed on the telephone';

interface FormDialog {
  readonly name: string;
  address(open: OpenClub): string | Promise<string>;
  /** What opens it. */
  readonly opener: string;
  /** What is done before. */
  before?(page: Page): Promise<unknown>;
  type(dialog: Locator, page: Page): Promise<unknown>;
  /** Whether that stands in it. */
  shows(dialog: Locator): Promise<boolean>;
}

const reason = {
  type: (dialog: Locator) => dialog.getByRole('textbox', { name: 'Reason' }).fill(REASON),
  shows: async (dialog: Locator) => (await dialog.getByRole('textbox', { name: 'Reason' }).inputValue()) === REASON,
};
const notes = {
  type: (dialog: Locator) => dialog.getByRole('textbox', { name: 'Notes' }).fill(REASON),
  shows: async (dialog: Locator) => (await dialog.getByRole('textbox', { name: 'Notes' }).inputValue()) === REASON,
};
const nameField = (dialog: Locator) => dialog.getByRole('textbox', { name: 'Name', exact: true });
const name = {
  type: (dialog: Locator) => nameField(dialog).fill('Augusta'),
  shows: async (dialog: Locator) => (await nameField(dialog).inputValue()) === 'Augusta',
};
const ada = ({ club }: OpenClub) => `${ROOT}/members/${club.idOf.ada!}`;

async function discrepancy({ app, token }: OpenClub): Promise<string> {
  const list = await app.request<DiscrepancyListDto>(endpointUrl('listDiscrepancies'), { token });
  return `${ROOT}/reconciliation/discrepancies/${list.body.rows.find(({ kind }) => kind === 'chain_break')!.id}`;
}

async function entry({ app, token }: OpenClub): Promise<string> {
  const list = await app.request<LedgerListDto>(`${endpointUrl('listLedgerEntries')}?segment=adjustments`, { token });
  return `${ROOT}/ledger/${list.body.rows.find(({ type }) => type === 'adjustment')!.id}`;
}

const DIALOGS: readonly FormDialog[] = [
  { name: 'a new member', address: () => `${ROOT}/members`, opener: 'New member', ...name },
  { name: 'the edit of a member', address: ada, opener: 'Edit', ...name },
  { name: 'an adjustment of a member', address: ada, opener: 'Adjust balance', ...reason },
  {
    name: 'the award of a badge',
    address: ada,
    opener: 'Award badge',
    async type(dialog, page) {
      await dialog.getByRole('combobox').click();
      const option = page.getByRole('option', { name: 'Pioneer' });
      await option.click();
      // Until the list is closed, Escape is the list's.
      await option.waitFor({ state: 'detached' });
    },
    shows: async (dialog) => (await dialog.getByRole('combobox').innerText()).includes('Pioneer'),
  },
  { name: 'the release of a member’s hold', address: ada, opener: 'Release', ...reason },
  {
    name: 'the release of a hold',
    address: ({ club }) => `${ROOT}/ledger/${club.hold}`,
    opener: 'Release hold',
    ...reason,
  },
  { name: 'a reversal', address: entry, opener: 'Reverse', ...reason },
  { name: 'a bulk reversal', address: () => `${ROOT}/adjustments/bulk`, opener: 'Reverse', ...reason },
  {
    name: 'a capture',
    address: () => `${ROOT}/redemptions`,
    opener: 'Capture order 4713',
    async type(dialog) {
      await dialog.getByRole('radio', { name: 'A smaller amount' }).check();
      await dialog.getByRole('textbox').fill('4');
    },
    // The amount is asked for only while this is chosen.
    shows: async (dialog) =>
      (await dialog.getByRole('radio', { name: 'A smaller amount' }).isChecked()) &&
      (await dialog.getByRole('textbox').inputValue()) === '4',
  },
  {
    name: 'a refund',
    address: () => `${ROOT}/redemptions`,
    opener: 'Refund order 4712',
    async type(dialog) {
      await dialog.getByRole('textbox', { name: 'Store Credit to refund' }).fill('4');
    },
    shows: async (dialog) =>
      (await dialog.getByRole('textbox', { name: 'Store Credit to refund' }).inputValue()) === '4',
  },
  { name: 'a new pool', address: () => `${ROOT}/pools`, opener: 'New pool', ...name },
  { name: 'the funding of a pool', address: () => `${ROOT}/pools/spring`, opener: 'Fund', ...reason },
  { name: 'a withdrawal from a pool', address: () => `${ROOT}/pools/spring`, opener: 'Withdraw', ...reason },
  {
    name: 'the start of a run',
    address: () => `${ROOT}/reconciliation`,
    opener: 'Start a run',
    type: (dialog) => dialog.getByRole('radio', { name: 'One member' }).check(),
    shows: (dialog) => dialog.getByRole('radio', { name: 'One member' }).isChecked(),
  },
  { name: 'an investigation', address: discrepancy, opener: 'Investigate', ...notes },
  { name: 'a discrepancy that is ignored', address: discrepancy, opener: 'Ignore', ...reason },
  { name: 'an adjustment of a discrepancy', address: discrepancy, opener: 'Adjust', ...reason },
  {
    name: 'discrepancies that are ignored',
    address: () => `${ROOT}/reconciliation`,
    opener: 'Ignore',
    before: (page) => page.getByRole('checkbox', { name: 'Select all open discrepancies on this page' }).click(),
    ...reason,
  },
];

/** @param of the club, which is open when the tests run */
export function describeForms(of: () => OpenClub): void {
  const question = () => of().page.getByRole('alertdialog');
  const answer = (name: string) => question().getByRole('button', { name }).click();
  const asked = async () => {
    await question().getByText('Discard what you typed?').waitFor();
  };
  const closed = (dialog: Locator) => dialog.waitFor({ state: 'detached' });
  const openOf = async ({ address, opener, before }: FormDialog) => {
    const { page } = of();
    await page.goto(await address(of()));
    await before?.(page);
    await page.locator('main').getByRole('button', { name: opener, exact: true }).first().click();
    return page.getByRole('dialog');
  };

  describe.each(DIALOGS)('$name', (form) => {
    it('is not let go unasked, by Escape, beside it, or by Cancel', async () => {
      const { page } = of();
      const dialog = await openOf(form);
      await form.type(dialog, page);
      for (const leave of [
        () => page.keyboard.press('Escape'),
        () => page.mouse.click(5, 5),
        () => dialog.getByRole('button', { name: 'Cancel' }).click(),
      ]) {
        await leave();
        await asked();
        await answer('Keep editing');
        await closed(question());
        expect(await form.shows(dialog)).toBe(true);
      }
      // The keyboard is still in the dialogue.
      expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
      await page.keyboard.press('Escape');
      await asked();
      await answer('Discard');
      await closed(dialog);
      await page.locator('main').getByRole('button', { name: form.opener, exact: true }).first().click();
      await dialog.getByRole('button', { name: 'Cancel' }).waitFor();
      // Nothing is left of it, and nothing is asked about.
      expect(await form.shows(dialog)).toBe(false);
      await page.keyboard.press('Escape');
      await closed(dialog);
    });
  });

  describe('what is typed', () => {
    const amount = () => of().page.getByRole('textbox', { name: 'Amount' });
    const why = () => of().page.getByRole('textbox', { name: 'Reason' });
    const link = (name: string) => of().page.getByRole('navigation', { name: 'Rewards' }).getByRole('link', { name });

    it('on a page is not let go unasked, by a link or by Back', async () => {
      const { page } = of();
      await page.goto(`${ROOT}/members`);
      await link('Manual adjustments').click();
      await amount().fill('12');
      for (const leave of [
        () => link('Members').click(),
        () => page.getByRole('link', { name: 'Content Manager' }).click(),
        () => page.goBack(),
      ]) {
        await leave();
        await asked();
        await answer('Keep editing');
        await closed(question());
        expect(await amount().inputValue()).toBe('12');
        expect(page.url()).toMatch(/\/adjustments$/);
      }
      // What only changes the list below leaves the form where it is.
      await page.getByRole('columnheader', { name: 'Amount' }).click();
      await page.waitForURL('**sort=amount:ASC*');
      expect(await amount().inputValue()).toBe('12');
      await link('Members').click();
      await asked();
      expect(await violationsIn(page, '[role="alertdialog"]')).toEqual([]);
      await photograph(page, 'forms-question');
      await answer('Discard');
      await page.getByRole('table', { name: 'Members' }).waitFor();
      await link('Manual adjustments').click();
      expect(await amount().inputValue()).toBe('');
      await link('Members').click();
      await page.getByRole('table', { name: 'Members' }).waitFor();
    });

    it('is asked about by the browser, and is there again after a reload, with the key it may have been sent with', async () => {
      const { page, club, app } = of();
      await page.goto(ada(of()));
      const keys: string[] = [];
      await page.route('**/rewards/adjustments', async (route) => {
        keys.push((route.request().postDataJSON() as { idempotencyKey: string }).idempotencyKey);
        // It is posted, and nobody hears of it.
        if (keys.length === 1) {
          await route.fetch();
          return route.abort();
        }
        return route.continue();
      });
      const dialog = page.getByRole('dialog');
      const open = () => page.getByRole('button', { name: 'Adjust balance' }).click();
      const post = () => dialog.getByRole('button', { name: 'Post adjustment' }).click();
      await open();
      await dialog.getByRole('combobox').click();
      await page.getByRole('option', { name: 'Store Credit' }).click();
      await amount().fill('3.00');
      await why().fill(REASON);
      await post();
      await dialog.getByRole('alert').filter({ hasText: 'The server did not respond.' }).waitFor();
      expect(await amount().inputValue()).toBe('3.00');
      const questions: string[] = [];
      page.once('dialog', (browsers) => {
        questions.push(browsers.type());
        void browsers.accept();
      });
      await page.reload();
      expect(questions).toEqual(['beforeunload']);
      await open();
      await dialog.getByText('This is what you typed here earlier.').waitFor();
      expect([await amount().inputValue(), await why().inputValue()]).toEqual(['3.00', REASON]);
      expect(await violationsIn(page, '[role="dialog"]')).toEqual([]);
      await photograph(page, 'forms-restored');
      await post();
      await closed(dialog);
      await page.unroute('**/rewards/adjustments');
      expect(keys).toEqual([keys[0], keys[0]]);
      const list = `${endpointUrl('listLedgerEntries')}?member=${club.idOf.ada!}&currency=credits`;
      const { body } = await app.request<LedgerListDto>(list, { token: of().token });
      expect(body.rows.filter(({ amount: posted }) => posted === '3.00')).toHaveLength(1);
      await open();
      expect(await why().inputValue()).toBe('');
    });

    it('stays in its dialogue while the server cannot be reached, whatever else is asked for meanwhile', async () => {
      const { page, app, club, token } = of();
      await page.goto(ada(of()));
      await page.getByRole('button', { name: 'Adjust balance' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('combobox').click();
      await page.getByRole('option', { name: 'Store Credit' }).click();
      await amount().fill('4.00');
      await why().fill(REASON);
      await dialog.getByRole('row', { name: /^Balance/ }).waitFor();
      await page.route('**/rewards/**', (route) => route.abort());
      const post = dialog.getByRole('button', { name: 'Post adjustment' });
      for (let round = 0; round < 2; round += 1) {
        await post.click();
        await dialog.getByRole('alert').filter({ hasText: 'The server did not respond.' }).waitFor();
        await page.waitForTimeout(500);
        expect([await amount().inputValue(), await why().inputValue()]).toEqual(['4.00', REASON]);
      }
      await photograph(page, 'forms-unanswered');
      await page.unroute('**/rewards/**');
      await post.click();
      await closed(dialog);
      const list = `${endpointUrl('listLedgerEntries')}?member=${club.idOf.ada!}&currency=credits`;
      const { body } = await app.request<LedgerListDto>(list, { token });
      expect(body.rows.filter(({ amount: posted }) => posted === '4.00')).toHaveLength(1);
    });

    it('is there again for whoever typed it, and nobody else, when a session was over and they have logged in', async () => {
      const { browser, app, club } = of();
      const permissions = ['view-members', 'transactions.adjust'].map((name) => `plugin::rewards.${name}`);
      const [clerk, other] = [await app.createAdminWith(permissions), await app.createAdminWith(permissions)];
      const page = await browser.pageOf(clerk);
      const dialog = page.getByRole('dialog');
      const logIn = async ({ email, password }: typeof clerk) => {
        await page.fill('input[name="email"]', email);
        await page.fill('input[name="password"]', password);
        await page.click('button[type="submit"]');
        await page.waitForURL((url) => !url.pathname.includes('/auth/'));
      };
      /** Without loading a page anew. */
      const openAda = async () => {
        await page.getByRole('link', { name: 'Rewards' }).click();
        await page.getByRole('searchbox').first().fill('ada@club');
        await page.getByRole('link', { name: 'Ada Lovelace' }).click();
        await page.waitForURL(`**/members/${club.idOf.ada!}`);
        await page.getByRole('button', { name: 'Adjust balance' }).click();
      };
      const logOut = async () => {
        await page.getByRole('button', { name: 'Ada Admin' }).click();
        await page.getByRole('menuitem', { name: 'Log out' }).click();
        await page.waitForURL('**/auth/login*');
      };
      await openAda();
      await dialog.getByRole('textbox', { name: 'Reason' }).fill(REASON);
      const isOver = /\/(rewards\/(adjustments|members|catalogue)|admin\/access-token)/;
      await page.route(isOver, (route) =>
        route.request().isNavigationRequest()
          ? route.continue()
          : route.fulfill({
              status: 401,
              json: {
                data: null,
                error: { status: 401, name: 'UnauthorizedError', message: 'Missing or invalid credentials' },
              },
            }),
      );
      await dialog.getByRole('combobox').click();
      await page.getByRole('option', { name: 'Store Credit' }).click();
      await dialog.getByRole('textbox', { name: 'Amount' }).fill('5');
      await page.waitForURL('**/auth/login*');
      await page.unroute(isOver);

      await logIn(other);
      await openAda();
      expect(await dialog.getByRole('textbox', { name: 'Reason' }).inputValue()).toBe('');
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await logOut();
      await logIn(clerk);
      await openAda();
      await dialog.getByText('This is what you typed here earlier.').waitFor();
      expect(await dialog.getByRole('textbox', { name: 'Reason' }).inputValue()).toBe(REASON);
      expect(await dialog.getByRole('textbox', { name: 'Amount' }).inputValue()).toBe('5');
      await page.context().close();
    });

    it('or chosen as a file is there again after a reload', async () => {
      const { page } = of();
      await page.goto(`${ROOT}/adjustments/bulk`);
      const csv = `member,currency,amount,reason\np1,points,5,${REASON}\nnobody,points,6,${REASON}`;
      await page.setInputFiles('input[type=file]', {
        name: 'week.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(csv),
      });
      await page.getByText('Leave out the line').click();
      page.once('dialog', (browsers) => void browsers.accept());
      await page.reload();
      await page.getByText('This is what you typed here earlier.').waitFor();
      await page.getByText('week.csv').waitFor();
      await page.getByRole('button', { name: 'Post 1 adjustment' }).and(page.locator(':enabled')).waitFor();
      await page.getByRole('button', { name: 'Start over' }).click();
      await page.getByText('week.csv').waitFor({ state: 'detached' });
    });
  });
}
