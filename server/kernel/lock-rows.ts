import type { Knex } from 'knex';
import { chunksOf } from './chunks';
import { inList } from './in-list';
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
  lock: RowLock,
): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  const sorted = [...new Set(ids)].sort((a, b) => a - b);
  for (const part of chunksOf(PART, sorted)) {
    const from = dialect === 'mysql' ? `${table} FORCE INDEX (PRIMARY)` : table;
    const query = trx.select(columns).from(trx.raw(from)).whereRaw(inList('id', part)).orderBy('id');
    rows.push(...(await lockFound(trx, dialect, query, lock)));
  }
  return rows;
}

/** Locks the rows that a query finds until the transaction ends, and reads them as they are now. */
export async function lockFound(
  trx: Knex.Transaction,
  dialect: Dialect,
  query: Knex.QueryBuilder,
  { strength, skipLocked }: RowLock,
): Promise<Record<string, unknown>[]> {
  const { sql, bindings } = query.toSQL();
  const statement: Statement = { sql: dialect === 'sqlite' ? sql : `${sql} ${STRENGTH[dialect][strength]}`, bindings };
  return rowsOf(dialect, await (skipLocked ? skipping(trx, dialect, statement) : send(trx, statement)));
}

interface Statement {
  readonly sql: string;
  readonly bindings: readonly unknown[];
}

const send = async (trx: Knex.Transaction, { sql, bindings }: Statement): Promise<unknown> =>
  trx.raw(sql, bindings as never);

/** Databases that do not know how to pass over rows: MariaDB before 10.6. By the settings of their connections. */
const waiting = new WeakSet<object>();

async function skipping(trx: Knex.Transaction, dialect: Dialect, statement: Statement): Promise<unknown> {
  const { config } = trx.client as { config: object };
  if (dialect === 'sqlite' || waiting.has(config)) return send(trx, statement);
  try {
    return await send(trx, { ...statement, sql: `${statement.sql} SKIP LOCKED` });
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ER_PARSE_ERROR') throw error;
    waiting.add(config);
    return send(trx, statement);
  }
}

function rowsOf(dialect: Dialect, answer: unknown): Record<string, unknown>[] {
  if (dialect === 'postgres') return (answer as { rows: Record<string, unknown>[] }).rows;
  return dialect === 'mysql' ? (answer as [Record<string, unknown>[]])[0] : (answer as Record<string, unknown>[]);
}
