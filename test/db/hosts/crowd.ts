/** Host transactions, as applications begin them, and how each of them ended. */
import type { Knex } from 'knex';
import type { Engine } from '../../support/engines';
import type { OpenLedger } from '../../support/ledger';

/** Thrown by a host after its postings, so that its transaction is rolled back. */
export class HostGaveUp extends Error {}

/** Longer than any lock is waited for: what reaches it hangs. */
export const PATIENCE = 120_000;

export type Isolation = 'read uncommitted' | 'read committed' | 'repeatable read' | 'serializable' | null;

/** What a transaction can be begun with; null: the default of the database. */
export const ISOLATIONS: Readonly<Record<Engine, readonly Isolation[]>> = {
  sqlite: [null],
  postgres: [null, 'repeatable read', 'serializable'],
  mysql: [null, 'read uncommitted', 'read committed', 'serializable'],
};

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Runs work in a transaction of Strapi's. The host reads something first, by which MySQL and PostgreSQL take a snapshot where
 * the isolation has one.
 */
export async function asHost<T>(
  { strapi }: OpenLedger,
  work: (trx: Knex.Transaction) => Promise<T>,
  isolation: Isolation = null,
): Promise<T> {
  // Strapi begins with the default of the connection. It asks for the transaction at once, so nobody else gets this one.
  const { context } = strapi.db.connection as unknown as { context: { transaction(options?: object): unknown } };
  const { transaction } = context;
  if (isolation !== null) context.transaction = () => transaction.call(context, { isolationLevel: isolation });
  const running = strapi.db.transaction(async ({ trx }) => {
    const mine = trx as Knex.Transaction;
    await mine('rewards_currencies').select('id');
    return work(mine);
  });
  context.transaction = transaction;
  return await running;
}

/** How it ended: `committed`, `gave up`, or the code of the refusal. Any other error is a failure of the test. */
export async function endOf(transaction: Promise<unknown>): Promise<string> {
  try {
    await transaction;
    return 'committed';
  } catch (error) {
    if (error instanceof HostGaveUp) return 'gave up';
    const { name, code } = error as { readonly name?: string; readonly code: string };
    if (name === 'RewardsError') return code;
    throw error;
  }
}
