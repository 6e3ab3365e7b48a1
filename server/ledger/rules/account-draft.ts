import type { EntryType, ReversalPolicy } from '../../contract';
import {
  type IdSource,
  invariant,
  isWithinBounds,
  type Milliseconds,
  type MinorUnits,
  plus,
  RewardsError,
  ZERO,
} from '../../kernel';
import { entryHash } from '../chain';
import {
  type Account,
  type Allocation,
  type Entry,
  freeOf,
  type Hold,
  type Lot,
  type OpenItem,
  type Posted,
} from '../state';
import type { CurrencyRules } from '../rulebook';
import { type Reversal, type Reversed, reversedBy, reversedWith } from './reversed';
import { SpendQueue } from './spend-queue';

/** What the caller said of a posting, or the engine of a row of its own. */
export interface EntryContext {
  readonly source: string;
  readonly idempotencyKey: string;
  readonly keyHash: string;
  readonly terms: string | null;
  readonly reason: string | null;
  readonly rule: string | null;
  readonly eventId: string | null;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly metadata: string | null;
  readonly effectiveAt: Milliseconds;
}

/** A row as a rule proposes it: what it changes. The draft gives it its place, its sums and its hash. */
export interface Proposal {
  readonly type: EntryType;
  readonly amount: MinorUnits;
  readonly held?: MinorUnits;
  readonly earned?: MinorUnits;
  readonly spent?: MinorUnits;
  readonly allocations?: readonly Allocation[];
  /** Opens a lot with so much of `amount`. */
  readonly opens?: { readonly amount: MinorUnits; readonly expiresAt: Milliseconds | null };
  /** `reserve` only: opens a hold over `allocations`. */
  readonly holdTimeoutAt?: Milliseconds | null;
  readonly lotId?: string;
  readonly holdId?: string;
  readonly reversesId?: string;
  readonly settlesId?: string;
  readonly causeId?: string;
  readonly shortfall?: MinorUnits;
  readonly policy?: ReversalPolicy;
}

/** What was read of an account, under its lock, for the postings at hand. */
export interface DraftContents {
  readonly lots: Iterable<Lot>;
  readonly holds: Iterable<Hold>;
  readonly openItems: Iterable<OpenItem>;
  /** Rows that are to be reversed, and those that took grants back of which something may come back (L43). */
  readonly targets: Iterable<Posted>;
  /** What has backed out the rows that are to be reversed, or parts of them; oldest first. */
  readonly reversals: Iterable<Reversal>;
  /** Lot → how much of it was written off already. */
  readonly writtenOff: Iterable<readonly [string, MinorUnits]>;
  /** The first instant after `now` at which something read or unread falls due. */
  readonly dueAfterNow: Milliseconds | null;
}

/**
 * The working copy of one account while postings are decided: pure, in memory, and with a way back. Rules read it and
 * propose rows; `post` applies one to account, lots and holds, and refuses to leave any figure below zero (L4).
 * Nothing is stored until the whole batch was decided.
 */
export class AccountDraft {
  account: Account;
  private readonly before: Account;
  readonly lots = new Map<string, Lot>();
  readonly holds = new Map<string, Hold>();
  readonly openItems = new Map<string, OpenItem>();
  readonly targets = new Map<string, Posted>();
  /** Row → what of it was reversed. */
  readonly reversals: Map<string, Reversed>;
  readonly writtenOff = new Map<string, MinorUnits>();
  /** The rows decided so far, in order. */
  readonly posted: Posted[] = [];
  readonly changedLots = new Set<string>();
  readonly changedHolds = new Set<string>();
  readonly changedItems = new Set<string>();
  readonly spendable: SpendQueue;
  readonly dueAfterNow: Milliseconds | null;
  private readonly journal: (() => void)[] = [];

