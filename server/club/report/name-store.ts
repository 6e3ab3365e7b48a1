import type { MemberId } from '../../contract';
import { type Db, findInChunks } from '../../kernel';
import { MEMBER_TABLES } from '../../members';

/** What members are called: their names, else their handles; whoever has neither is missing. */
export async function readMemberNames(db: Db, members: readonly MemberId[]): Promise<Map<MemberId, string>> {
  const rows = await findInChunks(members, async (some) => {
    const query = db(MEMBER_TABLES.members).select({ member: 'document_id' }).select('name', 'handle');
    return (await query.whereIn('document_id', some)) as {
      readonly member: MemberId;
      readonly name: string | null;
      readonly handle: string | null;
    }[];
  });
  return new Map(
    rows
      .flatMap(({ member, name, handle }) => [[member, name ?? handle ?? '']] as const)
      .filter(([, name]) => name !== ''),
  );
}
