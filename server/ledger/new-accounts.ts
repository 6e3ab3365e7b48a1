import type { Knex } from 'knex';
import { RewardsError } from '../kernel';
import type { Book } from './book';
import type { Command } from './command';
import type { Engine } from './engine';
import { emptyBook } from './open-books';
import type { Locked, Target } from './resolve';
import { decide } from './rules/decide';
import type { Rulebook } from './rulebook';
import { type AccountKey, findAccountIds, lockAccounts, nameOf, openAccounts } from './store/account-store';

/**
 * Opens the accounts of members who get something for the first time: only where one of the commands will be posted,
 * which is found out by deciding them on an empty book, so that a refusal leaves nothing behind (L9). An account that
 * somebody else has opened meanwhile is taken as it is.
 *
 * @param fresh the commands that are no replays
 */
export async function openNewAccounts(
  engine: Engine,
  rulebook: Rulebook,
  trx: Knex.Transaction,
  fresh: readonly Command[],
  commands: readonly Command[],
  locked: Locked,
): Promise<Locked> {
  const keys = new Map<string, AccountKey>();
  const trial = new Map<string, Book>();
  const posting = new Set<string>();
  const isFresh = new Set(fresh);
  for (const [i, target] of locked.targets.entries()) {
    const command = commands[i];
    if (!command || !('noAccount' in target) || !isFresh.has(command)) continue;
    const name = nameOf(target.noAccount);
    const book = trial.get(name) ?? emptyBook(engine, rulebook, target.noAccount);
    trial.set(name, book);
    keys.set(name, target.noAccount);
    if (wouldPost(book, command)) posting.add(name);
  }
  if (posting.size === 0) return locked;

  // In one order everywhere, so that two transactions that open the same accounts do not wait for each other.
  const toOpen = [...keys].filter(([name]) => posting.has(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  const opened = toOpen.map(([, key]) => key);
  await openAccounts(trx, engine.dialect, opened);
  await engine.onAccountsOpened(trx, [...new Set(opened.map(({ member }) => member))]);
  const found = await findAccountIds(trx, opened);
  const accounts = await lockAccounts(
    trx,
    engine.dialect,
    found.map(({ id }) => id),
  );
  const idOf = new Map(accounts.map((account) => [nameOf(account), account.id]));
  const targets = locked.targets.map((target): Target => {
    const accountId = 'noAccount' in target ? idOf.get(nameOf(target.noAccount)) : undefined;
    return accountId === undefined ? target : { accountId };
  });
  return { targets, accounts: new Map([...locked.accounts, ...accounts.map((one) => [one.id, one] as const)]) };
}

function wouldPost(book: Book, command: Command): boolean {
  try {
    decide(book, command);
    return true;
  } catch (error) {
    if (error instanceof RewardsError) return false;
    throw error;
  }
}
