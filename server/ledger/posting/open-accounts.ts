import type { Knex } from 'knex';
import { mayBeOutdated, present, RewardsError } from '../../kernel';
import type { AccountDraft } from '../rules/account-draft';
import type { Command } from './command';
import type { Engine } from '../engine';
import { emptyDraft } from './open-drafts';
import { type Locked, lockNewAccounts, type Target } from './resolve';
import { decide } from '../rules/decide';
import type { Rulebook } from '../rulebook';
import { type AccountKey, findAccountIdForSure, nameOf, openAccounts } from '../store/account-store';

/**
 * Opens the accounts of members who get something for the first time: only where one of the commands will be posted,
 * which is found out by deciding them on an empty draft, so that a refusal leaves nothing behind (L9). An account that
 * somebody else has opened meanwhile is taken as it is.
 *
 * @param isFresh whether a command is no replay
 */
export async function openNewAccounts(
  engine: Engine,
  rulebook: Rulebook,
  trx: Knex.Transaction,
  commands: readonly Command[],
  locked: Locked,
  isFresh: (command: Command) => boolean,
): Promise<Locked> {
  const wanted = new Map<string, AccountKey>();
  const trial = new Map<string, AccountDraft>();
  const posting = new Set<string>();
  for (const [i, target] of locked.targets.entries()) {
    const command = present(commands[i], 'the command of a target');
    if (!('noAccount' in target) || !isFresh(command)) continue;
    const name = nameOf(target.noAccount);
    const draft = trial.get(name) ?? emptyDraft(engine, rulebook, target.noAccount);
    trial.set(name, draft);
    wanted.set(name, target.noAccount);
    if (wouldPost(draft, command)) posting.add(name);
  }

  // In one order everywhere, so that two transactions that open the same accounts do not wait for each other.
  const sorted = [...wanted].sort(([a], [b]) => (a < b ? -1 : 1));
  const toOpen = sorted.flatMap(([name, key]) => (posting.has(name) ? [key] : []));
  if (toOpen.length > 0) await openAccounts(trx, engine.dialect, toOpen);
  if (toOpen.length > 0) await engine.onAccountsOpened(trx, [...new Set(toOpen.map(({ member }) => member))]);
  const refused = sorted.flatMap(([name, key]) => (posting.has(name) ? [] : [key]));
  const found = [...toOpen, ...(await thoseThatExist(trx, refused))];
  if (found.length === 0) return locked;

  const accounts = await lockNewAccounts(engine, trx, found);
  const idOf = new Map(accounts.map((account) => [nameOf(account), account.id]));
  const targets = locked.targets.map((target): Target => {
    const accountId = 'noAccount' in target ? idOf.get(nameOf(target.noAccount)) : undefined;
    return accountId === undefined ? target : { accountId };
  });
  return { targets, accounts: new Map([...locked.accounts, ...accounts.map((one) => [one.id, one] as const)]) };
}

/** Nothing is refused for want of an account that the transaction only does not show. */
async function thoseThatExist(trx: Knex.Transaction, keys: readonly AccountKey[]): Promise<AccountKey[]> {
  if (!mayBeOutdated(trx)) return [];
  const existing: AccountKey[] = [];
  for (const key of keys) if ((await findAccountIdForSure(trx, key)) !== undefined) existing.push(key);
  return existing;
}

function wouldPost(draft: AccountDraft, command: Command): boolean {
  try {
    decide(draft, command);
    return true;
  } catch (error) {
    if (error instanceof RewardsError) return false;
    throw error;
  }
}
