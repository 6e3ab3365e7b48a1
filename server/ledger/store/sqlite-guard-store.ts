import type { Knex } from 'knex';
import type { Db } from '../../kernel';
import { type Guard, REFUSAL, SWITCH } from './guard';

interface Trigger {
  readonly name: string;
  readonly table: string;
  readonly before: 'INSERT' | 'UPDATE' | 'DELETE';
  /** The change is refused when this holds; always, without it. */
  readonly when?: string;
}

/**
 * L34 on SQLite. Besides the changes themselves it refuses rows that would be put in another one's place: REPLACE deletes
 * what is in its way without asking a DELETE trigger.
 */
export async function guardOnSqlite(db: Knex, guards: readonly Guard[]): Promise<void> {
  for (const { table, events } of guards) {
    for (const event of events) await ensureTrigger(db, { name: `no_${event.toLowerCase()}`, table, before: event });
    const keys = await uniqueKeysOf(db, table);
    const another = (isInTheWay: string) => `EXISTS (SELECT 1 FROM ${table} other WHERE ${isInTheWay})`;
    const replace = { name: 'no_replace', table, before: 'INSERT' as const };
    if (events.includes('UPDATE')) {
      await ensureTrigger(db, { ...replace, when: another(hasAny(keys)) });
      continue;
    }
    // Its rows may change, and are written by INSERT … ON CONFLICT (id) DO UPDATE: what meets itself is not in the way.
    await ensureTrigger(db, { ...replace, when: another(`(${hasAny(keys)}) AND NOT (${hasAll(keys)})`) });
    const isMoved = `NOT (${keys
      .flat()
      .map((column) => `NEW.${column} IS OLD.${column}`)
      .join(' AND ')})`;
    const when = `${isMoved} AND ${another(`(${hasAny(keys)}) AND other.rowid <> OLD.rowid`)}`;
    await ensureTrigger(db, { name: 'no_replace_by_update', table, before: 'UPDATE', when });
  }
}

type Keys = readonly (readonly string[])[];

const has = (key: readonly string[]): string =>
  `(${key.map((column) => `other.${column} = NEW.${column}`).join(' AND ')})`;
const hasAny = (keys: Keys): string => keys.map(has).join(' OR ');
const hasAll = (keys: Keys): string => keys.map(has).join(' AND ');

/** Whatever a row could be in another one's way by: SQLite's own number of it, and each unique index. */
async function uniqueKeysOf(db: Db, table: string): Promise<string[][]> {
  const rows: unknown = await db.raw(
    `SELECT i.name AS name, c.name AS column FROM pragma_index_list(?) i, pragma_index_info(i.name) c
      WHERE i."unique" = 1 ORDER BY i.name, c.seqno`,
    [table],
  );
  const keys = new Map<string, string[]>();
  for (const { name, column } of rows as { name: string; column: string }[]) {
    keys.set(name, [...(keys.get(name) ?? []), column]);
  }
  return [['rowid'], ...keys.values()];
}

async function ensureTrigger(db: Knex, { name: suffix, table, before, when }: Trigger): Promise<void> {
  const name = `${table}_${suffix}`;
  const condition = [...(when ? [when] : []), `NOT EXISTS (SELECT 1 FROM ${SWITCH})`].join(' AND ');
  // As SQLite keeps it, word for word.
  const sql = `CREATE TRIGGER ${name} BEFORE ${before} ON ${table} WHEN ${condition} BEGIN SELECT RAISE(ABORT, '${REFUSAL}'); END`;
  const there: unknown = await db('sqlite_master').where({ type: 'trigger', name, sql }).select('name');
  if ((there as unknown[]).length > 0) return;
  await db.transaction(async (trx) => {
    await trx.raw(`DROP TRIGGER IF EXISTS ${name}`);
    await trx.raw(sql);
  });
}
