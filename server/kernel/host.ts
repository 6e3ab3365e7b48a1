/** What the rooms need of Strapi, in their own words: none of them looks anything up by a string. */
import type { Core } from '@strapi/types';
import type { Knex } from 'knex';
import {
  type Clock,
  createTransactions,
  type Db,
  type Dialect,
  dialectOf,
  endStrayTransactions,
  invariant,
  systemClock,
  type Transactions,
  wholeInstants,
} from './index';

export interface Host {
  readonly strapi: Core.Strapi;
  readonly knex: Knex;
  readonly dialect: Dialect;
  readonly clock: Clock;
  readonly transactions: Transactions;
  /** The transaction that the caller is in, or the connection. */
  db(): Db;
  /** A setting of the plugin's configuration. */
  setting(name: string): unknown;
  /** Makes a documentId as Strapi makes them for a content type. */
  newDocumentId(uid: string): string;
}

export function createHost(strapi: Core.Strapi): Host {
  const knex = strapi.db.connection;
  const dialect = dialectOf(knex);
  const transactions = createTransactions(knex, dialect, () => strapiTransaction(strapi));
  if (dialect === 'sqlite') endStrayTransactions(knex);
  return {
    strapi,
    knex,
    dialect,
    clock: wholeInstants({ now: () => strapi.config.get<Clock>('plugin::rewards.clock', systemClock).now() }),
    transactions,
    db: () => transactions.current() ?? knex,
    setting: (name) => strapi.config.get(`plugin::rewards.${name}`),
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
