import type { LedgerService } from '../../contract';
import type { Clock, Db, Transactions } from '../../kernel';

/** A currency, as far as its amounts need it. */
export interface Scaled {
  readonly code: string;
  readonly scale: number;
}

/** What bulk adjustments need of other rooms. */
export interface BulkDependencies {
  readonly ledger: Pick<LedgerService, 'postMany'>;
  readonly clock: Clock;
  db(): Db;
  readonly transactions: Transactions;
  newDocumentId(): string;
  currencies(): Promise<readonly Scaled[]>;
}
