import type { Knex } from 'knex';

import { LIMITS } from '../../server/contract';
import { dialectOf, isContention, isDuplicate, RewardsError, transact } from '../../server/kernel';

/** A database that only counts: what a transaction does is up to the work that it is given. */
function countingDatabase() {
  const options: unknown[] = [];
  const db = {
    transaction(work: (trx: Knex.Transaction) => Promise<unknown>, given: unknown) {
      options.push(given);
      return work({ raw: () => Promise.resolve() } as unknown as Knex.Transaction);
    },
  };
  return { db: db as unknown as Knex, options };
}

const failing = (code: string) => Object.assign(new Error(code), { code });

describe('a transaction', () => {
  it.each(['40001', '40P01', 'ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT'])(
    'L28 is tried again after %s',
    async (code) => {
      const { db, options } = countingDatabase();
      let tries = 0;
      const result = await transact(db, 'postgres', () => {
        tries += 1;
        return tries < 3 ? Promise.reject(failing(code)) : Promise.resolve('done');
      });
      expect(result).toBe('done');
      expect(options).toHaveLength(3);
    },
  );

  it.each(['23505', 'ER_DUP_ENTRY', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'])(
    'L10 is tried again after %s, to see who was first',
    async (code) => {
      const { db } = countingDatabase();
      let tries = 0;
      await transact(db, 'sqlite', () => {
        tries += 1;
        return tries < 2 ? Promise.reject(failing(code)) : Promise.resolve();
      });
      expect(tries).toBe(2);
    },
  );

  it('L28 is given up with LEDGER_BUSY after a bounded number of tries', async () => {
    const { db, options } = countingDatabase();
    const attempt = transact(db, 'postgres', () => Promise.reject(failing('40P01')));
    await expect(attempt).rejects.toMatchObject({ code: 'LEDGER_BUSY', status: 503 });
    expect(options).toHaveLength(LIMITS.retries + 1);
  });

  it('L28 is not tried again for a refusal, nor for a bug', async () => {
    for (const error of [new RewardsError('ZERO_AMOUNT', { field: 'amount' }), new TypeError('a bug')]) {
      const { db, options } = countingDatabase();
      await expect(transact(db, 'mysql', () => Promise.reject(error))).rejects.toBe(error);
      expect(options).toHaveLength(1);
    }
  });

  it('L28 reads what is committed on MySQL, where a lock would otherwise show what stood there before it', async () => {
    const { db, options } = countingDatabase();
    await transact(db, 'mysql', () => Promise.resolve());
    expect(options).toEqual([{ isolationLevel: 'read committed' }]);
  });
});

describe('an error of a driver', () => {
  it('L28 without a code is neither contention nor a duplicate', () => {
    for (const error of [new Error('gone'), {}, failing('42601'), failing('ER_PARSE_ERROR'), failing('SQLITE_ERROR')]) {
      expect(isContention(error)).toBe(false);
      expect(isDuplicate(error)).toBe(false);
    }
  });

  it('L34 a trigger that refuses is no contention, or the refusal would be tried again', () => {
    for (const code of ['SQLITE_CONSTRAINT_TRIGGER', 'P0001', 'ER_SIGNAL_EXCEPTION', '45000']) {
      expect(isContention(failing(code)) || isDuplicate(failing(code))).toBe(false);
    }
  });
});

describe('a database client', () => {
  const on = (client: string) => ({ client: { config: { client } } }) as unknown as Knex;

  it('is one of three kinds', () => {
    expect(dialectOf(on('better-sqlite3'))).toBe('sqlite');
    expect(dialectOf(on('pg'))).toBe('postgres');
    expect(dialectOf(on('mysql2'))).toBe('mysql');
  });

  it('that nobody tested is refused at once', () => {
    expect(() => dialectOf(on('oracledb'))).toThrow('oracledb');
  });
});
