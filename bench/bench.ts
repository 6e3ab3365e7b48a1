/** What every group of lines works with: a real Strapi with the plugin, and the means to fill it. */
import type { Core } from '@strapi/types';
import type { Knex } from 'knex';

import type { EarningService, LedgerService, MemberId, MembersService, PostingInput } from '../server/contract';
import type { Engine } from '../test/support/engines';
import { type RunningStrapi, startStrapi } from '../test/support/strapi';
import { registerObviousModels } from './floors/obvious';
import type { Options } from './options';

export interface Bench {
  readonly engine: Engine;
  readonly options: Options;
  readonly strapi: Core.Strapi;
  /** Strapi's own connection: the floors use it too, so that all share one pool of one size. */
  readonly knex: Knex;
  readonly ledger: LedgerService;
  readonly earning: EarningService;
  /** Makes members and answers their ids. */
  members(howMany: number): Promise<MemberId[]>;
  /** An idempotency key that was not used before. */
  key(): string;
  /** Posts in calls of the size that the ledger takes; a refusal ends the bench, for it would falsify a figure. */
  fill(inputs: readonly PostingInput[]): Promise<void>;
  say(text: string): void;
  close(): Promise<void>;
}

/** The currency of every line: two decimals, nothing expires, nothing drives a level or a tier. */
export const CURRENCY = 'bench-points';
/** Postings of one call of `postMany`, as the issue has it. */
export const CHUNK = 1_000;

export async function openBench(engine: Engine, options: Options): Promise<Bench> {
  const app: RunningStrapi = await startStrapi({ engine, beforeLoad: registerObviousModels });
  const { strapi } = app;
  const rewards = strapi.plugin('rewards');
  const ledger = rewards.service<LedgerService>('ledger');
  const members = rewards.service<MembersService>('members');
  const currencies = strapi.documents('plugin::rewards.currency' as never);
  await currencies.create({ data: { code: CURRENCY, name: 'Bench points', scale: 2 } as never });
  let counter = 0;
  const next = () => (counter += 1);
  return {
    engine,
    options,
    strapi,
    knex: strapi.db.connection,
    ledger,
    earning: rewards.service<EarningService>('earning'),
    async members(howMany) {
      const made: MemberId[] = [];
      while (made.length < howMany) {
        const size = Math.min(CHUNK, howMany - made.length);
        const inputs = Array.from({ length: size }, () => ({ externalId: `bench-${next()}` }));
        made.push(...(await members.ensureMany(inputs)).map(({ documentId }) => documentId));
      }
      return made;
    },
    key: () => `bench-${next()}`,
    async fill(inputs) {
      for (let start = 0; start < inputs.length; start += CHUNK) {
        for (const outcome of await ledger.postMany(inputs.slice(start, start + CHUNK))) {
          if (!outcome.ok) throw new Error(`Filling was refused: ${outcome.error.message}`);
        }
      }
    },
    say: (text) => process.stderr.write(`[${engine}] ${text}\n`),
    close: () => app.stop(),
  };
}
