import type { Knex } from 'knex';
import type { Db } from '../../kernel';
import { type Guard, REFUSAL, SWITCH } from './guard';

const FUNCTION = 'rewards_refuse_change';

/**
 * A temporary table goes before one of a schema wherever a name has no schema in front, in a trigger too: so the switch is
 * looked for where the guarded table is, and every other name in the system's own schema first.
 */
const SEARCH_PATH = 'pg_catalog, pg_temp';
const BODY = `
DECLARE
  is_open boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.${SWITCH})', TG_TABLE_SCHEMA) INTO is_open;
  IF is_open THEN
    RETURN COALESCE(NEW, OLD);
  END IF;
  RAISE EXCEPTION '${REFUSAL}' USING ERRCODE = 'restrict_violation';
END `;

/** How PostgreSQL keeps when a trigger fires: the bits of pg_trigger.tgtype. */
const TYPE_BITS = { ROW: 1, STATEMENT: 0, BEFORE: 2, DELETE: 8, UPDATE: 16, TRUNCATE: 32 } as const;
type Event = 'DELETE' | 'UPDATE' | 'TRUNCATE';

interface Trigger {
  readonly name: string;
  readonly table: string;
  readonly events: readonly Event[];
  readonly each: 'ROW' | 'STATEMENT';
}

/** L34 on PostgreSQL. Writes to its catalogue only what differs there. */
export async function guardOnPostgres(db: Knex, guards: readonly Guard[]): Promise<void> {
  if (!(await isFunctionThere(db))) {
    await db.raw(
      `CREATE OR REPLACE FUNCTION ${FUNCTION}() RETURNS trigger LANGUAGE plpgsql SET search_path = ${SEARCH_PATH} AS $$${BODY}$$`,
    );
  }
  for (const { table, events } of guards) {
    await ensureTrigger(db, { name: `${table}_no_change`, table, events, each: 'ROW' });
    await ensureTrigger(db, { name: `${table}_no_truncate`, table, events: ['TRUNCATE'], each: 'STATEMENT' });
  }
}

async function isFunctionThere(db: Db): Promise<boolean> {
  const found: unknown = await db.raw(
    'SELECT 1 FROM pg_proc WHERE oid = to_regprocedure(?) AND prosrc = ? AND proconfig = ARRAY[?]::text[]',
    [`${FUNCTION}()`, BODY, `search_path=${SEARCH_PATH}`],
  );
  return (found as { rows: unknown[] }).rows.length > 0;
}

/** A trigger that is there by its name could have been made for something else, or be disabled. */
async function ensureTrigger(db: Knex, { name, table, events, each }: Trigger): Promise<void> {
  const type = events.reduce((bits, event) => bits | TYPE_BITS[event], TYPE_BITS.BEFORE | TYPE_BITS[each]);
  const found: unknown = await db.raw(
    `SELECT 1 FROM pg_trigger WHERE tgname = ? AND tgrelid = to_regclass(?) AND tgfoid = to_regprocedure(?)
      AND tgtype = ? AND tgqual IS NULL AND tgattr = '' AND tgenabled IN ('O', 'A')`,
    [name, table, `${FUNCTION}()`, type],
  );
  if ((found as { rows: unknown[] }).rows.length > 0) return;
  await db.transaction(async (trx) => {
    await trx.raw(`DROP TRIGGER IF EXISTS ${name} ON ${table}`);
    await trx.raw(
      `CREATE TRIGGER ${name} BEFORE ${events.join(' OR ')} ON ${table} FOR EACH ${each} EXECUTE FUNCTION ${FUNCTION}()`,
    );
  });
}
