/** What the rooms need of Strapi, in their own words: none of them looks anything up by a string. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Core } from '@strapi/types';
import type { Knex } from 'knex';
import { type Clock, type Db, type Dialect, dialectOf, invariant, systemClock, transact } from './kernel';

export interface Host {
  readonly strapi: Core.Strapi;
  readonly knex: Knex;
  readonly dialect: Dialect;
  readonly clock: Clock;
  /** The transaction that the caller is in: `strapi.db.transaction`, or `inTransaction` below. */
  currentTransaction(): Knex.Transaction | undefined;
  /** That transaction, or the connection. */
  db(): Db;
  /**
   * Runs work in the caller's transaction, or in one of its own that is tried again after a conflict. Whatever the work
   * calls joins it. Unlike `strapi.db.transaction` it reads on MySQL what is committed, not a snapshot from before a lock.
   */
  inTransaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  /** Makes a documentId as Strapi makes them for a content type. */
  newDocumentId(uid: string): string;
}

export function createHost(strapi: Core.Strapi): Host {
  const knex = strapi.db.connection;
  const dialect = dialectOf(knex);
  const own = new AsyncLocalStorage<Knex.Transaction>();
  const current = () => {
    const trx = own.getStore();
    return trx && !trx.isCompleted() ? trx : strapiTransaction(strapi);
  };
  return {
    strapi,
    knex,
    dialect,
    clock: { now: () => strapi.config.get<Clock>('plugin::rewards.clock', systemClock).now() },
    currentTransaction: current,
    db: () => current() ?? knex,
    inTransaction(work) {
      const trx = current();
      return trx ? work(trx) : transact(knex, dialect, (begun) => own.run(begun, () => work(begun)));
    },
    newDocumentId(uid) {
      const attribute = strapi.db.metadata.get(uid).attributes.documentId as { default?: unknown } | undefined;
      const make = attribute?.default;
      invariant(typeof make === 'function', `Strapi makes no documentIds for ${uid}`);
      return (make as () => string)();
    },
  };
}

/**
 * The caller's `strapi.db.transaction`. Strapi tells it through `transaction` alone, whose callback runs at once when
 * there is one to join: nothing is begun or ended here.
 */
function strapiTransaction(strapi: Core.Strapi): Knex.Transaction | undefined {
  if (!strapi.db.inTransaction()) return undefined;
  let current: Knex.Transaction | undefined;
  void strapi.db.transaction(({ trx }) => {
    current = trx as Knex.Transaction;
  });
  invariant(current !== undefined, 'Strapi did not hand over the transaction that is under way');
  return current;
}
