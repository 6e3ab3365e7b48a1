import type { PublicProfileDto, SiteContent } from '../contract';
import { type Db, RewardsError } from '../kernel';
import { BADGE_UID, LEVEL_UID, type PublicMember, readPublicAwardsOf, readPublicMember, TIER_UID } from '../members';
import type { ContentReader } from './content';

export interface ProfileDependencies {
  readonly db: Db;
  readonly content: ContentReader;
}

/**
 * V2. The public profile under a handle.
 *
 * @throws PROFILE_NOT_FOUND, also where there is such a member who shows none (V1)
 */
export async function publicProfile(
  { db, content }: ProfileDependencies,
  handle: string,
  auth: object | undefined,
): Promise<PublicProfileDto> {
  const member = await readPublicMember(db, handle);
  if (!member) throw new RewardsError('PROFILE_NOT_FOUND', { handle });
  const awards = await readPublicAwardsOf(db, member.id);
  const badges = await content.read(
    BADGE_UID,
    awards.map(({ badgeRow }) => badgeRow),
    auth,
  );
  const { documentId, name, memberSince } = member;
  return {
    ...{ documentId, handle: member.handle, name, memberSince },
    ...(await standingOf(content, member, auth)),
    badges: awards.flatMap(({ badgeRow, awardedAt }) => {
      const badge = badges.get(badgeRow);
      return badge ? [{ ...badge, awardedAt }] : [];
    }),
  };
}

/** The level and the tier of a member. */
export async function standingOf(
  content: ContentReader,
  { levelRow, tierRow }: Pick<PublicMember, 'levelRow' | 'tierRow'>,
  auth: object | undefined,
): Promise<{ readonly level: SiteContent | null; readonly tier: SiteContent | null }> {
  const one = async (uid: typeof LEVEL_UID | typeof TIER_UID, row: number | null) =>
    row === null ? null : ((await content.read(uid, [row], auth)).get(row) ?? null);
  return { level: await one(LEVEL_UID, levelRow), tier: await one(TIER_UID, tierRow) };
}
