import type { Db, Dialect } from './dialect';

/** What a column can be given. */
export type ColumnValue = string | number | bigint | null;
export type Row = Readonly<Record<string, ColumnValue>>;

/** Bindings that one statement may carry; the smallest of the three databases' limits, with room to spare. */
const MAX_BINDINGS = 30_000;

/** A bigint goes to better-sqlite3 as it is; the other drivers take its digits. */
const bind = (dialect: Dialect, value: ColumnValue): ColumnValue =>
  typeof value === 'bigint' && dialect !== 'sqlite' ? value.toString() : value;

const quote = (dialect: Dialect, name: string): string => (dialect === 'mysql' ? `\`${name}\`` : `"${name}"`);

/**
 * Inserts rows of one shape, in as few statements as the databases' limits allow.
 *
 * Written out rather than left to knex, whose SQLite dialect turns a bulk insert into a compound SELECT that ends at
 * 500 rows.
 */
export async function insertRows(db: Db, dialect: Dialect, table: string, rows: readonly Row[]): Promise<void> {
  await write(db, dialect, table, rows, '');
}

/** Writes rows whose primary key exists: every column but the key is set anew. */
export async function updateRows(db: Db, dialect: Dialect, table: string, rows: readonly Row[]): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const columns = Object.keys(first).filter((name) => name !== 'id');
  const set = columns.map((name) => {
    const column = quote(dialect, name);
    return dialect === 'mysql' ? `${column} = VALUES(${column})` : `${column} = excluded.${column}`;
  });
  const clause = dialect === 'mysql' ? ' ON DUPLICATE KEY UPDATE ' : ' ON CONFLICT (id) DO UPDATE SET ';
  await write(db, dialect, table, rows, clause + set.join(', '));
}

async function write(db: Db, dialect: Dialect, table: string, rows: readonly Row[], tail: string): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const columns = Object.keys(first);
  const names = columns.map((name) => quote(dialect, name)).join(', ');
  const tuple = `(${columns.map(() => '?').join(', ')})`;
  const perStatement = Math.max(1, Math.floor(MAX_BINDINGS / columns.length));
  for (let start = 0; start < rows.length; start += perStatement) {
    const part = rows.slice(start, start + perStatement);
    const bindings = part.flatMap((row) => columns.map((name) => bind(dialect, row[name] ?? null)));
    const tuples = new Array<string>(part.length).fill(tuple).join(', ');
    await db.raw(`INSERT INTO ${quote(dialect, table)} (${names}) VALUES ${tuples}${tail}`, bindings as never);
  }
}
