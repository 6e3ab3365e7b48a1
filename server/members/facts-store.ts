import type { IsoInstant, MemberId } from '../contract';
import { type Db, findInChunks, present } from '../kernel';
import { readInstant } from './member-store';
import { MEMBER_TABLES } from './schema';

/** What is known of a member besides their accounts. */
export interface MemberFacts {
  readonly member: MemberId;
  /** Codes. */
  readonly level: string | null;
  readonly tier: string | null;
  /** Codes, in order. */
  readonly badges: readonly string[];
  readonly since: IsoInstant;
  readonly anonymised: boolean;
}

/** What is known of members, by their documentIds; those that do not exist are missing. */
export async function readMemberFacts(db: Db, members: readonly MemberId[]): Promise<Map<MemberId, MemberFacts>> {
  const rows = await findInChunks(members, async (some) => {
    const query = db(`${MEMBER_TABLES.members} as m`)
      .leftJoin(`${MEMBER_TABLES.levels} as l`, 'l.id', 'm.level_id')
      .leftJoin(`${MEMBER_TABLES.tiers} as t`, 't.id', 'm.tier_id')
      .select({ member: 'm.document_id', level: 'l.code', tier: 't.code', since: 'm.created_at' })
      .select('m.anonymised')
      .whereIn('m.document_id', some);
    return (await query) as Record<string, unknown>[];
  });
  const badges = await readBadgesOf(db, members);
  return new Map(
    rows.map(({ member, level, tier, since, anonymised }) => [
      member as MemberId,
      {
        ...{
          member: member as MemberId,
          level: (level ?? null) as string | null,
          tier: (tier ?? null) as string | null,
        },
        badges: badges.get(member as MemberId) ?? [],
        since: present(readInstant(since), 'the time since which somebody is a member'),
        anonymised: Boolean(anonymised),
      },
    ]),
  );
}

async function readBadgesOf(db: Db, members: readonly MemberId[]): Promise<Map<MemberId, string[]>> {
  const rows = await findInChunks(members, async (some) => {
    const query = db(`${MEMBER_TABLES.badgeAwards} as w`)
      .join(`${MEMBER_TABLES.badges} as b`, 'b.id', 'w.badge_id')
      .join(`${MEMBER_TABLES.members} as m`, 'm.id', 'w.member_id')
      .select({ member: 'm.document_id', badge: 'b.code' })
      .whereIn('m.document_id', some)
      .orderBy('b.code');
    return (await query) as { readonly member: MemberId; readonly badge: string }[];
  });
  const of = new Map<MemberId, string[]>();
  for (const { member, badge } of rows) of.set(member, [...(of.get(member) ?? []), badge]);
  return of;
}

/** Whether there is a badge of a code. */
export const hasBadge = async (db: Db, code: string): Promise<boolean> =>
  (await db(MEMBER_TABLES.badges).where({ code }).first('id')) !== undefined;
