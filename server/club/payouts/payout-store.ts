import type { Knex } from 'knex';
import { type Db, dialectOf, findInChunks, writeRows } from '../../kernel';
import type { Row } from '../../kernel/table';
import { payoutActTable, payoutTable } from '../schema';

export type Payout = Row<typeof payoutTable>;
export type PayoutAct = Row<typeof payoutActTable>;

/** Payouts of events, in the order in which they were made. */
export async function readPayoutsOf(db: Db, events: readonly string[]): Promise<Payout[]> {
  return findInChunks(events, async (some) =>
    payoutTable.read(await db(payoutTable.name).select(payoutTable.columns).whereIn('event', some).orderBy('id')),
  );
}

/** Writes payouts down, and what was done with each. With `changePayouts` the only writer of the tables. */
export const insertPayouts = (
  trx: Knex.Transaction,
  payouts: readonly Payout[],
  acts: readonly PayoutAct[],
): Promise<void> => writeRows(trx, dialectOf(trx), [payoutTable.inserted(payouts), payoutActTable.inserted(acts)]);

export const changePayouts = (
  trx: Knex.Transaction,
  payouts: readonly Payout[],
  acts: readonly PayoutAct[],
): Promise<void> => writeRows(trx, dialectOf(trx), [payoutTable.updated(payouts), payoutActTable.inserted(acts)]);
