import type { Knex } from 'knex';
import type { AdjustmentsService, ReconciliationAlertEvent, TasksService } from '../contract';
import type { Clock, Db, Dialect, IdSource } from '../kernel';
import type { LedgerAudit } from '../ledger';
import type { ReconciliationSettings } from './settings';

/** What reconciliation needs of the house around it. */
export interface ReconciliationDependencies {
  readonly db: Knex;
  readonly dialect: Dialect;
  readonly clock: Clock;
  readonly newId: IdSource;
  readonly audit: LedgerAudit;
  readonly adjustments: AdjustmentsService;
  readonly settings: ReconciliationSettings;
  /** Begins a transaction that ledger and adjustments join. */
  inTransaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  /** Which of these members are in the directory. */
  membersThatExist(db: Db, ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Performs a run; asked late, because the tasks have this room's work in them. */
  tasks(): Pick<TasksService, 'run'>;
  /** D10. Tells whoever listens. What it throws ends in the log. */
  readonly tell: readonly Teller[];
  readonly log: { warn(message: string): void };
}

/** A way of telling of an alert. */
export interface Teller {
  /** For the log: `the event hub`, `mail`. */
  readonly name: string;
  tell(alert: ReconciliationAlertEvent): Promise<void>;
}
