import { type Db, dialectOf, writeRows } from '../../kernel';
import type { Act } from '../record/event-store';
import { actTable, eventTable } from '../schema';

/** Writes down what was done with events. */
export const insertActs = (db: Db, acts: readonly Act[]): Promise<void> =>
  writeRows(db, dialectOf(db), [actTable.inserted(acts)]);

/** F9. Whom events are about, by their ids; those that are about nobody are not among them. */
export async function readSubjects(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = (await db(eventTable.name).select('id', 'subject').whereIn('id', ids).whereNotNull('subject')) as {
    id: string;
    subject: string;
  }[];
  return new Map(rows.map(({ id, subject }) => [id, subject]));
}
