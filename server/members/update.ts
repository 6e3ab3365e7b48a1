import type { Knex } from 'knex';
import type { UpdateMemberInput } from '../contract';
import { type Clock, type Dialect, RewardsError } from '../kernel';
import { ownHandle } from './handle-store';
import { parseInput } from '../kernel/http';
import { conflictWith, externalKeyOf, type Identity, isSamePerson } from './identity-rules';
import { findKnownMembers, type HeldPerson, lockPerson, writePerson } from './member-store';
import { followed } from './site-users/called';
import { Users } from './site-users/users';
import { type MemberChange, memberChange } from './validate';

export interface UpdateDependencies {
  readonly clock: Clock;
  readonly dialect: Dialect;
  /** Runs work in the caller's transaction, or in one of its own that is tried again after a conflict. */
  inTransaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  /** Where users-permissions keeps its users; undefined where there is no such plugin. */
  userTable(): string | undefined;
}

/**
 * Changes who a member is (see `MembersService.update`); what they are already is not written again.
 *
 * @throws INVALID_INPUT, MEMBER_NOT_FOUND, MEMBER_ANONYMISED, MEMBER_CONFLICT, HANDLE_TAKEN
 */
export async function updateMember(dependencies: UpdateDependencies, input: UpdateMemberInput): Promise<void> {
  const { clock, dialect, inTransaction, userTable } = dependencies;
  const { member, ...change } = parseInput(memberChange, input);
  await inTransaction(async (trx) => {
    // The user before the member, as whoever renames or deletes a user locks them.
    const users = new Users(trx, dialect, userTable());
    const asked = await users.lock(change.siteUser);
    const held = await lockPerson(trx, dialect, member);
    if (held?.siteUser !== change.siteUser) users.require(asked, change.siteUser);
    if (!held) throw new RewardsError('MEMBER_NOT_FOUND', { member });
    if (held.anonymised) throw new RewardsError('MEMBER_ANONYMISED', { member });
    const identity = identityAfter(held, change);
    await refuseTaken(trx, member, identity);
    const former = await users.read(held.siteUser);
    const now = identity.siteUser === held.siteUser ? former : asked;
    const names = { handle: after(change.handle, held.handle), email: after(change.email, held.email) };
    const follows = followed(names, former, now);
    const handle = change.handle ?? follows.handle;
    const next = {
      ...identity,
      name: after(change.name, held.name),
      handle: handle === held.handle ? handle : await ownHandle(trx, handle, { isChosen: !!change.handle, member }),
      email: change.email ?? follows.email,
    };
    if (!isSamePerson(held, next)) await writePerson(trx, member, next, clock.now());
  });
}

const after = <T>(given: T | undefined, held: T): T => (given === undefined ? held : given);

/** @throws INVALID_INPUT when no id would be left by which the member is found */
function identityAfter(held: HeldPerson, change: Omit<MemberChange, 'member'>): Identity {
  const externalId = after(change.externalId, held.externalId);
  const siteUser = after(change.siteUser, held.siteUser);
  if (externalId === null && siteUser === null && (held.externalId !== null || held.siteUser !== null)) {
    const field = change.externalId === null ? 'externalId' : 'siteUser';
    throw new RewardsError('INVALID_INPUT', { field, problem: 'an external id or a site user must be left.' });
  }
  return { externalId, externalKey: externalId === null ? null : externalKeyOf(externalId), siteUser };
}

/** @throws MEMBER_CONFLICT when somebody else has one of the ids */
async function refuseTaken(trx: Knex.Transaction, member: string, identity: Identity): Promise<void> {
  const others = (await findKnownMembers(trx, [identity], true)).filter(({ documentId }) => documentId !== member);
  if (others.length > 0) throw conflictWith(others, identity);
}
