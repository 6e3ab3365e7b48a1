/** The triggers as the version before made them, for a start to find. */
import type { Knex } from 'knex';

import type { Engine } from '../../support/engines';

const REFUSAL = 'The rewards ledger is append-only: post a reversal or an adjustment instead.';
const TABLES = ['rewards_ledger_entries', 'rewards_allocations', 'rewards_accounts'] as const;
const eventsOf = (table: string) => (table === 'rewards_accounts' ? ['DELETE'] : ['UPDATE', 'DELETE']);

export interface Fingerprint {
  readonly name: string;
  readonly definition: string;
  /** Another one when it was made anew. */
  readonly version: string;
}

const rowsOf = (answer: unknown): Fingerprint[] =>
  Array.isArray(answer)
    ? ((Array.isArray(answer[0]) ? answer[0] : answer) as Fingerprint[]).map((row) => ({ ...row }))
    : (answer as { rows: Fingerprint[] }).rows;

/** What guards the ledger, and whether it is the same one as before. */
export async function fingerprintOfGuards(knex: Knex, engine: Engine): Promise<Fingerprint[]> {
  const statements = {
    sqlite: `SELECT name, sql AS definition, (SELECT schema_version FROM pragma_schema_version) AS version
      FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'rewards_%' ORDER BY name`,
    postgres: `SELECT tgname AS name, pg_get_triggerdef(oid) AS definition, CAST(xmin AS TEXT) AS version FROM pg_trigger
      WHERE tgname LIKE 'rewards_%' UNION ALL SELECT proname, prosrc || CAST(proconfig AS TEXT), CAST(xmin AS TEXT)
      FROM pg_proc WHERE proname = 'rewards_refuse_change' ORDER BY 1`,
    mysql: `SELECT trigger_name AS name, action_statement AS definition, CAST(created AS CHAR) AS version
      FROM information_schema.triggers WHERE trigger_schema = DATABASE() ORDER BY 1`,
  };
  return rowsOf(await knex.raw(statements[engine]));
}

/** Puts the earlier version's guards, and its switch, in the place of today's. */
export async function downgradeGuards(knex: Knex, engine: Engine): Promise<void> {
  const closed = 'NOT EXISTS (SELECT 1 FROM rewards_maintenance)';
  if (engine === 'postgres') {
    await knex.raw(`CREATE OR REPLACE FUNCTION rewards_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM rewards_maintenance) THEN RETURN COALESCE(NEW, OLD); END IF;
        RAISE EXCEPTION '${REFUSAL}' USING ERRCODE = 'restrict_violation';
      END $$`);
    return;
  }
  for (const { name } of await fingerprintOfGuards(knex, engine)) await knex.raw(`DROP TRIGGER ${name}`);
  if (engine === 'mysql') {
    await knex.raw('DROP TABLE rewards_maintenance');
    await knex.raw('CREATE TABLE rewards_maintenance (opened_at BIGINT NOT NULL)');
  }
  for (const table of TABLES) {
    for (const event of eventsOf(table)) {
      const name = `${table}_no_${event.toLowerCase()}`;
      await knex.raw(
        engine === 'mysql'
          ? `CREATE TRIGGER ${name} BEFORE ${event} ON ${table} FOR EACH ROW
              IF ${closed} THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${REFUSAL}'; END IF`
          : `CREATE TRIGGER ${name} BEFORE ${event} ON ${table} WHEN ${closed} BEGIN SELECT RAISE(ABORT, '${REFUSAL}'); END`,
      );
    }
  }
}
