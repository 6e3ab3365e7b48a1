import type { Knex } from 'knex';
import { type AccountId, type Db, type Milliseconds, present } from '../../kernel';
import { AccountDraft, type DraftContents } from '../rules/account-draft';
import type { Command } from './command';
import type { Engine } from '../engine';
import { readNeeds } from './read';
import type { Target } from './resolve';
import { type Rulebook, rulesOf } from '../rulebook';
import type { Account } from '../state';
import { type AccountKey, emptyAccount } from '../store/account-store';

type Located = Exclude<Target, { refusal: unknown } | { busy: true }>;

/** A command and where it belongs. */
export interface Placed {
  readonly command: Command;
  readonly target: Located;
}

/** The working copies of a batch's accounts. */
export interface Drafts {
  get(target: Located): AccountDraft;
  /** The drafts of accounts that exist, in the order of their ids. */
  all(): AccountDraft[];
}

const NOTHING: DraftContents = {
  lots: [],
  holds: [],
  openItems: [],
  targets: [],
  reversals: [],
  writtenOff: [],
  dueAfterNow: null,
};

/** Reads, for accounts that are locked, what the decisions on these commands need, and opens a draft on each. */
export async function openDrafts(
  engine: Engine,
  rulebook: Rulebook,
  trx: Knex.Transaction,
  accounts: ReadonlyMap<AccountId, Account>,
  placed: readonly Placed[],
): Promise<Drafts> {
  const now = engine.clock.now();
  const commandsOf = new Map<AccountId, Command[]>();
  for (const { command, target } of placed) {
    if ('noAccount' in target) continue;
    const commands = commandsOf.get(target.accountId);
    if (commands) commands.push(command);
    else commandsOf.set(target.accountId, [command]);
  }
  const contents = await readNeeds(rulebook, trx, accounts, commandsOf, now);
  const drafts = new Map<AccountId, AccountDraft>();
  for (const [id, read] of contents) drafts.set(id, newDraft(engine, rulebook, read.account, now, read));
  return {
    get: (target) =>
      'noAccount' in target
        ? emptyDraft(engine, rulebook, target.noAccount)
        : present(drafts.get(target.accountId), `the draft of account ${target.accountId}`),
    all: () => [...drafts.values()].sort((a, b) => a.account.id - b.account.id),
  };
}

/** A draft for somebody who has no account. */
export const emptyDraft = (engine: Engine, rulebook: Rulebook, { member, currency }: AccountKey): AccountDraft =>
  newDraft(engine, rulebook, emptyAccount(member, currency), engine.clock.now(), NOTHING);

/** A draft on one account, with what has fallen due on it and no command in mind. Who will write it has locked the account. */
export async function openDraft(engine: Engine, rulebook: Rulebook, db: Db, account: Account): Promise<AccountDraft> {
  const [draft] = await openSettlingDrafts(engine, rulebook, db, [account]);
  return present(draft, 'the draft of an account');
}

/** The same on several accounts. */
export async function openSettlingDrafts(
  engine: Engine,
  rulebook: Rulebook,
  db: Db,
  accounts: readonly Account[],
): Promise<AccountDraft[]> {
  const now = engine.clock.now();
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const contents = await readNeeds(rulebook, db, byId, new Map(accounts.map(({ id }) => [id, []])), now);
  return [...contents.values()].map((read) => newDraft(engine, rulebook, read.account, now, read));
}

function newDraft(
  engine: Engine,
  rulebook: Rulebook,
  account: Account,
  now: Milliseconds,
  contents: DraftContents,
): AccountDraft {
  return new AccountDraft(
    account,
    rulesOf(rulebook, account.currency),
    Math.max(now, account.lastPostedAt),
    engine.newId,
    contents,
  );
}
