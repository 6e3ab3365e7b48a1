import type { Db, Dialect } from './dialect';

/** What a column can be given. */
export type ColumnValue = string | number | bigint | null;

/** A column of a lean table: its name, and whether it holds text or an integer. */
export interface Column {
  readonly name: string;
  readonly type: 'text' | 'bigint';
}

/** Rows to be written, their values in the order of the columns. */
export interface Write {
  /**
   * `insert` fails on a row that is there, `insert-new` passes over it. `update` sets every column of a row that is there,
   * found by its `id`, the first of the columns.
   */
  readonly kind: 'insert' | 'insert-new' | 'update';
  readonly table: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly ColumnValue[])[];
}

interface Statement {
  readonly sql: string;
  readonly bindings: readonly unknown[];
}

/** Bindings that one statement may carry on MySQL and SQLite; the smaller of their limits, with room to spare. */
const MAX_BINDINGS = 30_000;
/** Rows that one statement carries on PostgreSQL, where a column is one binding. */
const MAX_ROWS = 5_000;
/** Rows up to which PostgreSQL gets all writes as one statement: beyond, what counts is no longer the way there and back. */
const MAX_ROWS_TOGETHER = 256;

const quote = (dialect: Dialect, name: string): string => (dialect === 'mysql' ? `\`${name}\`` : `"${name}"`);

/**
 * A bigint goes as its digits, which every database reads into an integer column exactly (L3). Given to better-sqlite3 as
 * it is, it would keep knex from saying what the database said of a statement that failed.
 */
const bind = (value: ColumnValue): ColumnValue => (typeof value === 'bigint' ? value.toString() : value);

/**
 * Writes rows to several tables, in as few statements as the databases' limits allow.
 *
 * Written out rather than left to knex: its SQLite dialect turns a bulk insert into a compound SELECT that ends at 500
 * rows, and PostgreSQL takes a thousand rows several times faster as one array a column than as a placeholder a value.
 * A few rows go there in one statement for all tables, which saves a lone posting most of its round trips.
 */
export async function writeRows(db: Db, dialect: Dialect, writes: readonly Write[]): Promise<void> {
  const due = writes.filter(({ rows }) => rows.length > 0);
  const total = due.reduce((sum, { rows }) => sum + rows.length, 0);
  const statements = due.flatMap((write) => inParts(write, dialect).map((part) => statementOf(dialect, part)));
  const together = dialect === 'postgres' && total <= MAX_ROWS_TOGETHER ? [joined(statements)] : statements;
  for (const { sql, bindings } of together) if (sql !== '') await db.raw(sql, bindings as never);
}

function inParts(write: Write, dialect: Dialect): Write[] {
  const size = dialect === 'postgres' ? MAX_ROWS : Math.floor(MAX_BINDINGS / write.columns.length);
  const parts: Write[] = [];
  for (let start = 0; start < write.rows.length; start += size) {
    parts.push({ ...write, rows: write.rows.slice(start, start + size) });
  }
  return parts;
}

const statementOf = (dialect: Dialect, write: Write): Statement =>
  dialect === 'postgres' ? arrayStatement(write) : valuesStatement(dialect, write);

/** PostgreSQL: one array a column. */
function arrayStatement({ kind, table, columns, rows }: Write): Statement {
  const names = columns.map(({ name }) => quote('postgres', name));
  const given = `unnest(${columns.map(({ type }) => `?::${type}[]`).join(', ')})`;
  const bindings = columns.map((_, i) => rows.map((row) => bind(row[i] ?? null)));
  if (kind !== 'update') {
    const tail = kind === 'insert-new' ? ' ON CONFLICT DO NOTHING' : '';
    return { sql: `INSERT INTO "${table}" (${names.join(', ')}) SELECT * FROM ${given}${tail}`, bindings };
  }
  const [, ...others] = names;
  const set = others.map((name) => `${name} = new.${name}`).join(', ');
  const from = `${given} AS new (${names.join(', ')})`;
  return { sql: `UPDATE "${table}" AS old SET ${set} FROM ${from} WHERE old.id = new.id`, bindings };
}

/** MySQL and SQLite: a placeholder a value. */
function valuesStatement(dialect: Dialect, { kind, table, columns, rows }: Write): Statement {
  const names = columns.map(({ name }) => quote(dialect, name));
  const tuple = `(${columns.map(() => '?').join(', ')})`;
  const tuples = new Array<string>(rows.length).fill(tuple).join(', ');
  const bindings = rows.flatMap((row) => row.map(bind));
  const sql = `INSERT INTO ${quote(dialect, table)} (${names.join(', ')}) VALUES ${tuples}`;
  return { sql: sql + onDuplicate(dialect, kind, names), bindings };
}

function onDuplicate(dialect: Dialect, kind: Write['kind'], names: readonly string[]): string {
  const [first = '', ...others] = names;
  if (kind === 'insert') return '';
  if (dialect === 'mysql') {
    const set =
      kind === 'update' ? others.map((name) => `${name} = VALUES(${name})`).join(', ') : `${first} = ${first}`;
    return ` ON DUPLICATE KEY UPDATE ${set}`;
  }
  if (kind === 'insert-new') return ' ON CONFLICT DO NOTHING';
  return ` ON CONFLICT (id) DO UPDATE SET ${others.map((name) => `${name} = excluded.${name}`).join(', ')}`;
}

/** PostgreSQL: statements that do not depend on each other, as one. */
function joined(statements: readonly Statement[]): Statement {
  const last = statements.at(-1);
  if (!last) return { sql: '', bindings: [] };
  const first = statements.slice(0, -1).map(({ sql }, i) => `w${i} AS (${sql})`);
  const sql = first.length > 0 ? `WITH ${first.join(', ')} ${last.sql}` : last.sql;
  return { sql, bindings: statements.flatMap(({ bindings }) => bindings) };
}
