/** What every group of lines works with: a real Strapi with the plugin, and the means to fill it. */
import type { Core } from '@strapi/types';
import type { Knex } from 'knex';

import type {
  EarningService,
  LedgerService,
  MemberId,
  MemberInput,
  MembersService,
  PostingInput,
} from '../server/contract';
import type { Clock } from '../server/kernel';
import { TABLES } from '../server/ledger/schema';
import { relateArticles } from '../test/http/doors';
import type { Engine } from '../test/support/engines';
import { type RunningStrapi, startStrapi } from '../test/support/strapi';
import { registerObviousModels } from './floors/obvious';
import type { Options } from './options';

export interface Bench {
  readonly engine: Engine;
  readonly options: Options;
  readonly app: RunningStrapi;
  readonly strapi: Core.Strapi;
  /** Strapi's own connection: the floors use it too, so that all share one pool of one size. */
  readonly knex: Knex;
  readonly ledger: LedgerService;
  readonly earning: EarningService;
  /** Makes members and answers their ids. */
  members(howMany: number, personOf?: (i: number) => Partial<MemberInput>): Promise<MemberId[]>;
  /** An idempotency key that was not used before. */
  key(): string;
  /** Posts in calls of the size that the ledger takes; a refusal ends the bench, for it would falsify a figure. */
  fill(inputs: readonly PostingInput[]): Promise<void>;
  say(text: string): void;
  close(): Promise<void>;
}

/** The currency of every line: two decimals, nothing expires, nothing drives a level or a tier. */
export const CURRENCY = 'bench-points';
/** One of another scale, for lists that hold several. */
export const FINE_CURRENCY = 'bench-credits';
/** Postings of one call of `postMany`, as the issue has it. */
export const CHUNK = 1_000;

/**
 * @param clock where time comes from, instead of the system
 * @param env what the playground's configuration reads
 */
export async function openBench(
  engine: Engine,
  options: Options,
  { clock, env }: { readonly clock?: Clock; readonly env?: Record<string, string> } = {},
): Promise<Bench> {
  const app: RunningStrapi = await startStrapi({
    engine,
    ...(env ? { env } : {}),
    beforeLoad(strapi) {
      if (clock) strapi.config.set('plugin::rewards.clock', clock);
      registerObviousModels(strapi);
      relateArticles(strapi);
    },
  });
  const { strapi } = app;
  const rewards = strapi.plugin('rewards');
  const ledger = rewards.service<LedgerService>('ledger');
  const members = rewards.service<MembersService>('members');
  const currencies = strapi.documents('plugin::rewards.currency' as never);
  await currencies.create({ data: { code: CURRENCY, name: 'Bench points', scale: 2 } as never });
  await currencies.create({ data: { code: FINE_CURRENCY, name: 'Bench credits', scale: 4 } as never });
  let counter = 0;
  const next = () => (counter += 1);
  return {
    engine,
    options,
    app,
    strapi,
    knex: strapi.db.connection,
    ledger,
    earning: rewards.service<EarningService>('earning'),
    async members(howMany, personOf) {
      const made: MemberId[] = [];
      while (made.length < howMany) {
        const size = Math.min(CHUNK, howMany - made.length);
        const inputs = Array.from({ length: size }, (_, i) => ({
          externalId: `bench-${next()}`,
          ...personOf?.(made.length + i),
        }));
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

/** What a database does by itself once it has time, and needs to choose its plans. */
export async function analyse({ engine, knex }: Bench): Promise<void> {
  const statements: Record<Engine, string> = {
    postgres: 'VACUUM ANALYZE',
    sqlite: 'ANALYZE',
    mysql: `ANALYZE TABLE ${TABLES.entries}, ${TABLES.accounts}, ${TABLES.lots}`,
  };
  await knex.raw(statements[engine]);
}
