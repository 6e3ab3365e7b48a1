import { readInteger } from './amount';
import type { Milliseconds } from './clock';
import { type Db, type Dialect, dialectOf } from './dialect';
import { present } from './errors';

/**
 * The database's clock in milliseconds since 1970, without passing through any session's time zone. On PostgreSQL not
 * `now()`, which stands still from the beginning of a transaction, and so from before a lock was waited for.
 */
export const DATABASE_CLOCK: Record<Dialect, string> = {
  sqlite: "CAST(ROUND((julianday('now') - 2440587.5) * 86400000) AS INTEGER)",
  postgres: 'CAST(FLOOR(EXTRACT(EPOCH FROM clock_timestamp()) * 1000) AS BIGINT)',
  mysql: "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6)) DIV 1000",
};

/** What time it is by the clock that all instances share. */
export async function databaseNow(db: Db): Promise<Milliseconds> {
  const rows: unknown = await db.select(db.raw(`${DATABASE_CLOCK[dialectOf(db)]} AS db_now`));
  return readInteger(present((rows as { db_now: unknown }[])[0], 'the database’s clock').db_now);
}
