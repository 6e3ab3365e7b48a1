import type { BalanceDto, BalanceQuery } from '../contract';
import {
  type AccountId,
  type Db,
  formatAmount,
  InvariantViolation,
  type Milliseconds,
  present,
  readMinorUnits,
  RewardsError,
  ZERO,
} from '../kernel';
import type { Engine } from './engine';
import { accountsOf } from './member-accounts';
import { openDraft } from './posting/open-drafts';
import { Projection } from './rules/projection';
import { settle } from './rules/settle';
import { type CurrencyRules, type Rulebook, rulesOf } from './rulebook';
import type { Account } from './state';
import { type AccountKey, emptyAccount, readAccount } from './store/account-store';
import { sumsOfEffective } from './store/history-store';
import { postedBetween } from './store/posted-store';
import { toBalanceQuery, toMemberQuery } from './posting/validate';

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
  const db: Db = engine.transactions.current() ?? engine.db;
  const account = (await readAccount(db, key)) ?? emptyAccount(key.member, key.currency);
  const now = Math.max(engine.clock.now(), account.lastPostedAt);
  if (at === undefined) return balanceNow(engine, rulebook, rules, db, account);
  // A row of this account is not ahead of itself where the clock has been set back since (L6).
  if (at > now) throw new RewardsError('INVALID_INPUT', { field: 'at', problem: 'lies in the future.' });
  const past = basis === 'posted' ? postedBy(db, account.id, at) : effectiveBy(engine, db, account.id, at);
  const { figures, available } = await past;
  return toDto(key, rules, figures, available);
}

/**
 * The figures of each account that a member has, now, as `balance` tells them one by one; in the order in which the accounts
 * were opened.
 *
 * @throws INVALID_INPUT
 */
export async function balances(engine: Engine, query: { readonly member: string }): Promise<BalanceDto[]> {
  const { member } = toMemberQuery(query);
  return balancesOf(engine, [member]);
}

/** As `balances`, of several members whose documentIds are known to be some, by one look at the database unless something is due. */
export async function balancesOf(engine: Engine, members: readonly string[]): Promise<BalanceDto[]> {
  const db: Db = engine.transactions.current() ?? engine.db;
  const { accounts, rulebook } = await accountsOf(engine, db, members);
  const all: BalanceDto[] = [];
  for (const account of accounts) {
    all.push(await balanceNow(engine, rulebook, rulesOf(rulebook, account.currency), db, account));
  }
  return all;
}

/** Times that an account is read which others post to meanwhile. */
const LOOKS = 50;

/**
 * Settles in memory, by the code that a posting would run, and writes nothing. Nor does it lock anything: whoever posts to
 * the account while its lots are read has changed the account, which is then read again.
 */
async function balanceNow(
  engine: Engine,
  rulebook: Rulebook,
  rules: CurrencyRules,
  db: Db,
  first: Account,
): Promise<BalanceDto> {
  let account = first;
  for (let look = 0; look < LOOKS; look += 1) {
    const now = Math.max(engine.clock.now(), account.lastPostedAt);
    const isDue = account.nextDueAt !== null && account.nextDueAt <= now;
    if (!isDue) return toDto(account, rules, account, account.balance - account.held);
    const settled = await settledOf(engine, rulebook, db, account);
    const again = present(await readAccount(db, account), `account ${account.id}`);
    if (settled !== undefined && again.lastHash === account.lastHash) {
      return toDto(account, rules, account, settled);
    }
    account = again;
  }
  throw new RewardsError('LEDGER_BUSY');
}

/** What would be available after a settlement; undefined where what was read does not fit together. */
async function settledOf(engine: Engine, rulebook: Rulebook, db: Db, account: Account): Promise<bigint | undefined> {
  try {
    const draft = await openDraft(engine, rulebook, db, account);
    settle(draft);
    return draft.available;
  } catch (error) {
    const again = await readAccount(db, account);
    if (error instanceof InvariantViolation && again?.lastHash !== account.lastHash) return undefined;
    throw error;
  }
}

interface Past {
  readonly figures: Figures;
  readonly available: bigint;
}

/** L33, by posting time: the account as its rows up to then leave it, and as a settlement at that moment would. */
async function postedBy(db: Db, accountId: AccountId, at: Milliseconds): Promise<Past> {
  const past = new Projection();
  for (let after = 0; ;) {
    const page = await postedBetween(db, accountId, after, Number.MAX_SAFE_INTEGER, ROWS);
    for (const posted of page) if (posted.entry.postedAt <= at) past.add(posted);
    const last = page.at(-1)?.entry;
    if (!last || page.length < ROWS || last.postedAt > at) return { figures: past, available: past.availableAt(at) };
    after = last.sequence;
  }
}

/** L33, by effective time: the sums of what had taken effect by then, whenever it was posted. */
async function effectiveBy(engine: Engine, db: Db, accountId: AccountId, at: Milliseconds): Promise<Past> {
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

function toDto(
  { member, currency }: AccountKey,
  { scale }: CurrencyRules,
  figures: Figures,
  available: bigint,
): BalanceDto {
  return {
    member,
    currency,
    balance: formatAmount(figures.balance, scale),
    held: formatAmount(figures.held, scale),
    available: formatAmount(available, scale),
    lifetimeEarned: formatAmount(figures.lifetimeEarned, scale),
    lifetimeSpent: formatAmount(figures.lifetimeSpent, scale),
    sequence: figures.sequence,
  };
}
