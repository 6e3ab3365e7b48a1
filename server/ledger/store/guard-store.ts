import type { Knex } from 'knex';
import type { Db, Dialect } from '../../kernel';
import { TABLES } from '../schema';
import { type Guard, SWITCH } from './guard';
import { guardOnMysql, hasIndexOnMysql, makeSwitchOnMysql } from './mysql-guard-store';
import { guardOnPostgres } from './postgres-guard-store';
import { guardOnSqlite } from './sqlite-guard-store';

/**
 * L34. What nobody may change: the ledger and what its rows moved. An account is a projection and may change, but not go:
 * a second one of the same member would start a second chain.
 */
const GUARDS: readonly Guard[] = [
  { table: TABLES.entries, events: ['UPDATE', 'DELETE'] },
  { table: TABLES.allocations, events: ['UPDATE', 'DELETE'] },
  { table: TABLES.accounts, events: ['DELETE'] },
];

/**
 * Indexes that Strapi's schemas cannot say: over columns that are mostly empty, so that they hold only the rows that
 * matter where the database can do that.
 */
const SPARSE_INDEXES = [
  { name: 'rewards_entries_reverses', column: 'reverses_id', unique: true },
  { name: 'rewards_entries_settles', column: 'settles_id', unique: false },
  { name: 'rewards_entries_cause', column: 'cause_id', unique: false },
  { name: 'rewards_entries_hold', column: 'hold_id', unique: false },
  // B7. The list by lot.
  { name: 'rewards_entries_lot', column: 'lot_id', unique: false },
] as const;

/**
 * Puts in place what only the database can guarantee: the triggers that refuse to change or delete ledger rows (L34),
 * whoever asks, and that a row is reversed at most once (L22). Runs at every start, because Strapi's schema sync rebuilds
 * tables on SQLite and drops their triggers on the way. What is there already, as it should be, is left alone; what an
 * earlier version made is made anew. It closes the maintenance switch.
 *
 * @returns sentences for the log: what this database's user may not set up, and the remedy
 * @throws with the remedy, when a table of the ledger has no guard and none can be made
 */
export async function installGuards(db: Knex, dialect: Dialect): Promise<readonly string[]> {
  if (dialect === 'mysql') await makeSwitchOnMysql(db);
  else await db.raw(`CREATE TABLE IF NOT EXISTS ${SWITCH} (opened_at BIGINT NOT NULL)`);
  // A maintenance that was killed half-way must not leave the ledger open for ever.
  await db.raw(`DELETE FROM ${SWITCH}`);
  for (const { name, column, unique } of SPARSE_INDEXES) {
    await createSparseIndex(db, dialect, name, column, unique);
  }
  if (dialect === 'mysql') return guardOnMysql(db, GUARDS);
  if (dialect === 'postgres') await guardOnPostgres(db, GUARDS);
  else await guardOnSqlite(db, GUARDS);
  return [];
}

/**
 * Opens the ledger for a full data import or wipe, for as long as `work` runs, and closes it again whatever happens. While it is
 * open, every connection to the database can change ledger rows: stop the instances that serve members first. What was
 * changed shows in `verifyChain`.
 */
export async function withMaintenance<T>(db: Knex, work: () => Promise<T>): Promise<T> {
  await db.raw(`INSERT INTO ${SWITCH} (opened_at) VALUES (?)`, [Date.now()]);
  try {
    return await work();
  } finally {
    await db.raw(`DELETE FROM ${SWITCH}`);
  }
}

async function createSparseIndex(
  db: Db,
  dialect: Dialect,
  name: string,
  column: string,
  unique: boolean,
): Promise<void> {
  const kind = unique ? 'UNIQUE INDEX' : 'INDEX';
  const where = dialect === 'mysql' ? '' : ` WHERE ${column} IS NOT NULL`;
  if (dialect !== 'mysql') {
    await db.raw(`CREATE ${kind} IF NOT EXISTS ${name} ON ${TABLES.entries} (${column})${where}`);
  } else if (!(await hasIndexOnMysql(db, TABLES.entries, name))) {
    await db.raw(`CREATE ${kind} ${name} ON ${TABLES.entries} (${column})`);
  }
}
