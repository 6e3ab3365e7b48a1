/** V6. Members of the site's users: made as the configuration says, with the handle and the email that the user has now. */
import type { Knex } from 'knex';
import {
  MEMBERS_SETTINGS,
  type MemberInput,
  type MembersService,
  type MembersSetting,
  type TaskCounts,
} from '../../contract';
import type { Clock, Db, Dialect, TaskContext } from '../../kernel';
import { emailOf, handleOf, type UserNames } from './called';
import { renamed, takeNames } from './names';
import { readTaken, readUsers, readUsersAfter, type SiteUserRow } from './user-store';

export interface TakeInDependencies {
  readonly clock: Clock;
  readonly dialect: Dialect;
  readonly policy: MembersSetting;
  /** Where users-permissions keeps its users; undefined where there is no such plugin. */
  readonly table: string | undefined;
  readonly members: Pick<MembersService, 'ensureMany'>;
  /** The connection, or the transaction that the caller is in. */
  db(): Db;
  /** Runs work in the caller's transaction, or in one of its own that is tried again after a conflict. */
  inTransaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
}

/** What was done for some users. */
interface Done {
  readonly made: number;
  readonly updated: number;
}

/** Users that are taken in together. */
const TOGETHER = 2_000;

/** Makes the members that users are to have, and gives those that there are what their users are called now. */
async function takeIn(
  deps: TakeInDependencies,
  users: readonly SiteUserRow[],
  makes: boolean,
  formers: ReadonlyMap<number, UserNames> = new Map(),
): Promise<Done> {
  const { clock, dialect, members, db, inTransaction } = deps;
  const ids = users.map(({ documentId }) => documentId);
  const taken = await readTaken(db(), ids);
  const known = new Set(taken.map(({ siteUser }) => siteUser));
  const missing = makes ? users.filter(({ documentId }) => !known.has(documentId)) : [];
  if (missing.length > 0) await members.ensureMany(missing.map(toInput));
  const due = renamed(taken, users, formers).map(({ documentId }) => documentId);
  if (due.length === 0) return { made: missing.length, updated: 0 };
  const updated = await inTransaction(async (trx) => {
    // Once more, under a lock: somebody may be giving a member another name, or another user.
    return takeNames(trx, { dialect, now: clock.now() }, { members: due, users, formers });
  });
  return { made: missing.length, updated };
}

function toInput({ documentId, username, email }: SiteUserRow): MemberInput {
  const [handle, address] = [handleOf(username), emailOf(email)];
  return {
    siteUser: documentId,
    ...(handle === null ? {} : { handle }),
    ...(address === null ? {} : { email: address }),
  };
}

/**
 * Follows users who were just made or changed.
 *
 * @param ids their rows
 * @param formers what they were called before, by their rows
 */
export async function followUsers(
  deps: TakeInDependencies,
  ids: readonly number[],
  formers: ReadonlyMap<number, UserNames>,
): Promise<void> {
  const { policy, table, db } = deps;
  if (table === undefined || ids.length === 0) return;
  const users = await readUsers(db(), table, ids);
  // Whoever has to confirm their address has not signed up before they did.
  const arrived = users.filter(({ confirmed }) => policy === 'every-user' || (policy === 'on-sign-up' && confirmed));
  const others = users.filter((user) => !arrived.includes(user));
  await takeIn(deps, arrived, true, formers);
  await takeIn(deps, others, false, formers);
}

/**
 * The task `follow-users`: goes through all users, makes the members that `every-user` asks for, and fills in the handles and
 * emails that members lack. A process that goes on with another one's run begins anew: what is done is passed over.
 */
export async function followAllUsers(deps: TakeInDependencies, context: TaskContext): Promise<TaskCounts> {
  const { policy, table, db } = deps;
  let { made = 0, updated = 0 } = context.counts;
  let users = 0;
  let counts: TaskCounts = { users, made, updated };
  if (table === undefined) return counts;
  for (let last = 0; ;) {
    const page = await readUsersAfter(db(), table, last, TOGETHER);
    const end = page.at(-1);
    if (!end || context.signal.aborted) return counts;
    const done = await takeIn(deps, page, policy === 'every-user');
    [users, made, updated] = [users + page.length, made + done.made, updated + done.updated];
    counts = { users, made, updated };
    await context.progress(counts);
    last = end.id;
  }
}

/** Reads the setting `members`. @throws an Error whose sentence names the setting */
export function readMembersSetting(setting: unknown): MembersSetting {
  if (setting === undefined) return 'on-demand';
  const known = MEMBERS_SETTINGS.find((one) => one === setting);
  if (known === undefined) throw new Error(`members must be one of ${MEMBERS_SETTINGS.join(', ')}.`);
  return known;
}
