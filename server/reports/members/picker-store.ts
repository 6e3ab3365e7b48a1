import type { PickedMemberDto } from '../../contract';
import { type Db, findInChunks } from '../../kernel';
import { MEMBER_TABLES, whereFound } from '../../members';

const members = (db: Db) =>
  db(`${MEMBER_TABLES.members} as m`).select({
    id: 'm.document_id',
    name: 'm.name',
    handle: 'm.handle',
    email: 'm.email',
  });

/** Members by name, those without one last. Everybody, for anybody can be given something. */
export async function readPicked(
  db: Db,
  { search, member, limit }: { readonly search?: string; readonly member?: string; readonly limit: number },
): Promise<PickedMemberDto[]> {
  const read = async (isNamed: boolean, most: number): Promise<PickedMemberDto[]> => {
    const query = members(db);
    if (member !== undefined) query.where('m.document_id', member);
    if (isNamed) query.whereNotNull('m.sort_name').orderBy('m.sort_name');
    else query.whereNull('m.sort_name');
    return (await whereFound(db, query, search).orderBy('m.document_id').limit(most)) as PickedMemberDto[];
  };
  const named = await read(true, limit);
  return named.length === limit ? named : [...named, ...(await read(false, limit - named.length))];
}

/** These members, by their ids, in no order; those that there are not are missing. */
export const readPickedAmong = (db: Db, ids: readonly string[]): Promise<PickedMemberDto[]> =>
  findInChunks(ids, async (part) => (await members(db).whereIn('m.document_id', part)) as PickedMemberDto[]);
