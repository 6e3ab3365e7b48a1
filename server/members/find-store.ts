import type { MemberId } from '../contract';
import { type Db, findInChunks, sha256 } from '../kernel';
import { MEMBER_TABLES } from './schema';

/** The members with these external ids, by them; whoever is no member is left out. */
export async function findByExternalIds(db: Db, externalIds: readonly string[]): Promise<Map<string, MemberId>> {
  const externalIdOf = new Map(externalIds.map((id) => [sha256(id), id]));
  const found = await findBy(db, 'external_key', [...externalIdOf.keys()]);
  return new Map(found.map(({ member, key }) => [externalIdOf.get(key) ?? '', member]));
}

/** The members of these site users, by their documentIds; whoever is no member is left out. */
export async function findBySiteUsers(db: Db, siteUsers: readonly string[]): Promise<Map<string, MemberId>> {
  const found = await findBy(db, 'site_user', siteUsers);
  return new Map(found.map(({ member, key }) => [key, member]));
}

const findBy = (db: Db, column: 'external_key' | 'site_user', keys: readonly string[]) =>
  findInChunks(keys, async (some) => {
    const query = db(MEMBER_TABLES.members).select('document_id as member', `${column} as key`);
    return (await query.whereIn(column, some)) as { readonly member: MemberId; readonly key: string }[];
  });
