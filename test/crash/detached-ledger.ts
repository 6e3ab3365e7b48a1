/**
 * A ledger without a Strapi, on a database that a Strapi has prepared: what a second process of a host runs. It goes
 * through the engine's own front door, with a knex of its own, and reads rules and members as a Strapi's does.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

import type { Knex } from 'knex';

import { LIMITS, NOTICE_NAMES } from '../../server/contract';
import { createIdSource, createOutbox, createTransactions } from '../../server/kernel';
import { readCurrencies } from '../../server/currencies';
import { createIntegrity, type Integrity } from '../../server/integrity';
import { createEngine, createLedger, type Ledger } from '../../server/ledger';
import { createRulesSource, surroundingsOf } from '../../server/members';
import type { Engine } from '../support/engines';
import { hostRequire } from '../support/host';
import { type DriverConnection, type StatementHook, watchStatements } from './statements';

/** All that a process needs to know; plain data, so that it can be written into a file. */
export interface Setting {
  readonly engine: Engine;
  /** The server's address, or the file on SQLite. */
  readonly address: string;
  /** The instant at which this ledger's clock stands; it goes on from there when `ticking`. */
  readonly now: number;
  readonly ticking: boolean;
}

/** L42. As the plugin's own setting has it, in milliseconds. */
const CLOCK_SKEW = LIMITS.clockSkewSeconds.standard * 1_000;

export interface DetachedLedger {
  readonly ledger: Ledger & Integrity;
  readonly knex: Knex;
  /** Runs work in a transaction as a host begins one. */
  asHost<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

function connectionOf({ engine, address }: Setting): Knex.Config {
  if (engine === 'sqlite') {
    return { client: 'better-sqlite3', connection: { filename: address }, useNullAsDefault: true };
  }
  if (engine === 'postgres') return { client: 'pg', connection: { connectionString: address } };
  const connection = { uri: address, supportBigNumbers: true, bigNumberStrings: true };
  return { client: 'mysql2', connection };
}

/**
 * @param hook called before each statement that any connection sends to the database
 * @param warn told what knex has to say about its connections, instead of the console
 */
export function openDetached(
  setting: Setting,
  hook?: StatementHook,
  warn: (message: unknown) => void = console.warn,
): DetachedLedger {
  const { knex: createKnex } = hostRequire('knex') as typeof import('knex');
  const sqlite = setting.engine === 'sqlite';
  const knex = createKnex({
    ...connectionOf(setting),
    log: { warn },
    pool: {
      min: 0,
      max: sqlite ? 1 : 8,
      afterCreate(connection: DriverConnection, done: (error: Error | null, connection: unknown) => void) {
        if (sqlite) for (const pragma of ['journal_mode = WAL', 'synchronous = NORMAL']) connection.pragma!(pragma);
        if (hook) watchStatements(setting.engine, connection, hook);
        done(null, connection);
      },
    },
  });
  const dialect = setting.engine;
  const started = Date.now();
  const hosts = new AsyncLocalStorage<Knex.Transaction>();
  const currentTransaction = () => hosts.getStore();
  const rules = createRulesSource({ db: knex, dialect, clockSkew: CLOCK_SKEW, readCurrencies, currentTransaction });
  const transactions = createTransactions(knex, dialect, currentTransaction);
  const clock = { now: () => setting.now + (setting.ticking ? Date.now() - started : 0) };
  // What is written here, the Strapi of the database tells.
  const outbox = createOutbox({
    ...{ dialect, clock, newId: createIdSource(), onCommitted: () => undefined },
    wanted: new Set(NOTICE_NAMES),
  });
  const engine = createEngine({
    ...{ db: knex, clock, transactions, outbox, log: { error: warn, warn } },
    ...surroundingsOf(rules, dialect, outbox),
  });
  const ledger = { ...createLedger(engine), ...createIntegrity(engine) };
  return {
    ledger,
    knex,
    async asHost(work) {
      const trx = await knex.transaction();
      try {
        const result = await hosts.run(trx, work);
        await trx.commit();
        return result;
      } catch (error) {
        await trx.rollback();
        throw error;
      }
    },
    async close() {
      await ledger.stop();
      await knex.destroy();
      transactions.close();
      hosts.disable();
    },
  };
}
