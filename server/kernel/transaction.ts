import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { LIMITS } from '../contract';
import { isContention, isDuplicate, type Dialect } from './dialect';
import { RewardsError } from './errors';

/** First and longest wait before a transaction is tried again, in milliseconds; half of it is left to chance. */
const FIRST_WAIT = 5;
const LONGEST_WAIT = 400;

/**
 * Runs work in a transaction of its own and tries again, a bounded number of times, when the database gave up on it:
 * deadlock, serialisation failure, lock time-out, or a unique value that somebody else wrote first (L28). The work must
 * therefore be repeatable: it starts from what it reads inside.
 *
 * @throws LEDGER_BUSY when every try failed so; whatever else the work throws, as it is
 */
export async function transact<T>(db: Knex, dialect: Dialect, work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
  // Rows read after a lock must be as the lock found them. MySQL's default would show the snapshot from before it.
  const options = dialect === 'mysql' ? { isolationLevel: 'read committed' as const } : {};
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(work, options);
    } catch (error) {
      if (!isContention(error) && !isDuplicate(error)) throw error;
      if (attempt > LIMITS.retries) throw new RewardsError('LEDGER_BUSY', { attempts: String(attempt) });
      const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempt);
      await sleep(wait / 2 + Math.random() * (wait / 2));
    }
  }
}
