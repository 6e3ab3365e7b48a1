/**
 * A ledger without a Strapi, on a database that a Strapi has prepared: what a second process of a host runs. It goes
 * through the engine's own front door, with a knex of its own.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

import type { Knex } from 'knex';

import type { MemberId } from '../../server/contract';
import { createTransactions } from '../../server/kernel';
import { createLedger, type CurrencyRules, type Ledger } from '../../server/ledger';
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
  readonly currencies: readonly CurrencyRules[];
  readonly members: readonly MemberId[];
}

export interface DetachedLedger {
  readonly ledger: Ledger;
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
  const currencies = new Map(setting.currencies.map((rules) => [rules.code, rules]));
  const rulebook = {
    currency: (code: string) => currencies.get(code),
    drives: () => ({ level: false, tier: false }),
    standing: () => ({ level: null, tier: null }),
  };
  const started = Date.now();
  const hosts = new AsyncLocalStorage<Knex.Transaction>();
  const ledger = createLedger({
    db: knex,
    clock: { now: () => setting.now + (setting.ticking ? Date.now() - started : 0) },
    transactions: createTransactions(knex, setting.engine, () => hosts.getStore()),
    log: { error: warn, warn },
    rulebook: () => Promise.resolve(rulebook),
    rulebookIn: () => Promise.resolve(rulebook),
    lockRules: () => Promise.resolve(rulebook),
    lockMembers: () => Promise.resolve({ existing: new Set(setting.members), busy: new Set<string>() }),
    standingsOf: () => Promise.resolve(new Map()),
    onAccountsOpened: () => Promise.resolve(),
    onStandingChanged: () => Promise.resolve(),
  });
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
    },
  };
}
