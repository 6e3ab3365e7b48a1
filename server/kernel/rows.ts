import type { Db, Dialect } from './dialect';

/** What a column can be given. */
export type ColumnValue = string | number | bigint | null;

/** A column of a lean table: its name, and whether it holds text or an integer. */
export interface Column {
  readonly name: string;
  readonly type: 'text' | 'bigint';
}

/** Values in the order of the columns. */
export type Row = readonly ColumnValue[];

/** Bindings that one statement may carry on MySQL and SQLite; the smaller of their limits, with room to spare. */
const MAX_BINDINGS = 30_000;
/** Rows that one statement carries on PostgreSQL, where a column is one binding. */
const MAX_ROWS = 5_000;

const quote = (dialect: Dialect, name: string): string => (dialect === 'mysql' ? `\`${name}\`` : `"${name}"`);

/** A bigint goes to better-sqlite3 as it is; the other drivers take its digits. */
const bind = (dialect: Dialect, value: ColumnValue): ColumnValue =>
  typeof value === 'bigint' && dialect !== 'sqlite' ? value.toString() : value;

/**
 * Inserts rows, in as few statements as the databases' limits allow.
 *
 * Written out rather than left to knex: its SQLite dialect turns a bulk insert into a compound SELECT that ends at 500
 * rows, and PostgreSQL takes a thousand rows several times faster as one array a column than as a placeholder a value
 * (bench, `postMany`).
 */
export async function insertRows(
  db: Db,
  dialect: Dialect,
  table: string,
  columns: readonly Column[],
  rows: readonly Row[],
): Promise<void> {
  const names = columns.map(({ name }) => quote(dialect, name)).join(', ');
  const into = `INSERT INTO ${quote(dialect, table)} (${names})`;
  if (dialect === 'postgres') {
    await inParts(rows, MAX_ROWS, async (part) => {
      await db.raw(`${into} SELECT * FROM ${unnest(columns)}`, arrays(columns, part));
    });
    return;
  }
  await insertValues(db, dialect, into, columns, rows, '');
}

/** Writes rows whose `id` exists, the first of the columns: every other column is set anew. */
export async function updateRows(
  db: Db,
  dialect: Dialect,
  table: string,
  columns: readonly Column[],
  rows: readonly Row[],
): Promise<void> {
  const quoted = columns.map(({ name }) => quote(dialect, name));
  const others = quoted.slice(1);
  if (dialect === 'postgres') {
    const set = others.map((name) => `${name} = new.${name}`).join(', ');
    await inParts(rows, MAX_ROWS, async (part) => {
      await db.raw(
        `UPDATE "${table}" AS old SET ${set} FROM ${unnest(columns)} AS new (${quoted.join(', ')}) WHERE old.id = new.id`,
        arrays(columns, part),
      );
    });
    return;
  }
  const into = `INSERT INTO ${quote(dialect, table)} (${quoted.join(', ')})`;
  const tail =
    dialect === 'mysql'
      ? ` ON DUPLICATE KEY UPDATE ${others.map((name) => `${name} = VALUES(${name})`).join(', ')}`
      : ` ON CONFLICT (id) DO UPDATE SET ${others.map((name) => `${name} = excluded.${name}`).join(', ')}`;
  await insertValues(db, dialect, into, columns, rows, tail);
}

const unnest = (columns: readonly Column[]): string =>
  `unnest(${columns.map(({ type }) => `?::${type}[]`).join(', ')})`;

function arrays(columns: readonly Column[], rows: readonly Row[]): never {
  return columns.map((_, i) => rows.map((row) => bind('postgres', row[i] ?? null))) as never;
}

async function insertValues(
  db: Db,
  dialect: Dialect,
  into: string,
  columns: readonly Column[],
  rows: readonly Row[],
  tail: string,
): Promise<void> {
  const tuple = `(${columns.map(() => '?').join(', ')})`;
  await inParts(rows, Math.floor(MAX_BINDINGS / columns.length), async (part) => {
    const tuples = new Array<string>(part.length).fill(tuple).join(', ');
    const bindings = part.flatMap((row) => row.map((value) => bind(dialect, value)));
    await db.raw(`${into} VALUES ${tuples}${tail}`, bindings as never);
  });
}

async function inParts(
  rows: readonly Row[],
  size: number,
  write: (part: readonly Row[]) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < rows.length; start += size) await write(rows.slice(start, start + size));
}
