import type { Knex } from 'knex';
import type { MemberId } from '../contract';
import { type Db, dialectOf, mayBeOutdated, type MinorUnits } from '../kernel';
import { compareWithSnapshot } from './posting/resolve';
import { findAccountIdsForSure, lockAccounts } from './store/account-store';

/**
 * Makes the transaction that the caller is in show an account, and what hangs on it, as they are now: a host's transaction may
 * show the past on MySQL. Elsewhere it does nothing.
 */
export async function lookAtPresent(db: Db, member: MemberId, currency: string): Promise<void> {
  if (mayBeOutdated(db)) await lockLifetimes(db as Knex.Transaction, currency, [member]);
}

/**
 * D8. What members have earned in a currency, locked, so that it stays so until the transaction ends; those without an account
 * are absent. Whoever calls has the members locked, so that no account is opened meanwhile.
 */
export async function lockLifetimes(
  trx: Knex.Transaction,
  currency: string,
  members: readonly MemberId[],
): Promise<Map<MemberId, MinorUnits>> {
  const keys = members.map((member) => ({ member, currency }));
  const found = await findAccountIdsForSure(trx, keys);
  const accounts = await lockAccounts(trx, dialectOf(trx), [...found.values()]);
  await compareWithSnapshot(trx, accounts);
  return new Map(accounts.map((account) => [account.member, account.lifetimeEarned]));
}
