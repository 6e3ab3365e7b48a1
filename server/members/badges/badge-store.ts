import type { BadgeDto, HeldBadgeDto } from '../../contract';
import { certainly, type Db, type Dialect, type Milliseconds, present, readInteger } from '../../kernel';
import { readInstant } from '../member-store';
import { findRows } from '../row-store';
import { MEMBER_TABLES } from '../schema';

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
  { memberRow, badgeRow }: Award,
): Promise<{ readonly documentId: string; readonly badge: HeldBadgeDto } | undefined> {
  const query = held(db).where({ 'w.member_id': memberRow, 'w.badge_id': badgeRow });
  const [row] = (await (dialect === 'mysql' ? query.forShare() : query)) as HeldRow[];
  return row && { documentId: row.documentId, badge: toHeld(row) };
}

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
