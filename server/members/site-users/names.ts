/** V6. Members are called what their users are called, where nobody has called them otherwise. */
import type { Knex } from 'knex';
import { type Db, type Dialect, type Milliseconds, present } from '../../kernel';
import { claimHandle, readHandleHolders } from '../handle-store';
import { followed, isCalledSame, type UserNames } from './called';
import { lockTaken, type SiteUserRow, type Taken, writeTaken } from './user-store';

/** Members who are not called what their users are called now, as they are to be called. */
export function renamed(
  taken: readonly Taken[],
  users: readonly SiteUserRow[],
  formers: ReadonlyMap<number, UserNames>,
): Taken[] {
  const memberOf = new Map(taken.map((one) => [one.siteUser, one]));
  return users.flatMap((user) => {
    const member = memberOf.get(user.documentId);
    const called = member && followed(member, formers.get(user.id), user);
    return !called || isCalledSame(member, called) ? [] : [{ ...member, ...called }];
  });
}

/** V2. As `renamed`, but whoever's new name is another member's handle has none until it is free. */
async function withFreeHandles(db: Db, held: readonly Taken[], renamed: readonly Taken[]): Promise<Taken[]> {
  const before = new Map(held.map((one) => [one.documentId, one]));
  const isNew = ({ documentId, handle }: Taken) => before.get(documentId)?.handle !== handle;
  const holders = await readHandleHolders(
    db,
    renamed.filter(isNew).map(({ handle }) => handle),
  );
  return renamed
    .map((one) => (isNew(one) ? { ...one, handle: claimHandle(holders, one.handle, one.documentId) } : one))
    .filter((one) => !isCalledSame(one, present(before.get(one.documentId), 'a member who was renamed')));
}

/** Who is to be called after whom. */
interface Following {
  /** Their documentIds. */
  readonly members: readonly string[];
  readonly users: readonly SiteUserRow[];
  /** What users were called before, by their rows. */
  readonly formers?: ReadonlyMap<number, UserNames>;
}

/** Gives members what their users are called. @returns how many are called otherwise now */
export async function takeNames(
  trx: Knex.Transaction,
  { dialect, now }: { readonly dialect: Dialect; readonly now: Milliseconds },
  { members, users, formers = new Map() }: Following,
): Promise<number> {
  if (members.length === 0) return 0;
  const held = await lockTaken(trx, dialect, members);
  const changed = await withFreeHandles(trx, held, renamed(held, users, formers));
  await writeTaken(trx, changed, now);
  return changed.length;
}
