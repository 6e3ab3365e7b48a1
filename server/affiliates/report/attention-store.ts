import type { Knex } from 'knex';
import type { AffiliateEventStatus } from '../../contract';
import { countRows, type Db, type Milliseconds, readInteger } from '../../kernel';
import { deliveryTable } from '../schema';

/** Events that stand so, by one index alone, whose first columns are these. */
export const withStatus = (db: Db, status: AffiliateEventStatus): Knex.QueryBuilder =>
  db(deliveryTable.name).where({ status });

/** How many events a query finds, and no more than so many. */
export const countAtMost = (db: Db, query: Knex.QueryBuilder, most: number): Promise<number> =>
  countRows(db.from(query.clone().select('id').limit(most).as('some')));

/** When the first of the events that a query finds was recorded; null: it finds none. */
export async function oldestOf(query: Knex.QueryBuilder): Promise<Milliseconds | null> {
  const rows: unknown = await query.clone().min({ oldest: 'created_at' });
  const oldest = (rows as readonly { readonly oldest: unknown }[])[0]?.oldest ?? null;
  return oldest === null ? null : readInteger(oldest);
}
