import type { MemberInput, MemberKey } from '../contract';
import { RewardsError, sha256 } from '../kernel';
import { parseInput } from '../kernel/http';
import { memberInput, memberKey } from './validate';

/** The ids by which a member is found. */
export interface Identity {
  readonly externalId: string | null;
  /** What the database holds unique for the external id. */
  readonly externalKey: string | null;
  readonly siteUser: string | null;
}

/** Somebody who is to be a member. */
export interface Person extends Identity {
  readonly name: string | null;
  readonly handle: string | null;
  readonly email: string | null;
}

/** A member as far as their ids go. */
export interface KnownMember extends Identity {
  readonly documentId: string;
}

/** What is to be written so that everybody asked for is a member. */
export interface Plan {
  readonly inserts: readonly Person[];
  readonly links: readonly KnownMember[];
}

export const externalKeyOf = (externalId: string): string => sha256(externalId);

/**
 * Checks who is to be a member.
 *
 * @throws INVALID_INPUT naming the field
 */
export function toPerson(input: MemberInput): Person {
  const { externalId, siteUser, name, handle, email } = parseInput(memberInput, input);
  return {
    externalId: externalId ?? null,
    externalKey: externalId === undefined ? null : externalKeyOf(externalId),
    siteUser: siteUser ?? null,
    name: name ?? null,
    handle: handle ?? null,
    email: email ?? null,
  };
}

/**
 * Checks by what a member is looked for.
 *
 * @throws INVALID_INPUT naming the field
 */
export function toMemberKey(by: MemberKey): Identity {
  const { externalId, siteUser } = parseInput(memberKey, by);
  return {
    externalId: externalId ?? null,
    externalKey: externalId === undefined ? null : externalKeyOf(externalId),
    siteUser: siteUser ?? null,
  };
}

const WHO = ['externalId', 'siteUser', 'name', 'handle', 'email'] as const satisfies readonly (keyof Person)[];

/** Whether two are called the same in every respect. */
export const isSamePerson = (one: Pick<Person, (typeof WHO)[number]>, other: Pick<Person, (typeof WHO)[number]>) =>
  WHO.every((field) => one[field] === other[field]);

const conflictOver = (field: 'externalId' | 'siteUser', asked: Identity): RewardsError =>
  new RewardsError('MEMBER_CONFLICT', { field, id: asked[field] ?? '' });

/** The refusal of ids of which others have at least one. */
export const conflictWith = (others: readonly Identity[], asked: Identity): RewardsError =>
  others.some(({ externalKey }) => externalKey !== null && externalKey === asked.externalKey)
    ? conflictOver('externalId', asked)
    : conflictOver('siteUser', asked);

/** Members by either id. */
export class Directory<M extends Identity> {
  private readonly byKey = new Map<string, M>();
  private readonly bySiteUser = new Map<string, M>();

  constructor(members: Iterable<M>) {
    for (const member of members) this.add(member);
  }

  add(member: M): void {
    if (member.externalKey !== null) this.byKey.set(member.externalKey, member);
    if (member.siteUser !== null) this.bySiteUser.set(member.siteUser, member);
  }

  /**
   * The member with a person's ids.
   *
   * @throws MEMBER_CONFLICT when the ids belong to two members, or the member has another such id
   */
  find(person: Identity): M | undefined {
    const byKey = person.externalKey === null ? undefined : this.byKey.get(person.externalKey);
    const bySiteUser = person.siteUser === null ? undefined : this.bySiteUser.get(person.siteUser);
    const member = byKey ?? bySiteUser;
    if (!member) return undefined;
    const isOther =
      (byKey && bySiteUser && byKey !== bySiteUser) ||
      differs(member.externalKey, person.externalKey) ||
      differs(member.siteUser, person.siteUser);
    if (isOther) {
      throw conflictOver(byKey ? 'siteUser' : 'externalId', person);
    }
    return member;
  }
}

const differs = (known: string | null, asked: string | null): boolean =>
  known !== null && asked !== null && known !== asked;

const isMissing = (known: string | null, asked: string | null): boolean => known === null && asked !== null;

/** A member, or a person to be inserted, with the ids that somebody else adds. */
const merge = <T extends Identity>(one: T, other: Identity): T => ({
  ...one,
  externalId: one.externalId ?? other.externalId,
  externalKey: one.externalKey ?? other.externalKey,
  siteUser: one.siteUser ?? other.siteUser,
});

/**
 * What is missing: whoever is new is inserted once, however often they are named; whoever is known by one id gets the other.
 *
 * @throws MEMBER_CONFLICT
 */
export function planMembers(known: readonly KnownMember[], people: readonly Person[]): Plan {
  type Entry = Person | KnownMember;
  const directory = new Directory<Entry>(known);
  const changed = new Set<Entry>();
  for (const person of people) {
    const found = directory.find(person);
    if (!found) {
      directory.add(person);
      changed.add(person);
    } else if (isMissing(found.externalKey, person.externalKey) || isMissing(found.siteUser, person.siteUser)) {
      const merged = merge(found, person);
      directory.add(merged);
      changed.delete(found);
      changed.add(merged);
    }
  }
  const all = [...changed];
  return {
    inserts: all.filter((entry): entry is Person => !('documentId' in entry)),
    links: all.filter((entry): entry is KnownMember => 'documentId' in entry),
  };
}
