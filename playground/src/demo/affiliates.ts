import type { Core } from '@strapi/strapi';
import { demoClock } from './clock';
import { DAY, HOUR, MINUTE } from './plan';
import { STAFF } from './programme';
import { createRandom, type Random } from './random';
import type { AffiliateEvent, Rewards } from './services';

const SEED = 20_261_128;
/** Three months of events. */
const EVENTS_OF_DAYS = 90;
const EVENTS_A_DAY = 70;
/** Events of one moment, which are recorded in one call; moments are two hours apart. */
const AT_A_TIME = 12;

const NETWORKS = [
  {
    ...{ code: 'northwind', name: 'Northwind Network', concurrency: 8 },
    success: { by: 'field', path: 'status', equals: 'ok' },
    body: '{"goal":"{type}","click":"{click_id}","amount":{amount},"currency":"{currency}"}',
  },
  { code: 'partnerhub', name: 'PartnerHub', concurrency: 4, types: ['registration', 'deposit', 'ggr'] },
  // Waits for somebody to switch it on.
  { code: 'clickway', name: 'Clickway', concurrency: 4 },
] as const;
const SWITCHED_OFF = 'clickway';

const PARTNERS = ['north-blog', 'gear-guide', 'trail-tales', 'camp-kitchen', 'the-summit-club-of-outdoor-writers'];
const TYPES = ['registration', 'deposit', 'deposit', 'deposit', 'ggr', 'withdrawal', 'bonus', 'newsletter'];
const CURRENCIES = ['EUR', 'USD', 'GBP', 'SEK', 'PLN'];

interface Content {
  readonly id: number;
}

/** Three months of affiliate events, recorded in their time; what they are sent to answers as networks do. */
export async function fillAffiliates(strapi: Core.Strapi, { affiliates }: Rewards, end: number): Promise<void> {
  const address = process.env.REWARDS_NETWORK_URL;
  if (!address) return;
  for (const { code, name, ...settings } of NETWORKS) {
    const { body, ...others } = { body: undefined, ...settings };
    const template = { url: `${address}/${code}/postback?pid={pid}`, ...(body === undefined ? {} : { body }) };
    await affiliates.saveSystem({ code, name, template, ...others });
  }
  const actor = STAFF[0];
  await affiliates.switchSystem({ system: SWITCHED_OFF, on: false, actor, reason: 'Its contract begins next month' });
  await makePartners(strapi);
  const random = createRandom(SEED);
  try {
    for (let day = 0; day < EVENTS_OF_DAYS; day += 1)
      await fillDay(affiliates, random, end - (EVENTS_OF_DAYS - day) * DAY);
  } finally {
    demoClock.release();
  }
}

async function makePartners(strapi: Core.Strapi): Promise<void> {
  for (const { code } of NETWORKS) {
    const where = { code };
    const { id: system } = (await strapi.db.query('plugin::rewards.affiliate-system').findOne({ where })) as Content;
    for (const [i, key] of PARTNERS.entries()) {
      if ((await strapi.db.query('plugin::rewards.affiliate').count({ where: { key, system } })) > 0) continue;
      const name = key.replace(/-/g, ' ').replace(/^./, (letter) => letter.toUpperCase());
      const made = await strapi.documents('plugin::rewards.affiliate').create({ data: { name, key, system } as never });
      const affiliate = (made as unknown as Content).id;
      const payload = { pid: `${code}-${i + 1}`, stag: `s-${100 + i}` };
      const data = { externalId: linkOf(i), name: `${name}, spring`, payload, system, affiliate };
      await strapi.documents('plugin::rewards.affiliate-link').create({ data: data as never });
    }
  }
}

const linkOf = (partner: number): string => `spring-${partner + 1}`;

async function fillDay(affiliates: Rewards['affiliates'], random: Random, midnight: number): Promise<void> {
  const howMany = random.between(EVENTS_A_DAY - 25, EVENTS_A_DAY + 25);
  const events = Array.from({ length: howMany }, (_, i) => eventOf(random, `${midnight}-${i}`));
  for (let start = 0; start < events.length; start += AT_A_TIME) {
    demoClock.set(midnight + (6 + (2 * start) / AT_A_TIME) * HOUR + random.between(0, 119) * MINUTE);
    const outcomes = await affiliates.recordMany(events.slice(start, start + AT_A_TIME));
    const refused = outcomes.find(({ ok }) => !ok);
    if (refused) throw new Error(`The demo could not record an affiliate event: ${JSON.stringify(refused)}`);
  }
}

function eventOf(random: Random, externalId: string): AffiliateEvent {
  const player = random.between(1, 400);
  const type = random.pick(TYPES);
  const { code } = random.chance(0.03) ? NETWORKS[2] : random.pick(NETWORKS.slice(0, 2));
  return {
    ...{ system: code, externalId, type, link: linkOf(random.between(0, PARTNERS.length - 1)) },
    ...{ subject: `player-${player}`, userId: `player-${player}`, clickId: `click-${player}-${random.between(1, 9)}` },
    ...(type === 'registration' ? {} : { transactionId: `tx-${externalId}` }),
    payload: payloadOf(random, type),
  };
}

/** Money as providers write it: one of many names, and now and then none at all, or in words. */
function payloadOf(random: Random, type: string): object | string {
  if (type === 'registration') return { country: random.pick(['DE', 'SE', 'PL', 'US']), source: 'landing page' };
  const sign = type === 'withdrawal' || random.chance(0.04) ? '-' : '';
  const amount = `${sign}${random.between(1, 900)}.${String(random.between(0, 99)).padStart(2, '0')}`;
  const currency = random.pick(CURRENCIES);
  const shapes = [
    { value: amount, currency },
    { amount, currencyCode: currency.toLowerCase() },
    `{"sum": ${amount}, "currency_code": "${currency}"}`,
    { amount, goal: `${type}_${currency}` },
    { _payload: { amount, note: 'as the provider sent it' }, _conversion_metadata: { currencyCodeTo: currency } },
  ];
  if (random.chance(0.05)) return { amount };
  if (random.chance(0.03)) return { amount: 'to be confirmed', currency };
  return random.pick(shapes);
}
