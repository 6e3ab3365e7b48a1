import type { Knex } from 'knex';
import { among, inPartsOf } from './among';
import type { Dialect } from './dialect';

/** Ids of one statement. */
const PART = 5_000;

/** `change`, on PostgreSQL, lets others insert rows that refer to the locked ones. */
const STRENGTH = {
  postgres: { update: 'FOR UPDATE', change: 'FOR NO KEY UPDATE' },
  mysql: { update: 'FOR UPDATE', change: 'FOR UPDATE' },
} as const;

export interface RowLock {
  readonly strength: 'update' | 'change';
  /** Passes over rows that somebody else has locked, instead of waiting for them. */
  readonly skipLocked: boolean;
}

/**
 * Locks rows by their primary keys until the transaction ends, in the order of the keys, and reads them as they are now. Only
 * these rows and no gap between them: MySQL would lock the whole table where it reads a small one from end to end.
 */
export async function lockRows(
  trx: Knex.Transaction,
  dialect: Dialect,
  table: string,
  columns: readonly string[],
  ids: readonly number[],
  { strength, skipLocked }: RowLock,
): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  const sorted = [...new Set(ids)].sort((a, b) => a - b);
  for (const part of inPartsOf(PART, sorted)) {
    const from = dialect === 'mysql' ? `${table} FORCE INDEX (PRIMARY)` : table;
    const query = trx.select(columns).from(trx.raw(from)).whereRaw(among('id', part)).orderBy('id');
    const lock = dialect === 'sqlite' ? '' : STRENGTH[dialect][strength];
    const statement = `${query.toSQL().sql} ${lock}`;
    rows.push(...rowsOf(dialect, await (skipLocked ? skipping(trx, dialect, statement) : trx.raw(statement))));
  }
  return rows;
}

/** Databases that do not know how to pass over rows: MariaDB before 10.6. By the settings of their connections. */
const waiting = new WeakSet<object>();

async function skipping(trx: Knex.Transaction, dialect: Dialect, statement: string): Promise<unknown> {
  const { config } = trx.client as { config: object };
  if (dialect === 'sqlite' || waiting.has(config)) return trx.raw(statement);
  try {
    return await trx.raw(`${statement} SKIP LOCKED`);
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ER_PARSE_ERROR') throw error;
    waiting.add(config);
    return trx.raw(statement);
  }
}

function rowsOf(dialect: Dialect, answer: unknown): Record<string, unknown>[] {
  if (dialect === 'postgres') return (answer as { rows: Record<string, unknown>[] }).rows;
  return dialect === 'mysql' ? (answer as [Record<string, unknown>[]])[0] : (answer as Record<string, unknown>[]);
}
