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
import { Projection } from './rules/projection';
import { settle } from './rules/settle';
import type { CurrencyRules, Rulebook } from './rulebook';
import type { Account } from './state';
import { type AccountKey, emptyAccount, lockAccounts, readAccount } from './store/account-store';
import { sumsOfEffective } from './store/history-store';
import { postedBetween } from './store/posted-store';
import { toBalanceQuery } from './validate';

/** Rows that are read at a time. */
const ROWS = 5_000;

type Figures = Pick<Account, 'balance' | 'held' | 'lifetimeEarned' | 'lifetimeSpent' | 'sequence'>;

/**
 * An account's figures, now or as of a past instant (L4, L33). `available` now counts what a settlement at this moment
 * would leave, whether the expiry task has run or not (L14, L20); so it does for a past instant of posting. By effective
 * time it is the balance less what was held.
 *
 * @throws UNKNOWN_CURRENCY; INVALID_INPUT for an instant that is none or lies ahead
 */
export async function balance(engine: Engine, query: BalanceQuery): Promise<BalanceDto> {
  const { at, basis, ...key } = toBalanceQuery(query);
  const rulebook = await engine.rulebook();
  const rules = rulebook.currency(key.currency);
  if (!rules) throw new RewardsError('UNKNOWN_CURRENCY', { currency: key.currency });
  if (at !== undefined && at > engine.clock.now()) {
    throw new RewardsError('INVALID_INPUT', { field: 'at', problem: 'lies in the future.' });
  }
  const db: Db = engine.currentTransaction() ?? engine.db;
  const account = (await readAccount(db, key)) ?? emptyAccount(key.member, key.currency);
  if (at !== undefined) {
    const past = basis === 'posted' ? postedBy(engine, db, account.id, at) : effectiveBy(engine, db, account.id, at);
    const { figures, available } = await past;
    return toDto(key, rules, figures, available);
  }
  const now = Math.max(engine.clock.now(), account.lastPostedAt);
  const isDue = account.nextDueAt !== null && account.nextDueAt <= now;
  if (!isDue) return toDto(key, rules, account, account.balance - account.held);
  return settledBalance(engine, rulebook, rules, key, account.id);
}

/** Settles in memory, by the code that a posting would run, and writes nothing. */
async function settledBalance(
  engine: Engine,
  rulebook: Rulebook,
  rules: CurrencyRules,
  key: AccountKey,
  accountId: number,
): Promise<BalanceDto> {
  const read = async (trx: Parameters<typeof lockAccounts>[0]): Promise<BalanceDto> => {
    const [account] = await lockAccounts(trx, engine.dialect, [accountId]);
    invariant(account !== undefined, `account ${accountId} is gone`);
    const book = await openBook(engine, rulebook, trx, account);
    settle(book);
    return toDto(key, rules, account, book.available);
  };
  const joined = engine.currentTransaction();
  return joined ? read(joined) : transact(engine.db, engine.dialect, read);
}

interface Past {
  readonly figures: Figures;
  readonly available: bigint;
}

/** L33, by posting time: the account as its rows up to then leave it, and as a settlement at that moment would. */
async function postedBy(engine: Engine, db: Db, accountId: number, at: Milliseconds): Promise<Past> {
  const past = new Projection();
  for (let after = 0; ;) {
    const page = await postedBetween(db, engine.dialect, accountId, after, Number.MAX_SAFE_INTEGER, ROWS);
    for (const posted of page) if (posted.entry.postedAt <= at) past.add(posted);
    const last = page.at(-1)?.entry;
    if (!last || page.length < ROWS || last.postedAt > at) return { figures: past, available: past.availableAt(at) };
    after = last.sequence;
  }
}

/** L33, by effective time: the sums of what had taken effect by then, whenever it was posted. */
async function effectiveBy(engine: Engine, db: Db, accountId: number, at: Milliseconds): Promise<Past> {
  const sums = await sumsOfEffective(db, engine.dialect, accountId, at);
  const figure = (column: unknown) => (column === null ? ZERO : readMinorUnits(column));
  const figures = {
    balance: figure(sums.amount),
    held: figure(sums.held),
    lifetimeEarned: figure(sums.earned),
    lifetimeSpent: figure(sums.spent),
    sequence: Number(figure(sums.sequence)),
  };
  return { figures, available: figures.balance - figures.held };
}

function toDto(key: AccountKey, { scale }: CurrencyRules, figures: Figures, available: bigint): BalanceDto {
  return {
    ...key,
    balance: formatAmount(figures.balance, scale),
    held: formatAmount(figures.held, scale),
    available: formatAmount(available, scale),
    lifetimeEarned: formatAmount(figures.lifetimeEarned, scale),
    lifetimeSpent: formatAmount(figures.lifetimeSpent, scale),
    sequence: figures.sequence,
  };
}
