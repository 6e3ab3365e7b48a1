import type { Knex } from 'knex';
import { type Dialect, sizeOfPool } from '../../kernel';
import {
  type Column,
  idsInOrder,
  type ListedRow,
  readRows,
  rowsInOrder,
  type Selection,
  type Stratum,
  toListedRows,
} from '../entries';

/** Rows that are in memory at a time. */
const PAGE = 1_000;

let counter = 0;

/**
 * Reads every row of a selection in order, page by page. All pages have the rows of one instant. Whoever stops early ends the
 * reading; whoever reads slowly keeps nobody from posting.
 *
 * PostgreSQL reads through a cursor. The others note the ids in a temporary table first: they have no cursor that knex can
 * hold, and the ledger's rows, once noted, neither change nor go. On MySQL at READ COMMITTED: any higher, what is noted down
 * by `INSERT … SELECT` is locked until the transaction ends, new rows behind it included. Where the pool has one connection,
 * no transaction is open between the pages, because postings need it too.
 */
export function readAll(
  db: Knex,
  dialect: Dialect,
  selection: Selection,
  strata: readonly Stratum[],
): AsyncGenerator<ListedRow[]> {
  if (!holdsConnection(db)) return throughTable(db, dialect, selection, strata);
  if (dialect === 'postgres') return throughCursors(db, selection, strata);
  if (dialect === 'mysql') {
    return inTransaction(db, 'read committed', (trx) => throughTable(trx, dialect, selection, strata));
  }
  return throughTable(db, dialect, selection, strata);
}

/** Whether an export has a connection of its own from its first page to its last: not where there is but one. */
export const holdsConnection = (db: Knex): boolean => sizeOfPool(db) > 1;

async function* inTransaction(
  db: Knex,
  isolationLevel: 'read committed' | 'repeatable read',
  read: (trx: Knex.Transaction) => AsyncGenerator<ListedRow[]>,
): AsyncGenerator<ListedRow[]> {
  const trx = await db.transaction(undefined, { isolationLevel });
  try {
    yield* read(trx);
  } finally {
    await trx.rollback();
  }
}

function throughCursors(db: Knex, selection: Selection, strata: readonly Stratum[]): AsyncGenerator<ListedRow[]> {
  return inTransaction(db, 'repeatable read', async function* (trx) {
    // A cursor is planned for the first tenth of its rows, unless all of them are wanted.
    await trx.raw('SET LOCAL cursor_tuple_fraction = 1');
    for (const [i, stratum] of strata.entries()) {
      const query = rowsInOrder(trx, 'postgres', selection, stratum);
      await trx.raw(`DECLARE rewards_export_${i} NO SCROLL CURSOR FOR ?`, [query] as never);
      for (let count = PAGE; count === PAGE;) {
        const answer: unknown = await trx.raw(`FETCH ${PAGE} FROM rewards_export_${i}`);
        const { rows } = answer as { rows: Column[] };
        count = rows.length;
        if (count > 0) yield await toListedRows(trx, rows);
      }
    }
  });
}

const PLACES: Readonly<Record<Dialect, string>> = {
  sqlite: 'INTEGER PRIMARY KEY',
  postgres: 'BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
  mysql: 'BIGINT AUTO_INCREMENT PRIMARY KEY',
};

async function* throughTable(
  db: Knex,
  dialect: Dialect,
  selection: Selection,
  strata: readonly Stratum[],
): AsyncGenerator<ListedRow[]> {
  const table = `rewards_export_${(counter += 1)}`;
  const place = PLACES[dialect];
  await db.raw(`CREATE TEMPORARY TABLE ${table} (place ${place}, id VARCHAR(26) NOT NULL)`);
  try {
    for (const stratum of strata) {
      await db(db.raw('?? (??)', [table, 'id']) as unknown as string).insert(
        idsInOrder(db, dialect, selection, stratum),
      );
    }
    for (let after = 0, count = PAGE; count === PAGE; after += PAGE) {
      const page = db(table).select('id').where('place', '>', after).orderBy('place').limit(PAGE);
      const noted = (await page) as { id: string }[];
      count = noted.length;
      if (count > 0) {
        yield await readRows(
          db,
          noted.map(({ id }) => id),
        );
      }
    }
  } finally {
    await db.raw(dialect === 'mysql' ? `DROP TEMPORARY TABLE ${table}` : `DROP TABLE ${table}`);
  }
}
