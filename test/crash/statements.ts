/** A place to stand between a program and its database: every statement, transaction control included, passes here. */
import type { Engine } from '../support/engines';

/** What is used of a connection of better-sqlite3, pg or mysql2. */
export interface DriverConnection {
  prepare?(this: unknown, sql: string): unknown;
  pragma?(statement: string): unknown;
  query?(this: unknown, ...given: unknown[]): unknown;
  /** The server's name for the connection: pg, mysql2. */
  readonly processID?: number;
  readonly threadId?: number;
}

/**
 * Called before a statement is sent. On a server the statement waits for the promise; SQLite's driver cannot wait. The
 * promise may give a function, which is called right after the statement was sent.
 */
export type StatementHook = (connection: DriverConnection) => Promise<(() => unknown) | undefined> | undefined;

/** Puts a hook in front of all that a driver's connection sends from now on. */
export function watchStatements(engine: Engine, connection: DriverConnection, hook: StatementHook): void {
  if (engine === 'sqlite') {
    const prepare = connection.prepare!.bind(connection);
    connection.prepare = (sql) => {
      void hook(connection);
      return prepare(sql);
    };
    return;
  }
  const query = connection.query!.bind(connection);
  connection.query = (...given) => {
    const waiting = hook(connection);
    if (!waiting) return query(...given);
    return waiting.then((afterwards) => {
      query(...given);
      afterwards?.();
    });
  };
}
