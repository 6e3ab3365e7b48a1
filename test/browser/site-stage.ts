/** The example site in a browser, in front of a real Strapi: people of every kind, and what they have written. */
import type { Server } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';

import type { Core } from '@strapi/types';
import type { Browser, Page } from 'playwright-core';

import type { LedgerService, MembersService } from '../../server/contract';
import { signUp, type SiteUser } from '../http/site-visitors';
import { artifactsOfThisRun, PLAYGROUND } from '../support/artifacts';
import { launchBrowser } from '../support/browser';
import { hostRequire } from '../support/host';
import { type RunningStrapi, startStrapi } from '../support/strapi';

export const SHOP_TOKEN = 'token-of-the-shop-that-no-browser-is-to-see';
export const PASSWORD = 'CorrectHorse1';
export const LONG_NAME = 'Hubert Blaine Wolfeschlegelsteinhausenbergerdorff Senior, Verkaufsleiter im Ruhestand';
/** Digits that a floating-point number has no room for. */
export const LARGE = { amount: '90071992547409.93', shown: '90,071,992,547,409.93' };

export interface SiteStage {
  readonly app: RunningStrapi;
  readonly browser: Browser;
  readonly url: string;
  /** A member with everything. */
  readonly ada: SiteUser;
  /** A user who is no member yet. */
  readonly nora: SiteUser;
  readonly members: MembersService;
  readonly ledger: LedgerService;
  /** The documentIds of the articles, by their titles. */
  readonly articles: ReadonlyMap<string, string>;
  /** A page of a visitor, or of somebody who is signed in. */
  open(address: string, options?: PageOptions): Promise<Page>;
  close(): Promise<void>;
}

export interface PageOptions {
  readonly user?: SiteUser;
  readonly width?: number;
  /** Lets axe into the page, whose own policy keeps everything else out. */
  readonly lets?: 'axe';
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function openSiteStage(): Promise<SiteStage> {
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  const app = await startStrapi({
    engine: 'sqlite',
    env: {
      REWARDS_CLUB: 'true',
      REWARDS_SITE_URL: url,
      REWARDS_SHOP_TOKEN: SHOP_TOKEN,
      REWARDS_REDEMPTION: '{"values":{"credits":"1","points":"0.01"}}',
    },
  });
  const site = await startSite(app.url, port);
  const browser = await launchBrowser();
  const members = app.strapi.plugin('rewards').service<MembersService>('members');
  const ledger = app.strapi.plugin('rewards').service<LedgerService>('ledger');
  const ada = await signUp(app.strapi, 'ada.lovelace');
  const nora = await signUp(app.strapi, 'nora');
  await app.strapi.documents('plugin::users-permissions.user').update({
    documentId: ada.documentId,
    data: { password: PASSWORD } as never,
  });
  const authors = await peopleTheClub(members, ledger, ada);
  const articles = await publish(app.strapi, authors);

  return {
    ...{ app, browser, url, ada, nora, members, ledger, articles },
    async open(address, { user, width = 1280, lets } = {}) {
      const context = await browser.newContext({
        ...{ baseURL: url, locale: 'en-GB', timezoneId: 'UTC' },
        ...{ viewport: { width, height: 900 }, reducedMotion: 'reduce', bypassCSP: lets === 'axe' },
      });
      if (user) {
        await context.addInitScript((token) => {
          if (!sessionStorage.getItem('begun')) localStorage.setItem('waymark-session', token);
          sessionStorage.setItem('begun', 'true');
        }, user.token);
      }
      const page = await context.newPage();
      await page.goto(address);
      await settled(page);
      return page;
    },
    async close() {
      await browser.close();
      site.closeAllConnections();
      await new Promise((resolve) => site.close(resolve));
      await app.stop();
    },
  };
}

/** Waits until nothing of a page is being loaded. */
export const settled = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => document.querySelector('main') && !document.querySelector('[aria-busy]'));

interface BuiltSite {
  createSite(settings: { folder: string; strapiUrl: string; shopToken: string }): Server;
}

/** The site as the demo starts it. */
async function startSite(strapiUrl: string, port: number): Promise<Server> {
  const folder = path.join((await artifactsOfThisRun()).app, 'site');
  const { buildSite } = hostRequire(path.join(PLAYGROUND, 'site/build.cjs')) as {
    buildSite(outdir: string): Promise<void>;
  };
  await buildSite(folder);
  const { createSite } = hostRequire(path.join(folder, 'server.cjs')) as BuiltSite;
  const site = createSite({ folder, strapiUrl, shopToken: SHOP_TOKEN });
  await new Promise<void>((resolve) => site.listen(port, '127.0.0.1', resolve));
  return site;
}

interface Authors {
  readonly ada: string;
  readonly long: string;
  readonly hidden: string;
}

async function peopleTheClub(members: MembersService, ledger: LedgerService, user: SiteUser): Promise<Authors> {
  let keys = 0;
  const grant = (member: string, currency: string, amount: string, more: object = {}) =>
    ledger.grant({ member, currency, amount, idempotencyKey: `stage-${String((keys += 1))}`, ...more });
  const { documentId: ada } = await members.ensure({
    ...{ siteUser: user.documentId, externalId: user.documentId },
    ...{ handle: user.username, name: 'Ada Lovelace', email: 'ada@site.test' },
  });
  await members.setConsent({ member: ada, publicProfile: true, leaderboard: true });
  for (let round = 1; round <= 45; round += 1) {
    await grant(ada, 'points', '10', { reason: `Visit ${String(round)}` });
  }
  const expiresAt = new Date(Date.now() + 12 * 24 * 3_600_000);
  await grant(ada, 'points', '120', { reason: 'Spring campaign', expiresAt });
  await grant(ada, 'reputation', '260');
  await grant(ada, 'credits', '1500.00', { reason: 'Balance of the former programme' });
  for (const badge of ['founding-member', 'helping-hand']) await members.award({ member: ada, badge });

  const make = async (externalId: string, name: string, consents: object) => {
    const { documentId } = await members.ensure({ externalId, name, handle: externalId });
    await members.setConsent({ member: documentId, ...consents });
    return documentId;
  };
  const long = await make('hubert', LONG_NAME, { publicProfile: true, leaderboard: true });
  await grant(long, 'points', '99999');
  for (let number = 1; number <= 30; number += 1) {
    const name = `Person ${String(number).padStart(2, '0')}`;
    const person = await make(`person-${String(number)}`, name, { leaderboard: true, alias: number % 5 === 0 });
    await grant(person, 'points', String(1_000 + number * 10));
  }
  return { ada, long, hidden: await make('unseen', 'Unseen Author', {}) };
}

export const TITLES = {
  plain: 'Three days on the Rota Vicentina',
  long: 'A title with Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen in it',
  hidden: 'Travelling with a two-year-old',
  hostile: '<img src=x onerror="document.title=1"> & other markup',
};

async function publish(strapi: Core.Strapi, authors: Authors): Promise<Map<string, string>> {
  const body = ['We left at six.', 'Sand takes a third off your pace. '.repeat(8), '<script>document.title=2</script>'];
  const ids = new Map<string, string>();
  for (const [title, author] of [
    [TITLES.plain, authors.ada],
    [TITLES.long, authors.long],
    [TITLES.hidden, authors.hidden],
    [TITLES.hostile, authors.ada],
  ] as const) {
    const data = { title, author, body: body.join('\n\n') };
    const article = await strapi.documents('api::article.article').create({ data, status: 'published' } as never);
    ids.set(title, (article as { documentId: string }).documentId);
  }
  return ids;
}
