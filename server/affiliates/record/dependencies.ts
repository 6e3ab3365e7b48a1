import type { Knex } from 'knex';
import type { Clock, Db, IdSource } from '../../kernel';
import type { SystemsSource } from '../systems/systems-source';

export interface RecordDependencies {
  readonly clock: Clock;
  readonly newId: IdSource;
  readonly systems: SystemsSource;
  /** The transaction that the caller is in, or the connection. */
  db(): Db;
  /** Runs work in the caller's transaction, who does not go on after its failure, or in one of its own that is tried again. */
  recordInTransaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  /** Called when events that are to be sent were committed. */
  onRecorded(): void;
}
