import type { Db, Dialect } from '../kernel';
import { sortableText } from '../kernel/search';
import { MEMBER_TABLES } from './schema';

/**
 * Makes the index by which lists are sorted by member. Strapi's schemas cannot say an expression, and its sync leaves alone
 * what it was never told of. MySQL and MariaDB have no index over an expression in common; there the names are sorted.
 */
export async function createNameIndex(db: Db, dialect: Dialect): Promise<void> {
  if (dialect === 'mysql') return;
  await db.raw(
    `CREATE INDEX IF NOT EXISTS rewards_members_sorted ON ${MEMBER_TABLES.members} (${sortableText(dialect, 'name')}, document_id)`,
  );
}
