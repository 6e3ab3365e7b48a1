import type { Knex } from 'knex';
import { type Db, type Dialect, dialectOf } from './dialect';

/**
 * A host's transaction on MySQL and MariaDB shows, by default, what was committed when it first read anything, while its
 * locks are on what is committed now. Whoever decides by what it shows decides by the past.
 *
 * Locking reads show the present. They also lock the gaps between rows, so that a host who posts for one member would keep
 * everybody else from posting until its commit. So they are used where something has shown that the snapshot is too old, and
 * where a row that is not found decides; everything else is read plainly, under the lock of its account.
 */
const ofHosts = new WeakSet<object>();
const outdated = new WeakSet<object>();

/** Notes that a transaction was begun by a host, on its own terms. */
export function noteHosts(trx: Knex.Transaction, dialect: Dialect): void {
  if (dialect === 'mysql') ofHosts.add(trx);
}

/** Whether a transaction may show something that is older than what it has locked. */
export const mayBeOutdated = (db: Db): boolean => ofHosts.has(db);

/** Whether it does: what it shows of anything that is locked is no longer relied upon. */
export const isOutdated = (db: Db): boolean => outdated.has(db);

/** From here on until it ends, the transaction reads what decides with locks. */
export function markOutdated(db: Db): void {
  if (ofHosts.has(db)) outdated.add(db);
}

/** A read of rows that are locked by way of their account: plain where that shows the present. */
export const asOfNow = <Q extends Knex.QueryBuilder>(db: Db, query: Q): Q =>
  outdated.has(db) ? (query.forShare() as Q) : query;

/**
 * A read on whose finding nothing something is decided: shows the present whatever the transaction is. To be used where a
 * plain read has found nothing, because it locks the gap.
 */
export const certainly = <Q extends Knex.QueryBuilder>(db: Db, query: Q): Q =>
  ofHosts.has(db) ? (query.forShare() as Q) : query;

/** How a query is put: as it is, or so that it shows the present. */
export type Reading = <Q extends Knex.QueryBuilder>(query: Q) => Q;

/**
 * Looks for things by their keys: plainly, and for sure for those that a plain read has not found.
 *
 * @param found what `read` fills
 */
export async function lookTwice<K>(
  db: Db,
  keys: readonly K[],
  found: { has(key: K): boolean },
  read: (keys: readonly K[], reading: Reading) => Promise<void>,
): Promise<void> {
  if (keys.length === 0) return;
  await read(keys, (query) => query);
  const missing = keys.filter((key) => !found.has(key));
  if (missing.length > 0 && mayBeOutdated(db)) await read(missing, (query) => certainly(db, query));
}

/**
 * A read of a few rows that shows the present in any transaction, and keeps others from changing them: what an edit is judged
 * by, and rules that have changed.
 */
export const presently = <Q extends Knex.QueryBuilder>(db: Db, query: Q): Q =>
  dialectOf(db) === 'mysql' ? (query.forShare() as Q) : query;
