import type { Db, Dialect } from './dialect';

/** An index by which a text is found that stands anywhere in a column. */
export interface TextIndex {
  readonly name: string;
  readonly table: string;
  readonly columns: readonly string[];
}

/**
 * Makes an index for `holdsText` and `holdsFolded`, unless it is there. Only PostgreSQL has one, by its extension pg_trgm,
 * which the owner of a database may install; elsewhere a search reads every row.
 *
 * @throws what the database says when the extension is not there and may not be installed
 */
export async function createTextIndex(db: Db, dialect: Dialect, { name, table, columns }: TextIndex): Promise<void> {
  if (dialect !== 'postgres') return;
  await db.raw('CREATE EXTENSION IF NOT EXISTS pg_trgm');
  const keys = columns.map((column) => `${column} gin_trgm_ops`).join(', ');
  await db.raw(`CREATE INDEX IF NOT EXISTS ${name} ON ${table} USING gin (${keys})`);
}
