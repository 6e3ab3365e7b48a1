/** A small club for the pages about members in a browser: people of every kind, three currencies, levels and badges. */
import type { Core } from '@strapi/types';

import type { Page } from 'playwright-core';

import type { LedgerService, MembersService } from '../../server/contract';
import { type OpenBrowser, openBrowser } from '../support/browser';
import { type RunningStrapi, startStrapi } from '../support/strapi';

const CURRENCIES = [
  { code: 'points', name: 'Community Points', scale: 0, expiresAfterDays: 365 },
  { code: 'reputation', name: 'Reputation', scale: 0, risingOnly: true, drivesLevels: true },
  { code: 'credits', name: 'Store Credit', scale: 2, drivesTiers: true },
];

const LEVELS = [
  { code: 'newcomer', name: 'Newcomer', threshold: '0' },
  { code: 'regular', name: 'Regular', threshold: '100' },
];

export const BADGES = [
  { code: 'pioneer', name: 'Pioneer', description: 'Was there first.' },
  { code: 'helper', name: 'Helping hand', description: 'Had ten answers accepted.' },
];

const LONG_NAME = 'Grace Brewster Murray Hopper, Rear Admiral of the United States Navy Reserve';

export interface Club {
  /** The documentIds, by external id. */
  readonly idOf: Readonly<Record<string, string>>;
  /** The hold that Ada has open. */
  readonly hold: string;
}

/** A Strapi with a browser on it, before anybody has done anything. */
export interface OpenInstall {
  readonly app: RunningStrapi;
  readonly browser: OpenBrowser;
  /** Where a super admin is logged in. */
  readonly page: Page;
  readonly token: string;
  /** What was thrown on that page and not caught. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

/** The club in such a Strapi. */
export interface OpenClub extends OpenInstall {
  readonly club: Club;
}

/** @param env what the playground's configuration reads, over the defaults */
export async function openClub(env: Record<string, string> = {}): Promise<OpenClub> {
  const open = await openInstall(env);
  return { ...open, club: await foundClub(open.app.strapi) };
}

/** @param env as of `openClub` */
export async function openInstall(env: Record<string, string> = {}): Promise<OpenInstall> {
  const app = await startStrapi({ engine: 'sqlite', shipped: true, env });
  const browser = await openBrowser(app);
  const page = await browser.pageOf(await app.createSuperAdmin());
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  // Strapi's announcement, which is no part of the page.
  await page.getByRole('button', { name: 'Close the banner.' }).click();
  return {
    ...{ app, browser, page, errors },
    token: await app.adminToken(),
    async close() {
      await browser.close();
      await app.stop();
    },
  };
}

/** 30 people: Ada with something of everything, Grace with a long name, one anonymised, the others with points only. */
export async function foundClub(strapi: Core.Strapi): Promise<Club> {
  const ledger = strapi.plugin('rewards').service<LedgerService>('ledger');
  const members = strapi.plugin('rewards').service<MembersService>('members');
  let keys = 0;
  const idempotencyKey = () => `club-${(keys += 1)}`;
  const create = async (model: string, all: readonly object[]) => {
    for (const data of all) await strapi.documents(`plugin::rewards.${model}` as never).create({ data: data as never });
  };
  await create('currency', CURRENCIES);
  await create('level', LEVELS);
  await create('badge', BADGES);

  const people = [
    { externalId: 'ada', name: 'Ada Lovelace', handle: 'ada', email: 'ada@club.test' },
    { externalId: 'grace', name: LONG_NAME, handle: 'the-admiral-who-found-the-moth', email: 'grace@club.test' },
    { externalId: 'gone', name: 'Soon Forgotten' },
    ...Array.from({ length: 27 }, (_, index) => ({
      externalId: `p${index}`,
      name: `Person ${String(index).padStart(2, '0')}`,
      email: `p${index}@club.test`,
    })),
  ];
  const idOf: Record<string, string> = {};
  for (const [index, { documentId }] of (await members.ensureMany(people)).entries()) {
    idOf[people[index]!.externalId] = documentId;
    const amount = String((index + 1) * 100);
    await ledger.grant({ member: documentId, currency: 'points', amount, idempotencyKey: idempotencyKey() });
  }
  await members.anonymise(idOf.gone!);

  const ada = idOf.ada!;
  for (let round = 0; round < 30; round += 1) {
    await ledger.grant({
      member: ada,
      currency: 'points',
      amount: '10',
      reason: `Visit ${round}`,
      idempotencyKey: idempotencyKey(),
    });
  }
  await ledger.grant({ member: ada, currency: 'credits', amount: '1200.50', idempotencyKey: idempotencyKey() });
  await ledger.grant({ member: ada, currency: 'reputation', amount: '95', idempotencyKey: idempotencyKey() });
  const held = await ledger.reserve({
    member: ada,
    currency: 'points',
    amount: '50',
    reason: 'Order 4711 is open',
    idempotencyKey: idempotencyKey(),
  });
  return { idOf, hold: held.entry.id };
}

/**
 * Finds a member, or whom the field is about, in a form's picker and takes them. Clicked before the answer to all that was typed is there, an option goes
 * away under the pointer; and while the options are open, the rest of the page is hidden from roles.
 */
export async function pickMember(page: Page, search: string, member: string | RegExp, label = 'Member'): Promise<void> {
  const picker = page.getByRole('combobox', { name: label });
  await picker.click();
  await picker.pressSequentially(search, { delay: 20 });
  await page.waitForFunction(() => document.querySelectorAll('[role="option"]').length === 1);
  await page.getByRole('option', { name: member }).click();
  await picker.and(page.locator('[aria-expanded="false"]')).waitFor();
}

/**
 * Goes to a page of the admin as a link in it does, without loading the admin anew, which takes most of a second: where nothing
 * stands in a form, and it does not matter what was loaded before.
 */
export async function follow(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    // As the router notes where it is.
    const { idx } = history.state as { readonly idx: number };
    history.pushState({ usr: null, key: to, idx: idx + 1 }, '', to);
    dispatchEvent(new PopStateEvent('popstate', { state: history.state as unknown }));
  }, address);
}
