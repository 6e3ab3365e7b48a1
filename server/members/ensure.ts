import type { Knex } from 'knex';
import { MEMBER_LIMITS, type MemberDto, type MemberInput } from '../contract';
import { type Clock, type Db, type Dialect, invariant, RewardsError } from '../kernel';
import { withOwnHandles } from './handle-store';
import { Directory, type KnownMember, type Person, planMembers, toPerson } from './identity-rules';
import { findKnownMembers, insertMembers, linkMember, readMembers } from './member-store';
import type { Rules } from './rules';
import { followed } from './site-users/called';
import { takeNames } from './site-users/names';
import { Users } from './site-users/users';
import { unearnedRung } from './standing-rules';

export interface EnsureDependencies {
  readonly clock: Clock;
  /** The connection, or the transaction that the caller is in. */
  db(): Db;
  /** Runs work in the caller's transaction, or in one of its own that is tried again after a conflict. */
  inTransaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  rules(): Promise<Rules>;
  /** Makes a documentId as Strapi makes them. */
  newDocumentId(): string;
  readonly dialect: Dialect;
  /** Where users-permissions keeps its users; undefined where there is no such plugin. */
  userTable(): string | undefined;
}

/** Somebody else can write between a look and a write; each time one of the two ids is settled. */
const ROUNDS = 4;

/**
 * The members with these ids, made where there are none, and called after their site users as far as nothing else is given (see
 * `MembersService.ensureMany`). The unique ids in the database decide who is first; whoever comes second finds that member.
 *
 * @throws TOO_MANY, INVALID_INPUT, MEMBER_CONFLICT
 */
export async function ensureMembers(
  dependencies: EnsureDependencies,
  inputs: readonly MemberInput[],
): Promise<MemberDto[]> {
  if (inputs.length > MEMBER_LIMITS.ensureMany) {
    throw new RewardsError('TOO_MANY', { field: 'inputs', limit: String(MEMBER_LIMITS.ensureMany) });
  }
  const people = inputs.map(toPerson);
  const known = await findKnownMembers(dependencies.db(), people, false);
  const settled = isSettled(known, people) ? known : await settle(dependencies, people);

  const directory = new Directory(settled);
  const documentIds = people.map((person) => directory.find(person)?.documentId);
  const members = await readMembers(dependencies.db(), documentIds as string[]);
  return documentIds.map((id) => {
    const member = id === undefined ? undefined : members.get(id);
    invariant(member !== undefined, `a member that was made a moment ago is gone: ${String(id)}`);
    return member;
  });
}

function isSettled(known: readonly KnownMember[], people: readonly Person[]): boolean {
  const { inserts, links } = planMembers(known, people);
  return inserts.length === 0 && links.length === 0;
}

async function settle(dependencies: EnsureDependencies, people: readonly Person[]): Promise<KnownMember[]> {
  const rules = await dependencies.rules();
  return dependencies.inTransaction(async (trx) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      // Not for sure at first: who locks the gap that a member is missing from cannot make them beside somebody else who does.
      const known = await findKnownMembers(trx, people, round > 0);
      if (isSettled(known, people)) return known;
      await write(dependencies, trx, rules, known, people);
    }
    throw new RewardsError('LEDGER_BUSY', { attempts: String(ROUNDS) });
  });
}

async function write(
  { clock, dialect, newDocumentId, userTable }: EnsureDependencies,
  trx: Knex.Transaction,
  rules: Rules,
  known: readonly KnownMember[],
  people: readonly Person[],
): Promise<void> {
  const { inserts, links } = planMembers(known, people);
  // The users before the members, as whoever renames or deletes a user locks them.
  const nameless = [...inserts.filter(({ handle, email }) => handle === null || email === null), ...links];
  const users = await new Users(trx, dialect, userTable()).lockAll(nameless.flatMap(({ siteUser }) => siteUser ?? []));
  const userOf = new Map(users.map((user) => [user.documentId, user]));
  const called = inserts.map((person) => ({
    ...person,
    ...followed(person, undefined, userOf.get(person.siteUser ?? '')),
  }));
  const named = await withOwnHandles(trx, called);
  // Always in the same order, so that two imports of the same people never wait for each other (L28).
  const sorted = named.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  const members = sorted.map((person) => ({ ...person, documentId: newDocumentId() }));
  await insertMembers(trx, members, unearnedRanks(rules), clock.now());

  for (const member of links) await linkMember(trx, member, clock.now());
  const linked = links.filter(({ siteUser }) => siteUser !== null).map(({ documentId }) => documentId);
  await takeNames(trx, { dialect, now: clock.now() }, { members: linked, users });
}

/** The level and the tier that nobody has to earn. */
export const unearnedRanks = ({ levels, tiers }: Rules) => ({
  level: levels && unearnedRung(levels),
  tier: tiers && unearnedRung(tiers),
});

const orderOf = ({ externalKey, siteUser }: Person): string => externalKey ?? siteUser ?? '';
