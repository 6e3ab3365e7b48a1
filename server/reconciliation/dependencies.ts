import type { EventEmitter } from 'node:events';
import type { Knex } from 'knex';
import type { AdjustmentsService, ReconciliationAlertEvent, TasksService } from '../contract';
import type { Clock, Db, Dialect, IdSource } from '../kernel';
import type { AlertChannel } from '../kernel/alert';
import type { LedgerAudit } from '../integrity';
import type { ReconciliationSettings } from './settings';

/** What reconciliation needs of other rooms. */
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
  /** The same, and takes all of it back. */
  rollBackAfter<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  /** Which of these members are in the directory. */
  membersThatExist(db: Db, ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Performs a run; asked late, because the tasks have this room's work in them. */
  tasks(): Pick<TasksService, 'run'>;
  /** Says the id of a run that has written itself down, or could not: a run is performed by the process that started it. */
  readonly begun: EventEmitter;
  /** D10. Tells whoever listens. What it throws ends in the log. */
  readonly channels: readonly AlertChannel<ReconciliationAlertEvent>[];
  readonly log: { warn(message: string): void };
}
