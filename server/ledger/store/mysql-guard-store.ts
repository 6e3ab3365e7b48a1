import type { Knex } from 'knex';
import { type Db, present } from '../../kernel';
import { type GuardedTables, REFUSAL, SWITCH } from './guard';

/**
 * The partition of the switch. A temporary table of the same name goes before it everywhere, in triggers too, but cannot be
 * partitioned: whoever names this partition means the one table that everybody sees.
 */
const PARTITION = 'genuine';
const BODY = `IF NOT EXISTS (SELECT 1 FROM ${SWITCH} PARTITION (${PARTITION})) THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${REFUSAL}';
      END IF`;

/** How the names of anchors begin. */
const ANCHORS = 'rewards\\_no\\_truncate%';

/** What MySQL says to a user who may not create a trigger: no SUPER while the binary log is on, or no TRIGGER. */
const NOT_ALLOWED = [
  'ER_BINLOG_CREATE_ROUTINE_NEED_SUPER',
  'ER_SPECIFIC_ACCESS_DENIED_ERROR',
  'ER_TABLEACCESS_DENIED_ERROR',
];
const REMEDY =
  'set log_bin_trust_function_creators = 1 on the database server and grant the user TRIGGER, or start Strapi once with a user who has SUPER';

/** Makes the switch, or gives one of an earlier version its partition. */
export async function makeSwitchOnMysql(db: Db): Promise<void> {
  const partitions = `PARTITION BY RANGE (opened_at) (PARTITION ${PARTITION} VALUES LESS THAN MAXVALUE)`;
  await db.raw(`CREATE TABLE IF NOT EXISTS ${SWITCH} (opened_at BIGINT NOT NULL) ${partitions}`);
  const conditions = { table_name: SWITCH, partition_name: PARTITION };
  if (!(await isThere(db, 'partitions', 'table_schema', conditions))) {
    await db.raw(`ALTER TABLE ${SWITCH} ${partitions}`);
  }
}

/** Whether a table has an index of this name: MySQL cannot make one unless it exists. */
export const hasIndexOnMysql = (db: Db, table: string, name: string): Promise<boolean> =>
  isThere(db, 'statistics', 'table_schema', { table_name: table, index_name: name });

/**
 * L34 on MySQL and MariaDB.
 *
 * @returns what the user may not make, where the ledger is guarded all the same
 * @throws with the remedy, when a guard is missing and may not be made
 */
export async function guardOnMysql(db: Knex, tables: GuardedTables): Promise<readonly string[]> {
  const warnings = new Set<string>();
  for (const { table, events } of tables.guards) {
    for (const event of events) {
      const warning = await ensureTrigger(db, table, event);
      if (warning) warnings.add(warning);
    }
  }
  const warning = await ensureAnchor(db, tables);
  if (warning) warnings.add(warning);
  return [...warnings];
}

/** Lets columns of the guarded tables be changed, which MySQL refuses while a foreign key names them. The next guarding makes it anew. */
export async function liftAnchorsOnMysql(db: Db): Promise<void> {
  const answer: unknown = await db.raw(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name LIKE '${ANCHORS}'`,
  );
  for (const { name } of (answer as [{ name: string }[]])[0]) await db.raw(`DROP TABLE ${name}`);
}

async function ensureTrigger(db: Db, table: string, event: string): Promise<string | undefined> {
  const name = `${table}_no_${event.toLowerCase()}`;
  const create = (as: string) => db.raw(`CREATE TRIGGER ${as} BEFORE ${event} ON ${table} FOR EACH ROW ${BODY}`);
  const conditions = { event_object_table: table, event_manipulation: event, action_timing: 'BEFORE' };
  const here = await isThere(db, 'triggers', 'trigger_schema', { ...conditions, trigger_name: name });
  const isCurrent =
    here && (await isThere(db, 'triggers', 'trigger_schema', { trigger_name: name, action_statement: BODY }));
  if (isCurrent) return undefined;
  // First beside the earlier one: where it may not be made, and while it is, that one goes on guarding.
  const successor = `${name}_next`;
  try {
    await db.raw(`DROP TRIGGER IF EXISTS ${successor}`);
    await create(successor);
  } catch (error) {
    if (!NOT_ALLOWED.includes((error as { code?: string }).code ?? '')) throw error;
    if (here) return `the triggers that guard the ledger are those of an earlier version; to renew them, ${REMEDY}`;
    throw new Error(
      `Rewards: this database user may not create the triggers that keep the ledger append-only: ${REMEDY}, then start again.`,
      { cause: error },
    );
  }
  await db.raw(`DROP TRIGGER IF EXISTS ${name}`);
  await create(name);
  await db.raw(`DROP TRIGGER ${successor}`);
  return undefined;
}

async function ensureAnchor(db: Db, { anchor, guards }: GuardedTables): Promise<string | undefined> {
  if (await isThere(db, 'tables', 'table_schema', { table_name: anchor })) return undefined;
  const definitions: string[] = [];
  for (const { table } of guards) {
    definitions.push(`${table} ${await idTypeOf(db, table)}`, `FOREIGN KEY (${table}) REFERENCES ${table} (id)`);
  }
  try {
    await db.raw(`CREATE TABLE ${anchor} (${definitions.join(', ')})`);
    return undefined;
  } catch (error) {
    if (!NOT_ALLOWED.includes((error as { code?: string }).code ?? '')) throw error;
    return 'TRUNCATE of the ledger is not refused; grant the database user REFERENCES and start again';
  }
}

/** The type of a table's id, spelled so that a foreign key can refer to it. */
async function idTypeOf(db: Db, table: string): Promise<string> {
  const answer: unknown = await db.raw(
    `SELECT CONCAT(column_type, COALESCE(CONCAT(' CHARACTER SET ', character_set_name, ' COLLATE ', collation_name), '')) AS type
      FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ? AND column_name = 'id'`,
    [table],
  );
  return present((answer as [{ type: string }[]])[0][0], `the id of ${table}`).type;
}

async function isThere(db: Db, view: string, schema: string, conditions: Record<string, string>): Promise<boolean> {
  const names = Object.keys(conditions);
  const where = names.map((name) => `${name} = ?`).join(' AND ');
  const answer: unknown = await db.raw(
    `SELECT 1 FROM information_schema.${view} WHERE ${schema} = DATABASE() AND ${where} LIMIT 1`,
    Object.values(conditions),
  );
  return (answer as [unknown[]])[0].length > 0;
}
