import type { Knex } from 'knex';
import { asText, type Db, dialectOf, lockFound } from '../../kernel';
import { payoutTable } from '../schema';
import type { Payout } from '../payouts/payout-store';

const waitingFor = (db: Db, pools: readonly string[]): Knex.QueryBuilder =>
  db(payoutTable.name).whereIn('pool', pools).where({ status: 'pending', reason: 'POOL_EMPTY' });

/** E14. How much waits for the money of pools, by their ids. */
export async function readWaiting(db: Db, pools: readonly string[]): Promise<Map<string, bigint>> {
  if (pools.length === 0) return new Map();
  const sum = db.raw(`${asText(dialectOf(db), 'SUM(amount)')} as sum`);
  const rows: unknown = await waitingFor(db, pools).select('pool', sum).groupBy('pool');
  return new Map(
    (rows as { readonly pool: string; readonly sum: string }[]).map(({ pool, sum: text }) => [pool, BigInt(text)]),
  );
}

/** E14. Payouts that wait for a pool's money, those first that have waited longest, locked until the transaction ends. */
export async function lockWaiting(trx: Knex.Transaction, pool: string, most: number): Promise<Payout[]> {
  const query = waitingFor(trx, [pool]).select(payoutTable.columns).orderBy('id').limit(most);
  return payoutTable.read(await lockFound(trx, dialectOf(trx), query, { strength: 'change', skipLocked: false }));
}
