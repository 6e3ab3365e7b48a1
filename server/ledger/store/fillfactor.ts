import type { Knex } from 'knex';
import type { Dialect } from '../../kernel';
import { TABLES } from '../schema';

/** Per cent of a page that rows are put into: the other half is for the next version of each. */
const FILL_OF_ACCOUNTS = 50;

/**
 * Leaves room in the pages of the accounts, on PostgreSQL. Each posting writes its account anew: where the new version finds
 * room in the page of the old one, no index is touched and the next reader clears the old one away; where it does not, the
 * table grows until the next VACUUM, and whatever reads it whole grows with it. Runs at every start; pages that are full
 * already stay so until they are written.
 */
export async function setFillfactor(db: Knex, dialect: Dialect): Promise<void> {
  if (dialect !== 'postgres') return;
  const option = `fillfactor=${FILL_OF_ACCOUNTS}`;
  // Asked first: the change waits for a VACUUM that is under way.
  const rows: unknown = await db('pg_class')
    .select({ options: 'reloptions' })
    .whereRaw('oid = CAST(? AS regclass)', [TABLES.accounts]);
  const [known] = rows as { options: readonly string[] | null }[];
  if (!known?.options?.includes(option)) await db.raw(`ALTER TABLE ${TABLES.accounts} SET (${option})`);
}
