import type { BadgeDto, HeldBadgeDto } from '../../contract';
import {
  certainly,
  chunksOf,
  type Db,
  type Dialect,
  IDS_PER_STATEMENT,
  type Milliseconds,
  present,
  readInteger,
} from '../../kernel';
import { readInstant } from '../member-store';
import { findRows } from '../row-store';
import { MEMBER_TABLES } from '../schema';
import type { KnownAward } from './badge-notices';

const { badges, badgeAwards, members } = MEMBER_TABLES;

/** The row numbers of a member and of a badge; null where there is none. */
export async function findAwardKeys(
  db: Db,
  member: string,
  badge: string,
): Promise<{ readonly memberRow: number | null; readonly badgeRow: number | null }> {
  const memberRow = (await findRows(db, [member])).get(member) ?? null;
  const query = () => db(badges).select('id').where('code', badge);
  const [shown] = (await query()) as { id: unknown }[];
  // Made since a host's transaction began.
  const found = shown ?? ((await certainly(db, query())) as { id: unknown }[])[0];
  return { memberRow, badgeRow: found ? readInteger(found.id) : null };
}

export interface Award {
  readonly documentId: string;
  readonly memberRow: number;
  readonly badgeRow: number;
  readonly awardedBy: string | null;
}

/** Writes an award; one that is there already is left as it is, in silence. */
export async function insertAward(db: Db, award: Award, now: Milliseconds): Promise<void> {
  const at = new Date(now);
  await db(badgeAwards)
    .insert({
      document_id: award.documentId,
      member_id: award.memberRow,
      badge_id: award.badgeRow,
      awarded_at: at,
      awarded_by: award.awardedBy,
      created_at: at,
      updated_at: at,
      published_at: at,
    })
    .onConflict()
    .ignore();
}

const held = (db: Db) =>
  db(`${badgeAwards} as w`).join(`${badges} as b`, 'b.id', 'w.badge_id').select({
    documentId: 'w.document_id',
    code: 'b.code',
    name: 'b.name',
    description: 'b.description',
    at: 'w.awarded_at',
    by: 'w.awarded_by',
  });

interface HeldRow {
  readonly documentId: string;
  readonly code: string;
  readonly name: string;
  readonly description: string | null;
  readonly at: unknown;
  readonly by: string | null;
}

const toHeld = ({ code, name, description, at, by }: HeldRow): HeldBadgeDto => ({
  code,
  name,
  description,
  awardedAt: present(readInstant(at), 'the time of an award'),
  awardedBy: by,
});

/** The award of a badge as it is now, whoever has written it, and its documentId. Undefined when badge or member are gone. */
export async function readAward(
  db: Db,
  dialect: Dialect,
  { memberRow, badgeRow }: Pick<Award, 'memberRow' | 'badgeRow'>,
): Promise<{ readonly documentId: string; readonly badge: HeldBadgeDto } | undefined> {
  const query = held(db).where({ 'w.member_id': memberRow, 'w.badge_id': badgeRow });
  const [row] = (await (dialect === 'mysql' ? query.forShare() : query)) as HeldRow[];
  return row && { documentId: row.documentId, badge: toHeld(row) };
}

/** The awards with these row numbers, or of badges with these, as far as they say whose they are, the oldest first. */
export async function readKnownAwards(
  db: Db,
  by: 'id' | 'badge_id',
  rows: readonly number[],
): Promise<(KnownAward & { readonly row: number })[]> {
  const found: (KnownAward & { readonly row: number })[] = [];
  for (const part of chunksOf(IDS_PER_STATEMENT, rows)) {
    const query = db(`${badgeAwards} as w`)
      .join(`${badges} as b`, 'b.id', 'w.badge_id')
      .join(`${members} as m`, 'm.id', 'w.member_id')
      .select({ row: 'w.id', award: 'w.document_id', member: 'm.document_id', badge: 'b.code' })
      .whereIn(`w.${by}`, part)
      .orderBy('w.id');
    const read = (await certainly(db, query)) as (KnownAward & { readonly row: unknown })[];
    found.push(...read.map((one) => ({ ...one, row: readInteger(one.row) })));
  }
  return found;
}

/** Deletes an award; false where somebody else was first. */
export const deleteAward = async (db: Db, documentId: string): Promise<boolean> =>
  (await db(badgeAwards).where('document_id', documentId).del()) > 0;

/** What a member has, newest first. */
export async function readHeldBadges(db: Db, member: string): Promise<HeldBadgeDto[]> {
  const rows = (await held(db)
    .join(`${members} as m`, 'm.id', 'w.member_id')
    .where('m.document_id', member)
    .orderBy([
      { column: 'w.awarded_at', order: 'desc' },
      { column: 'w.id', order: 'desc' },
    ])) as HeldRow[];
  return rows.map(toHeld);
}

/** What a member does not have yet, by name. */
export async function readAwardableBadges(db: Db, member: string): Promise<BadgeDto[]> {
  const owned = db(`${badgeAwards} as w`)
    .join(`${members} as m`, 'm.id', 'w.member_id')
    .select(db.raw('1'))
    .where('m.document_id', member)
    .whereRaw('w.badge_id = b.id');
  return (await db(`${badges} as b`)
    .select({ documentId: 'b.document_id', code: 'b.code', name: 'b.name', description: 'b.description' })
    .whereNotExists(owned)) as BadgeDto[];
}
