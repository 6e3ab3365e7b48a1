/** The affiliate networks of the demo, their partners and links. What they answer: playground/affiliate-network. */
import type { Core } from '@strapi/strapi';

import { CREDITS, POINTS, STAFF } from '../programme';
import type { Rewards } from '../services';

const PARTNERS = ['north-blog', 'gear-guide', 'trail-tales', 'camp-kitchen', 'the-summit-club-of-outdoor-writers'];
export const HOW_MANY_PARTNERS = PARTNERS.length;
export const linkOf = (partner: number): string => `spring-${partner + 1}`;

/** Orders and promotions of members who came by a link, and what takes them back (F14). */
const FOLLOWS_THE_LEDGER = {
  corrections: true,
  ledgerRules: [
    { type: 'deposit', currency: CREDITS, entryTypes: ['grant'], rule: 'earning.order' },
    { type: 'bonus', currency: POINTS, entryTypes: ['grant'], rule: 'promotion' },
    { type: 'withdrawal', currency: POINTS, entryTypes: ['deduct'], rule: 'redemption' },
  ],
} as const;

const NETWORKS = [
  {
    ...{ code: 'northwind', name: 'Northwind Network', concurrency: 16, ...FOLLOWS_THE_LEDGER },
    success: { by: 'field', path: 'status', equals: 'ok' },
    body: '{"goal":"{type}","click":"{click_id}","amount":{amount},"currency":"{currency}"}',
  },
  // Tries twice more, then somebody has to look.
  {
    ...{ code: 'partnerhub', name: 'PartnerHub', concurrency: 16, schedule: [60_000, 20 * 60_000] },
    types: ['registration', 'deposit', 'ggr', 'withdrawal'],
  },
  // Closes its doors in the last week.
  { code: 'oldtown', name: 'Oldtown Deals', concurrency: 4 },
  // Takes its time.
  { code: 'harbour', name: 'Harbour Media', concurrency: 2, timeoutMs: 60_000 },
  // Waits for somebody to switch it on.
  { code: 'clickway', name: 'Clickway', concurrency: 4, ...FOLLOWS_THE_LEDGER },
] as const;
export type NetworkCode = (typeof NETWORKS)[number]['code'];

interface Content {
  readonly id: number;
}

/** Sets up what is not there yet. The address is the one of this start. */
export async function setUpNetworks(
  strapi: Core.Strapi,
  affiliates: Rewards['affiliates'],
  address: string,
): Promise<void> {
  for (const { code, name, ...settings } of NETWORKS) {
    const { body, ...others } = { body: undefined, ...settings };
    const url = `${address}/${code}/postback?pid={pid}&campaign={payload.campaign}`;
    await affiliates.saveSystem({ code, name, template: { url, ...(body === undefined ? {} : { body }) }, ...others });
    await makePartners(strapi, code);
  }
  const why = { actor: STAFF[0], reason: 'Its contract is not signed yet' };
  await affiliates.switchSystem({ system: 'clickway', on: false, ...why });
}

async function makePartners(strapi: Core.Strapi, code: NetworkCode): Promise<void> {
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
