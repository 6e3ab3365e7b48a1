import type { Knex } from 'knex';
import type { IsoInstant, MemberDto } from '../contract';
import {
  certainly,
  type Db,
  lookTwice,
  type Milliseconds,
  type MinorUnits,
  presently,
  readMinorUnits,
  toIso,
  ZERO,
} from '../kernel';
import { TABLES } from '../ledger';
import type { Identity, KnownMember, Person } from './identity-rules';
import { MEMBER_TABLES } from './schema';
import { searchKeysOf } from './search-rules';
import { rankColumn } from './standing-store';

/** Ids that one statement may carry: half of what the smallest of the databases takes. */
const PER_STATEMENT = 10_000;
/** Rows of one insert: knex turns several into a compound SELECT on SQLite, which ends at 500. */
const ROWS_PER_INSERT = 200;

function* chunksOf<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

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
    for (const part of chunksOf(ids, PER_STATEMENT)) {
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
    external_id: member.externalId,
    external_key: member.externalKey,
    site_user: member.siteUser,
    name: member.name,
    handle: member.handle,
    email: member.email,
    ...searchKeysOf(member),
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
  for (const part of chunksOf(rows, ROWS_PER_INSERT)) {
    await trx(MEMBER_TABLES.members).insert(part).onConflict().ignore();
  }
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
    for (const part of chunksOf(ids, PER_STATEMENT)) {
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
    consents: {
      publicProfile: Boolean(row.public_profile),
      leaderboard: Boolean(row.leaderboard),
      alias: Boolean(row.alias),
      notificationEmails: Boolean(row.notification_emails),
    },
    anonymised: Boolean(row.anonymised),
    level: orNull(row.level),
    tier: orNull(row.tier),
  };
}

/** Which of these members exist. */
export async function membersThatExist(db: Db, documentIds: readonly string[]): Promise<ReadonlySet<string>> {
  const existing = new Set<string>();
  for (const part of chunksOf(documentIds, PER_STATEMENT)) {
    const rows = (await db(MEMBER_TABLES.members).select('document_id as id').whereIn('document_id', part)) as {
      id: string;
    }[];
    for (const { id } of rows) existing.add(id);
  }
  return existing;
}

/** L36. Takes everything personal off members; their row, and with it accounts and awards, stays. */
export async function anonymiseMembers(
  db: Db,
  by: 'document_id' | 'site_user',
  ids: readonly string[],
  now: Milliseconds,
): Promise<void> {
  for (const part of chunksOf(ids, PER_STATEMENT)) {
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

/** Whether anything was ever posted for a member, who is locked. */
export async function hasAccounts(trx: Db, documentId: string): Promise<boolean> {
  const query = trx(TABLES.accounts).select('id').where('member', documentId).limit(1);
  return ((await presently(trx, query)) as unknown[]).length > 0;
}

/** Awards whose badge or member was deleted say nothing any more. */
export async function deleteOrphanedAwards(db: Db): Promise<void> {
  await db(MEMBER_TABLES.badgeAwards).whereNull('badge_id').orWhereNull('member_id').del();
}

/** What a member has earned in a currency, ever. */
export async function readLifetimeEarned(db: Db, documentId: string, currency: string): Promise<MinorUnits> {
  const row = (await db(TABLES.accounts)
    .select('lifetime_earned as earned')
    .where({ member: documentId, currency })
    .first()) as { earned: unknown } | undefined;
  return row === undefined ? ZERO : readMinorUnits(row.earned);
}
