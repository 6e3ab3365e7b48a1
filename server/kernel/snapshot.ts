import type { Knex } from 'knex';
import type { Db, Dialect } from './dialect';
import { longWorkOf, sizeOfPool, withRoom } from './long-work';
import { settleAll } from './settle-all';

/** One instant of the database, seen by one reader, or by several that work at the same time. */
export type Readers = readonly [Db, ...Db[]];

/**
 * Runs reads of very many rows that must all see the same instant: a snapshot, which other transactions neither wait for
 * nor change. PostgreSQL can show it to a second connection, if one is free at once; otherwise there is one reader. It waits
 * for room among the long work first: whoever has a connection never waits for another one here.
 *
 * @throws LEDGER_BUSY
 */
export function snapshot<T>(db: Knex, dialect: Dialect, work: (readers: Readers) => Promise<T>): Promise<T> {
  return withRoom(db, () => {
    if (dialect === 'sqlite') return db.transaction((trx) => work([trx]));
    return db.transaction((trx) => (dialect === 'postgres' ? readByTwo(db, trx, work) : work([trx])), REPEATABLE);
  });
}

async function readByTwo<T>(db: Knex, trx: Knex.Transaction, work: (readers: Readers) => Promise<T>): Promise<T> {
  await trx.raw(ROOM_TO_SUM);
  if (sizeOfPool(db) < POOL_FOR_TWO) return work([trx]);
  const { rows } = await trx.raw<{ rows: [{ id: string }] }>('SELECT pg_export_snapshot() AS id');
  const leave = longWorkOf(db).enterNow();
  if (!leave) return work([trx]);
  try {
    return await db.transaction(async (second) => {
      await second.raw(`SET TRANSACTION SNAPSHOT '${rows[0].id}'`);
      await second.raw(ROOM_TO_SUM);
      return work([trx, second]);
    }, REPEATABLE);
  } finally {
    leave();
  }
}

const REPEATABLE = { isolationLevel: 'repeatable read' } as const;

/** The smallest pool of connections of which one reader may take a second: enough for everybody else is left. */
const POOL_FOR_TWO = 4;

/**
 * How PostgreSQL reads very many rows, until the transaction ends. Its standard of 4 MB (which is never lowered here) makes
 * it write each large grouping to disk in many parts, and compiling a statement that is run once takes longer than it saves.
 */
const ROOM_TO_SUM = `SELECT set_config('jit', 'off', true), set_config('work_mem', GREATEST(setting::bigint, 65536) || 'kB', true)
  FROM pg_settings WHERE name = 'work_mem'`;

/**
 * Has things looked at, each by whichever reader is free next. They are begun in the order given, so the long ones go first.
 *
 * @throws what the first of them threw, once none is under way any more
 */
export async function shareOut(readers: Readers, looks: readonly ((db: Db) => Promise<void>)[]): Promise<void> {
  const waiting = [...looks];
  const read = async (db: Db): Promise<void> => {
    for (let look = waiting.shift(); look; look = waiting.shift()) await look(db);
  };
  await settleAll(readers.map(read));
}
