import type { Knex } from 'knex';
import { type DiscrepancyKind, OPEN_STATUSES } from '../contract';
import { type AccountId, type Db, type Dialect, inList, writeRows } from '../kernel';
import type { Row } from '../kernel/table';
import { discrepancyTable } from './schema';

const { name: TABLE, columns } = discrepancyTable;

/** A discrepancy as it is stored. */
export type Discrepancy = Row<typeof discrepancyTable>;

/** Writes new discrepancies, and others anew. */
export async function writeDiscrepancies(
  trx: Knex.Transaction,
  dialect: Dialect,
  { inserted, updated }: { readonly inserted: readonly Discrepancy[]; readonly updated: readonly Discrepancy[] },
): Promise<void> {
  await writeRows(trx, dialect, [discrepancyTable.inserted(inserted), discrepancyTable.updated(updated)]);
}

/** Those of these accounts that runs may see again. */
export async function readStanding(db: Db, accountIds: readonly AccountId[]): Promise<Discrepancy[]> {
  return discrepancyTable.read(
    await db(TABLE).select(columns).whereRaw(inList('account_id', accountIds)).whereNotNull('standing').orderBy('id'),
  );
}

export async function readDiscrepancy(db: Db, id: string): Promise<Discrepancy | undefined> {
  return discrepancyTable.read(await db(TABLE).select(columns).where({ id }))[0];
}

/** Locks a discrepancy until the transaction ends, and reads it. The update changes nothing, and locks on every database. */
export async function lockDiscrepancy(trx: Knex.Transaction, id: string): Promise<Discrepancy | undefined> {
  await trx(TABLE)
    .where({ id })
    .update({ scale: trx.raw('scale') });
  return readDiscrepancy(trx, id);
}

/** The open ones of these kinds that a run saw, after one. */
export async function readOpenOfRun(
  db: Db,
  runId: string,
  kinds: readonly DiscrepancyKind[],
  after: string,
  limit: number,
): Promise<Discrepancy[]> {
  return discrepancyTable.read(
    await db(TABLE)
      .select(columns)
      .where({ last_run_id: runId })
      .whereIn('status', [...OPEN_STATUSES])
      .whereIn('kind', [...kinds])
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit),
  );
}
