import type { Knex } from 'knex';
import type { Db, Dialect } from '../../kernel';
import { TABLES } from '../schema';
import { type GuardedTables, SWITCH } from './guard';
import { guardOnMysql, hasIndexOnMysql, makeSwitchOnMysql } from './mysql-guard-store';
import { guardOnPostgres } from './postgres-guard-store';
import { guardOnSqlite } from './sqlite-guard-store';

/**
 * L34. What nobody may change: the ledger and what its rows moved. An account is a projection and may change, but not go:
 * a second one of the same member would start a second chain.
 */
const LEDGER: GuardedTables = {
  anchor: 'rewards_no_truncate',
  guards: [
    { table: TABLES.entries, events: ['UPDATE', 'DELETE'] },
    { table: TABLES.allocations, events: ['UPDATE', 'DELETE'] },
    { table: TABLES.accounts, events: ['DELETE'] },
  ],
};

/**
 * Indexes that Strapi's schemas cannot say: over columns that are mostly empty, so that they hold only the rows that
 * matter where the database can do that.
 */
const SPARSE_INDEXES = [
  { name: 'rewards_entries_reversed', column: 'reverses_id' },
  { name: 'rewards_entries_settles', column: 'settles_id' },
  { name: 'rewards_entries_cause', column: 'cause_id' },
  { name: 'rewards_entries_hold', column: 'hold_id' },
  // B7. The list by lot.
  { name: 'rewards_entries_lot', column: 'lot_id' },
] as const;

/** Earlier versions let a row be reversed once, as a whole, by a unique index. In parts (L37) there are several. */
const FORMER_INDEX = 'rewards_entries_reverses';

/**
 * Puts in place what only the database can guarantee: the triggers that refuse to change or delete ledger rows (L34),
 * whoever asks; and the indexes over them. Runs at every start, because Strapi's schema sync rebuilds tables on SQLite and
 * drops their triggers on the way. What is there already, as it should be, is left alone; what an earlier version made is
 * made anew. It closes the maintenance switch.
 *
 * @returns sentences for the log: what this database's user may not set up, and the remedy
 * @throws with the remedy, when a table of the ledger has no guard and none can be made
 */
export async function installGuards(db: Knex, dialect: Dialect): Promise<readonly string[]> {
  if (dialect === 'mysql') await makeSwitchOnMysql(db);
  else await db.raw(`CREATE TABLE IF NOT EXISTS ${SWITCH} (opened_at BIGINT NOT NULL)`);
  // A maintenance that was killed half-way must not leave the ledger open for ever.
  await db.raw(`DELETE FROM ${SWITCH}`);
  for (const { name, column } of SPARSE_INDEXES) await createSparseIndex(db, dialect, name, column);
  await dropFormerIndex(db, dialect);
  return guardTables(db, dialect, LEDGER);
}

/**
 * Guards tables of another room's as those of the ledger are, by the ledger's own switch; to be called after `installGuards`.
 *
 * @returns and throws as that does
 */
export async function guardTables(db: Knex, dialect: Dialect, tables: GuardedTables): Promise<readonly string[]> {
  if (dialect === 'mysql') return guardOnMysql(db, tables);
  if (dialect === 'postgres') await guardOnPostgres(db, tables.guards);
  else await guardOnSqlite(db, tables.guards);
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

async function createSparseIndex(db: Db, dialect: Dialect, name: string, column: string): Promise<void> {
  if (dialect !== 'mysql') {
    await db.raw(`CREATE INDEX IF NOT EXISTS ${name} ON ${TABLES.entries} (${column}) WHERE ${column} IS NOT NULL`);
  } else if (!(await hasIndexOnMysql(db, TABLES.entries, name))) {
    await db.raw(`CREATE INDEX ${name} ON ${TABLES.entries} (${column})`);
  }
}

async function dropFormerIndex(db: Db, dialect: Dialect): Promise<void> {
  if (dialect !== 'mysql') await db.raw(`DROP INDEX IF EXISTS ${FORMER_INDEX}`);
  else if (await hasIndexOnMysql(db, TABLES.entries, FORMER_INDEX)) {
    await db.raw(`DROP INDEX ${FORMER_INDEX} ON ${TABLES.entries}`);
  }
}
