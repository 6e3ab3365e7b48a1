/** The users of users-permissions, read from its own table, and what a member takes from them. */
import type { Knex } from 'knex';
import {
  chunksOf,
  type Db,
  type Dialect,
  findInChunks,
  IDS_PER_STATEMENT,
  lockRows,
  type Milliseconds,
  readInteger,
} from '../../kernel';
import { holdsText } from '../../kernel/search';
import { lockMemberRows } from '../row-store';
import { MEMBER_TABLES } from '../schema';
import { writeSearchKeys } from '../search-store';
import type { UserNames } from './called';

/** A user of the site, as far as their member has it. */
export interface SiteUserRow extends UserNames {
  readonly id: number;
  readonly documentId: string;
  readonly confirmed: boolean;
}

const COLUMNS = { id: 'id', documentId: 'document_id', username: 'username', email: 'email', confirmed: 'confirmed' };

const toUser = (row: Readonly<Record<string, unknown>>): SiteUserRow => ({
  id: readInteger(row.id),
  documentId: row.documentId as string,
  username: row.username as string | null,
  email: row.email as string | null,
  confirmed: Boolean(row.confirmed),
});

/** Users behind one, in the order of their numbers. */
export async function readUsersAfter(db: Db, table: string, id: number, limit: number): Promise<SiteUserRow[]> {
  const rows = await db(table).select(COLUMNS).where('id', '>', id).orderBy('id').limit(limit);
  return (rows as Readonly<Record<string, unknown>>[]).map(toUser);
}

/** Users by their numbers. */
export async function readUsers(db: Db, table: string, ids: readonly number[]): Promise<SiteUserRow[]> {
  const users: SiteUserRow[] = [];
  for (const part of chunksOf(IDS_PER_STATEMENT, ids)) {
    const rows = (await db(table).select(COLUMNS).whereIn('id', part)) as Readonly<Record<string, unknown>>[];
    users.push(...rows.map(toUser));
  }
  return users;
}

/** The user with an id of Strapi's. */
export async function readUser(db: Db, table: string, documentId: string): Promise<SiteUserRow | undefined> {
  const rows = (await db(table).select(COLUMNS).where('document_id', documentId)) as Readonly<
    Record<string, unknown>
  >[];
  return rows.map(toUser).find((user) => user.documentId === documentId);
}

/** Users with ids of Strapi's, locked until the transaction ends, so that nobody renames or deletes them. */
export async function lockUsers(
  trx: Knex.Transaction,
  dialect: Dialect,
  table: string,
  documentIds: readonly string[],
): Promise<SiteUserRow[]> {
  const wanted = new Set(documentIds);
  const found = await findInChunks([...wanted], async (part) => {
    const rows: unknown = await trx(table).select(COLUMNS).whereIn('document_id', part);
    return (rows as Readonly<Record<string, unknown>>[]).map(toUser);
  });
  // Some databases take ids for the same whose case differs.
  const ids = found.filter(({ documentId }) => wanted.has(documentId)).map(({ id }) => id);
  const lock = { strength: 'change', skipLocked: false } as const;
  const locked = await lockRows(trx, dialect, table, Object.values(COLUMNS), ids, lock);
  return locked.map((row) => toUser({ ...row, documentId: row.document_id }));
}

/** Users who are no member's site user, the newest first: all, or those whose name or email holds a text. */
export async function readFreeUsers(
  db: Db,
  dialect: Dialect,
  table: string,
  { search, limit }: { readonly search: string | undefined; readonly limit: number },
): Promise<SiteUserRow[]> {
  const members = db(`${MEMBER_TABLES.members} as m`).select(db.raw('1')).whereRaw('m.site_user = u.document_id');
  const query = db(`${table} as u`).select(COLUMNS).whereNotExists(members).orderBy('u.id', 'desc').limit(limit);
  if (search !== undefined) {
    query.where((either) => {
      void either
        .where(holdsText(db, dialect, 'u.username', search))
        .orWhere(holdsText(db, dialect, 'u.email', search));
    });
  }
  return ((await query) as Readonly<Record<string, unknown>>[]).map(toUser);
}

/** What a member has of a user. */
export interface Taken {
  readonly documentId: string;
  readonly siteUser: string;
  readonly handle: string | null;
  readonly email: string | null;
}

/** The members of users. */
export async function readTaken(db: Db, users: readonly string[]): Promise<Taken[]> {
  const found: Taken[] = [];
  for (const part of chunksOf(IDS_PER_STATEMENT, users)) {
    const query = db(MEMBER_TABLES.members).select({
      documentId: 'document_id',
      siteUser: 'site_user',
      handle: 'handle',
      email: 'email',
    });
    found.push(...((await query.whereIn('site_user', part)) as Taken[]));
  }
  return found;
}

/** The same of members by their own ids, locked until the transaction ends; nothing of who is anonymous. */
export async function lockTaken(
  trx: Knex.Transaction,
  dialect: Dialect,
  documentIds: readonly string[],
): Promise<Taken[]> {
  const columns = ['document_id', 'site_user', 'handle', 'email'];
  const rows = await lockMemberRows(trx, dialect, documentIds, columns);
  return rows.flatMap((row) => {
    if (row.site_user === null) return [];
    return [
      {
        documentId: row.document_id as string,
        siteUser: row.site_user as string,
        handle: row.handle as string | null,
        email: row.email as string | null,
      },
    ];
  });
}

/** Gives members who are locked the handle and the email that their users have now. */
export async function writeTaken(trx: Knex.Transaction, members: readonly Taken[], now: Milliseconds): Promise<void> {
  for (const { documentId, handle, email } of members) {
    await trx(MEMBER_TABLES.members)
      .update({ handle, email, updated_at: new Date(now) })
      .where('document_id', documentId);
  }
  await writeSearchKeys(
    trx,
    members.map(({ documentId }) => documentId),
  );
}
