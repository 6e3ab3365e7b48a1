import { chunksOf, findInChunks } from './chunks';
import type { Db, Dialect } from './dialect';
import { invariant } from './errors';
import { certainly } from './late-snapshot';

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
   * found by its `id`, the first of the columns, and fails where there is none.
   */
  readonly kind: 'insert' | 'insert-new' | 'update';
  readonly table: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly ColumnValue[])[];
}

/** New rows to which the database gives the first of their columns: the number that they are known by. */
export const numbered = ({ columns, rows, ...write }: Write): Write => ({
  ...write,
  columns: columns.slice(1),
  rows: rows.map((row) => row.slice(1)),
});

interface Statement {
  readonly sql: string;
  readonly bindings: readonly unknown[];
  readonly write: Write;
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
 * Writes rows to several tables, in as few statements as the databases' limits allow, and makes sure that as many were
 * written as were given: a row that is not there any more must not pass for one that was changed.
 *
 * Written out rather than left to knex: its SQLite dialect turns a bulk insert into a compound SELECT that ends at 500
 * rows, and PostgreSQL takes a thousand rows several times faster as one array a column than as a placeholder a value.
 * A few rows go there in one statement for all tables, which saves a lone posting most of its round trips.
 */
export async function writeRows(db: Db, dialect: Dialect, writes: readonly Write[]): Promise<void> {
  const due = writes.filter(({ rows }) => rows.length > 0);
  const total = due.reduce((sum, { rows }) => sum + rows.length, 0);
  const statements = due.flatMap((write) => inParts(write, dialect).map((part) => statementOf(dialect, part)));
  if (dialect === 'postgres' && statements.length > 1 && total <= MAX_ROWS_TOGETHER) {
    const { sql, bindings } = joined(statements);
    const answer: unknown = await db.raw(sql, bindings as never);
    const [counts] = (answer as { rows: [Readonly<Record<string, unknown>>] }).rows;
    for (const [i, { write }] of statements.entries()) requireAll(write, Number(counts[`w${i}`]));
    return;
  }
  for (const { sql, bindings, write } of statements) {
    requireAll(write, countOf(dialect, write, await db.raw(sql, bindings as never)));
  }
}

/** New rows, of which some may be there already. */
export interface NewRows {
  /** Its first column is the id, which is a text. */
  readonly write: Write;
  /** The column of text, in the database's spelling, that says whether a row is there. */
  readonly key: string;
}

/** Rows that follow from others: each names, in one of its columns, the id of the row that it follows from. */
export interface Following {
  readonly write: Write;
  /** In the database's spelling. */
  readonly parent: string;
}

/**
 * Writes rows that are new and what follows from each; passes over those that are there already, and over what would follow from
 * them. PostgreSQL tells in the same statement which ones are new, so that nobody looks first; the triggers that guard a table
 * elsewhere let no row be written twice, not even in vain.
 *
 * @returns the ids of the rows that were written
 */
export async function writeNewRows(
  db: Db,
  dialect: Dialect,
  { write, key }: NewRows,
  following: readonly Following[],
): Promise<ReadonlySet<string>> {
  const due = following.filter(({ write: { rows } }) => rows.length > 0);
  if (dialect === 'postgres') {
    const { sql, bindings } = joinedTo(write, due);
    const answer: unknown = await db.raw(sql, bindings as never);
    return new Set((answer as { readonly rows: { readonly id: string }[] }).rows.map(({ id }) => id));
  }
  const textsIn = ({ columns, rows }: Write, column: string): string[] => {
    const place = columns.findIndex(({ name }) => name === column);
    return rows.map((row) => String(row[place]));
  };
  const keys = textsIn(write, key);
  const there = await keysThere(db, write.table, key, keys);
  const rows = write.rows.filter((_, i) => !there.has(keys[i] ?? ''));
  const written = new Set(rows.map(([id]) => String(id)));
  const followers = due.map(({ write: of, parent }) => {
    const parents = textsIn(of, parent);
    return { ...of, rows: of.rows.filter((_, i) => written.has(parents[i] ?? '')) };
  });
  await writeRows(db, dialect, [{ ...write, rows }, ...followers]);
  return written;
}

/** For sure: where uncommitted rows can be seen, one that is found is not yet one that is there. */
async function keysThere(db: Db, table: string, column: string, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await findInChunks(keys, async (some) => {
    const rows: unknown = await certainly(db, db(table).select({ key: column }).whereIn(column, some));
    return rows as { readonly key: string }[];
  });
  return new Set(found.map(({ key }) => key));
}

function requireAll({ kind, table, rows }: Write, written: number): void {
  if (kind === 'insert-new') return;
  invariant(written === rows.length, `${written} of ${rows.length} rows of ${table} were there for an ${kind}`);
}

/** How many rows a statement found or made, by what each driver answers. */
function countOf(dialect: Dialect, { kind, rows }: Write, answer: unknown): number {
  if (dialect === 'postgres') return (answer as { rowCount: number }).rowCount;
  if (dialect === 'sqlite') return (answer as { changes: number }).changes;
  const [{ affectedRows, info }] = answer as [{ affectedRows: number; info: string }];
  if (kind !== 'update') return affectedRows;
  // What counts is how many were there, whether they changed or not.
  const found = (rows.length === 1 ? /matched: (\d+)/ : /Duplicates: (\d+)/).exec(info);
  return found ? Number(found[1]) : 0;
}

function inParts(write: Write, dialect: Dialect): Write[] {
  const size = dialect === 'postgres' ? MAX_ROWS : Math.floor(MAX_BINDINGS / write.columns.length);
  return chunksOf(size, write.rows).map((rows) => ({ ...write, rows }));
}

const statementOf = (dialect: Dialect, write: Write): Statement => {
  const { sql, bindings } = dialect === 'postgres' ? arrayStatement(write) : valuesStatement(dialect, write);
  return { sql, bindings, write };
};

type Sql = Omit<Statement, 'write'>;

/**
 * PostgreSQL: one array a column. A single row goes as it is: to take it out of arrays again costs as much as to write it.
 *
 * @param where which of the rows are inserted; all of them without it
 */
function arrayStatement({ kind, table, columns, rows }: Write, where?: string): Sql {
  const names = columns.map(({ name }) => quote('postgres', name));
  const [only] = rows.length === 1 ? rows : [];
  const given = only
    ? `(SELECT ${columns.map(({ type }, i) => `?::${type} AS ${names[i] ?? ''}`).join(', ')}) AS new`
    : `unnest(${columns.map(({ type }) => `?::${type}[]`).join(', ')}) AS new (${names.join(', ')})`;
  const bindings = only
    ? columns.map((_, i) => bind(only[i] ?? null))
    : columns.map((_, i) => rows.map((row) => bind(row[i] ?? null)));
  if (kind !== 'update') {
    const which = where === undefined ? '' : ` WHERE ${where}`;
    const tail = kind === 'insert-new' ? ' ON CONFLICT DO NOTHING' : '';
    return { sql: `INSERT INTO "${table}" (${names.join(', ')}) SELECT * FROM ${given}${which}${tail}`, bindings };
  }
  const [, ...others] = names;
  const set = others.map((name) => `${name} = new.${name}`).join(', ');
  return { sql: `UPDATE "${table}" AS old SET ${set} FROM ${given} WHERE old.id = new.id`, bindings };
}

/** MySQL and SQLite: a placeholder a value. */
function valuesStatement(dialect: Dialect, write: Write): Sql {
  const { kind, table, columns, rows } = write;
  const names = columns.map(({ name }) => quote(dialect, name));
  if (kind === 'update' && dialect === 'sqlite') return updateOnSqlite(write, names);
  if (kind === 'update' && rows.length === 1) return updateOne(dialect, write, names);
  const sql = `INSERT INTO ${quote(dialect, table)} (${names.join(', ')}) VALUES ${tuplesOf(write)}`;
  return { sql: sql + onDuplicate(dialect, kind, names), bindings: valuesOf(write) };
}

const tuplesOf = ({ columns, rows }: Write): string =>
  new Array<string>(rows.length).fill(`(${columns.map(() => '?').join(', ')})`).join(', ');

const valuesOf = ({ rows }: Write): ColumnValue[] => rows.flatMap((row) => row.map(bind));

function updateOnSqlite(write: Write, names: readonly string[]): Sql {
  const set = names.slice(1).map((name, i) => `${name} = new.column${i + 2}`);
  const from = `(VALUES ${tuplesOf(write)}) AS new`;
  const sql = `UPDATE "${write.table}" AS old SET ${set.join(', ')} FROM ${from} WHERE old.id = new.column1`;
  return { sql, bindings: valuesOf(write) };
}

function updateOne(dialect: Dialect, write: Write, names: readonly string[]): Sql {
  const [id = null, ...values] = valuesOf(write);
  const set = names.slice(1).map((name) => `${name} = ?`);
  const sql = `UPDATE ${quote(dialect, write.table)} SET ${set.join(', ')} WHERE ${names[0] ?? ''} = ?`;
  return { sql, bindings: [...values, id] };
}

/** What MySQL cannot say as an UPDATE of many rows it says as an INSERT of which each row is a duplicate. */
function onDuplicate(dialect: Dialect, kind: Write['kind'], names: readonly string[]): string {
  const [first = '', ...others] = names;
  if (kind === 'insert') return '';
  if (dialect === 'sqlite') return ' ON CONFLICT DO NOTHING';
  const set = kind === 'update' ? others.map((name) => `${name} = VALUES(${name})`).join(', ') : `${first} = ${first}`;
  return ` ON DUPLICATE KEY UPDATE ${set}`;
}

/** PostgreSQL: rows and what follows from them, as one statement that answers the ids of those that were new. */
function joinedTo(first: Write, following: readonly Following[]): Sql {
  const made = arrayStatement({ ...first, kind: 'insert-new' });
  const parts = following.map(({ write, parent }, i) => {
    const { sql, bindings } = arrayStatement(write, `"${parent}" IN (SELECT id FROM made)`);
    return { sql: `w${i} AS (${sql})`, bindings };
  });
  return {
    sql: `WITH ${[`made AS (${made.sql} RETURNING id)`, ...parts.map(({ sql }) => sql)].join(', ')} SELECT id FROM made`,
    bindings: [made, ...parts].flatMap(({ bindings }) => bindings),
  };
}

/** PostgreSQL: statements that do not depend on each other, as one that answers how many rows each of them had. */
function joined(statements: readonly Statement[]): Sql {
  const parts = statements.map(({ sql }, i) => `w${i} AS (${sql} RETURNING 1)`);
  const counts = statements.map((_, i) => `(SELECT COUNT(*) FROM w${i}) AS w${i}`);
  return {
    sql: `WITH ${parts.join(', ')} SELECT ${counts.join(', ')}`,
    bindings: statements.flatMap(({ bindings }) => bindings),
  };
}
