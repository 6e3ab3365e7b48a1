import { type Db, invariant } from './kernel';
import { liftAnchorsOnMysql } from './ledger';

/** What a table has to compare byte for byte. */
export interface ExactColumns {
  readonly table: string;
  readonly columns: readonly string[];
}

/**
 * Collations by which text is what its bytes are, blanks at its end among them: MariaDB's and MySQL's. Each knows one.
 * `utf8mb4_bin` is none: it takes `a` and `a ` for one.
 */
const EXACT = ['utf8mb4_nopad_bin', 'utf8mb4_0900_bin'];

/**
 * L40. Gives columns a collation that compares byte for byte, on MySQL and MariaDB, where they have another one. The
 * table is copied and cannot be written meanwhile. One instance at a time sets the database up, so one at a time does this.
 *
 * @param onChange told before a table is changed
 */
export async function compareByteForByte(
  db: Db,
  wanted: readonly ExactColumns[],
  onChange: (table: string) => void,
): Promise<void> {
  const exact = await exactCollation(db);
  const others = await othersThan(db, exact, wanted);
  if (others.length > 0) await liftAnchorsOnMysql(db);
  for (const { table, columns } of others) {
    onChange(table);
    await changeColumns(db, table, columns, exact);
  }
}

async function exactCollation(db: Db): Promise<string> {
  const rows: unknown = await db('information_schema.collations')
    .select({ name: 'collation_name' })
    .whereIn('collation_name', EXACT);
  const [known] = rows as { name: string }[];
  if (known) return known.name;
  throw new Error('The rewards ledger needs MySQL 8.0.17 or MariaDB 10.2, or a later version, to tell ids apart.');
}

/** The columns that there are and that have another collation, by their tables. */
async function othersThan(db: Db, exact: string, wanted: readonly ExactColumns[]): Promise<ExactColumns[]> {
  const rows: unknown = await db('information_schema.columns')
    .select({ table: 'table_name', column: 'column_name' })
    .whereRaw('table_schema = DATABASE()')
    .whereIn(
      'table_name',
      wanted.map(({ table }) => table),
    )
    .whereNot('collation_name', exact);
  const others = new Set((rows as { table: string; column: string }[]).map((row) => `${row.table}.${row.column}`));
  return wanted
    .map(({ table, columns }) => ({ table, columns: columns.filter((column) => others.has(`${table}.${column}`)) }))
    .filter(({ columns }) => columns.length > 0);
}

/** Type, collation, and the rest of a column's definition, as `SHOW CREATE TABLE` writes it, a line a column. */
const DEFINITION = /^\s*[`"](\w+)[`"] ((?:var)?char\(\d+\))(?: CHARACTER SET \w+)?(?: COLLATE \w+)?(.*?),?$/gm;

/** Changes the collation of columns and nothing else about them, all of a table in one copy of it. */
async function changeColumns(db: Db, table: string, columns: readonly string[], exact: string): Promise<void> {
  const answer: unknown = await db.raw('SHOW CREATE TABLE ??', [table]);
  const sql = (answer as [{ 'Create Table': string }[]])[0][0]?.['Create Table'] ?? '';
  const changes = [...sql.matchAll(DEFINITION)]
    .filter(([, name]) => name !== undefined && columns.includes(name))
    .map(([, name, type, rest]) => `MODIFY \`${name}\` ${type} CHARACTER SET utf8mb4 COLLATE ${exact}${rest}`);
  invariant(changes.length === columns.length, `${table} has columns of short text: ${columns.join(', ')}`);
  // What stands in a definition, such as a default, is no place for a binding.
  await db.raw(`ALTER TABLE \`${table}\` ${changes.join(', ').replaceAll('?', '\\?')}`);
}
