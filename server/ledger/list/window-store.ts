import type { Knex } from 'knex';
import type { Db, Dialect } from '../../kernel';
import { TABLES } from '../schema';
import { listed } from './list-store';
import { reversed, type Stratum } from './order';
import type { Selection } from './selection';
import { countRows, MEMBERS, selected } from './selection-store';

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
  if (offset <= after) return walk(db, dialect, selection, strata, offset, count);
  return (await walk(db, dialect, selection, reversed(strata), after, count)).reverse();
}

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
    const query = rowsOf(db, dialect, selection, stratum);
    const limit = count - ids.length;
    const page = inOrder(query.clone(), stratum).select('e.id').offset(skip).limit(limit);
    const found = (await page) as { id: string }[];
    ids.push(...found.map(({ id }) => id));
    if (ids.length === count) break;
    skip = found.length > 0 || skip === 0 ? 0 : skip - (await countRows(query));
  }
  return ids;
}

/** The rows of a selection that are in a stratum, without columns. */
function rowsOf(db: Db, dialect: Dialect, selection: Selection, stratum: Stratum): Knex.QueryBuilder {
  const query = within(selected(db, dialect, selection), stratum);
  if (stratum.joins === 'members') {
    // By way of the accounts, whose index leads from a member to their rows; an account never goes (L34).
    query.join({ a: TABLES.accounts }, 'a.id', 'e.account_id').leftJoin({ m: MEMBERS }, 'm.document_id', 'a.member');
  }
  if (stratum.joins === 'currencies') query.join({ c: TABLES.currencies }, 'c.code', 'e.currency');
  return query;
}

const within = (query: Knex.QueryBuilder, { where }: Stratum): Knex.QueryBuilder =>
  where ? query.whereRaw(where.sql, [...where.bindings]) : query;

function inOrder(query: Knex.QueryBuilder, { terms }: Stratum): Knex.QueryBuilder {
  for (const { sql, order } of terms) query.orderByRaw(`${sql} ${order}`);
  return query;
}

/** All ids of a stratum, in order. */
export const idsInOrder = (db: Db, dialect: Dialect, selection: Selection, stratum: Stratum): Knex.QueryBuilder =>
  inOrder(rowsOf(db, dialect, selection, stratum), stratum).select('e.id');

/** All rows of a stratum, in order, with the columns of a `ListedRow`. */
export const rowsInOrder = (db: Db, dialect: Dialect, selection: Selection, stratum: Stratum): Knex.QueryBuilder =>
  inOrder(within(listed(selected(db, dialect, selection)), stratum), stratum);
