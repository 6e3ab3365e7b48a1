/**
 * Members that somebody else has written: an import past Strapi, or a release before there was a directory.
 *
 * Whatever the plugin or Strapi writes has its search keys and is listed or not when it is written. A row that was written
 * past both of them has nothing in `listed`, and a visit that was has a date but is not listed: two ranges of the indexes
 * of the directory, so that a start looks at those rows and at no others. Not found are accounts and badge awards that are
 * written past the plugin for a member it has looked at before: the ledger's tables are its own (L34).
 */
import type { Knex } from 'knex';
import type { Db } from '../kernel';
import { anyAccountOf } from '../ledger';
import { MEMBER_TABLES } from './schema';
import { type NamedRow, readNamed, writeKeysOf } from './search-store';

/** Rows that are read and written at a time. */
const ROWS = 1_000;

/** Gives them what they are found by, and takes those into the directory who belong there. */
export async function backfillMembers(db: Db): Promise<void> {
  for (;;) {
    const rows = (await readNamed(db).whereNull('listed').limit(ROWS)) as NamedRow[];
    await writeKeysOf(db, rows);
    const ids = rows.map(({ id }) => id as number);
    await list(db, (members) => members.whereIn('id', ids).where((some) => void isActive(db, some)));
    await db(MEMBER_TABLES.members).update({ listed: false }).whereIn('id', ids).whereNull('listed');
    if (rows.length < ROWS) break;
  }
  await list(db, (members) => members.where('listed', false).whereNotNull('last_seen_at'));
}

const list = async (db: Db, which: (members: Knex.QueryBuilder) => Knex.QueryBuilder): Promise<void> => {
  await which(db(MEMBER_TABLES.members).update({ listed: true }));
};

/** Something has happened to them: a visit, an account, a badge. */
function isActive(db: Db, members: Knex.QueryBuilder): Knex.QueryBuilder {
  const accounts = anyAccountOf(db, `${MEMBER_TABLES.members}.document_id`);
  const awards = db(MEMBER_TABLES.badgeAwards).select(db.raw('1')).whereRaw(`member_id = ${MEMBER_TABLES.members}.id`);
  return members.whereNotNull('last_seen_at').orWhereExists(accounts).orWhereExists(awards);
}
