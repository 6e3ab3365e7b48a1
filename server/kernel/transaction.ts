import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { LIMITS } from '../contract';
import { isContention, isDuplicate, type Dialect } from './dialect';
import { RewardsError } from './errors';
import { takeWriteLock } from './sqlite';

/** First and longest wait before a transaction is tried again, in milliseconds; half of it is left to chance. */
const FIRST_WAIT = 5;
const LONGEST_WAIT = 400;
/** After so long nothing is tried again, in milliseconds: a lock may have been waited for at every try. */
const LONGEST_OF_ALL = 60_000;

/** Rows read after a lock must be as the lock found them. MySQL's default would show the snapshot from before it. */
const optionsOf = (dialect: Dialect) => (dialect === 'mysql' ? { isolationLevel: 'read committed' as const } : {});

/**
 * Runs work in a transaction of its own and tries again, a bounded number of times, when the database gave up on it:
 * deadlock, serialisation failure, lock time-out, or a unique value that somebody else wrote first (L28). The work must
 * therefore be repeatable: it starts from what it reads inside.
 *
 * @throws LEDGER_BUSY when every try failed so; whatever else the work throws, as it is
 */
export async function transact<T>(db: Knex, dialect: Dialect, work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
  const begin = async (trx: Knex.Transaction): Promise<T> => {
    if (dialect === 'sqlite') await takeWriteLock(trx);
    return work(trx);
  };
  const since = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(begin, optionsOf(dialect));
    } catch (error) {
      if (!isContention(error) && !isDuplicate(error)) throw error;
      const isLate = performance.now() - since > LONGEST_OF_ALL;
      if (attempt > LIMITS.retries || isLate) throw new RewardsError('LEDGER_BUSY', { attempts: String(attempt) });
      const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempt);
      await sleep(wait / 2 + Math.random() * (wait / 2));
    }
  }
}

/** Has something done once a transaction is committed. Rolled back, it is not; whoever began the transaction is told why. */
export function onCommit(trx: Knex.Transaction, work: () => void): void {
  trx.executionPromise.then(work, () => undefined);
}

/**
 * Runs work in a transaction of its own, once, in which no lock is waited for longer than a second.
 *
 * @throws the database's error when it gave up; whatever else the work throws
 */
export function transactOnce<T>(db: Knex, dialect: Dialect, work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
  return db.transaction((trx) => waitingAtMost(trx, dialect, 1, () => work(trx)), optionsOf(dialect));
}

/**
 * Runs work in a transaction so that no lock is waited for longer than that. SQLite has no locks of rows to wait for.
 *
 * @param seconds whole
 */
export async function waitingAtMost<T>(
  trx: Knex.Transaction,
  dialect: Dialect,
  seconds: number,
  work: () => Promise<T>,
): Promise<T> {
  if (dialect === 'sqlite') return work();
  if (dialect === 'postgres') {
    const { rows } = await trx.raw<{ rows: [{ before: string }] }>(`SELECT current_setting('lock_timeout') AS before`);
    const wait = (limit: string) => trx.raw(`SELECT set_config('lock_timeout', ?, true)`, [limit]);
    await wait(`${seconds}s`);
    const result = await work();
    // After a failure it is rolled back with the rest.
    await wait(rows[0].before);
    return result;
  }
  const answer: unknown = await trx.raw('SELECT @@SESSION.innodb_lock_wait_timeout AS `before`');
  const [[{ before }]] = answer as [[{ before: unknown }]];
  const wait = (limit: number) => trx.raw('SET SESSION innodb_lock_wait_timeout = ?', [limit]);
  await wait(seconds);
  try {
    return await work();
  } finally {
    await wait(Number(before));
  }
}
