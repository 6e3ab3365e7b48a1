/** L37. What was reversed of rows, which the rows that did it tell: of each row there may be several. */
import { asOfNow, type Db, findInChunks } from '../../kernel';
import { type Reversed, reversedBy } from '../rules/reversed';
import { entryTable, TABLES } from '../schema';
import type { Entry } from '../state';

/** What has backed out these rows, or parts of them; oldest first. */
export const findReversals = (db: Db, ids: readonly string[]): Promise<Entry[]> =>
  findInChunks(ids, async (part) => {
    const query = db(TABLES.entries).select(entryTable.columns).whereIn('reverses_id', part);
    // An account's rows follow each other by their sequence, and a row is reversed on its own account.
    return entryTable.read(await asOfNow(db, query.orderBy('account_id').orderBy('sequence')));
  });

/** What was reversed of these rows, by their ids; what nothing was reversed of is not there. */
export async function readReversed(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, Reversed>> {
  return reversedBy(await findReversals(db, ids));
}

/** What was reversed of a row, for a condition: never read, so exact on every database (L3). */
const reversedOf = (row: string): string => `(
  SELECT COALESCE(SUM(CASE WHEN v.earned < 0 THEN -v.earned ELSE v.amount END), 0)
  FROM ${TABLES.entries} v WHERE v.reverses_id = ${row}.id)`;

/** Whether nothing is left to reverse of a row of a query, for a condition. */
export const isReversedInFull = (row: string): string => `${reversedOf(row)} >= ABS(${row}.amount)`;
