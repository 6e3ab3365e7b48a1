import type { BalanceDto, BalanceQuery } from '../contract';
import {
  type Db,
  formatAmount,
  invariant,
  type Milliseconds,
  readMinorUnits,
  RewardsError,
  transact,
  ZERO,
} from '../kernel';
import type { Engine } from './engine';
import { openBook } from './open-books';
import { settle } from './rules/settle';
import type { CurrencyRules, Rulebook } from './rulebook';
import type { Account } from './state';
import { emptyAccount, lockAccounts, readAccount } from './store/account-store';
import { sumUpTo } from './store/history-store';
import { toInstant } from './validate';

type Figures = Pick<Account, 'balance' | 'held' | 'lifetimeEarned' | 'lifetimeSpent' | 'sequence'>;

/**
 * An account's figures, now or as of a past instant (L4, L33). `available` now counts what a settlement at this moment
 * would leave, whether the expiry task has run or not (L14, L20); in the past it is as the books stood.
 *
 * @throws UNKNOWN_CURRENCY; INVALID_INPUT for an instant that is none or lies ahead
 */
export async function balance(engine: Engine, query: BalanceQuery): Promise<BalanceDto> {
  const rulebook = await engine.rulebook();
  const rules = rulebook.currency(query.currency);
  if (!rules) throw new RewardsError('UNKNOWN_CURRENCY', { currency: query.currency });
  const db: Db = engine.currentTransaction() ?? engine.db;
  const account = (await readAccount(db, query)) ?? emptyAccount(query.member, query.currency);
  if (query.at !== undefined) {
    const at = toInstant(query.at, 'at');
    if (at > engine.clock.now()) {
      throw new RewardsError('INVALID_INPUT', { field: 'at', problem: 'lies in the future.' });
    }
    const figures = await figuresAt(engine, db, account.id, at, query.basis ?? 'posted');
    return toDto(query, rules, figures, figures.balance - figures.held);
  }
  const now = Math.max(engine.clock.now(), account.lastPostedAt);
  const isDue = account.nextDueAt !== null && account.nextDueAt <= now;
  if (!isDue) return toDto(query, rules, account, account.balance - account.held);
  return settledBalance(engine, rulebook, rules, query, account.id);
}

/** Settles in memory, by the code that a posting would run, and writes nothing. */
async function settledBalance(
  engine: Engine,
  rulebook: Rulebook,
  rules: CurrencyRules,
  query: BalanceQuery,
  accountId: number,
): Promise<BalanceDto> {
  const read = async (trx: Parameters<typeof lockAccounts>[0]): Promise<BalanceDto> => {
    const [account] = await lockAccounts(trx, engine.dialect, [accountId]);
    invariant(account !== undefined, `account ${accountId} is gone`);
    const book = await openBook(engine, rulebook, trx, account);
    settle(book);
    return toDto(query, rules, account, book.available);
  };
  const joined = engine.currentTransaction();
  return joined ? read(joined) : transact(engine.db, engine.dialect, read);
}

async function figuresAt(
  engine: Engine,
  db: Db,
  accountId: number,
  at: Milliseconds,
  basis: 'posted' | 'effective',
): Promise<Figures> {
  const sums = await sumUpTo(db, engine.dialect, accountId, at, basis);
  const figure = (column: unknown) => (column === null ? ZERO : readMinorUnits(column));
  return {
    balance: figure(sums.amount),
    held: figure(sums.held),
    lifetimeEarned: figure(sums.earned),
    lifetimeSpent: figure(sums.spent),
    sequence: Number(figure(sums.sequence)),
  };
}

function toDto(query: BalanceQuery, { scale }: CurrencyRules, figures: Figures, available: bigint): BalanceDto {
  return {
    member: query.member,
    currency: query.currency,
    balance: formatAmount(figures.balance, scale),
    held: formatAmount(figures.held, scale),
    available: formatAmount(available, scale),
    lifetimeEarned: formatAmount(figures.lifetimeEarned, scale),
    lifetimeSpent: formatAmount(figures.lifetimeSpent, scale),
    sequence: figures.sequence,
  };
}
