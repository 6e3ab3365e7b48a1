import type { Knex } from 'knex';
import { type Dialect, insertRows, type Row, updateRows } from '../../kernel';
import { TABLES } from '../schema';
import { columnsOf, type Columns, fromRow, toRow } from './columns';

interface Projected {
  readonly id: string;
}

/**
 * Makes an account's part of a projection table equal to what the ledger says, row for row, and touches only what
 * differs.
 *
 * @param flags columns that follow from the others
 * @returns how many rows were inserted, changed or deleted
 */
export async function reconcileTable<T extends Projected>(
  trx: Knex.Transaction,
  dialect: Dialect,
  table: 'lots' | 'holds' | 'openItems',
  columns: Columns<T>,
  accountId: number,
  expected: ReadonlyMap<string, T>,
  flags: (value: T) => Row = () => ({}),
): Promise<number> {
  const name = TABLES[table];
  const flagNames = Object.keys(flags([...expected.values()][0] ?? ({} as T)));
  const stored = await trx(name)
    .select([...columnsOf(columns), ...flagNames])
    .where('account_id', accountId);
  const present = new Map(stored.map((row: Record<string, unknown>) => [row.id as string, row]));
  const stray = [...present.keys()].filter((id) => !expected.has(id));
  const missing: Row[] = [];
  const differing: Row[] = [];
  for (const value of expected.values()) {
    const row = { ...toRow(columns, value), ...flags(value) };
    const before = present.get(value.id);
    if (!before) missing.push(row);
    else if (!isSame(columns, flagNames, before, row)) differing.push(row);
  }
  for (let start = 0; start < stray.length; start += 10_000) {
    await trx(name)
      .whereIn('id', stray.slice(start, start + 10_000))
      .delete();
  }
  // One that stands under another account is in nobody's list, and would be in the way.
  await takeOver(trx, name, missing);
  await insertRows(trx, dialect, name, missing);
  await updateRows(trx, dialect, name, differing);
  return stray.length + missing.length + differing.length;
}

async function takeOver(trx: Knex.Transaction, name: string, missing: readonly Row[]): Promise<void> {
  for (let start = 0; start < missing.length; start += 10_000) {
    const ids = missing.slice(start, start + 10_000).map((row) => row.id as string);
    await trx(name).whereIn('id', ids).delete();
  }
}

function isSame<T>(columns: Columns<T>, flags: readonly string[], before: Record<string, unknown>, row: Row): boolean {
  const stored: Row = toRow(columns, fromRow(columns, before));
  const figures = Object.keys(stored).every((name) => stored[name] === row[name]);
  return figures && flags.every((name) => Number(before[name]) === row[name]);
}