  constructor(
    account: Account,
    readonly rules: CurrencyRules,
    /** L6. The server's clock, but never before the account's last row. */
    readonly now: Milliseconds,
    private readonly newId: IdSource,
    contents: DraftContents,
  ) {
    this.account = account;
    this.before = account;
    for (const lot of contents.lots) this.lots.set(lot.id, lot);
    for (const hold of contents.holds) this.holds.set(hold.id, hold);
    for (const item of contents.openItems) this.openItems.set(item.id, item);
    for (const target of contents.targets) this.targets.set(target.entry.id, target);
    this.reversals = reversedBy(contents.reversals);
    for (const [lot, amount] of contents.writtenOff) this.writtenOff.set(lot, amount);
    this.dueAfterNow = contents.dueAfterNow;
    this.spendable = new SpendQueue(rules.spendOrder, this.lots.values());
  }

  /** Whether anything is to be stored: rows, or at least that nothing is due any more. */
  get isChanged(): boolean {
    return this.account !== this.before;
  }

  /** What can be spent once everything due was settled (L4). */
  get available(): MinorUnits {
    return (this.account.balance - this.account.held) as MinorUnits;
  }

  lot(id: string): Lot {
    const lot = this.lots.get(id);
    invariant(lot !== undefined, `lot ${id} of account ${this.account.id} was not read`);
    return lot;
  }

  hold(id: string): Hold {
    const hold = this.holds.get(id);
    invariant(hold !== undefined, `hold ${id} of account ${this.account.id} was not read`);
    return hold;
  }

  /** Decides one posting; when it is refused, the draft is as it was before. */
  attempt<T>(decide: () => T): T {
    const mark = this.journal.length;
    try {
      return decide();
    } catch (error) {
      for (const undo of this.journal.splice(mark).reverse()) undo();
      this.spendable.rewind();
      throw error;
    }
  }

  /**
   * Applies a proposal: gives the row the account's next sequence number, the sums after it and its hash, and moves what
   * it moves.
   *
   * @throws AMOUNT_OVERFLOW when a figure of the account would pass 2^53 − 1 minor units (L2)
   */
  post(proposal: Proposal, context: EntryContext): Posted {
    const { account } = this;
    const allocations = proposal.allocations ?? [];
    const id = this.newId(this.now);
    const held = proposal.held ?? ZERO;
    const next: Account = {
      ...account,
      sequence: account.sequence + 1,
      balance: this.bounded(account.balance + proposal.amount),
      held: this.bounded(account.held + held),
      lifetimeEarned: this.bounded(account.lifetimeEarned + (proposal.earned ?? ZERO)),
      lifetimeSpent: this.bounded(account.lifetimeSpent + (proposal.spent ?? ZERO)),
      lastPostedAt: this.now,
    };
    const unhashed: Omit<Entry, 'hash'> = {
      id,
      accountId: account.id,
      member: account.member,
      currency: account.currency,
      sequence: next.sequence,
      type: proposal.type,
      amount: proposal.amount,
      held,
      earned: proposal.earned ?? ZERO,
      spent: proposal.spent ?? ZERO,
      balanceAfter: next.balance,
      heldAfter: next.held,
      lotId: proposal.opens ? id : (proposal.lotId ?? null),
      lotOpened: proposal.opens?.amount ?? ZERO,
      expiresAt: proposal.opens?.expiresAt ?? proposal.holdTimeoutAt ?? null,
      holdId: proposal.type === 'reserve' ? id : (proposal.holdId ?? null),
      reversesId: proposal.reversesId ?? null,
      settlesId: proposal.settlesId ?? null,
      causeId: proposal.causeId ?? null,
      shortfall: proposal.shortfall ?? ZERO,
      policy: proposal.policy ?? null,
      ...context,
      postedAt: this.now,
      previousHash: account.lastHash,
    };
    const owned = proposal.type === 'reserve' ? allocations.map((part) => ({ ...part, holdId: id })) : allocations;
    const posted: Posted = { entry: { ...unhashed, hash: entryHash(unhashed, owned) }, allocations: owned };
    this.checkDraft(posted);
    this.setAccount({ ...next, lastHash: posted.entry.hash });
    if (proposal.opens) this.openLot(posted.entry);
    for (const part of owned) this.moveLot(part);
    this.remember(this.posted, posted);
    return posted;
  }

