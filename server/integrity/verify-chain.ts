import { type ChainFault, type ChainFindingDto, type ChainReport, LIMITS, type Scope } from '../contract';
import { type AccountId, chunksOf, type Db, present, readAccountId, withRoom } from '../kernel';
import {
  BEFORE_ALL,
  type Account,
  accountsAfter,
  type Engine,
  entryHash,
  findAccountsWithoutRow,
  findOwners,
  genesisHash,
  type Posted,
  postedAfter,
  toScope,
} from '../ledger';

/** Accounts, and rows, that are read at a time. */
const ACCOUNTS = 500;
const ROWS = 2_000;

/** Where the verification of one chain stands. */
interface Head {
  account: Pick<Account, 'id' | 'member' | 'currency' | 'sequence' | 'lastHash'>;
  sequence: number;
  hash: string;
}

/**
 * Recomputes the hash of every row and follows each chain from its start to the account's head (L5): a missing,
 * duplicated, edited or reordered row is found, and which one. Rows are only ever appended, so this may run while postings
 * go on.
 */
export async function verifyChain(engine: Engine, scope: Scope = {}): Promise<ChainReport> {
  const asked = toScope(scope);
  const joined = engine.transactions.current();
  return joined ? verify(joined, asked) : withRoom(engine.db, () => verify(engine.db, asked));
}

async function verify(db: Db, asked: Scope): Promise<ChainReport> {
  const verifier = new Verifier(db);
  for (let after = 0; ;) {
    const page = await accountsAfter(verifier.db, after, ACCOUNTS, asked);
    await verifier.verify(page);
    const last = page.at(-1);
    if (!last || page.length < ACCOUNTS) break;
    after = last.id;
  }
  if (asked.member === undefined && asked.currency === undefined) await verifier.reportHeadless();
  return verifier.report();
}

/** Verifies the chains of some accounts, as `db` shows them. */
export async function verifyAccounts(db: Db, accounts: readonly Account[]): Promise<readonly ChainFindingDto[]> {
  const verifier = new Verifier(db);
  for (const part of chunksOf(ACCOUNTS, accounts)) await verifier.verify(part);
  return verifier.report().findings;
}

class Verifier {
  private readonly findings: ChainFindingDto[] = [];
  private found = 0;
  private accounts = 0;
  private entries = 0;

  constructor(readonly db: Db) {}

  async verify(accounts: readonly Account[]): Promise<void> {
    const heads = new Map<AccountId, Head>();
    for (const account of accounts) {
      heads.set(account.id, { account, sequence: 0, hash: genesisHash(account.member, account.currency) });
    }
    const ids = [...heads.keys()];
    for (let place = BEFORE_ALL; ids.length > 0;) {
      const page = await postedAfter(this.db, ids, place, ROWS);
      for (const posted of page) this.follow(present(heads.get(posted.entry.accountId), 'an account'), posted);
      const last = page.at(-1);
      if (!last || page.length < ROWS) break;
      place = last.entry;
    }
    await this.readAgain(heads);
    for (const head of heads.values()) this.finish(head);
    this.accounts += accounts.length;
  }

  /** Postings may have gone on: a chain that is longer than its head was has its head read again. */
  private async readAgain(heads: ReadonlyMap<AccountId, Head>): Promise<void> {
    const longer = [...heads.values()].filter((head) => head.sequence > head.account.sequence);
    for (const { account } of longer) {
      const head = present(heads.get(account.id), 'an account');
      const now = present((await accountsAfter(this.db, account.id - 1, 1, {}))[0], 'an account');
      // Longer by now than what was read of it: what was read is a part of it, and followed without a break.
      const isPart = now.sequence > head.sequence;
      head.account = isPart ? { ...account, sequence: head.sequence, lastHash: head.hash } : now;
    }
  }

  /** Rows whose account is missing: the account is a projection, so the chain is whole but has no head. */
  async reportHeadless(): Promise<void> {
    const ids = (await findAccountsWithoutRow(this.db)).map(readAccountId);
    for (const [id, owner] of await findOwners(this.db, ids)) {
      this.add({ id, ...owner, sequence: 0, lastHash: '' }, 0, null, 'head');
    }
  }

  report(): ChainReport {
    return {
      accountsVerified: this.accounts,
      entriesVerified: this.entries,
      findings: this.findings,
      truncated: this.found > this.findings.length,
    };
  }

  private follow(head: Head, posted: Posted): void {
    const { entry, allocations } = posted;
    this.entries += 1;
    const follows = entry.sequence === head.sequence + 1;
    this.addMissing(head.account, head.sequence + 1, entry.sequence - 1);
    const isItsOwn = entry.member === head.account.member && entry.currency === head.account.currency;
    if (!isItsOwn || entryHash(entry, allocations) !== entry.hash) {
      this.add(head.account, entry.sequence, entry.id, 'content');
    } else if (follows && entry.previousHash !== head.hash) {
      this.add(head.account, entry.sequence, entry.id, 'link');
    }
    head.sequence = entry.sequence;
    head.hash = entry.hash;
  }

  private finish({ account, sequence, hash }: Head): void {
    this.addMissing(account, sequence + 1, account.sequence);
    const isLonger = sequence > account.sequence;
    if (isLonger || (sequence === account.sequence && hash !== account.lastHash)) {
      this.add(account, sequence, null, 'head');
    }
  }

  /** Lists what it has room for and counts the rest: a damaged head may claim any number of rows. */
  private addMissing(account: Head['account'], from: number, upTo: number): void {
    const listed = Math.min(upTo, from + LIMITS.findings);
    for (let sequence = from; sequence <= listed; sequence += 1) this.add(account, sequence, null, 'missing');
    this.found += Math.max(0, upTo - listed);
  }

  private add(account: Head['account'], sequence: number, entryId: string | null, fault: ChainFault): void {
    this.found += 1;
    if (this.findings.length >= LIMITS.findings) return;
    const { member, currency } = account;
    this.findings.push({ accountId: String(account.id), member, currency, sequence, entryId, fault });
  }
}
