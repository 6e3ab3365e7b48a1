import type { Outbox } from '../kernel';
import { defineRoom } from '../kernel/room';
import { createEngine, type LedgerSurroundings, type PostingListener } from './engine';
import { createLedger } from './ledger';
import { engineModels, ledgerTextIndex } from './schema';
import { installGuards } from './store/guard-store';
import { setFillfactor } from './store/fillfactor';
import { canFall, hasAccounts } from './store/use-store';

interface Needs {
  readonly surroundings: LedgerSurroundings;
  readonly outbox: Outbox;
}

export const ledgerRoom = defineRoom<Needs>()({
  models: engineModels,
  textIndexes: [ledgerTextIndex],
  create({ knex, clock, transactions, strapi }, { surroundings, outbox }) {
    const engine = createEngine({ db: knex, clock, transactions, outbox, log: strapi.log, ...surroundings });
    return {
      engine,
      posting: createLedger(engine),
      /** For rooms that write down what follows from a posting, together with it. */
      onPosted: (listener: PostingListener) => void engine.listeners.push(listener),
      /** For whoever edits a currency. */
      currencyUse: {
        hasAccounts: (db: Parameters<typeof canFall>[0], currency: string) => hasAccounts(db, { currency }),
        canFall,
      },
    };
  },
  async setUp({ knex, dialect, strapi }) {
    for (const warning of await installGuards(knex, dialect)) strapi.log.warn(`Rewards: ${warning}.`);
    await setFillfactor(knex, dialect);
  },
  stop: ({ posting }) => posting.stop(),
});
