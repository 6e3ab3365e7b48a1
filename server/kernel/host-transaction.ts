import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { LIMITS } from '../contract';
import { type Dialect, isDeadlock, isContention, isDuplicate } from './dialect';
import { RewardsError } from './errors';
import { markOutdated } from './late-snapshot';
import { takeWriteLock } from './sqlite';

export type Attempt<T> = (trx: Knex.Transaction) => Promise<T>;

/** Thrown when the host's snapshot turned out to be older than what decides: the same again then reads the present. */
export class OutdatedSnapshot extends Error {
  constructor() {
    super('The transaction shows what has changed since.');
  }
}

/** How long a posting waits for a lock in a host's transaction on PostgreSQL, which knows no limit by itself. */
const LONGEST_WAIT = '15s';
/** Waits before the next try, in milliseconds; half of it is left to chance. */
const PAUSE = 40;

/**
 * Runs work in a transaction that a host has begun and will end. What the work wrote is taken back when it fails, so that the
 * host may go on. What can be tried again without the host is: a key that somebody else has just posted, a deadlock on
 * PostgreSQL, a snapshot that is too old.
 *
 * @param settled resolves when nothing of ours is under way in the transaction any more
 * @throws LEDGER_BUSY: the host has to roll back and begin again; on MySQL it may have been rolled back already, and then its
 *   commit is refused
 */
export async function inHosts<T>(
  trx: Knex.Transaction,
  dialect: Dialect,
  work: () => Promise<T>,
  { settled }: { readonly settled: () => Promise<void> },
): Promise<T> {
  guardCommit(trx, settled);
  for (let attempt = 1; ; attempt += 1) {
    const savepoint = await begin(trx, dialect);
    try {
      // A host that has read nothing yet then waits its turn, and is not told that somebody else wrote in between.
      if (dialect === 'sqlite') await takeWriteLock(trx);
      const result = await work();
      await savepoint.release();
      return result;
    } catch (error) {
      const isKept = await rolledBack(savepoint);
      if (!isKept) await lose(trx);
      const isLast = attempt === LIMITS.retriesInHosts || !isKept || !isWorthAnother(error, dialect);
      if (isLast) throw isConflict(error) ? busy() : error;
      markOutdated(trx);
      await sleep(PAUSE / 2 + Math.random() * (PAUSE / 2));
    }
  }
}

/**
 * Runs work in a host's transaction on PostgreSQL, of which a single statement writes: a statement that fails has written nothing,
 * and PostgreSQL lets nobody commit after it, so that no savepoint is needed to keep the half of something from being written.
 *
 * @param settled resolves when nothing of ours is under way in the transaction any more
 * @throws LEDGER_BUSY: the host has to roll back and begin again. After any other failure of the database it has to roll back too.
 */
export async function inHostsAsOne<T>(
  trx: Knex.Transaction,
  work: () => Promise<T>,
  { settled }: { readonly settled: () => Promise<void> },
): Promise<T> {
  guardCommit(trx, settled);
  try {
    return await work();
  } catch (error) {
    throw isConflict(error) ? busy() : error;
  }
}

const busy = () => new RewardsError('LEDGER_BUSY', { transaction: 'roll-back' });

const isConflict = (error: unknown): boolean =>
  isContention(error) || isDuplicate(error) || error instanceof OutdatedSnapshot;

/** A lock that was waited for in vain, or a row that changed since a snapshot, is the same the next time. */
const isWorthAnother = (error: unknown, dialect: Dialect): boolean =>
  isDuplicate(error) || error instanceof OutdatedSnapshot || (dialect === 'postgres' && isDeadlock(error));

interface Savepoint {
  release(): Promise<void>;
  rollBack(): Promise<void>;
}

let counter = 0;

async function begin(trx: Knex.Transaction, dialect: Dialect): Promise<Savepoint> {
  counter += 1;
  const name = `rewards_${counter}`;
  const take = `SAVEPOINT ${name}`;
  const keep = `RELEASE SAVEPOINT ${name}`;
  const rollBack = `ROLLBACK TO SAVEPOINT ${name}`;
  const send = async (...statements: string[]): Promise<void> => {
    for (const statement of statements) await trx.raw(statement);
  };
  if (dialect !== 'postgres') {
    await send(take);
    return { release: () => send(keep), rollBack: () => send(rollBack, keep) };
  }
  // Several statements in one message, so that it costs one way there and back.
  const before = timeoutOf(await trx.raw(`${take}; ${LIMIT_WAITING}`));
  return {
    release: () => send(`SELECT set_config('lock_timeout', '${before}', true); ${keep}`),
    rollBack: () => send(`${rollBack}; ${keep}`),
  };
}

/** A limit that the host has set itself stays. */
const LIMIT_WAITING = `SELECT current_setting('lock_timeout') AS before, set_config('lock_timeout',
  CASE current_setting('lock_timeout') WHEN '0' THEN '${LONGEST_WAIT}' ELSE current_setting('lock_timeout') END, true)`;

function timeoutOf(answers: unknown): string {
  const before = (answers as [unknown, { rows: [{ before: string }] }])[1].rows[0].before;
  return /^\d+(ms|s|min|h|d)?$/.test(before) ? before : '0';
}

/** False: MySQL ends the whole transaction after a deadlock, and then there is no savepoint any more. */
async function rolledBack(savepoint: Savepoint): Promise<boolean> {
  try {
    await savepoint.rollBack();
    return true;
  } catch {
    return false;
  }
}

const lost = new WeakSet<Knex.Transaction>();

/**
 * The database has taken back what the host wrote, also what it was told is written. Whatever it writes from here on must not
 * be committed by itself, statement by statement, so it is caught in another transaction, which nobody can commit.
 */
async function lose(trx: Knex.Transaction): Promise<void> {
  lost.add(trx);
  // On a connection that is gone nothing is written any more.
  await trx.raw('BEGIN').catch(() => undefined);
}

interface Answer {
  readonly response?: { readonly command?: string };
}

const guarded = new WeakSet<Knex.Transaction>();

/**
 * A host is told that its transaction is committed when it is. Knex keeps to itself that a COMMIT failed, and PostgreSQL answers
 * the COMMIT of a failed transaction with ROLLBACK and no error.
 */
function guardCommit(trx: Knex.Transaction, settled: () => Promise<void>): void {
  if (guarded.has(trx)) return;
  guarded.add(trx);
  const commit = trx.commit.bind(trx) as (value?: unknown) => Promise<Answer | undefined>;
  const guardedCommit = async (value?: unknown): Promise<unknown> => {
    await settled();
    if (lost.has(trx)) throw busy();
    const answer = await commit(value);
    await trx.executionPromise.catch((error: unknown) => {
      throw isConflict(error) ? busy() : error;
    });
    if (answer?.response?.command === 'ROLLBACK') throw busy();
    return answer;
  };
  Object.assign(trx, { commit: guardedCommit });
}
