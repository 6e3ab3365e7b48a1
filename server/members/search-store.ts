import type { Knex } from 'knex';
import { chunksOf, type Db, dialectOf, readInteger } from '../kernel';
import { holdsFolded } from '../kernel/search';
import { findRows } from './row-store';
import { MEMBER_TABLES } from './schema';
import { type Named, searchKeysOf } from './search-rules';

/** Rows that are read and written at a time. */
const ROWS = 1_000;

/** Restricts a query on the members `m` to those whose name, handle or email holds this. */
export function whereFound(db: Db, query: Knex.QueryBuilder, search: string | undefined): Knex.QueryBuilder {
  if (search === undefined) return query;
  return query.where(holdsFolded(db, dialectOf(db), 'm.search_text', search));
}

/** Writes anew what members are found by, after somebody else has written them. */
export async function writeSearchKeys(db: Db, documentIds: readonly string[]): Promise<void> {
  for (const part of chunksOf(ROWS, documentIds)) {
    await writeKeysOf(db, await readNamed(db).whereIn('document_id', part));
  }
}

export interface NamedRow extends Named {
  readonly id: unknown;
}

export const readNamed = (db: Db) => db(MEMBER_TABLES.members).select('id', 'name', 'handle', 'email');

export async function writeKeysOf(db: Db, rows: readonly NamedRow[]): Promise<void> {
  for (const row of rows) {
    await db(MEMBER_TABLES.members)
      .update({ ...searchKeysOf(row) })
      .where('id', readInteger(row.id));
  }
}

/** Null stands for a row that nobody has looked at: see take-in-store.ts. */
const isNotListed = (query: Knex.QueryBuilder): void => {
  void query.where('listed', false).orWhereNull('listed');
};

/** B13. Takes members into the directory: something has happened to them. In a posting's own transaction. */
export async function enlistMembers(db: Db, documentIds: readonly string[]): Promise<void> {
  const rows = [...(await findRows(db, documentIds)).values()];
  await db(MEMBER_TABLES.members).update({ listed: true }).whereIn('id', rows).where(isNotListed);
}
