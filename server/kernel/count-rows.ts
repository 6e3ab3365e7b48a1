import type { Knex } from 'knex';
import { readInteger } from './amount';

/**
 * Counts the rows of a query that has no columns yet; with a column, those that have something there. Drivers give a count
 * in several forms.
 */
export async function countRows(query: Knex.QueryBuilder, column = '*'): Promise<number> {
  const rows: unknown = await query.clone().count({ count: column });
  return readInteger((rows as { count: unknown }[])[0]?.count ?? 0);
}
