/** What SQLite alone needs. */
import type { Knex } from 'knex';

/**
 * Makes SQLite's transaction a writing one before it reads. One that reads first and writes later fails at once when
 * another process wrote in between, instead of waiting its turn.
 */
export async function takeWriteLock(trx: Knex.Transaction): Promise<void> {
  await trx.raw('DELETE FROM sqlite_sequence WHERE 0');
}

interface SqliteConnection {
  readonly inTransaction: boolean;
  exec(statement: string): void;
}

/**
 * A COMMIT for which SQLite found no time leaves the transaction open, and knex gives the connection back all the same:
 * whoever is given it next could begin none, for ever. What is left open is rolled back before anybody is given it.
 */
export function endStrayTransactions(db: Knex): void {
  const client = db.client as { validateConnection(connection: SqliteConnection): boolean };
  const validate = client.validateConnection.bind(client);
  client.validateConnection = (connection) => {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    return validate(connection);
  };
}

/** Whether the database keeps a write-ahead log, so that readers and a writer let each other be; one in memory needs none. */
export async function writesAhead(db: Knex): Promise<boolean> {
  const [row] = await db.raw<{ journal_mode: string }[]>('PRAGMA journal_mode');
  return row !== undefined && ['wal', 'memory', 'off'].includes(row.journal_mode);
}