  setAccount(account: Account): void {
    const before = this.account;
    invariant(account.balance >= 0n, `account ${account.id} would have a balance below zero`);
    invariant(
      account.held >= 0n && account.held <= account.balance,
      `account ${account.id} would hold what it has not`,
    );
    invariant(
      account.lifetimeEarned >= 0n && account.lifetimeSpent >= 0n,
      `account ${account.id}: lifetime below zero`,
    );
    this.journal.push(() => (this.account = before));
    this.account = account;
  }

  setHold(hold: Hold): void {
    invariant(hold.captured + hold.released <= hold.amount, `hold ${hold.id} would give more than it has`);
    this.put(this.holds, this.changedHolds, hold);
    if (hold.status === 'open') this.noteDue(hold.expiresAt);
  }

  setOpenItem(item: OpenItem): void {
    invariant(item.remaining >= 0n && item.remaining <= item.amount, `open item ${item.id} is out of its bounds`);
    this.put(this.openItems, this.changedItems, item);
  }

  noteReversal(rowId: string, reversal: Entry): void {
    const before = this.reversals.get(rowId);
    this.journal.push(() => (before ? this.reversals.set(rowId, before) : this.reversals.delete(rowId)));
    this.reversals.set(rowId, reversedWith(before, reversal));
  }

  noteWriteOff(lotId: string, amount: MinorUnits): void {
    const before = this.writtenOff.get(lotId) ?? ZERO;
    this.journal.push(() => this.writtenOff.set(lotId, before));
    this.writtenOff.set(lotId, plus(before, amount));
  }

  private openLot(entry: Entry): void {
    const lot: Lot = {
      id: entry.id,
      accountId: entry.accountId,
      earnedAt: entry.effectiveAt,
      expiresAt: entry.expiresAt,
      amount: entry.lotOpened,
      remaining: entry.lotOpened,
      held: ZERO,
    };
    this.put(this.lots, this.changedLots, lot);
    this.spendable.add(lot);
    this.noteDue(lot.expiresAt);
  }

  private moveLot(part: Allocation): void {
    const before = this.lot(part.lotId);
    const lot: Lot = { ...before, remaining: plus(before.remaining, part.amount), held: plus(before.held, part.held) };
    invariant(lot.held >= 0n && lot.held <= lot.remaining, `lot ${lot.id} would have less than is held of it`);
    invariant(lot.remaining <= lot.amount, `lot ${lot.id} would have more than was put into it`);
    this.put(this.lots, this.changedLots, lot);
    if (freeOf(lot) <= freeOf(before)) return;
    this.spendable.rewind();
    // What was held as a whole has not been due; what comes free of it is, on its day.
    this.noteDue(lot.expiresAt);
  }

  private noteDue(instant: Milliseconds | null): void {
    const { nextDueAt } = this.account;
    if (instant !== null && (nextDueAt === null || instant < nextDueAt)) {
      this.setAccount({ ...this.account, nextDueAt: instant });
    }
  }

  /** L4: what a row adds to the balance and to the held part is what it moves in the lots. */
  private checkDraft({ entry, allocations }: Posted): void {
    const amount = allocations.reduce((sum, part) => sum + part.amount, 0n);
    const held = allocations.reduce((sum, part) => sum + part.held, 0n);
    invariant(entry.amount === entry.lotOpened + amount, `a ${entry.type} row would move more or less than it says`);
    invariant(entry.held === held, `a ${entry.type} row would hold more or less than it says`);
  }

  private bounded(figure: bigint): MinorUnits {
    if (!isWithinBounds(figure)) throw new RewardsError('AMOUNT_OVERFLOW', { field: 'amount' });
    return figure as MinorUnits;
  }

  private put<T extends { readonly id: string }>(all: Map<string, T>, changed: Set<string>, value: T): void {
    const before = all.get(value.id);
    this.journal.push(() => (before ? all.set(value.id, before) : all.delete(value.id)));
    all.set(value.id, value);
    changed.add(value.id);
  }

  private remember<T>(list: T[], value: T): void {
    this.journal.push(() => list.pop());
    list.push(value);
  }
}
