import type { Db } from '../kernel';
import type { Engine } from './engine';
import type { Rulebook } from './rulebook';
import type { Account } from './state';
import { readAccountsOf } from './store/account-store';

/** All accounts of some members and the rules of their currencies. */
export interface MemberAccounts {
  readonly accounts: readonly Account[];
  readonly rulebook: Rulebook;
}

/** Reads members' accounts. The rules that are kept may be older than a currency that another instance knows. */
export async function accountsOf(engine: Engine, db: Db, members: readonly string[]): Promise<MemberAccounts> {
  const accounts = await readAccountsOf(db, members);
  const kept = await engine.rulebook();
  const areKnown = accounts.every(({ currency }) => kept.currency(currency) !== undefined);
  const rulebook = areKnown ? kept : await engine.rulebookIn(db);
  // An account whose currency is gone, past every guard, is in no list.
  return { accounts: accounts.filter(({ currency }) => rulebook.currency(currency) !== undefined), rulebook };
}
