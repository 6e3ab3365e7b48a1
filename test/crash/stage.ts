/** The stage of these tests: a booted Strapi whose database other processes post into, and what is looked at afterwards. */
import type { LedgerService, PostingInput, PostingResult } from '../../server/contract';
import type { CurrencyRules } from '../../server/ledger';
import { brokenEquations } from '../model/books-store';
import type { Engine } from '../support/engines';
import { type OpenLedger, openLedger } from '../support/ledger';
import type { Setting } from './detached-ledger';

const DAY = 24 * 60 * 60 * 1000;
const plain = { scale: 0, spendOrder: 'oldest', risingOnly: false, reversalGrace: null } as const;

/** `points` lapse after five days; `credits` last, and a grant that was spent and taken back leaves arrears. */
export const CURRENCIES: readonly CurrencyRules[] = [
  { ...plain, code: 'points', reversalPolicy: 'clamp', lotTerm: 5 * DAY },
  { ...plain, code: 'credits', reversalPolicy: 'arrears', lotTerm: null },
];

export interface Stage extends OpenLedger {
  readonly engine: Engine;
  /** What a child must know to post as of now for these members. */
  setting(members: readonly string[], ticking?: boolean): Setting;
}

export async function openStage(engine: Engine): Promise<Stage> {
  const open = await openLedger(engine);
  for (const { lotTerm, ...rules } of CURRENCIES) {
    const { code, scale, spendOrder, reversalPolicy } = rules;
    const expiresAfterDays = lotTerm === null ? null : lotTerm / DAY;
    await open.currency({ code, scale, spendOrder, reversalPolicy, expiresAfterDays });
  }
  const { env } = open.app.database;
  return {
    ...open,
    engine,
    setting: (members, ticking = false) => ({
      engine,
      address: env.DATABASE_URL || env.DATABASE_FILENAME!,
      now: open.clock.now(),
      ticking,
      currencies: CURRENCIES,
      members,
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
export async function primaryRows(
  { knex }: OpenLedger,
  keys: readonly string[],
): Promise<Map<string, { readonly id: string; readonly amount: string; readonly held: string }[]>> {
  const rows = new Map<string, { id: string; amount: string; held: string }[]>(keys.map((key) => [key, []]));
  for (let start = 0; start < keys.length; start += 500) {
    const found = await knex('rewards_ledger_entries')
      .whereIn('idempotency_key', keys.slice(start, start + 500))
      .where({ source: 'api' })
      .whereNull('cause_id')
      .select<{ id: string; key: string; amount: unknown; held: unknown }[]>(
        'id',
        'idempotency_key as key',
        'amount',
        'held',
      );
    for (const { id, key, amount, held } of found) {
      rows.get(key)?.push({ id, amount: String(amount), held: String(held) });
    }
  }
  return rows;
}
