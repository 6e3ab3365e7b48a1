import type { Knex } from 'knex';
import type { MemberId } from '../contract';
import type { Clock, Db, Dialect, IdSource } from '../kernel';
import type { AccountIds } from './account-ids';
import type { Rulebook, Standing } from './rulebook';

/** A member's level or tier that a posting has moved (L26). */
export interface StandingChange {
  readonly member: MemberId;
  readonly currency: string;
  readonly before: Standing;
  readonly after: Standing;
}

/** What the ledger needs of the house around it. It knows no member and no Strapi. */
export interface LedgerDependencies {
  readonly db: Knex;
  readonly clock: Clock;
  /** The rules in force; cached by the giver, for a second at most. */
  rulebook(): Promise<Rulebook>;
  /** Which of these members exist; asked when an account is opened. */
  membersThatExist(db: Db, ids: readonly MemberId[]): Promise<ReadonlySet<MemberId>>;
  /** Where members stand, as their own records say; a member that is gone is left out. */
  standingsOf(db: Db, ids: readonly MemberId[]): Promise<ReadonlyMap<MemberId, Standing>>;
  /** Called in the transaction that opens the first account of members, or a further one. */
  onAccountsOpened(trx: Knex.Transaction, members: readonly MemberId[]): Promise<void>;
  /** Called in the posting's transaction. */
  onStandingChanged(trx: Knex.Transaction, changes: readonly StandingChange[]): Promise<void>;
  /** The transaction that the caller is in, to be joined (`strapi.db.transaction`). */
  currentTransaction(): Knex.Transaction | undefined;
}

/** The dependencies, and what the engine keeps beside them. */
export interface Engine extends LedgerDependencies {
  readonly dialect: Dialect;
  readonly newId: IdSource;
  readonly accountIds: AccountIds;
}
