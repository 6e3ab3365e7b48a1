import type { Knex } from 'knex';
import type { DecimalString, EntryType, MemberId } from '../contract';
import {
  type Clock,
  createIdSource,
  type Db,
  type Dialect,
  dialectOf,
  type IdSource,
  type Outbox,
  type Transactions,
  wholeInstants,
} from '../kernel';
import { AccountIds } from './account-ids';
import type { Rulebook, Standing } from './rulebook';
import type { Locking } from './store/account-store';

/** A member's level or tier that a posting has moved (L26). */
export interface StandingChange {
  readonly member: MemberId;
  readonly currency: string;
  /** What the account said before. */
  readonly before: Standing;
  /** Where the member stood: before an account's first posting, where nobody has to earn anything. */
  readonly former: Standing;
  readonly after: Standing;
}

/** Which of some members there are. */
export interface LockedMembers {
  /** They are locked: nobody deletes them before the transaction ends. */
  readonly existing: ReadonlySet<MemberId>;
  /** Passed over, because somebody else has them locked. */
  readonly busy: ReadonlySet<MemberId>;
}

/** What the ledger needs to know of rules and members. It knows no member and no Strapi. */
export interface LedgerSurroundings {
  /** The rules, at most a second old: what input is checked by, and what reads go by. */
  rulebook(): Promise<Rulebook>;
  /** The rules as a snapshot shows them, for what is compared with it. */
  rulebookIn(db: Db): Promise<Rulebook>;
  /** The rules in force, which nobody changes before the transaction ends: what is decided by. */
  lockRules(trx: Knex.Transaction): Promise<Rulebook>;
  /** Asked when an account is to be opened. */
  lockMembers(trx: Knex.Transaction, ids: readonly MemberId[], locking: Locking): Promise<LockedMembers>;
  /** Where members stand, as their own records say; a member that is gone is left out. */
  standingsOf(db: Db, ids: readonly MemberId[]): Promise<ReadonlyMap<MemberId, Standing>>;
  /** Called in the transaction that opens the first account of members, or a further one. */
  onAccountsOpened(trx: Knex.Transaction, members: readonly MemberId[]): Promise<void>;
  /** Called in the posting's transaction. */
  onStandingChanged(trx: Knex.Transaction, changes: readonly StandingChange[]): Promise<void>;
}

/** A new row of the ledger, as far as others follow from it. */
export interface PostedRow {
  readonly id: string;
  readonly member: MemberId;
  readonly currency: string;
  readonly type: EntryType;
  /** Signed, in major units. */
  readonly amount: DecimalString;
  /** Of a reversal (L37): the row that it backs out, and how much of it, above zero, in major units. */
  readonly reverses: { readonly id: string; readonly part: DecimalString } | null;
  readonly source: string;
  readonly rule: string | null;
  readonly eventId: string | null;
}

/** Called in the transaction of a posting, with what it has written; what it throws takes the posting back. */
export type PostingListener = (trx: Knex.Transaction, rows: readonly PostedRow[]) => Promise<void>;

export interface LedgerDependencies extends LedgerSurroundings {
  readonly db: Knex;
  readonly clock: Clock;
  readonly transactions: Transactions;
  /** L44. Takes what is to be told of what is posted. */
  readonly outbox: Outbox;
  readonly log: Pick<Console, 'error' | 'warn'>;
}

/** The dependencies, and what the ledger keeps beside them: what postings, checks and repairs of one database share. */
export interface Engine extends LedgerDependencies {
  readonly dialect: Dialect;
  readonly newId: IdSource;
  readonly accountIds: AccountIds;
  /** Those who write down what follows from a posting, together with it. */
  readonly listeners: PostingListener[];
}

export const createEngine = (dependencies: LedgerDependencies): Engine => ({
  ...dependencies,
  clock: wholeInstants(dependencies.clock),
  dialect: dialectOf(dependencies.db),
  newId: createIdSource(),
  accountIds: new AccountIds(),
  listeners: [],
});
