/** A12, A13, E9, E14: missions and pools, as whoever looks after them sees them. */
import type { Page } from 'playwright-core';

import type { ClubService, MissionDefinition } from '../../server/contract';
import { look, violationsIn } from './axe';
import { type OpenClub, openClub } from './club';
import { photograph } from './photograph';

const ROOT = '/admin/plugins/rewards';
const LONG = 'A mission with a name that is as long as a name of a mission may well be in a club of many departments';

describe('missions and pools in a browser', () => {
  let open: OpenClub;
  let page: Page;
  let club: ClubService;

  beforeAll(async () => {
    open = await openClub();
    ({ page } = open);
    club = open.app.strapi.plugin('rewards').service<ClubService>('club');
    await look(page, 'light', 1280);
  });
  afterAll(() => open.close());

  const dialog = () => page.getByRole('dialog');
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const inDialog = (name: string) => dialog().getByRole('button', { name, exact: true });
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  async function choose(name: string, option: string): Promise<void> {
    await page.getByRole('combobox', { name, exact: true }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  }
  async function looks(name: string): Promise<void> {
    for (const [theme, width] of [
      ['light', 1280],
      ['dark', 768],
    ] as const) {
      await look(page, theme, width);
      await photograph(page, `${name}-${theme}-${width}`, 1500);
      expect(await violationsIn(page, 'main')).toEqual([]);
    }
    await look(page, 'light', 1280);
  }

  it('E14 a pool is made and funded, and no more is withdrawn than is there', async () => {
    await page.getByRole('link', { name: 'Rewards' }).click();
    await page.getByRole('link', { name: 'Pools' }).click();
    await page.getByText('There is no pool yet.').waitFor();
    await button('New pool').click();
    await field('Name').fill('Spring');
    await field('Code').fill('spring');
    await choose('Currency', 'Store Credit');
    await photograph(page, 'pools-new');
    await inDialog('Create').click();
    await dialog().waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Spring' }).click();
    await button('Fund').click();
    await field('Amount').fill('1,000.00');
    await field('Reason').fill('Budget');
    await inDialog('Fund').dblclick();
    await dialog().waitFor({ state: 'detached' });
    await page.getByRole('cell', { name: '+1,000.00' }).waitFor();
    expect(await club.pools()).toMatchObject([{ code: 'spring', available: '1000.00' }]);
    await button('Withdraw').click();
    await field('Amount').fill('1000.01');
    await field('Reason').fill('Too much');
    await inDialog('Withdraw').click();
    await dialog().getByText('The pool has 1,000.00 credits left, but 1,000.01 was requested.').waitFor();
    expect(await field('Amount').getAttribute('aria-invalid')).toBe('true');
    await photograph(page, 'pools-refused');
    await page.keyboard.press('Escape');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
    await dialog().waitFor({ state: 'detached' });
  });

  it('are looked at', async () => {
    const definition: MissionDefinition = {
      trigger: 'order.paid',
      conditions: { all: [{ fact: 'payload.amount', op: 'gte', value: '10' }] },
      rewards: [{ kind: 'amount', currency: 'credits', amount: '5.00' }],
      frequency: { kind: 'once', per: 'day' },
      caps: [{ scope: 'member', per: 'month', amount: { currency: 'credits', limit: '100.00' } }],
      pool: 'spring',
      validUntil: '2099-01-01T00:00:00Z',
    };
    await club.saveMission({ code: 'long', name: LONG, definition });
    await club.changeMission({ code: 'long', act: 'activate' });
    await looks('pool');
    await page.goto(`${ROOT}/pools`);
    await page.getByRole('link', { name: 'Spring' }).waitFor();
    await looks('pools');
    await page.goto(`${ROOT}/missions`);
    await page.getByRole('link', { name: LONG }).waitFor();
    await looks('missions');
    await page.getByRole('link', { name: LONG }).click();
    await page.getByText('until 2098-12-31.').waitFor();
    await looks('mission');
  });
});
