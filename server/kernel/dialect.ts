import type { Knex } from 'knex';

/** The three kinds of database that Strapi runs on. `mysql` is MySQL and MariaDB. */
export type Dialect = 'sqlite' | 'postgres' | 'mysql';

/** A database, or a transaction on it. */
export type Db = Knex | Knex.Transaction;

const DIALECT_OF_CLIENT: Record<string, Dialect> = { 'better-sqlite3': 'sqlite', pg: 'postgres', mysql2: 'mysql' };

/** Tells which kind of database a connection speaks to. */
export function dialectOf(db: Db): Dialect {
  const client = (db.client as { config: { client: string } }).config.client;
  const dialect = DIALECT_OF_CLIENT[client];
  if (!dialect) throw new Error(`The rewards ledger does not know the database client "${client}".`);
  return dialect;
}

interface DriverError {
  readonly code?: string;
  readonly message?: string;
}

const CONTENTION = new Set(['40001', '40P01', '55P03', 'ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD']);
const DUPLICATE = new Set(['23505', 'ER_DUP_ENTRY', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY']);

/** A deadlock, a serialisation failure or a lock that was waited for too long: trying again helps (L28). */
export function isContention(error: unknown): boolean {
  const code = (error as DriverError).code ?? '';
  return CONTENTION.has(code) || code.startsWith('SQLITE_BUSY');
}

/** Of two transactions that waited for each other, the one that the database gave up on. */
export const isDeadlock = (error: unknown): boolean => (error as DriverError).code === '40P01';

/** Somebody else has written the same unique value first: trying again sees their row (L10). */
export function isDuplicate(error: unknown): boolean {
  return DUPLICATE.has((error as DriverError).code ?? '');
}

/** An SQL expression as text: how a sum leaves the database without passing through a float (L3). */
export function asText(dialect: Dialect, expression: string): string {
  return `CAST(${expression} AS ${dialect === 'mysql' ? 'CHAR' : 'TEXT'})`;
}
