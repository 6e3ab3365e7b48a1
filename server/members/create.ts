import type { MemberId, MemberInput } from '../contract';
import { invariant } from '../kernel';
import { type EnsureDependencies, unearnedRanks } from './ensure';
import { claimHandle, handleTaken, readHandleHolders } from './handle-store';
import { conflictWith, isSamePerson, toPerson } from './identity-rules';
import { findKnownMembers, insertMembers, lockPerson } from './member-store';
import { enlistMembers } from './search-store';
import { followed } from './site-users/called';
import { Users } from './site-users/users';
import type { UpdateDependencies } from './update';

/**
 * Makes a member whom a person enters: in the directory at once, and, as far as nothing else is given, called after their site
 * user. Unlike `ensure` it takes nobody else's member for theirs: only the same entry again is answered with the member that
 * it made.
 *
 * @throws INVALID_INPUT, MEMBER_CONFLICT, HANDLE_TAKEN
 */
export async function createMember(
  dependencies: EnsureDependencies & UpdateDependencies,
  input: MemberInput,
): Promise<MemberId> {
  const { clock, dialect, inTransaction, newDocumentId, userTable } = dependencies;
  const given = toPerson(input);
  const ranks = unearnedRanks(await dependencies.rules());
  return inTransaction(async (trx) => {
    const users = new Users(trx, dialect, userTable());
    const user = await users.lock(given.siteUser);
    users.require(user, given.siteUser);
    const person = { ...given, ...followed(given, undefined, user) };
    const documentId = newDocumentId();
    const handle = claimHandle(await readHandleHolders(trx, [person.handle]), person.handle);
    await insertMembers(trx, [{ ...person, handle, documentId }], ranks, clock.now());
    const known = await findKnownMembers(trx, [person], true);
    const [first, ...others] = known;
    invariant(first !== undefined, 'a member with these ids is neither made nor there');
    if (first.documentId === documentId) {
      if (handle === null && given.handle !== null) throw handleTaken(given.handle);
      await enlistMembers(trx, [documentId]);
      return documentId;
    }
    // Somebody kept them from being made: whoever the same entry has made, or another one.
    const there = await lockPerson(trx, dialect, first.documentId);
    const isSame = there && isSamePerson(there, { ...person, handle: given.handle ?? there.handle });
    if (others.length > 0 || !isSame) throw conflictWith(known, person);
    return first.documentId;
  });
}
