import type { Core } from '@strapi/strapi';

import { Season } from './affiliates/season';
import { publishArticles } from './articles';
import { demoClock } from './clock';
import { setUpClub } from './club';
import { fillYear } from './fill';
import { Month } from './month';
import { ensurePeople, liveALittle } from './people';
import { DAY, DAYS } from './plan';
import { rewardsOf } from './services';
import { ensureSiteUsers, NEWCOMER, settleIn, VETERAN } from './site-users';
import { ensureStaff, LOG_INS, PASSWORD } from './staff';
import { planYear } from './year';

export { setUpClub } from './club';

/** Lets the demo's clock be the plugin's, before anything asks it for the time, and its log-ins be the last word. */
export function prepareDemo(strapi: Core.Strapi): void {
  strapi.config.set('plugin::rewards.clock', demoClock);
  strapi.config.set('server.logger.startup.enabled', false);
}

/** Where the filling stands: when its year began, and whether it was gone through to the end. */
interface Filling {
  readonly begin: number;
  readonly isDone: boolean;
}

/**
 * Fills an empty playground for `npm run demo`, which sets REWARDS_DEMO=true. It runs inside the playground's bootstrap,
 * before the server listens, does nothing when the data is there already, and goes on where an earlier run was broken
 * off: the year keeps its beginning, and what was posted is found by its key.
 */
export async function seedDemo(strapi: Core.Strapi): Promise<void> {
  const store = strapi.store({ type: 'core', name: 'rewards_demo' });
  const filling = ((await store.get({ key: 'filling' })) as Filling | null) ?? {
    begin: Date.now() - DAYS * DAY,
    isDone: false,
  };
  if (!filling.isDone) {
    const started = performance.now();
    console.log('Filling the demo with a year of data (two to three minutes) …');
    await store.set({ key: 'filling', value: filling });
    const rewards = rewardsOf(strapi);
    await setUpClub(strapi);
    await ensureStaff(strapi);
    const users = await ensureSiteUsers(strapi);
    // Everybody has been a member for as long as the year; its filling takes the clock on from here.
    demoClock.set(filling.begin);
    const people = await ensurePeople(rewards, users);
    const year = { begin: filling.begin, people, plan: planYear() };
    const month = await Month.of(strapi, rewards, year);
    const end = filling.begin + DAYS * DAY;
    const season = await Season.of(strapi, rewards, { people, end });
    await fillYear(rewards, year, (instant) => meanwhile(instant, month, season));
    await liveALittle(strapi, people, end);
    await settleIn(rewards, users);
    await publishArticles(strapi, rewards, { people, end });
    await season?.rush();
    await store.set({ key: 'filling', value: { ...filling, isDone: true } });
    console.log(`Filled in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  }
  strapi.server.httpServer.once('listening', printLogIns);
}

/** Whatever else happens up to an instant, in its order. */
async function meanwhile(instant: number, month: Month, season: Season | null): Promise<void> {
  while (month.nextAt <= instant) {
    const { nextAt } = month;
    await season?.until(nextAt);
    await month.until(nextAt);
  }
  await season?.until(instant);
}

interface Printed {
  readonly title: string;
  readonly email: string;
}

const rowOf = ({ title, email }: Printed): string => `  ${title.padEnd(18)}${email.padEnd(30)}${PASSWORD}`;

function printLogIns(): void {
  const address = process.env.REWARDS_DEMO_URL ?? 'http://127.0.0.1:1337';
  const site = process.env.REWARDS_SITE_URL;
  const ofSite = site ? [`Example site: ${site}`, '', ...[VETERAN, NEWCOMER].map(rowOf), ''] : [];
  const network = process.env.REWARDS_NETWORK_URL;
  // F10. It is said wherever requests may go to this machine.
  const ofNetwork = network ? [`Affiliate networks: ${network}, on this machine, where events may be sent to`, ''] : [];
  console.log(
    [
      '',
      `Rewards demo: ${address}/admin`,
      '',
      ...LOG_INS.map(rowOf),
      '',
      ...ofSite,
      ...ofNetwork,
      'Ctrl-C stops it.',
      '',
    ].join('\n'),
  );
}
