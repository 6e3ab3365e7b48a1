import { type LedgerService, type MeDto, type MemberDto, type MembersService, type SetConsentInput } from '../contract';
import type { Db } from '../kernel';
import { emailOf, handleOf, NO_CONSENT, readOwnAwards, readOwnStanding } from '../members';
import { ownBalances } from '../reports';
import type { ContentReader } from './content';
import { standingOf } from './profile';

export interface MeDependencies {
  readonly db: Db;
  readonly ledger: Pick<LedgerService, 'balance'>;
  readonly members: Pick<MembersService, 'find' | 'ensure' | 'setConsent' | 'seen' | 'balances' | 'tierProgress'>;
  readonly content: ContentReader;
}

/** A user of the site, as their session tells. */
export interface SiteUser {
  readonly siteUser: string;
  readonly username: string | null;
  readonly email: string | null;
}

/** V5. The member of whoever is signed in, whose visit is noted; null for a user who is none (V6). */
export async function memberOf({ members }: MeDependencies, { siteUser }: SiteUser): Promise<MemberDto | null> {
  const member = await members.find({ siteUser });
  if (member) await members.seen(member.documentId);
  return member;
}

/** V5, V6. Everything that a page of one's own begins with. */
export async function me(
  dependencies: MeDependencies,
  member: MemberDto | null,
  auth: object | undefined,
): Promise<MeDto> {
  const { db, members, content } = dependencies;
  const id = member?.documentId ?? null;
  const balances = await ownBalances(dependencies, id);
  if (!member || id === null) {
    const nothing = { member: null, level: null, tier: null, tierProgress: null, badges: [] };
    return { ...nothing, balances, consent: NO_CONSENT };
  }
  const { levelRow, tierRow, memberSince } = await readOwnStanding(db, id);
  const awards = await readOwnAwards(db, id);
  const badges = await content.readOwnBadges(
    awards.map(({ badgeRow }) => badgeRow),
    auth,
  );
  return {
    member: { handle: member.handle, name: member.name, memberSince },
    balances,
    ...(await standingOf(content, { levelRow, tierRow }, auth)),
    tierProgress: await members.tierProgress(id),
    badges: awards.flatMap(({ award, badgeRow, awardedAt }) => {
      const badge = badges.get(badgeRow);
      return badge ? [{ ...badge, awardedAt, award }] : [];
    }),
    consent: member.consents,
  };
}

/** V7. What the member chooses; whoever is none becomes one by it (V6). */
export async function chooseConsent(
  { members }: MeDependencies,
  { siteUser, username, email }: SiteUser,
  chosen: Omit<SetConsentInput, 'member'>,
): Promise<MemberDto> {
  const [handle, address] = [handleOf(username), emailOf(email)];
  const { documentId } = await members.ensure({
    siteUser,
    ...(handle === null ? {} : { handle }),
    ...(address === null ? {} : { email: address }),
  });
  return members.setConsent({ member: documentId, ...chosen });
}
