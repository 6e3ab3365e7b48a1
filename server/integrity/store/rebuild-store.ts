import type { Knex } from 'knex';
import { type AccountId, chunksOf, type Dialect, IDS_PER_STATEMENT, writeRows } from '../../kernel';
import type { Stored } from '../../kernel/fields';
import type { Table } from '../../kernel/table';
import { TABLES } from '../../ledger';

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
  accountId: AccountId,
  expected: ReadonlyMap<string, T>,
): Promise<number> {
  const columns = table.written.map(({ name }) => name);
  const rows: unknown = await trx(table.name).select(columns).where('account_id', accountId);
  const present = new Map((rows as Stored[]).map((row) => [row.id as string, row]));

  const stray = [...present.keys()].filter((id) => !expected.has(id));
  const missing = [...expected.values()].filter((value) => !present.has(value.id));
  const differing = [...expected.values()].filter((value) => {
    const before = present.get(value.id);
    return before !== undefined && !table.isStoredAs(value, before);
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
  for (const part of chunksOf(IDS_PER_STATEMENT, ids)) await trx(table).whereIn('id', part).delete();
}
