import type { Knex } from 'knex';
import { type Db, dialectOf, readInteger } from '../kernel';
import { holdsFolded } from '../kernel/search';
import { TABLES } from '../ledger';
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
  for (let start = 0; start < documentIds.length; start += ROWS) {
    const part = documentIds.slice(start, start + ROWS);
    await writeKeysOf(db, await readNamed(db).whereIn('document_id', part));
  }
}

/** Gives those members what they are found by that have none: written before there was such a thing, or by an import. */
export async function fillSearchKeys(db: Db): Promise<void> {
  for (;;) {
    const rows = (await readNamed(db).whereNull('search_text').orderBy('id').limit(ROWS)) as NamedRow[];
    await writeKeysOf(db, rows);
    if (rows.length < ROWS) return;
  }
}

interface NamedRow extends Named {
  readonly id: unknown;
}

const readNamed = (db: Db) => db(MEMBER_TABLES.members).select('id', 'name', 'handle', 'email');

async function writeKeysOf(db: Db, rows: readonly NamedRow[]): Promise<void> {
  for (const row of rows) {
    await db(MEMBER_TABLES.members)
      .update({ ...searchKeysOf(row) })
      .where('id', readInteger(row.id));
  }
}

const isNotListed = (query: Knex.QueryBuilder): void => {
  void query.where('listed', false).orWhereNull('listed');
};

/** B13. Takes members into the directory: something has happened to them. In a posting's own transaction. */
export async function enlistMembers(db: Db, documentIds: readonly string[]): Promise<void> {
  await db(MEMBER_TABLES.members).update({ listed: true }).whereIn('document_id', documentIds).where(isNotListed);
}

/** Takes everybody into the directory who belongs there and is not in it, whoever wrote them. */
export async function enlistEverybodyActive(db: Db): Promise<void> {
  const accounts = db(TABLES.accounts).select('member');
  const awards = db(MEMBER_TABLES.badgeAwards).select('member_id').whereNotNull('member_id');
  await db(MEMBER_TABLES.members)
    .update({ listed: true })
    .where(isNotListed)
    .where((query) => {
      void query.whereNotNull('last_seen_at').orWhereIn('document_id', accounts).orWhereIn('id', awards);
    });
  await db(MEMBER_TABLES.members).update({ listed: false }).whereNull('listed');
}
