import type { Db } from '../kernel';
import { AFFILIATE_TABLES, linkVersionTable } from './schema';

/** A name that two of one system have. */
export interface Doubled {
  readonly name: string;
  /** Null: neither has a system. */
  readonly system: string | null;
}

/** Whether one of these affiliates has its key from another one of the same system. @param rows by their numbers */
export const doubledAffiliates = (db: Db, rows: readonly number[]): Promise<Doubled | undefined> =>
  doubledIn(db, { table: AFFILIATE_TABLES.affiliates, column: 'key' }, rows);

/** As `doubledAffiliates`, of links and their external ids. */
export const doubledLinks = (db: Db, rows: readonly number[]): Promise<Doubled | undefined> =>
  doubledIn(db, { table: AFFILIATE_TABLES.links, column: 'external_id' }, rows);

async function doubledIn(
  db: Db,
  { table, column }: { readonly table: string; readonly column: string },
  rows: readonly number[],
): Promise<Doubled | undefined> {
  if (rows.length === 0) return undefined;
  const row: unknown = await db(`${table} as one`)
    .join(`${table} as other`, (join) => {
      join.on(`one.${column}`, `other.${column}`).andOn('one.id', '<>', 'other.id');
    })
    .leftJoin(`${AFFILIATE_TABLES.systems} as s`, 's.id', 'one.system_id')
    .where((same) => {
      void same
        .whereRaw('?? = ??', ['one.system_id', 'other.system_id'])
        .orWhere((none) => void none.whereNull('one.system_id').whereNull('other.system_id'));
    })
    .whereIn('one.id', rows)
    .first(`one.${column} as name`, 's.name as system');
  return row as Doubled | undefined;
}

/** Whether events were recorded with a link. @param link its documentId */
export const hasEventsOf = async (db: Db, link: string): Promise<boolean> =>
  (await db(linkVersionTable.name).where({ link }).first('id')) !== undefined;
