import type { MemberId } from '../../contract';
import { type Db, sha256 } from '../../kernel';
import { MEMBER_TABLES } from '../../members';

/** The members with these external ids, by them; whoever is no member is left out. */
export async function findMembers(db: Db, externalIds: readonly string[]): Promise<Map<string, MemberId>> {
  if (externalIds.length === 0) return new Map();
  const externalIdOf = new Map(externalIds.map((id) => [sha256(id), id]));
  const rows = (await db(MEMBER_TABLES.members)
    .select('document_id as member', 'external_key as key')
    .whereIn('external_key', [...externalIdOf.keys()])) as { member: MemberId; key: string }[];
  return new Map(rows.flatMap(({ member, key }) => [[externalIdOf.get(key) ?? '', member]]));
}
