/** Those who can log in to the example site: users of Users & Permissions, each of them a member. */
import type { Core } from '@strapi/strapi';

import { CREDITS, POINTS, SOURCE } from './programme';
import type { Rewards } from './services';
import { PASSWORD } from './staff';
import { DAY } from './plan';

interface SiteUser {
  readonly title: string;
  readonly username: string;
  readonly email: string;
  readonly name: string;
}

/** The first one of the year's members, who is there all the time. */
export const VETERAN: SiteUser = {
  title: 'Member of a year',
  username: 'emma.smith',
  email: 'emma.smith@club.example',
  name: 'Emma Smith',
};

/** Joins when the year is over, and shows nothing of herself yet. */
export const NEWCOMER: SiteUser = {
  title: 'New member',
  username: 'nora.lindqvist',
  email: 'nora.lindqvist@club.example',
  name: 'Nora Lindqvist',
};

/** The users' documentIds. */
export interface SiteUsers {
  readonly veteran: string;
  readonly newcomer: string;
}

/** Makes the users, each once. */
export async function ensureSiteUsers(strapi: Core.Strapi): Promise<SiteUsers> {
  const roles = strapi.db.query('plugin::users-permissions.role');
  const role = (await roles.findOne({ where: { type: 'authenticated' } })) as { readonly id: number };
  async function ensureUser({ username, email }: SiteUser): Promise<string> {
    const users = strapi.documents('plugin::users-permissions.user');
    const existing = await users.findFirst({ filters: { email } });
    if (existing) return existing.documentId;
    const data = { username, email, password: PASSWORD, provider: 'local', confirmed: true, role: role.id };
    return (await users.create({ data })).documentId;
  }
  return { veteran: await ensureUser(VETERAN), newcomer: await ensureUser(NEWCOMER) };
}

/**
 * A user as a member of two ids: that of the site's user, and the number by which the site's shop knows its customer, which is
 * the same. A real site would do this where somebody signs up.
 */
export const asMember = (user: string, { username, email, name }: SiteUser) => ({
  siteUser: user,
  externalId: user,
  handle: username,
  email,
  name,
});

/** What the two have done themselves when the year is over. */
export async function settleIn({ members, ledger, earning }: Rewards, users: SiteUsers): Promise<void> {
  const { documentId: veteran } = await members.ensure(asMember(users.veteran, VETERAN));
  await members.setConsent({ member: veteran, publicProfile: true, leaderboard: true, alias: false });

  const { documentId: newcomer } = await members.ensure(asMember(users.newcomer, NEWCOMER));
  const [welcome] = await ledger.postMany([
    {
      ...{
        type: 'grant',
        member: newcomer,
        currency: POINTS,
        amount: '150',
        reason: 'Welcome bonus',
        rule: 'promotion',
      },
      ...{ expiresAt: new Date(Date.now() + 30 * DAY).toISOString(), source: SOURCE, idempotencyKey: 'demo-welcome' },
    },
  ]);
  if (!welcome.ok) throw new Error(`The demo could not welcome its new member: ${welcome.error.message}`);
  const order = { orderId: 'SO-20001', amount: '89.00', currency: CREDITS };
  await earning.forOrder({ member: newcomer, ...order, orderedAt: new Date().toISOString() });
}
