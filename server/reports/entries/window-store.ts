import type { Knex } from 'knex';
import { countRows, type Db, type Dialect } from '../../kernel';
import { CURRENCIES_TABLE } from '../../currencies';
import { TABLES } from '../../ledger';
import { listed } from './list-store';
import { type Condition, reversed, type Stratum, type Stream, type Term } from './order';
import type { Selection } from './selection';
import { MEMBERS, selected } from './selection-store';

/** A part of a sorted list. */
export interface Window {
  readonly offset: number;
  readonly limit: number;
  /** How many rows there are: what lies past it is not looked for. */
  readonly total: number;
}

/**
 * Finds the ids of a window, in order, from whichever end of the list is nearer: the last page costs what the first one
 * does.
 */
export async function findWindow(
  db: Db,
  dialect: Dialect,
  selection: Selection,
  strata: readonly Stratum[],
  { offset, limit, total }: Window,
): Promise<string[]> {
  const count = Math.min(limit, total - offset);
  if (count <= 0) return [];
  const after = total - offset - count;
  const isSmall = total <= mostToSort(selection, strata);
  const read = isSmall ? strata.map(unordered) : strata;
  const from = isSmall ? selection : asked(selection);
  if (offset <= after) return walk(db, dialect, from, read, offset, count);
  return (await walk(db, dialect, from, reversed(read), after, count)).reverse();
}

/** Rows that a search may find to be all read and sorted: of more, the first ones are soon met in the order of an index. */
const MOST_FOUND = 20_000;
/** The same for the rows of some types, which an index has together. */
const MOST_OF_TYPES = 50_000;
/** The same where that index has what they are sorted by, too, so that no row is read. */
const MOST_OF_TYPES_BY_ID = 250_000;

function mostToSort({ search, types, accounts }: Selection, strata: readonly Stratum[]): number {
  if (search) return MOST_FOUND;
  if (!types || accounts) return 0;
  return strata.every(({ terms }) => terms.every(({ sql }) => sql === 'e.id')) ? MOST_OF_TYPES_BY_ID : MOST_OF_TYPES;
}

/** Where many rows match, each that is met is asked by itself whether it does. */
const asked = (selection: Selection): Selection =>
  selection.search ? { ...selection, search: { ...selection.search, accounts: 'each' } } : selection;

/**
 * The same order, said so that no index has it, and nothing can be sorted before it is joined. What holds a text stands close
 * together, such as the orders of one week: a database that takes it for evenly spread walks through the whole ledger in the
 * order that is asked for, to meet it at the end.
 */
const unordered = (one: Stratum): Stratum => ({
  ...one,
  where: one.where && one.joins === null ? { ...one.where, sql: opaque(one.where.sql) } : one.where,
  memberOf: 'e.member',
  terms: one.terms.map((term) => ({ ...term, sql: opaque(term.sql) })),
});

/** The same value to every row, for an id is never empty; which no database knows. */
const opaque = (sql: string): string => `CASE WHEN e.id > '' THEN ${sql} END`;

/** Reads from the strata in turn; one is counted only when a window begins past its end. */
async function walk(
  db: Db,
  dialect: Dialect,
  selection: Selection,
  strata: readonly Stratum[],
  offset: number,
  count: number,
): Promise<string[]> {
  const ids: string[] = [];
  let skip = offset;
  for (const stratum of strata) {
    const limit = count - ids.length;
    const page =
      stratum.streams.length > 0
        ? merged(db, dialect, selection, stratum, skip + limit)
        : inOrder(rowsOf(db, dialect, selection, stratum), stratum.terms).select('e.id');
    const found = (await page.offset(skip).limit(limit)) as { id: string }[];
    ids.push(...found.map(({ id }) => id));
    if (ids.length === count) break;
    skip = found.length > 0 || skip === 0 ? 0 : skip - (await countRows(rowsOf(db, dialect, selection, stratum)));
  }
  return ids;
}

/** The first rows of each stream, put in order together. */
function merged(db: Db, dialect: Dialect, selection: Selection, stratum: Stratum, most: number): Knex.QueryBuilder {
  const order = stratum.terms.map((term, i) => ({ sql: `key_${i}`, order: term.order }));
  const names = order.map(({ sql }) => sql);
  const first = ({ where, terms, keys }: Stream, i: number): Knex.QueryBuilder => {
    const rows = restricted(selected(db, dialect, selection), where);
    const columns = keys.map((key, place) => db.raw(`${key} AS key_${place}`));
    // SQLite takes no LIMIT in a part of a UNION, but in a query inside of it.
    const limited = inOrder(rows.select('e.id', ...columns), terms).limit(most);
    return db.from(limited.as(`stream_${i}`)).select('id', ...names);
  };
  const parts = stratum.streams.map(first);
  const all = db.unionAll(parts).as('streams');
  return inOrder(db.from(all).select('id'), order);
}

/** The rows of a selection that are in a stratum, without columns. */
function rowsOf(db: Db, dialect: Dialect, selection: Selection, stratum: Stratum): Knex.QueryBuilder {
  const query = restricted(selected(db, dialect, selection), stratum.where);
  const { joins, memberOf } = stratum;
  if (joins === 'currencies') query.join({ c: CURRENCIES_TABLE }, 'c.code', 'e.currency');
  if (joins === 'members' || joins === 'no-members') {
    if (memberOf === 'a.member') query.join({ a: TABLES.accounts }, 'a.id', 'e.account_id');
    if (joins === 'members') query.join({ m: MEMBERS }, 'm.document_id', memberOf);
    else query.whereNotExists(db({ m: MEMBERS }).select(db.raw('1')).whereRaw(`m.document_id = ${memberOf}`));
  }
  return query;
}

const restricted = (query: Knex.QueryBuilder, where: Condition | null): Knex.QueryBuilder =>
  where ? query.whereRaw(where.sql, [...where.bindings]) : query;

function inOrder(query: Knex.QueryBuilder, terms: readonly Term[]): Knex.QueryBuilder {
  for (const { sql, order } of terms) query.orderByRaw(`${sql} ${order}`);
  return query;
}

/** All ids of a stratum, in order. */
export const idsInOrder = (db: Db, dialect: Dialect, selection: Selection, stratum: Stratum): Knex.QueryBuilder =>
  inOrder(rowsOf(db, dialect, selection, stratum), stratum.terms).select('e.id');

/** All rows of a stratum, in order, with the columns of a `ListedRow`. */
export function rowsInOrder(db: Db, dialect: Dialect, selection: Selection, stratum: Stratum): Knex.QueryBuilder {
  const query = restricted(listed(selected(db, dialect, selection)), stratum.where);
  if (stratum.joins === 'members') query.whereNotNull('m.document_id');
  if (stratum.joins === 'no-members') query.whereNull('m.document_id');
  return inOrder(query, stratum.terms);
}
