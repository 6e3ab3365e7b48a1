import type { Knex } from 'knex';
import { type ColumnValue, type Dialect, writeRows } from '../../kernel';
import { TABLES } from '../schema';
import type { Table } from './tables';

/** Ids of one statement. */
const PART = 10_000;

/**
 * Makes an account's part of a projection table equal to what the ledger says, row for row, and touches only what
 * differs.
 *
 * @returns how many rows were inserted, changed or deleted
 */
export async function reconcileTable<T extends { readonly id: string }>(
  trx: Knex.Transaction,
  dialect: Dialect,
  table: Table<T>,
  accountId: number,
  expected: ReadonlyMap<string, T>,
): Promise<number> {
  const columns = table.flag ? [...table.columns, table.flag.column] : table.columns;
  const rows: unknown = await trx(table.name).select(columns).where('account_id', accountId);
  const stored = rows as Readonly<Record<string, unknown>>[];
  const flags = new Map(stored.map((row) => [row.id, table.flag && Number(row[table.flag.column])]));
  const present = new Map(table.read(stored).map((value) => [value.id, value]));
  const isSame = (value: T, before: T): boolean =>
    areEqual(table.toRow(value), table.toRow(before)) && flags.get(value.id) === table.flag?.of(value);

  const stray = [...present.keys()].filter((id) => !expected.has(id));
  const missing = [...expected.values()].filter((value) => !present.has(value.id));
  const differing = [...expected.values()].filter((value) => {
    const before = present.get(value.id);
    return before !== undefined && !isSame(value, before);
  });
  await remove(trx, table.name, stray);
  // One that stands under another account is not among those that were read, and would be in the way.
  await remove(
    trx,
    table.name,
    missing.map((value) => value.id),
  );
  await writeRows(trx, dialect, [table.inserted(missing), table.updated(differing)]);
  return stray.length + missing.length + differing.length;
}

const areEqual = (a: readonly ColumnValue[], b: readonly ColumnValue[]): boolean =>
  a.every((value, i) => value === b[i]);

/**
 * Gives the account of a member and currency back the id that its rows know it by, if it stands under one that no row knows.
 *
 * @returns whether there was one
 */
export async function giveIdBack(
  trx: Knex.Transaction,
  id: number,
  owner: { readonly member: string; readonly currency: string },
): Promise<boolean> {
  const changed: unknown = await trx(TABLES.accounts)
    .where({ member: owner.member, currency: owner.currency })
    .whereNotIn('id', trx(TABLES.entries).distinct('account_id').where({ member: owner.member }))
    .update({ id });
  return Number(changed) > 0;
}

async function remove(trx: Knex.Transaction, table: string, ids: readonly string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += PART) {
    await trx(table)
      .whereIn('id', ids.slice(start, start + PART))
      .delete();
  }
}
