import type { Knex } from 'knex';
import type { LedgerService } from '../contract';
import type { Clock, Db, IdSource } from '../kernel';
import type { RulesSource } from '../members';

/** What the redemption room needs of other rooms. */
export interface RedemptionDependencies {
  /** The transaction that the caller is in (`strapi.db.transaction`), or the connection. */
  db(): Db;
  /** Begins a transaction that the ledger joins, or joins the caller's. */
  inTransaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  /** Runs work likewise and takes back whatever it wrote. */
  rollBackAfter<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  readonly clock: Clock;
  readonly newId: IdSource;
  readonly ledger: Pick<LedgerService, 'reserve' | 'capture' | 'release' | 'reverse' | 'balance'>;
  /** Currencies and tiers as they are in force. */
  readonly rules: Pick<RulesSource, 'current' | 'lock'>;
}
