import type { Knex } from 'knex';
import type { MemberId } from '../contract';
import type { Clock, Db, Dialect, IdSource, Transactions } from '../kernel';
import type { AccountIds } from './account-ids';
import type { Rulebook, Standing } from './rulebook';
import type { Locking } from './store/account-store';

/** A member's level or tier that a posting has moved (L26). */
export interface StandingChange {
  readonly member: MemberId;
  readonly currency: string;
  readonly before: Standing;
  readonly after: Standing;
}

/** Which of some members there are. */
export interface LockedMembers {
  /** They are locked: nobody deletes them before the transaction ends. */
  readonly existing: ReadonlySet<MemberId>;
  /** Passed over, because somebody else has them locked. */
  readonly busy: ReadonlySet<MemberId>;
}

/** What the ledger needs of the house around it. It knows no member and no Strapi. */
export interface LedgerDependencies {
  readonly db: Knex;
  readonly clock: Clock;
  readonly transactions: Transactions;
  readonly log: Pick<Console, 'error' | 'warn'>;
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

/** The dependencies, and what the engine keeps beside them. */
export interface Engine extends LedgerDependencies {
  readonly dialect: Dialect;
  readonly newId: IdSource;
  readonly accountIds: AccountIds;
}
