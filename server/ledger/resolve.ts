import type { Knex } from 'knex';
import { invariant, present, RewardsError } from '../kernel';
import { type AccountCommand, type Command, isOnAccount } from './command';
import type { Engine } from './engine';
import type { Account } from './state';
import { type AccountKey, findAccountIds, lockAccounts, nameOf, takeWriteLock } from './store/account-store';
import { findEntries } from './store/entry-store';
import { findHolds } from './store/hold-store';

/**
 * Where a command belongs: an account; a member and currency that have none yet; or nowhere.
 */
export type Target =
  { readonly accountId: number } | { readonly noAccount: AccountKey } | { readonly refusal: RewardsError };

/** Finds the account of each command. What it reads never changes, so no lock is needed yet. */
async function resolveAccounts(engine: Engine, trx: Knex.Transaction, commands: readonly Command[]): Promise<Target[]> {
  const byName = await resolveNamed(engine, trx, commands.filter(isOnAccount));
  const holdIds = commands.flatMap((command) => ('holdId' in command ? [command.holdId] : []));
  const entryIds = commands.flatMap((command) => ('entryId' in command ? [command.entryId] : []));
  const holds = holdIds.length > 0 ? await findHolds(trx, engine.dialect, holdIds) : [];
  const entries = entryIds.length > 0 ? await findEntries(trx, entryIds) : [];
  const accountOf = new Map([...holds, ...entries].map((found) => [found.id, found.accountId]));
  return commands.map((command): Target => {
    if (isOnAccount(command)) return present(byName.get(nameOf(command)), 'the account of a posting');
    const id = 'holdId' in command ? command.holdId : command.entryId;
    const accountId = accountOf.get(id);
    if (accountId !== undefined) return { accountId };
    const refusal =
      'holdId' in command
        ? new RewardsError('HOLD_NOT_FOUND', { holdId: id })
        : new RewardsError('ENTRY_NOT_FOUND', { entryId: id });
    return { refusal };
  });
}

async function resolveNamed(
  engine: Engine,
  trx: Knex.Transaction,
  commands: readonly AccountCommand[],
): Promise<Map<string, Target>> {
  const keys = new Map<string, AccountKey>(commands.map((command) => [nameOf(command), command]));
  const targets = new Map<string, Target>();
  if (keys.size === 0) return targets;
  const unknown: AccountKey[] = [];
  for (const key of keys.values()) {
    const accountId = engine.accountIds.get(key);
    if (accountId === undefined) unknown.push(key);
    else targets.set(nameOf(key), { accountId });
  }
  if (unknown.length === 0) return targets;
  for (const found of await findAccountIds(trx, unknown)) targets.set(nameOf(found), { accountId: found.id });
  const missing = unknown.filter((key) => !targets.has(nameOf(key)));
  if (missing.length === 0) return targets;

  const members = await engine.membersThatExist(trx, [...new Set(missing.map((key) => key.member))]);
  for (const { member, currency } of missing) {
    const name = nameOf({ member, currency });
    targets.set(
      name,
      members.has(member)
        ? { noAccount: { member, currency } }
        : { refusal: new RewardsError('MEMBER_NOT_FOUND', { member }) },
    );
  }
  return targets;
}

/** Where the commands of a batch belong, and the accounts that are locked for them. */
export interface Locked {
  readonly targets: readonly Target[];
  readonly accounts: ReadonlyMap<number, Account>;
}

/** Finds the commands' accounts, locks them and reads them as they now are (L28). */
export async function lockTargets(
  engine: Engine,
  trx: Knex.Transaction,
  commands: readonly Command[],
): Promise<Locked> {
  if (engine.dialect === 'sqlite') await takeWriteLock(trx);
  const locked = await lockOnce(engine, trx, commands);
  if (isAsNamed(commands, locked)) return remember(engine, locked);
  engine.accountIds.forgetAll();
  const again = await lockOnce(engine, trx, commands);
  invariant(isAsNamed(commands, again), 'an account was found under an id that is not its own');
  return remember(engine, again);
}

async function lockOnce(engine: Engine, trx: Knex.Transaction, commands: readonly Command[]): Promise<Locked> {
  const targets = await resolveAccounts(engine, trx, commands);
  const ids = [...new Set(targets.flatMap((target) => ('accountId' in target ? [target.accountId] : [])))];
  const accounts = ids.length > 0 ? await lockAccounts(trx, engine.dialect, ids) : [];
  return { targets, accounts: new Map(accounts.map((account) => [account.id, account])) };
}

/** Whether each account that was locked is the one that its commands name. */
function isAsNamed(commands: readonly Command[], { targets, accounts }: Locked): boolean {
  return targets.every((target, i) => {
    if (!('accountId' in target)) return true;
    const account = accounts.get(target.accountId);
    const command = commands[i];
    if (!account || !command) return false;
    return !isOnAccount(command) || nameOf(account) === nameOf(command);
  });
}

function remember(engine: Engine, locked: Locked): Locked {
  for (const account of locked.accounts.values()) engine.accountIds.remember(account, account.id);
  return locked;
}
