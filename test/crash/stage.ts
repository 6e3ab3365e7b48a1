/** The stage of these tests: a booted Strapi whose database other processes post into, and what is looked at afterwards. */
import type { LedgerService, PostingInput, PostingResult } from '../../server/contract';
import { documents } from '../db/content';
import { brokenEquations } from '../model/books-store';
import type { Engine } from '../support/engines';
import { type OpenLedger, openLedger } from '../support/ledger';
import type { Setting } from './detached-ledger';

/** `points` lapse after five days; `credits` last, and a grant that was spent and taken back leaves arrears. */
export const CURRENCIES = [
  { code: 'points', reversalPolicy: 'clamp', expiresAfterDays: 5, drivesLevels: true },
  { code: 'credits', reversalPolicy: 'arrears', drivesTiers: true },
] as const;

/** A level and a tier that members come to and leave again. */
export const LEVEL = 'regular';
export const TIER = 'tin';

export interface Stage extends OpenLedger {
  readonly engine: Engine;
  /** What a child must know to post as of now. */
  setting(ticking?: boolean): Setting;
}

export async function openStage(engine: Engine): Promise<Stage> {
  const open = await openLedger(engine);
  for (const currency of CURRENCIES) await open.currency(currency);
  await documents(open, 'level').create({ data: { code: LEVEL, name: LEVEL, threshold: '40' } });
  await documents(open, 'tier').create({ data: { code: TIER, name: TIER, threshold: '60' } });
  const { env } = open.app.database;
  return {
    ...open,
    engine,
    setting: (ticking = false) => ({
      engine,
      address: env.DATABASE_URL || env.DATABASE_FILENAME!,
      now: open.clock.now(),
      ticking,
    }),
  };
}

export function postTo(ledger: LedgerService, { type, ...input }: PostingInput): Promise<PostingResult> {
  const post = ledger[type] as (given: typeof input) => Promise<PostingResult>;
  return post.call(ledger, input);
}

/** L4, L5, L32 for these members: the equations in SQL, the check and the chain. */
export async function expectSound({ knex, ledger }: OpenLedger, members: readonly string[]): Promise<void> {
  expect(await brokenEquations(knex, members)).toEqual([]);
  for (const member of members) {
    expect((await ledger.check({ member })).findings).toEqual([]);
    expect((await ledger.verifyChain({ member })).findings).toEqual([]);
  }
}

/** How many rows were posted under a key by a caller; what was written along with them does not count. */
export async function primaryRows({ knex }: OpenLedger, keys: readonly string[]): Promise<Map<string, PrimaryRow[]>> {
  const rows = new Map<string, PrimaryRow[]>(keys.map((key) => [key, []]));
  for (let start = 0; start < keys.length; start += 500) {
    const found = await knex('rewards_ledger_entries')
      .whereIn('idempotency_key', keys.slice(start, start + 500))
      .where({ source: 'api' })
      .whereNull('cause_id')
      .select<{ id: string; key: string; amount: unknown; held: unknown; earned: unknown }[]>(
        'id',
        'idempotency_key as key',
        'amount',
        'held',
        'earned',
      );
    for (const { id, key, amount, held, earned } of found) {
      rows.get(key)?.push({ id, amount: String(amount), held: String(held), earned: String(earned) });
    }
  }
  return rows;
}

export interface PrimaryRow {
  readonly id: string;
  readonly amount: string;
  readonly held: string;
  readonly earned: string;
}
