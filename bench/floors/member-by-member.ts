/**
 * (h): the checks as the design document of requirement D sketches them. For one member after another the stored figures
 * are read, the transactions summed, both compared, and the status noted: a statement for each of its steps.
 */
import type { Knex } from 'knex';

import { TABLES } from '../../server/ledger/schema';

/** Tiers by what was earned in minor units, the highest first (D7). */
const TIERS = [
  { tier: 'platinum', from: 10_000_00n },
  { tier: 'gold', from: 5_000_00n },
  { tier: 'silver', from: 1_000_00n },
] as const;

interface Sums {
  readonly amount: bigint;
  readonly earned: bigint;
}

/** Throws when a member's figures are not right: a floor that found something would measure something else. */
export async function reconcileOneByOne(knex: Knex, members: readonly string[], currency: string): Promise<void> {
  for (const member of members) await reconcileMember(knex, { member, currency });
}

async function reconcileMember(knex: Knex, account: { readonly member: string; readonly currency: string }) {
  const read = async (...columns: string[]) => {
    const [row] = await knex(TABLES.accounts).where(account).select<Record<string, string>[]>(columns);
    return row!;
  };
  const { id, balance } = await read('id', 'balance');
  const added = await sumTransactions(knex, id!, '>=');
  const taken = await sumTransactions(knex, id!, '<');
  const lifetimeEarned = BigInt((await read('lifetime_earned')).lifetime_earned!);
  const { tier } = await read('tier');
  const isRight =
    BigInt(balance!) === added.amount + taken.amount &&
    lifetimeEarned === added.earned + taken.earned &&
    tier === (TIERS.find(({ from }) => lifetimeEarned >= from)?.tier ?? 'bronze');
  if (!isRight) throw new Error(`Checking member by member finds something untrue of ${account.member}`);
  await knex(TABLES.accounts)
    .where({ id })
    .update({ reconciliation_status: 'verified', last_reconciled_at: Date.now() });
}

async function sumTransactions(knex: Knex, id: string, sign: '>=' | '<'): Promise<Sums> {
  const query = knex(TABLES.entries).where({ account_id: id }).where('amount', sign, 0);
  const row = (await query.sum({ amount: 'amount', earned: 'earned' }).first()) as Record<keyof Sums, string | null>;
  return { amount: BigInt(row.amount ?? 0), earned: BigInt(row.earned ?? 0) };
}
