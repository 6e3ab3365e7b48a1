import type { Core } from '@strapi/strapi';

import { nameOf } from './names';
import { DAY, HOUR, MEMBERS } from './plan';
import { BADGES } from './programme';
import { createRandom } from './random';
import type { Rewards } from './services';
import { asMember, type SiteUsers, VETERAN } from './site-users';

const SEED = 312;

/** The members, by their number; the first one can log in to the site. Found again when they are there already. */
export async function ensurePeople({ members }: Rewards, { veteran }: SiteUsers): Promise<string[]> {
  const people = Array.from({ length: MEMBERS }, (_, index) => {
    if (index === 0) return asMember(veteran, VETERAN);
    const { name, latin } = nameOf(index);
    return { externalId: `demo-${index + 1}`, name, handle: latin, email: `${latin}@club.example` };
  });
  return (await members.ensureMany(people)).map(({ documentId }) => documentId);
}

/** What the members themselves would have done: consent, be seen, and be given badges. */
export async function liveALittle(strapi: Core.Strapi, people: readonly string[], end: number): Promise<void> {
  const random = createRandom(SEED);
  const badges = await strapi.db.query('plugin::rewards.badge').findMany();
  const idOf = new Map(badges.map(({ code, id }: { code: string; id: number }) => [code, id]));
  for (const [index, documentId] of people.entries()) {
    const isKeen = random.chance(0.6);
    const member = (await strapi.db.query('plugin::rewards.member').update({
      where: { documentId },
      data: {
        publicProfile: isKeen,
        leaderboard: isKeen && random.chance(0.7),
        alias: random.chance(0.3),
        notificationEmails: random.chance(0.5),
        lastSeenAt: random.chance(0.08) ? null : new Date(end - random.between(1, 24 * 60) * HOUR),
      },
    })) as { id: number };
    const count = index < 40 ? random.between(2, 5) : random.between(0, 2);
    for (const { code } of [...BADGES].sort(() => random.fraction() - 0.5).slice(0, count)) {
      await award(strapi, member.id, idOf.get(code)!, new Date(end - random.between(1, 360) * DAY));
    }
  }
}

async function award(strapi: Core.Strapi, member: number, badge: number, awardedAt: Date): Promise<void> {
  const awards = strapi.db.query('plugin::rewards.badge-award');
  if (await awards.findOne({ where: { member, badge } })) return;
  await awards.create({ data: { member, badge, awardedAt, awardedBy: 'Mona Manager' } });
}
