/** A12, A13, E9, E14: missions and pools, as whoever looks after them sees them. */
import type { Page } from 'playwright-core';

import type { ClubService, MissionDefinition } from '../../server/contract';
import { look, violationsIn } from './axe';
import { type OpenClub, openClub } from './club';
import { photograph } from './photograph';
import { settled } from './settled';

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
  async function looksOnce(name: string, theme: string, width: number): Promise<void> {
    await look(page, theme, width);
    // It holds from the next load on.
    await page.reload();
    await page.locator('main h1').waitFor();
    await settled(page);
    await photograph(page, `${name}-${theme}-${width}`, 1500);
    expect(await violationsIn(page, 'main')).toEqual([]);
  }
  async function looks(name: string): Promise<void> {
    await looksOnce(name, 'light', 1280);
    await looksOnce(name, 'dark', 768);
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

  it('E9, A12 a mission is made in five steps, says what it does, and pays once it is active', async () => {
    await page.goto(`${ROOT}/missions`);
    await page.getByText('There is no mission yet.').waitFor();
    await page.getByRole('link', { name: 'New mission' }).click();
    await field('Name').fill('Big orders');
    await field('Code').fill('big-orders');
    await field('Type of event').fill('order.paid');
    await button('Add a condition').click();
    await field('Fact').fill('payload.amount');
    await field('Value').fill('10');
    const reward = page.getByRole('group', { name: 'Reward 1' });
    await reward.getByRole('combobox', { name: 'Currency' }).click();
    await page.getByRole('option', { name: 'Store Credit' }).click();
    await reward.getByRole('textbox', { name: 'Amount' }).fill('5.005');
    await button('Create draft').click();
    await page.getByRole('alert').getByText('Not saved. See the field above.').waitFor();
    expect(await reward.getByRole('textbox', { name: 'Amount' }).getAttribute('aria-invalid')).toBe('true');
    await reward.getByRole('textbox', { name: 'Amount' }).fill('5.00');
    await choose('Frequency', 'Once in a period');
    await choose('Pool', 'Spring');
    await page.getByLabel('Last day').fill('2098-12-31');
    await page
      .getByText(
        'When ‘order.paid’ arrives and payload.amount is at least 10: 5.00 Store Credit, once a day, ' +
          'from the pool ‘Spring’, until 2098-12-31.',
      )
      .waitFor();
    expect(await violationsIn(page, 'main')).toEqual([]);
    await photograph(page, 'mission-form-light-1280', 1900);
    await button('Create draft').click();
    await page.waitForURL('**/missions/big-orders');
    await button('Activate').click();
    await inDialog('Activate').click();
    await dialog().waitFor({ state: 'detached' });
    await page.getByText('Version 1').waitFor();

    const event = { source: 'shop', type: 'order.paid', member: open.club.idOf.ada!, payload: { amount: '12.50' } };
    await club.record({ ...event, externalId: '4711' });
    await club.decideDue();
    await page.reload();
    await page
      .getByText('Payouts paid')
      .locator('xpath=following-sibling::dd')
      .getByText('1', { exact: true })
      .waitFor();
    expect(await club.pools()).toMatchObject([{ available: '995.00', paid: '5.00' }]);
  });

  it('A4, A11 an event tells why it paid, or why not', async () => {
    const event = { source: 'shop', type: 'order.paid', member: open.club.idOf.ada!, payload: { amount: '9' } };
    await club.record({ ...event, externalId: '4712' });
    await club.record({ ...event, member: undefined, memberExternalId: LONG, externalId: '4713' });
    await club.decideDue();
    await page.getByRole('navigation', { name: 'Rewards' }).getByRole('link', { name: 'Events', exact: true }).click();
    await page.getByRole('heading', { name: '3 events found' }).waitFor();
    await page.getByText('5.00 Store Credit · Big orders').waitFor();
    await looks('club-events');
    await choose('Status', 'PROCESSED');
    await button('Apply').click();
    await page.getByRole('heading', { name: '1 event found' }).waitFor();
    await page.getByRole('link', { name: 'order.paid' }).click();
    await page
      .getByText('‘Big orders’ did not pay: “payload.amount is at least 10” was wanted, but 9 was found.')
      .first()
      .waitFor();
    await page.getByRole('img', { name: 'Does not hold' }).waitFor();
    await page.goto(`${ROOT}/club-events?status=paid`);
    await page.getByRole('link', { name: 'order.paid' }).click();
    await page.getByText('‘Big orders’ paid 5.00 Store Credit.').first().waitFor();
    await looks('club-event');
    await page.getByRole('link', { name: 'Open the entry' }).click();
    await page.waitForURL('**/ledger/*');
  });

  it('E10 conditions that are deeper than the form are kept as they are', async () => {
    const conditions = { all: [{ any: [{ fact: 'payload.amount', op: 'gte', value: '10' }] }] };
    const rewards = [{ kind: 'badge', badge: 'pioneer' }] as const;
    await club.saveMission({ code: 'deep', name: 'Deep', definition: { trigger: 'visit', conditions, rewards } });
    await page.goto(`${ROOT}/missions/deep/edit`);
    await page.getByText('They are kept as they are:').waitFor();
    await field('Name').fill('Deeper');
    await page.reload();
    await page.getByText('This is what you typed here earlier.').waitFor();
    await looksOnce('mission-form', 'dark', 768);
    await button('Save').click();
    await page.waitForURL('**/missions/deep');
    const saved = (await club.missions()).find(({ code }) => code === 'deep');
    expect(saved).toMatchObject({ name: 'Deeper', definition: { trigger: 'visit', conditions, rewards } });
    await button('End').click();
    await dialog().getByText('This cannot be undone').waitFor();
    await inDialog('End').click();
    await page.getByText('Ended', { exact: true }).waitFor();
    expect(await page.getByRole('link', { name: 'Edit' }).count()).toBe(0);
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
    await page.goto(`${ROOT}/pools/spring`);
    await page.getByRole('cell', { name: '−5.00' }).waitFor();
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
