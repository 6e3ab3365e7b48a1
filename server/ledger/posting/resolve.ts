import type { Knex } from 'knex';
import {
  type AccountId,
  invariant,
  isOutdated,
  markOutdated,
  mayBeOutdated,
  present,
  RewardsError,
} from '../../kernel';
import { type AccountCommand, type Command, isOnAccount } from './command';
import type { Engine } from '../engine';
import type { Account } from '../state';
import {
  type AccountKey,
  findAccountIds,
  findAccountIdsForSure,
  lockAccounts,
  type Locking,
  nameOf,
  readAccounts,
} from '../store/account-store';
import { findAccountsOf } from '../store/entry-store';

/**
 * Where a command belongs: an account; a member and currency that have none yet; nowhere; or where somebody else has the
 * account, or the member, locked.
 */
export type Target =
  | { readonly accountId: AccountId }
  | { readonly noAccount: AccountKey }
  | { readonly refusal: RewardsError }
  | { readonly busy: true };

const BUSY: Target = { busy: true };

/**
 * Finds the account of each command. Which account a row or a hold belongs to never changes, so no lock is needed for that;
 * members who have none are locked, so that nobody deletes them before they do.
 */
async function resolveAccounts(
  engine: Engine,
  trx: Knex.Transaction,
  commands: readonly Command[],
  locking: Locking,
): Promise<Target[]> {
  const byName = await resolveNamed(engine, trx, commands.filter(isOnAccount), locking);
  const holdIds = commands.flatMap((command) => ('holdId' in command ? [command.holdId] : []));
  const entryIds = commands.flatMap((command) => ('entryId' in command ? [command.entryId] : []));
  const holds = await findAccountsOf(trx, 'holds', holdIds);
  const entries = await findAccountsOf(trx, 'entries', entryIds);
  return commands.map((command): Target => {
    if (isOnAccount(command)) return present(byName.get(nameOf(command)), 'the account of a posting');
    const accountId = 'holdId' in command ? holds.get(command.holdId) : entries.get(command.entryId);
    if (accountId !== undefined) return { accountId };
    const refusal =
      'holdId' in command
        ? new RewardsError('HOLD_NOT_FOUND', { holdId: command.holdId })
        : new RewardsError('ENTRY_NOT_FOUND', { entryId: command.entryId });
    return { refusal };
  });
}

async function resolveNamed(
  engine: Engine,
  trx: Knex.Transaction,
  commands: readonly AccountCommand[],
  locking: Locking,
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

  const { existing, busy } = await engine.lockMembers(trx, [...new Set(missing.map((key) => key.member))], locking);
  for (const { member, currency } of missing) {
    const nobody: Target = { refusal: new RewardsError('MEMBER_NOT_FOUND', { member }) };
    const free: Target = existing.has(member) ? { noAccount: { member, currency } } : nobody;
    targets.set(nameOf({ member, currency }), busy.has(member) ? BUSY : free);
  }
  return targets;
}

/** Where the commands of a batch belong, and the accounts that are locked for them. */
export interface Locked {
  readonly targets: readonly Target[];
  readonly accounts: ReadonlyMap<AccountId, Account>;
}

/** Finds the commands' accounts, locks them and reads them as they now are (L28). */
export async function lockTargets(
  engine: Engine,
  trx: Knex.Transaction,
  commands: readonly Command[],
  locking: Locking = { skipLocked: false },
): Promise<Locked> {
  const locked = await lockOnce(engine, trx, commands, locking);
  if (isAsNamed(commands, locked)) return remember(engine, locked);
  engine.accountIds.forgetAll();
  const again = await lockOnce(engine, trx, commands, locking);
  invariant(isAsNamed(commands, again), 'an account was found under an id that is not its own');
  return remember(engine, again);
}

async function lockOnce(
  engine: Engine,
  trx: Knex.Transaction,
  commands: readonly Command[],
  locking: Locking,
): Promise<Locked> {
  const targets = await resolveAccounts(engine, trx, commands, locking);
  const ids = [...new Set(targets.flatMap((target) => ('accountId' in target ? [target.accountId] : [])))];
  if (ids.length === 0) return { targets, accounts: new Map() };
  const accounts = await lockAccounts(trx, engine.dialect, ids, locking);
  await compareWithSnapshot(trx, accounts);
  const locked = new Map(accounts.map((account) => [account.id, account]));
  if (!locking.skipLocked || locked.size === ids.length) return { targets, accounts: locked };
  // What is there and was passed over is somebody else's for now; what is not there was found under a wrong id.
  const missing = ids.filter((id) => !locked.has(id));
  const taken = new Set((await readAccounts(trx, missing)).map(({ id }) => id));
  const isTaken = (target: Target) => 'accountId' in target && taken.has(target.accountId);
  return { targets: targets.map((target) => (isTaken(target) ? BUSY : target)), accounts: locked };
}

/**
 * An account is written with each of its postings. Where the transaction's snapshot shows it as it is locked, the snapshot
 * shows all that belongs to it as well; where not, only locking reads do.
 */
export async function compareWithSnapshot(trx: Knex.Transaction, locked: readonly Account[]): Promise<void> {
  if (!mayBeOutdated(trx) || isOutdated(trx)) return;
  const shown = await readAccounts(
    trx,
    locked.map(({ id }) => id),
  );
  const textOf = (account: Account | undefined) => account && Object.values(account).map(String).join();
  const isSame = locked.every((account) => textOf(account) === textOf(shown.find(({ id }) => id === account.id)));
  if (!isSame) markOutdated(trx);
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

/**
 * The accounts of members who get something for the first time: opened, or found to have been opened meanwhile.
 */
export async function lockNewAccounts(
  engine: Engine,
  trx: Knex.Transaction,
  keys: readonly AccountKey[],
): Promise<Account[]> {
  const ids = await findAccountIdsForSure(trx, keys);
  const accounts = await lockAccounts(trx, engine.dialect, [...ids.values()]);
  invariant(accounts.length === keys.length, 'an account that was opened a moment ago is gone');
  await compareWithSnapshot(trx, accounts);
  return accounts;
}

function remember(engine: Engine, locked: Locked): Locked {
  for (const account of locked.accounts.values()) engine.accountIds.remember(account, account.id);
  return locked;
}
