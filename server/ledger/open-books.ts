import type { Knex } from 'knex';
import { type Db, type Milliseconds, present } from '../kernel';
import { Book, type BookContents } from './book';
import type { Command } from './command';
import type { Engine } from './engine';
import { readNeeds } from './read-needs';
import type { Target } from './resolve';
import { type Rulebook, rulesOf } from './rulebook';
import type { Account } from './state';
import { type AccountKey, emptyAccount } from './store/account-store';

type Located = Exclude<Target, { refusal: unknown } | { busy: true }>;

/** A command and where it belongs. */
export interface Placed {
  readonly command: Command;
  readonly target: Located;
}

/** The working copies of a batch's accounts. */
export interface Books {
  get(target: Located): Book;
  /** The books of accounts that exist, in the order of their ids. */
  all(): Book[];
}

const NOTHING: BookContents = {
  lots: [],
  holds: [],
  openItems: [],
  targets: [],
  reversals: [],
  writtenOff: [],
  dueAfterNow: null,
};

/** Reads, for accounts that are locked, what the decisions on these commands need, and opens a book on each. */
export async function openBooks(
  engine: Engine,
  rulebook: Rulebook,
  trx: Knex.Transaction,
  accounts: ReadonlyMap<number, Account>,
  placed: readonly Placed[],
): Promise<Books> {
  const now = engine.clock.now();
  const commandsOf = new Map<number, Command[]>();
  for (const { command, target } of placed) {
    if ('noAccount' in target) continue;
    const commands = commandsOf.get(target.accountId);
    if (commands) commands.push(command);
    else commandsOf.set(target.accountId, [command]);
  }
  const contents = await readNeeds(rulebook, trx, accounts, commandsOf, now);
  const books = new Map<number, Book>();
  for (const [id, read] of contents) books.set(id, newBook(engine, rulebook, read.account, now, read));
  return {
    get: (target) =>
      'noAccount' in target
        ? emptyBook(engine, rulebook, target.noAccount)
        : present(books.get(target.accountId), `the book of account ${target.accountId}`),
    all: () => [...books.values()].sort((a, b) => a.account.id - b.account.id),
  };
}

/** A book for somebody who has no account. */
export const emptyBook = (engine: Engine, rulebook: Rulebook, { member, currency }: AccountKey): Book =>
  newBook(engine, rulebook, emptyAccount(member, currency), engine.clock.now(), NOTHING);

/** A book on one account, with what has fallen due on it and no command in mind. Who will write it has locked the account. */
export async function openBook(engine: Engine, rulebook: Rulebook, db: Db, account: Account): Promise<Book> {
  const now = engine.clock.now();
  const contents = await readNeeds(rulebook, db, new Map([[account.id, account]]), new Map([[account.id, []]]), now);
  return newBook(engine, rulebook, account, now, present(contents.get(account.id), 'what was read'));
}

function newBook(
  engine: Engine,
  rulebook: Rulebook,
  account: Account,
  now: Milliseconds,
  contents: BookContents,
): Book {
  return new Book(
    account,
    rulesOf(rulebook, account.currency),
    Math.max(now, account.lastPostedAt),
    engine.newId,
    contents,
  );
}
