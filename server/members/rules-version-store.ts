import type { Knex } from 'knex';
import { type Db, type Dialect, isContention, readInteger, RewardsError, waitingAtMost } from '../kernel';
import { MEMBER_TABLES } from './schema';

/** The one row of the table. */
const ROW = 1;
/** How long an edit waits for those who have decided by the rules, in seconds. Everybody else waits behind it meanwhile. */
const LONGEST_WAIT = 5;

const table = (db: Db) => db(MEMBER_TABLES.rules);

/** Which version of the rules a snapshot shows. */
export async function readVersion(db: Db): Promise<number> {
  const [row] = (await table(db).select('version').where('id', ROW)) as { version: unknown }[];
  return row ? readInteger(row.version) : 0;
}

/** The version in force; nobody raises it before the transaction ends. */
export async function lockVersion(trx: Knex.Transaction, dialect: Dialect): Promise<number> {
  // SQLite has one writer at a time, and whoever decides is it.
  if (dialect === 'sqlite') return readVersion(trx);
  const read = async () => (await readLocked(trx, dialect)) as { version: unknown }[];
  const [row] = await read();
  if (row) return readInteger(row.version);
  // Wiped, by an import of all data: what is not there cannot be locked.
  await table(trx).insert({ id: ROW, version: 0 }).onConflict('id').ignore();
  const [made] = await read();
  return made ? readInteger(made.version) : 0;
}

function readLocked(trx: Knex.Transaction, dialect: Dialect): Knex.QueryBuilder {
  const query = table(trx).select('version').where('id', ROW);
  if (dialect !== 'postgres') return query.forShare();
  // In the same statement: the gate is passed before the row is locked, because rows are locked last.
  return query
    .withMaterialized('gate', trx.select(trx.raw('pg_advisory_xact_lock_shared(?)', [gateOf(trx)])))
    .joinRaw('CROSS JOIN gate')
    .forShare(MEMBER_TABLES.rules);
}

/**
 * PostgreSQL lets those who share a row overtake whoever waits to change it: an editor would wait for as long as members earn.
 * At a lock of its own everybody queues. Each schema has its own.
 */
const gateOf = (db: Db) => db.raw(`?::regclass::oid::bigint`, [MEMBER_TABLES.rules]);

/**
 * Raises the version: whoever decides from here on waits until the transaction ends, and reads the rules anew.
 *
 * @throws LEDGER_BUSY
 */
export async function raiseVersion(trx: Knex.Transaction, dialect: Dialect): Promise<void> {
  try {
    await waitingAtMost(trx, dialect, LONGEST_WAIT, async () => {
      if (dialect === 'postgres') await trx.raw('SELECT pg_advisory_xact_lock(?)', [gateOf(trx)]);
      await table(trx)
        .insert({ id: ROW, version: 1 })
        .onConflict('id')
        .merge({ version: trx.raw('?? + 1', [`${MEMBER_TABLES.rules}.version`]) });
    });
  } catch (error) {
    if (isContention(error)) throw new RewardsError('LEDGER_BUSY');
    throw error;
  }
}

/** Makes the row, so that the first postings have something to lock. */
export async function prepareRulesVersion(db: Db): Promise<void> {
  await table(db).insert({ id: ROW, version: 0 }).onConflict('id').ignore();
}
