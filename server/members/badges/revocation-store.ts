import { chunksOf, type Db, type Dialect, IDS_PER_STATEMENT, toIso, writeRows } from '../../kernel';
import type { Row } from '../../kernel/table';
import { revocationTable } from '../schema';

/** Writes down that a badge was taken away. */
export const noteRevocation = (db: Db, dialect: Dialect, revocation: Row<typeof revocationTable>): Promise<void> =>
  writeRows(db, dialect, [revocationTable.inserted([revocation])]);

/** The badges that were taken away from a member, oldest first, as the export of their data tells them (B15). */
export async function* revocationsOf(db: Db, member: string): AsyncGenerator<object> {
  const rows = await db(revocationTable.name).select(revocationTable.columns).where({ member }).orderBy('id');
  for (const { badge, revokedAt, revokedBy, reason } of revocationTable.read(rows)) {
    yield { badge, revokedAt: toIso(revokedAt), revokedBy, reason };
  }
}

/** Forgets what was taken away from members who are deleted. */
export async function deleteRevocations(db: Db, members: readonly string[]): Promise<void> {
  for (const part of chunksOf(IDS_PER_STATEMENT, members)) {
    await db(revocationTable.name).whereIn('member', part).del();
  }
}
