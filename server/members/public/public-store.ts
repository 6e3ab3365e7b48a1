/** V1, V2. What others may see of members: asked of the database each time, so that a withdrawn consent holds at once. */
import type { Knex } from 'knex';
import type { IsoInstant, MemberId } from '../../contract';
import { type Db, findInChunks, present, readInteger } from '../../kernel';
import { readInstant } from '../member-store';
import { MEMBER_TABLES } from '../schema';

const { badgeAwards, badges, members } = MEMBER_TABLES;

/** A member who has a public profile, as anybody may see them. */
export interface PublicMember {
  /** The row's number, by which Strapi's content refers to it. */
  readonly id: number;
  readonly documentId: string;
  /** Null where the member has none; then there is no address of the profile. */
  readonly handle: string | null;
  /** Null for whoever goes by an alias. */
  readonly name: string | null;
  readonly memberSince: IsoInstant;
  readonly levelRow: number | null;
  readonly tierRow: number | null;
}

const COLUMNS = ['id', 'document_id', 'handle', 'name', 'alias', 'created_at', 'level_id', 'tier_id'];

const publicMembers = (db: Db): Knex.QueryBuilder => db(members).select(COLUMNS).where('public_profile', true);

const instantOf = (column: unknown): IsoInstant => present(readInstant(column), 'the time of a row of content');

const orNull = (column: unknown): number | null => (column === null ? null : readInteger(column));

function toPublic(row: Readonly<Record<string, unknown>>): PublicMember {
  return {
    id: readInteger(row.id),
    documentId: row.document_id as string,
    handle: row.handle as string | null,
    name: row.alias ? null : (row.name as string | null),
    memberSince: instantOf(row.created_at),
    levelRow: orNull(row.level_id),
    tierRow: orNull(row.tier_id),
  };
}

/** Those of these members who have a public profile. */
export const readPublicMembers = async (db: Db, ids: readonly number[]): Promise<PublicMember[]> =>
  (await findInChunks(ids, async (part) => (await publicMembers(db).whereIn('id', part)) as never[])).map(toPublic);

/** The public profile under a handle; of several, that of the member who was there first. */
export async function readPublicMember(db: Db, handle: string): Promise<PublicMember | undefined> {
  const rows = (await publicMembers(db).where({ handle }).orderBy('id')) as Readonly<Record<string, unknown>>[];
  // MySQL compares a handle as words are compared (L40).
  return rows.map(toPublic).find((member) => member.handle === handle);
}

/** When a badge was given. */
export interface ShownAward {
  /** The award's documentId. */
  readonly award: string;
  readonly badgeRow: number;
  readonly awardedAt: IsoInstant;
}

const awards = (db: Db): Knex.QueryBuilder =>
  db(`${badgeAwards} as w`).join(`${members} as m`, 'm.id', 'w.member_id').join(`${badges} as b`, 'b.id', 'w.badge_id');

const publicAwards = (db: Db): Knex.QueryBuilder =>
  awards(db).where('m.public_profile', true).where(isNoSecret('b.secret'));

/** A badge from before there were secrets is none. */
const isNoSecret = (column: string) => (query: Knex.QueryBuilder) =>
  void query.where(column, false).orWhereNull(column);

const idsOf = (rows: unknown): number[] => (rows as { id: unknown }[]).map(({ id }) => readInteger(id));

/** Those of these awards that anybody may see: the member shows their profile, and the badge is no secret. */
export const readPublicAwards = (db: Db, ids: readonly number[]): Promise<number[]> =>
  findInChunks(ids, async (part) => idsOf(await publicAwards(db).select('w.id').whereIn('w.id', part)));

/** The public awards of a member, newest first. */
export const readPublicAwardsOf = (db: Db, member: number): Promise<ShownAward[]> =>
  newestFirst(publicAwards(db).where('w.member_id', member));

/** What a member has, also what nobody else may see, newest first. */
export const readOwnAwards = (db: Db, member: MemberId): Promise<ShownAward[]> =>
  newestFirst(awards(db).where('m.document_id', member));

async function newestFirst(query: Knex.QueryBuilder): Promise<ShownAward[]> {
  const rows = (await query
    .select({ award: 'w.document_id', badgeRow: 'w.badge_id', awardedAt: 'w.awarded_at' })
    .orderBy([
      { column: 'w.awarded_at', order: 'desc' },
      { column: 'w.id', order: 'desc' },
    ])) as Record<keyof ShownAward, unknown>[];
  return rows.map(({ award, badgeRow, awardedAt }) => ({
    award: award as string,
    badgeRow: readInteger(badgeRow),
    awardedAt: instantOf(awardedAt),
  }));
}

/** An award of somebody's own, by the documentIds of what it is about. */
export interface OwnAward {
  readonly award: string;
  readonly badge: string;
  readonly awardedAt: IsoInstant;
}

/** One of the awards that a member has; undefined where it is none of theirs. */
export async function readOwnAward(db: Db, member: MemberId, award: string): Promise<OwnAward | undefined> {
  const rows: unknown = await awards(db)
    .where({ 'm.document_id': member, 'w.document_id': award })
    .select({ badge: 'b.document_id', awardedAt: 'w.awarded_at' });
  const [row] = rows as { readonly badge: string; readonly awardedAt: unknown }[];
  return row && { award, badge: row.badge, awardedAt: instantOf(row.awardedAt) };
}

/** Those of these badges that anybody may see (V3). */
export const readPublicBadges = (db: Db, ids: readonly number[]): Promise<number[]> =>
  findInChunks(ids, async (part) =>
    idsOf(await db(badges).select('id').whereIn('id', part).where(isNoSecret('secret'))),
  );

/** Where a member stands, and since when they are one. */
export async function readOwnStanding(
  db: Db,
  member: MemberId,
): Promise<Pick<PublicMember, 'levelRow' | 'tierRow' | 'memberSince'>> {
  const [row] = (await db(members).select(COLUMNS).where('document_id', member)) as Readonly<Record<string, unknown>>[];
  return toPublic(present(row, 'a member who was found a moment ago'));
}
