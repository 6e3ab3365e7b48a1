import type { Knex } from 'knex';
import type { Db, Dialect } from '../../kernel';
import { TABLES } from '../schema';

/**
 * L34. What nobody may change: the ledger and what its rows moved. An account is a projection and may change, but not go:
 * a second one of the same member would start a second chain.
 */
const GUARDED = [
  { table: TABLES.entries, events: ['UPDATE', 'DELETE'] },
  { table: TABLES.allocations, events: ['UPDATE', 'DELETE'] },
  { table: TABLES.accounts, events: ['DELETE'] },
] as const;
const REFUSAL = 'The rewards ledger is append-only: post a reversal or an adjustment instead.';

/** The one switch that lets a maintenance through: a row in this table, on every database. */
const SWITCH = 'rewards_maintenance';

/** What is unique in a guarded table: where a row could be put in another one's place. */
const UNIQUE: Readonly<Record<string, readonly (readonly string[])[]>> = {
  [TABLES.entries]: [['id'], ['key_hash'], ['account_id', 'sequence'], ['reverses_id']],
  [TABLES.allocations]: [['id']],
};

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
 * tables on SQLite and drops their triggers on the way; running it again changes nothing. It closes the maintenance switch.
 */
export async function installGuards(db: Knex, dialect: Dialect): Promise<void> {
  await db.raw(`CREATE TABLE IF NOT EXISTS ${SWITCH} (opened_at BIGINT NOT NULL)`);
  // A maintenance that was killed half-way must not leave the ledger open for ever.
  await db.raw(`DELETE FROM ${SWITCH}`);
  for (const { name, column, unique } of SPARSE_INDEXES) {
    await createSparseIndex(db, dialect, name, column, unique);
  }
  if (dialect === 'postgres') await installPostgresFunction(db);
  for (const { table, events } of GUARDED) {
    if (dialect === 'postgres') await guardOnPostgres(db, table, events);
    else if (dialect === 'mysql') await guardOnMysql(db, table, events);
    else await guardOnSqlite(db, table, events);
  }
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
  } else if (!(await mysqlHas(db, 'statistics', 'index_name', name))) {
    await db.raw(`CREATE ${kind} ${name} ON ${TABLES.entries} (${column})`);
  }
}

async function installPostgresFunction(db: Db): Promise<void> {
  await db.raw(`
    CREATE OR REPLACE FUNCTION rewards_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT 1 FROM ${SWITCH}) THEN
        RETURN COALESCE(NEW, OLD);
      END IF;
      RAISE EXCEPTION '${REFUSAL}' USING ERRCODE = 'restrict_violation';
    END $$`);
}

async function guardOnPostgres(db: Db, table: string, events: readonly string[]): Promise<void> {
  const guards = [
    { name: `${table}_no_change`, on: events.join(' OR '), each: 'ROW' },
    { name: `${table}_no_truncate`, on: 'TRUNCATE', each: 'STATEMENT' },
  ];
  for (const { name, on, each } of guards) {
    const found: unknown = await db.raw('SELECT 1 FROM pg_trigger WHERE tgname = ? AND tgrelid = to_regclass(?)', [
      name,
      table,
    ]);
    if ((found as { rows: unknown[] }).rows.length > 0) continue;
    await db.raw(`CREATE TRIGGER ${name} BEFORE ${on} ON ${table}
      FOR EACH ${each} EXECUTE FUNCTION rewards_refuse_change()`);
  }
}

async function guardOnMysql(db: Db, table: string, events: readonly string[]): Promise<void> {
  for (const event of events) {
    const name = `${table}_no_${event.toLowerCase()}`;
    if (await mysqlHas(db, 'triggers', 'trigger_name', name)) continue;
    await db.raw(`CREATE TRIGGER ${name} BEFORE ${event} ON ${table} FOR EACH ROW
      IF NOT EXISTS (SELECT 1 FROM ${SWITCH}) THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${REFUSAL}';
      END IF`);
  }
}

async function guardOnSqlite(db: Db, table: string, events: readonly string[]): Promise<void> {
  const refuse = `BEGIN SELECT RAISE(ABORT, '${REFUSAL}'); END`;
  const closed = `NOT EXISTS (SELECT 1 FROM ${SWITCH})`;
  for (const event of events) {
    await db.raw(
      `CREATE TRIGGER IF NOT EXISTS ${table}_no_${event.toLowerCase()} BEFORE ${event} ON ${table} WHEN ${closed} ${refuse}`,
    );
  }
  // INSERT OR REPLACE deletes the row that is in its way without asking a DELETE trigger.
  const taken = UNIQUE[table]?.map((columns) => columns.map((name) => `${name} = NEW.${name}`).join(' AND '));
  if (!taken) return;
  const inTheWay = taken.map((condition) => `EXISTS (SELECT 1 FROM ${table} WHERE ${condition})`).join(' OR ');
  await db.raw(
    `CREATE TRIGGER IF NOT EXISTS ${table}_no_replace BEFORE INSERT ON ${table} WHEN ${closed} AND (${inTheWay}) ${refuse}`,
  );
}

async function mysqlHas(db: Db, view: 'triggers' | 'statistics', column: string, name: string): Promise<boolean> {
  const schema = view === 'triggers' ? 'trigger_schema' : 'table_schema';
  const rows: unknown = await db.raw(
    `SELECT 1 FROM information_schema.${view} WHERE ${schema} = DATABASE() AND ${column} = ? LIMIT 1`,
    [name],
  );
  return (rows as [unknown[]])[0].length > 0;
}
