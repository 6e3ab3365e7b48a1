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
    const lock = dialect === 'sqlite' ? '' : `${STRENGTH[dialect][strength]}${skipLocked ? ' SKIP LOCKED' : ''}`;
    const { sql, bindings } = query.toSQL();
    rows.push(...rowsOf(dialect, await trx.raw(`${sql} ${lock}`, bindings as never)));
  }
  return rows;
}

function rowsOf(dialect: Dialect, answer: unknown): Record<string, unknown>[] {
  if (dialect === 'postgres') return (answer as { rows: Record<string, unknown>[] }).rows;
  return dialect === 'mysql' ? (answer as [Record<string, unknown>[]])[0] : (answer as Record<string, unknown>[]);
}
