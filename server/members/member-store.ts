import type { Knex } from 'knex';
import type { IsoInstant, MemberDto } from '../contract';
import {
  certainly,
  chunksOf,
  type Db,
  type Dialect,
  IDS_PER_STATEMENT,
  lookTwice,
  type Milliseconds,
  ROWS_PER_INSERT,
  toIso,
} from '../kernel';
import { toConsents } from './consent/consent-store';
import type { Identity, KnownMember, Person } from './identity-rules';
import { lockMemberRows } from './row-store';
import { MEMBER_TABLES } from './schema';
import { searchKeysOf } from './search-rules';
import { rankColumn } from './standing-store';

const present = (values: readonly (string | null)[]): string[] => [
  ...new Set(values.filter((value) => value !== null)),
];

/**
 * The members with any of these ids.
 *
 * @param forSure sees what is committed now, also in a transaction that took its snapshot earlier (MySQL's default)
 */
export async function findKnownMembers(db: Db, people: readonly Identity[], forSure: boolean): Promise<KnownMember[]> {
  const found = new Map<string, KnownMember>();
  const lookUps = [
    ['external_key', present(people.map(({ externalKey }) => externalKey))],
    ['site_user', present(people.map(({ siteUser }) => siteUser))],
  ] as const;
  for (const [column, ids] of lookUps) {
    for (const part of chunksOf(IDS_PER_STATEMENT, ids)) {
      const query = db(MEMBER_TABLES.members)
        .select(
          'document_id as documentId',
          'external_id as externalId',
          'external_key as externalKey',
          'site_user as siteUser',
        )
        .whereIn(column, part);
      const rows = (await (forSure ? certainly(db, query) : query)) as KnownMember[];
      for (const row of rows) found.set(row.documentId, row);
    }
  }
  return [...found.values()];
}

/** Who somebody is, by column. */
const columnsOf = (person: Person) => ({
  external_id: person.externalId,
  external_key: person.externalKey,
  site_user: person.siteUser,
  name: person.name,
  handle: person.handle,
  email: person.email,
  ...searchKeysOf(person),
});

/**
 * Inserts members; one whose ids somebody else has inserted meanwhile is left out in silence.
 *
 * @param ranks the codes of the level and the tier that nobody has to earn
 */
export async function insertMembers(
  trx: Knex.Transaction,
  members: readonly (Person & { readonly documentId: string })[],
  ranks: { readonly level: string | null; readonly tier: string | null },
  now: Milliseconds,
): Promise<void> {
  const at = new Date(now);
  const standing = { ...rankColumn(trx, 'level', ranks.level), ...rankColumn(trx, 'tier', ranks.tier) };
  const rows = members.map((member) => ({
    ...standing,
    document_id: member.documentId,
    ...columnsOf(member),
    listed: false,
    public_profile: false,
    leaderboard: false,
    alias: false,
    notification_emails: false,
    anonymised: false,
    created_at: at,
    updated_at: at,
    published_at: at,
  }));
  for (const part of chunksOf(ROWS_PER_INSERT, rows)) {
    await trx(MEMBER_TABLES.members).insert(part).onConflict().ignore();
  }
}

/** Who a member is, as their row says. */
export interface HeldPerson extends Omit<Person, 'externalKey'> {
  readonly anonymised: boolean;
}

/** Who a member is, locked until the transaction ends; undefined where there is no such member. */
export async function lockPerson(
  trx: Knex.Transaction,
  dialect: Dialect,
  documentId: string,
): Promise<HeldPerson | undefined> {
  const columns = ['external_id', 'site_user', 'name', 'handle', 'email', 'anonymised'];
  const [row] = await lockMemberRows(trx, dialect, [documentId], columns);
  return (
    row && {
      externalId: orNull(row.external_id),
      siteUser: orNull(row.site_user),
      name: orNull(row.name),
      handle: orNull(row.handle),
      email: orNull(row.email),
      anonymised: Boolean(row.anonymised),
    }
  );
}

/** Writes who a member is, and what they are found by. */
export async function writePerson(
  trx: Knex.Transaction,
  documentId: string,
  person: Person,
  now: Milliseconds,
): Promise<void> {
  await trx(MEMBER_TABLES.members)
    .update({ ...columnsOf(person), updated_at: new Date(now) })
    .where('document_id', documentId);
}

