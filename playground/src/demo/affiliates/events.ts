/** Affiliate events as providers send them, made up. */
import type { Random } from '../random';
import type { AffiliateEvent } from '../services';
import { HOW_MANY_PARTNERS, linkOf, type NetworkCode } from './networks';

const PLAYERS = 1_200;
const TYPES = ['registration', 'deposit', 'deposit', 'deposit', 'ggr', 'withdrawal', 'bonus', 'newsletter'];
/** With the club's own two, five. */
const CURRENCIES = ['EUR', 'USD', 'GBP'];

/** To which network an event goes: how many in a hundred. */
const SHARES: readonly (readonly [NetworkCode, number])[] = [
  ['northwind', 48],
  ['partnerhub', 38],
  ['oldtown', 6],
  ['harbour', 5],
  ['clickway', 3],
];

/** Oldtown closes so many days before the end. */
const CLOSED_DAYS = 3;
/** In the last days a part of Northwind is out of order. */
const OUTAGE_DAYS = 2;
const OUT_OF_ORDER = 0.25;
const IN_A_RUSH = 40;

/** What a network answers to an event hangs on its campaign, where it has one: playground/affiliate-network. */
function campaignOf(random: Random, system: NetworkCode, daysLeft: number): object {
  if (system === 'oldtown' && daysLeft <= CLOSED_DAYS) return { campaign: 'ended' };
  const isOutOfOrder = system === 'northwind' && daysLeft <= OUTAGE_DAYS && random.chance(OUT_OF_ORDER);
  return isOutOfOrder ? { campaign: 'outage' } : {};
}

/** @param daysLeft to the end of the season, today too */
export function eventOf(random: Random, externalId: string, daysLeft: number): AffiliateEvent {
  const player = random.between(1, PLAYERS);
  const type = random.pick(TYPES);
  const system = networkOf(random);
  const payload = payloadOf(random, type);
  return {
    ...{ system, externalId, type, link: linkOf(random.between(0, HOW_MANY_PARTNERS - 1)) },
    ...{ subject: `player-${player}`, userId: `player-${player}`, clickId: `click-${player}-${random.between(1, 9)}` },
    ...(type === 'registration' ? {} : { transactionId: `tx-${externalId}` }),
    payload: typeof payload === 'object' ? { ...payload, ...campaignOf(random, system, daysLeft) } : payload,
  };
}

/** More at once than the slow one of the networks takes in a while. */
export const rushOf = (): AffiliateEvent[] =>
  Array.from({ length: IN_A_RUSH }, (_, i) => ({
    ...{ system: 'harbour', externalId: `rush-${i}`, type: 'deposit', link: linkOf(i % HOW_MANY_PARTNERS) },
    ...{ userId: `player-${i + 1}`, clickId: `click-${i + 1}-1`, transactionId: `tx-rush-${i}` },
    payload: { amount: `${10 + i}.00`, currency: CURRENCIES[i % CURRENCIES.length], campaign: 'rush' },
  }));

/** Somebody of the club comes by a link: what the ledger says of them later follows. */
export const registrationOf = (system: NetworkCode, member: string, number: number): AffiliateEvent => ({
  ...{ system, externalId: `member-${number}`, type: 'registration', member, link: linkOf(number % HOW_MANY_PARTNERS) },
  ...{ clickId: `click-m-${number}`, payload: { country: 'DE', source: 'club page' } },
});

function networkOf(random: Random): NetworkCode {
  let dice = random.between(0, 99);
  for (const [code, share] of SHARES) {
    if (dice < share) return code;
    dice -= share;
  }
  return SHARES[0][0];
}

/** Money as providers write it: one of many names, now and then none at all, in words, or not as anybody would expect it. */
function payloadOf(random: Random, type: string): object | string {
  if (type === 'registration') return { country: random.pick(['DE', 'SE', 'PL', 'US']), source: 'landing page' };
  const sign = type === 'withdrawal' || random.chance(0.04) ? '-' : '';
  const amount = `${sign}${random.between(1, 900)}.${String(random.between(0, 99)).padStart(2, '0')}`;
  const currency = random.pick(CURRENCIES);
  if (random.chance(0.05)) return { amount };
  if (random.chance(0.03)) return { amount: 'to be confirmed', currency };
  if (random.chance(0.04)) return random.pick(oddOnes(amount, currency));
  return random.pick([
    { value: amount, currency },
    { amount, currencyCode: currency.toLowerCase() },
    `{"sum": ${amount}, "currency_code": "${currency}"}`,
    { amount, goal: `${type}_${currency}` },
    { _payload: { amount, note: 'as the provider sent it' }, _conversion_metadata: { currencyCodeTo: currency } },
  ]);
}

const oddOnes = (amount: string, currency: string): (object | string)[] => [
  // More digits than any number of a program keeps.
  `{"amount": ${amount}0000000000004711, "currency": "${currency}"}`,
  `{"amount": 1.5e3, "currency": "${currency}"}`,
  { value: null, amount: null, sum: amount, currency },
  { amount: `${amount} ${currency}`, currency },
  { amount: { gross: amount, net: '0.00' }, currency },
  { amount: amount.replace('.', ','), currency },
  { amount, currency: '' },
  { Amount: amount, Currency: currency },
  {
    amount,
    currency,
    player: { name: 'Zoë “Żubr” Øre 🦬', note: '<b>not bold</b>\n\tand {click_id} is no macro here' },
  },
  { amount, currency, basket: Array.from({ length: 40 }, (_, i) => ({ sku: `SKU-${1_000 + i}`, quantity: i % 3 })) },
  {},
];
