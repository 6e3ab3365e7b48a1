/**
 * The ledger of a real Strapi, on a scratch database, under a clock that the test moves. Currencies are made through the
 * Document Service and members through their service, as a host application makes them.
 */
import type { Core } from '@strapi/types';
import type { Knex } from 'knex';

import type { LedgerService, MemberId, MembersService, ReversalPolicy, SpendOrder } from '../../server/contract';
import { ManualClock } from './clock';
import type { Engine } from './engines';
import { type RunningStrapi, startStrapi, type StartOptions } from './strapi';

/** The currency's attributes, each with a default; what is given here is given to the Document Service as it is. */
export interface CurrencyOverrides {
  readonly code?: string;
  readonly name?: string;
  readonly scale?: number;
  readonly spendOrder?: SpendOrder;
  readonly reversalPolicy?: ReversalPolicy;
  readonly risingOnly?: boolean;
  readonly drivesLevels?: boolean;
  readonly drivesTiers?: boolean;
  readonly expiresAfterDays?: number | null;
  readonly reversalGraceDays?: number | null;
}

export interface OpenOptions {
  readonly clock?: ManualClock;
  readonly database?: StartOptions['database'];
  readonly env?: StartOptions['env'];
  readonly beforeLoad?: StartOptions['beforeLoad'];
}

export interface OpenLedger {
  readonly app: RunningStrapi;
  readonly strapi: Core.Strapi;
  /** Strapi's own connection. On SQLite its pool has one: outside a transaction only. */
  readonly knex: Knex;
  readonly ledger: LedgerService;
  readonly members: MembersService;
  readonly clock: ManualClock;
  /** Makes a currency and answers its code, a new one unless given. */
  currency(overrides?: CurrencyOverrides): Promise<string>;
  /** Makes a member and answers its documentId. */
  member(): Promise<MemberId>;
  /** An idempotency key that no other call of this harness has answered. */
  key(): string;
  close(): Promise<void>;
}

/** Counts on across boots, so that a second boot on the same data makes new things. */
let counter = 0;
const next = () => (counter += 1);

/**
 * Boots a Strapi with the plugin. One a test file and engine is enough: members and currencies are cheap and never meet.
 */
export async function openLedger(engine: Engine, options: OpenOptions = {}): Promise<OpenLedger> {
  const clock = options.clock ?? new ManualClock();
  const app = await startStrapi({
    engine,
    database: options.database,
    env: options.env,
    beforeLoad(strapi) {
      strapi.config.set('plugin::rewards.clock', clock);
      options.beforeLoad?.(strapi);
    },
  });
  const { strapi } = app;
  const rewards = strapi.plugin('rewards');
  const members = rewards.service<MembersService>('members');

  return {
    app,
    strapi,
    knex: strapi.db.connection,
    ledger: rewards.service<LedgerService>('ledger'),
    members,
    clock,
    async currency(overrides = {}) {
      const code = overrides.code ?? `currency-${next()}`;
      const data = { code, name: `Currency ${code}`, scale: 0, ...overrides };
      await strapi.documents('plugin::rewards.currency' as never).create({ data: data as never });
      return code;
    },
    async member() {
      return (await members.ensure({ externalId: `person-${next()}` })).documentId;
    },
    key: () => `key-${next()}`,
    close: () => app.stop(),
  };
}
