/** V2. A handle is one member's: the one who had it first. */
import { type Db, findInChunks, RewardsError } from '../kernel';
import { MEMBER_TABLES } from './schema';

/** Whose each handle is, by documentId; undefined: somebody's who is being made. */
type Holders = Map<string, string | undefined>;

/** Whose these handles are; those that nobody has are missing. */
export async function readHandleHolders(db: Db, handles: readonly (string | null)[]): Promise<Holders> {
  const wanted = [...new Set(handles.filter((handle) => handle !== null))];
  const rows = await findInChunks(wanted, async (part) => {
    const query = db(MEMBER_TABLES.members).select('handle', 'document_id as member').whereIn('handle', part);
    // The first who had it comes last, and stays in the map.
    return (await query.orderBy('id', 'desc')) as { handle: string; member: string }[];
  });
  // MySQL compares a handle as words are compared (L40); the map compares them byte by byte.
  return new Map(rows.map(({ handle, member }) => [handle, member]));
}

/** The refusal of a handle that is another member's. */
export const handleTaken = (handle: string): RewardsError =>
  new RewardsError('HANDLE_TAKEN', { field: 'handle', handle });

/**
 * Takes a handle for a member, so that nobody after them in the same work gets it.
 *
 * @param member undefined for somebody who is being made
 * @returns the handle; null when it is another member's
 */
export function claimHandle(holders: Holders, handle: string | null, member?: string): string | null {
  if (handle === null) return null;
  const isTaken = holders.has(handle) && (member === undefined || holders.get(handle) !== member);
  if (isTaken) return null;
  holders.set(handle, member);
  return handle;
}

/** New people, without the handles that others have. */
export async function withOwnHandles<P extends { readonly handle: string | null }>(
  db: Db,
  people: readonly P[],
): Promise<P[]> {
  const holders = await readHandleHolders(
    db,
    people.map(({ handle }) => handle),
  );
  return people.map((person) => ({ ...person, handle: claimHandle(holders, person.handle) }));
}

/**
 * Asks before members get handles that somebody chose for them.
 *
 * @param wanted undefined in place of a member who is being made
 * @throws HANDLE_TAKEN when one is another member's
 */
export async function requireFreeHandles(
  db: Db,
  wanted: readonly { readonly handle: string; readonly member: string | undefined }[],
): Promise<void> {
  const holders = await readHandleHolders(
    db,
    wanted.map(({ handle }) => handle),
  );
  for (const { handle, member } of wanted) {
    if (claimHandle(holders, handle, member) === null) throw handleTaken(handle);
  }
}

/**
 * The handle of a member that somebody chose, or that their user brings along.
 *
 * @returns null where a handle that nobody chose is another member's
 * @throws HANDLE_TAKEN when a handle that somebody chose is another member's
 */
export async function ownHandle(
  db: Db,
  handle: string | null,
  { isChosen, member }: { readonly isChosen: boolean; readonly member: string },
): Promise<string | null> {
  if (handle === null) return null;
  const owned = claimHandle(await readHandleHolders(db, [handle]), handle, member);
  if (owned === null && isChosen) throw handleTaken(handle);
  return owned;
}
