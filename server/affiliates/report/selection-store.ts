import type { Knex } from 'knex';
import { AFFILIATE_EVENT_STATUSES, type AffiliateEventStatus, type SortOrder } from '../../contract';
import {
  countRows,
  type Db,
  dialectOf,
  inPages,
  type Milliseconds,
  readInteger,
  ROWS_AT_A_TIME,
  type Span,
} from '../../kernel';
import { deliveryTable } from '../schema';
import { narrowToPartner } from './partner-store';
import type { Selection } from './selection';

/** Where an event stands in the report: by when it was recorded, then by its id. */
export interface Place {
  readonly id: string;
  readonly createdAt: Milliseconds;
}

/** The events of a selection, as `d`. The wide rows are read only once it is known which ones. */
export function selected(db: Db, { from, until, type, status, system, partner }: Selection): Knex.QueryBuilder {
  const query = db(`${deliveryTable.name} as d`).where('d.created_at', '>=', from).where('d.created_at', '<', until);
  if (type !== undefined) void query.where('d.type', type);
  if (status !== undefined) void query.where('d.status', status);
  if (system !== undefined) void query.where('d.system', system);
  if (partner !== undefined) narrowToPartner(db, query, partner);
  return query;
}

/** Runs reads that must all see the same instant. */
export const atOneMoment = <T>(db: Knex, work: (trx: Knex.Transaction) => Promise<T>): Promise<T> =>
  dialectOf(db) === 'sqlite' ? db.transaction(work) : db.transaction(work, { isolationLevel: 'repeatable read' });

/**
 * As `selected`, every status named: the index that has all that is counted begins with it. A partner's events are found by
 * indexes of their own.
 */
export const byStatus = (db: Db, selection: Selection): Knex.QueryBuilder =>
  selection.status === undefined && selection.partner === undefined
    ? selected(db, selection).whereIn('d.status', AFFILIATE_EVENT_STATUSES)
    : selected(db, selection);

/** F17. By the days alone a shorter index than that one has all that is counted. */
export const countSelected = (db: Db, selection: Selection): Promise<number> =>
  countRows(
    selection.type === undefined && selection.system === undefined ? selected(db, selection) : byStatus(db, selection),
  );

/** Ids of a page. */
export async function idsOfPage(
  db: Db,
  selection: Selection,
  { skip, limit, order }: Span & { readonly order: SortOrder },
): Promise<string[]> {
  const rows: unknown = await inOrder(selected(db, selection), order).select('d.id').offset(skip).limit(limit);
  return (rows as { id: string }[]).map(({ id }) => id);
}

/** F17. Every event of a selection, newest first; each page begins behind the last event of the one before. */
export const placesOf = (db: Db, selection: Selection): AsyncGenerator<Place> =>
  inPages((last) => {
    const query = selected(db, selection);
    if (last) {
      // Written so that every database finds the beginning in its index.
      void query.where('d.created_at', '<=', last.createdAt).where((behind) => {
        void behind.where('d.created_at', '<', last.createdAt).orWhere('d.id', '<', last.id);
      });
    }
    return readPlaces(inOrder(query, 'DESC').limit(ROWS_AT_A_TIME));
  });

/** The next events of a selection that have one of some statuses, oldest first. */
export async function placesAfter(
  db: Db,
  selection: Selection,
  { statuses, after, limit }: { statuses: readonly AffiliateEventStatus[]; after: Place | undefined; limit: number },
): Promise<Place[]> {
  const found: Place[] = [];
  // One status after the other: each lies in the index in this order.
  for (const status of statuses) {
    const query = selected(db, { ...selection, status });
    if (after) {
      void query.where('d.created_at', '>=', after.createdAt).where((behind) => {
        void behind.where('d.created_at', '>', after.createdAt).orWhere('d.id', '>', after.id);
      });
    }
    found.push(...(await readPlaces(inOrder(query, 'ASC').limit(limit))));
  }
  return found.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)).slice(0, limit);
}

const inOrder = (query: Knex.QueryBuilder, order: SortOrder): Knex.QueryBuilder =>
  query.orderBy('d.created_at', order).orderBy('d.id', order);

async function readPlaces(query: Knex.QueryBuilder): Promise<Place[]> {
  const rows: unknown = await query.select('d.id', 'd.created_at as createdAt');
  return (rows as { id: string; createdAt: unknown }[]).map(({ id, createdAt }) => ({
    id,
    createdAt: readInteger(createdAt),
  }));
}