/** Gives a member an id that they lack. */
export async function linkMember(trx: Knex.Transaction, member: KnownMember, now: Milliseconds): Promise<void> {
  await trx(MEMBER_TABLES.members)
    .update({
      external_id: trx.raw('COALESCE(external_id, ?)', [member.externalId]),
      external_key: trx.raw('COALESCE(external_key, ?)', [member.externalKey]),
      site_user: trx.raw('COALESCE(site_user, ?)', [member.siteUser]),
      updated_at: new Date(now),
    })
    .where('document_id', member.documentId);
}

/** Members by documentId; those that do not exist are missing. */
export async function readMembers(db: Db, documentIds: readonly string[]): Promise<Map<string, MemberDto>> {
  const found = new Map<string, MemberDto>();
  await lookTwice(db, [...new Set(documentIds)], found, async (ids, reading) => {
    for (const part of chunksOf(IDS_PER_STATEMENT, ids)) {
      const query = db(`${MEMBER_TABLES.members} as m`)
        .leftJoin(`${MEMBER_TABLES.levels} as l`, 'l.id', 'm.level_id')
        .leftJoin(`${MEMBER_TABLES.tiers} as t`, 't.id', 'm.tier_id')
        .select('m.*', 'l.code as level', 't.code as tier')
        .whereIn('m.document_id', part);
      const rows = (await reading(query)) as Record<string, unknown>[];
      for (const row of rows) found.set(row.document_id as string, toDto(row));
    }
  });
  return found;
}

const orNull = (column: unknown): string | null => (column ?? null) as string | null;

/** Reads a datetime column, which each driver gives in a form of its own. */
export function readInstant(column: unknown): IsoInstant | null {
  return column === null ? null : toIso(new Date(column as Date | number | string).getTime());
}

function toDto(row: Record<string, unknown>): MemberDto {
  return {
    documentId: row.document_id as string,
    externalId: orNull(row.external_id),
    siteUser: orNull(row.site_user),
    name: orNull(row.name),
    handle: orNull(row.handle),
    email: orNull(row.email),
    lastSeenAt: readInstant(row.last_seen_at),
    consents: toConsents(row as never),
    anonymised: Boolean(row.anonymised),
    level: orNull(row.level),
    tier: orNull(row.tier),
  };
}

/** Which of these members exist. */
export async function membersThatExist(db: Db, documentIds: readonly string[]): Promise<ReadonlySet<string>> {
  const existing = new Set<string>();
  for (const part of chunksOf(IDS_PER_STATEMENT, documentIds)) {
    const rows = (await db(MEMBER_TABLES.members).select('document_id as id').whereIn('document_id', part)) as {
      id: string;
    }[];
    for (const { id } of rows) existing.add(id);
  }
  return existing;
}

/** Whether there is any member. */
export const hasMembers = async (db: Db): Promise<boolean> =>
  (await db(MEMBER_TABLES.members).first('id')) !== undefined;

/** Notes that a member was here, unless that has been noted since `before`. Most visits have been, and lock nothing. */
export async function noteVisit(db: Db, member: string, before: Milliseconds, now: Milliseconds): Promise<void> {
  const due = () =>
    db(MEMBER_TABLES.members)
      .where({ document_id: member, anonymised: false })
      .where((since) => void since.whereNull('last_seen_at').orWhere('last_seen_at', '<', new Date(before)));
  if (await due().first('id')) await due().update({ last_seen_at: new Date(now), listed: true });
}

/** L36. Takes everything personal off members; their row, and with it accounts and awards, stays. */
export async function anonymiseMembers(
  db: Db,
  by: 'document_id' | 'site_user',
  ids: readonly string[],
  now: Milliseconds,
): Promise<void> {
  for (const part of chunksOf(IDS_PER_STATEMENT, ids)) {
    await db(MEMBER_TABLES.members)
      .update({
        external_id: null,
        external_key: null,
        site_user: null,
        name: null,
        handle: null,
        email: null,
        ...searchKeysOf({}),
        last_seen_at: null,
        public_profile: false,
        leaderboard: false,
        alias: false,
        notification_emails: false,
        anonymised: true,
        updated_at: new Date(now),
      })
      .whereIn(by, part);
  }
}

/** Awards whose badge or member was deleted say nothing any more. */
export async function deleteOrphanedAwards(db: Db): Promise<void> {
  await db(MEMBER_TABLES.badgeAwards).whereNull('badge_id').orWhereNull('member_id').del();
}
