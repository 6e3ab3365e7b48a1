import type { Knex } from 'knex';
import { chunksOf, type Db, type Dialect, IDS_PER_STATEMENT, lockRows, lookTwice, readInteger } from '../kernel';
import { MEMBER_TABLES } from './schema';

/**
 * Locks members until the transaction ends, so that nobody deletes them.
 *
 * @param skipLocked passes over those whom somebody else has locked, and says who they are
 */
export async function lockMembers(
  trx: Knex.Transaction,
  dialect: Dialect,
  documentIds: readonly string[],
  { skipLocked }: { readonly skipLocked: boolean },
): Promise<{ readonly existing: ReadonlySet<string>; readonly busy: ReadonlySet<string> }> {
  const rowOf = await findRows(trx, documentIds);
  const lock = { strength: 'change', skipLocked } as const;
  const locked = await lockRows(trx, dialect, MEMBER_TABLES.members, ['id', 'document_id'], [...rowOf.values()], lock);
  const existing = new Set(locked.map((row) => row.document_id as string));
  const passedOver = skipLocked ? [...rowOf.keys()].filter((id) => !existing.has(id)) : [];
  return { existing, busy: new Set(passedOver) };
}

/** Locks members until the transaction ends, and reads columns of theirs as they are now; whoever does not exist is left out. */
export async function lockMemberRows(
  trx: Knex.Transaction,
  dialect: Dialect,
  documentIds: readonly string[],
  columns: readonly string[],
): Promise<Record<string, unknown>[]> {
  const rows = [...(await findRows(trx, documentIds)).values()];
  const lock = { strength: 'change', skipLocked: false } as const;
  return lockRows(trx, dialect, MEMBER_TABLES.members, ['id', ...columns], rows, lock);
}

/** The row numbers of members, by documentId, of the present whatever the transaction shows. */
export async function findRows(db: Db, documentIds: readonly string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  await lookTwice(db, documentIds, found, async (ids, reading) => {
    const wanted = new Set(ids);
    for (const part of chunksOf(IDS_PER_STATEMENT, ids)) {
      const query = db(MEMBER_TABLES.members).select('id', 'document_id').whereIn('document_id', part);
      const rows = (await reading(query)) as { id: unknown; document_id: string }[];
      for (const row of rows) if (wanted.has(row.document_id)) found.set(row.document_id, readInteger(row.id));
    }
  });
  return found;
}
