import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Dialect } from './dialect';

/** How long an instance waits for the others to set the database up. Long enough for an index on a large ledger. */
const PATIENCE_SECONDS = 30 * 60;
/** Between two looks at SQLite's lock, in milliseconds. */
const PAUSE = 50;
/** What the lock is called on PostgreSQL: any number, as long as it is the same everywhere. */
const POSTGRES_KEY = 7_395_184_206_331;

/** What knex hands out beside its pool, whose last connection a lock might otherwise take. */
interface RawConnections {
  acquireRawConnection(): Promise<unknown>;
  destroyRawConnection(connection: unknown): Promise<void>;
}

/** What of a better-sqlite3 database is used here. */
interface SqliteFile {
  exec(statement: string): unknown;
  close(): unknown;
}

interface Sqlite {
  readonly driver: new (file: string, options: { readonly timeout: number }) => SqliteFile;
  readonly connectionSettings: { readonly filename: string };
}

/**
 * Takes the lock under which one instance at a time sets the database up. It lies on a connection of its own, with which it
 * goes when the process dies.
 *
 * @returns what gives it back
 * @throws when others kept it for half an hour
 */
export function takeSetUpLock(db: Knex, dialect: Dialect): Promise<() => Promise<void>> {
  return dialect === 'sqlite' ? lockBesideFile(db.client as Sqlite) : lockOnServer(db, dialect);
}

async function lockOnServer(db: Knex, dialect: 'postgres' | 'mysql'): Promise<() => Promise<void>> {
  const client = db.client as RawConnections;
  const connection = await client.acquireRawConnection();
  const run = (statement: string, bindings: readonly (string | number)[] = []): Promise<unknown> =>
    db.raw(statement, bindings).connection(connection);
  const giveBack = () => client.destroyRawConnection(connection);
  try {
    if (dialect === 'postgres') {
      // Held by a transaction, not by the session: a pooler between gives a session's next statement to another one.
      await run('BEGIN');
      await run(`SET LOCAL idle_in_transaction_session_timeout = 0`);
      await run(`SET LOCAL lock_timeout = '${PATIENCE_SECONDS}s'`);
      await run('SELECT pg_advisory_xact_lock(?)', [POSTGRES_KEY]);
    } else {
      const [[row]] = (await run("SELECT GET_LOCK(CONCAT('rewards set-up ', MD5(DATABASE())), ?) AS taken", [
        PATIENCE_SECONDS,
      ])) as [[{ readonly taken: unknown }]];
      if (Number(row.taken) !== 1) throw new Error('not within the time');
    }
  } catch (error) {
    await giveBack();
    throw tooLong(error);
  }
  return giveBack;
}

/**
 * SQLite has one lock, the whole file's, which would keep this process's own connection out as well: so it is another file's,
 * which stays empty.
 */
async function lockBesideFile({ driver: Driver, connectionSettings }: Sqlite): Promise<() => Promise<void>> {
  const { filename } = connectionSettings;
  // A database in memory has no second instance.
  if (filename === '' || filename.startsWith(':memory:')) return () => Promise.resolve();
  const file = new Driver(`${filename}-rewards-set-up`, { timeout: 0 });
  for (let waited = 0; ; waited += PAUSE) {
    try {
      file.exec('BEGIN EXCLUSIVE');
      return () => Promise.resolve(void file.close());
    } catch (error) {
      const isBusy = ((error as { code?: string }).code ?? '').startsWith('SQLITE_BUSY');
      if (isBusy && waited < PATIENCE_SECONDS * 1000) {
        await sleep(PAUSE);
        continue;
      }
      file.close();
      throw isBusy ? tooLong(error) : error;
    }
  }
}

const tooLong = (cause: unknown): Error =>
  new Error('Rewards: this instance could not wait any longer for another one to set the database up.', { cause });
