import type { Knex } from 'knex';
import type { LedgerService } from '../../contract';
import type { Clock, Db } from '../../kernel';

/** A currency, as far as its amounts need it. */
export interface Scaled {
  readonly code: string;
  readonly scale: number;
}

/** What bulk adjustments need of the house. */
export interface BulkDependencies {
  readonly ledger: Pick<LedgerService, 'postMany'>;
  readonly clock: Clock;
  db(): Db;
  /** Begins a transaction that the ledger joins, or joins the caller's. */
  inTransaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  newDocumentId(): string;
  currencies(): Promise<readonly Scaled[]>;
}
