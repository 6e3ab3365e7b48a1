import type { EntryType } from '../../contract';
import { asOfNow, type Db, findInChunks } from '../../kernel';
import { entryTable, TABLES } from '../schema';
import type { Entry } from '../state';

/**
 * L43. What says to whom the points of lots belong: the reversals of the rows that opened them, the rows that settled what
 * these fell short of and, for a lot that was opened with grace, the row that did, and the spend that it reversed with all
 * of its reversals, which say of which part of the spend it was (L37).
 */
export async function findTakenBack(db: Db, lotIds: readonly string[]): Promise<Entry[]> {
  const reversals = await entriesWhere(db, 'reverses_id', lotIds);
  const short = reversals.filter(({ shortfall }) => shortfall > 0n).map(({ id }) => id);
  const settling = await entriesWhere(db, 'settles_id', short);
  const gracing = await entriesWhere(db, 'id', lotIds, 'reversal');
  const spendIds = [...new Set(gracing.flatMap(({ reversesId }) => reversesId ?? []))];
  const spends = await entriesWhere(db, 'id', spendIds);
  const parts = await entriesWhere(db, 'reverses_id', spendIds);
  return [...reversals, ...settling, ...gracing, ...spends, ...parts];
}

function entriesWhere(
  db: Db,
  column: 'id' | 'reverses_id' | 'settles_id',
  ids: readonly string[],
  type?: EntryType,
): Promise<Entry[]> {
  return findInChunks(ids, async (part) => {
    const query = db(TABLES.entries).select(entryTable.columns).whereIn(column, part).orderBy('id');
    if (type !== undefined) query.where({ type });
    return entryTable.read(await asOfNow(db, query));
  });
}
