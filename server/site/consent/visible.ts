/** V1 to V3. What of the plugin's content anybody may see, looked up once a request. */
import {
  BADGE_AWARD_UID,
  BADGE_UID,
  MEMBER_UID,
  type PublicMember,
  readPublicAwards,
  readPublicBadges,
  readPublicMembers,
} from '../../members';
import type { Db } from '../../kernel';

/** Content of which not everybody sees everything. */
export const GUARDED = [MEMBER_UID, BADGE_AWARD_UID, BADGE_UID] as const;
export type Guarded = (typeof GUARDED)[number];

export const isGuarded = (uid: string | undefined): uid is Guarded =>
  (GUARDED as readonly (string | undefined)[]).includes(uid);

/** What is being found out about rows: null where nobody may see them. Asked for at the same time in many places of an answer. */
type Looks<T> = Map<number, Promise<T | null>>;

/** Answers what is visible, and remembers it: consent does not change in the middle of an answer. */
export class Visible {
  private readonly members: Looks<PublicMember> = new Map();
  private readonly awards: Looks<true> = new Map();
  private readonly badges: Looks<true> = new Map();

  constructor(private readonly db: Db) {}

  /** Those of these members who show themselves, by their rows. */
  membersAmong(ids: readonly number[]): Promise<ReadonlyMap<number, PublicMember>> {
    return among(this.members, ids, async (unknown) =>
      (await readPublicMembers(this.db, unknown)).map((member) => [member.id, member]),
    );
  }

  /** Those of these awards or badges that anybody may see. */
  among(uid: Exclude<Guarded, typeof MEMBER_UID>, ids: readonly number[]): Promise<ReadonlyMap<number, true>> {
    const [looks, read] = uid === BADGE_UID ? [this.badges, readPublicBadges] : [this.awards, readPublicAwards];
    return among(looks, ids, async (unknown) => (await read(this.db, unknown)).map((id) => [id, true]));
  }

  /** Shows badges to whoever asks in this request, because they are their own. */
  admitBadges(ids: readonly number[]): void {
    for (const id of ids) this.badges.set(id, Promise.resolve(true));
  }
}

/** Looks up in one statement all that nobody has asked for yet. */
async function among<T>(
  looks: Looks<T>,
  ids: readonly number[],
  read: (unknown: readonly number[]) => Promise<(readonly [number, T])[]>,
): Promise<Map<number, T>> {
  const unknown = [...new Set(ids)].filter((id) => !looks.has(id));
  if (unknown.length > 0) {
    const reading = read(unknown).then((found) => new Map(found));
    for (const id of unknown) {
      looks.set(
        id,
        reading.then((found) => found.get(id) ?? null),
      );
    }
  }
  const answers = await Promise.all(ids.map(async (id) => [id, (await looks.get(id)) ?? null] as const));
  return new Map(answers.flatMap(([id, one]) => (one === null ? [] : [[id, one] as const])));
}
