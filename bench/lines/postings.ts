/** One posting at a time, at 1, 8 and 64 in flight, beside the floors (a) to (d). */
import type { PostingInput } from '../../server/contract';
import { type Bench, CURRENCY } from '../bench';
import { obviousWay } from '../floors/obvious';
import { openPgbench } from '../floors/pgbench';
import type { PlainLedger } from '../floors/plain';
import { type Contender, perSecond, type Round, takeTurns } from '../measure';
import type { Line } from '../report';

const IN_FLIGHT = [1, 8, 64] as const;
/** Postings go to as many accounts in turn, the floors' as the engine's. */
const ACCOUNTS = 1_000;
/** Lots that one grant of stock opens on each account, and how much a deduct takes: two lots and a half. */
const LOTS_OF_A_WAVE = 5;
const DEDUCTS_OF_A_WAVE = 2;

export const FLOORS = {
  obvious: '(a) documents(): findOne, create, update',
  transaction: '(b) knex: BEGIN, FOR UPDATE, INSERT, UPDATE, COMMIT',
  statement: '(c) knex: the same in one statement',
} as const;

export async function postingLines(bench: Bench, plain: PlainLedger): Promise<Line[]> {
  const { engine, options } = bench;
  bench.say(`single postings: ${ACCOUNTS} accounts, ${options.rounds} rounds of ${options.seconds} s`);
  const obvious = await obviousWay(bench.strapi, ACCOUNTS);
  const floors: Contender[] = [
    always(FLOORS.obvious, () => obvious(1, bench.key())),
    always(FLOORS.transaction, () => plain.inTransaction(1, bench.key())),
    always(FLOORS.statement, () => plain.inOneStatement(1, bench.key())),
  ];
  const subjects = [await grant(bench), await deduct(bench), await capture(bench)];
  const pgbench = engine === 'postgres' ? await openPgbench() : null;
  const lines: Line[] = [];
  for (const inFlight of IN_FLIGHT) {
    const beside = pgbench && inFlight === 8 ? [...floors, pgbench] : floors;
    const figures = await takeTurns([...beside, ...subjects], options.rounds, { inFlight, seconds: options.seconds });
    for (const subject of subjects) {
      for (const floor of beside) {
        lines.push({
          name: `${subject.name}, ${inFlight} in flight`,
          figure: figures.get(subject.name)!,
          unit: '/s',
          floor: { name: floor.name, figure: figures.get(floor.name)! },
        });
      }
    }
  }
  await pgbench?.drop();
  return lines;
}

const always = (name: string, operation: () => Promise<unknown>): Contender => ({
  name,
  run: (round) => perSecond(round, operation),
});

async function grant({ ledger, members, key }: Bench): Promise<Contender> {
  const nextMember = inTurn(await members(ACCOUNTS));
  return always('grant', () =>
    ledger.grant({ member: nextMember(), currency: CURRENCY, amount: '1.00', idempotencyKey: key(), reason: 'bench' }),
  );
}

async function deduct({ ledger, members, key, fill }: Bench): Promise<Contender> {
  const all = await members(ACCOUNTS);
  const nextMember = inTurn(all);
  let left = 0;
  const wave = Array.from({ length: LOTS_OF_A_WAVE }, () => all).flat();
  return stocked(
    'deduct over lots',
    async (wanted) => {
      while (left < wanted) {
        await fill(
          wave.map((member): PostingInput => {
            return { type: 'grant', member, currency: CURRENCY, amount: '1.00', idempotencyKey: key() };
          }),
        );
        left += DEDUCTS_OF_A_WAVE * ACCOUNTS;
      }
    },
    () => {
      if (left === 0) return null;
      left -= 1;
      return ledger.deduct({ member: nextMember(), currency: CURRENCY, amount: '2.50', idempotencyKey: key() });
    },
  );
}

async function capture({ ledger, members, key, fill }: Bench): Promise<Contender> {
  const all = await members(ACCOUNTS);
  const nextMember = inTurn(all);
  await fill(
    all.map((member): PostingInput => {
      return { type: 'grant', member, currency: CURRENCY, amount: '1000000.00', idempotencyKey: key() };
    }),
  );
  const holds: string[] = [];
  return stocked(
    'capture',
    async (wanted) => {
      const reserves = Array.from({ length: Math.max(0, wanted - holds.length) }, (): PostingInput => {
        return { type: 'reserve', member: nextMember(), currency: CURRENCY, amount: '1.00', idempotencyKey: key() };
      });
      for (let start = 0; start < reserves.length; start += 1_000) {
        const outcomes = await ledger.postMany(reserves.slice(start, start + 1_000));
        holds.unshift(...outcomes.flatMap((outcome) => (outcome.ok ? [outcome.result.entry.id] : [])));
      }
    },
    () => {
      const holdId = holds.pop();
      return holdId === undefined ? null : ledger.capture({ holdId, idempotencyKey: key() });
    },
  );
}

/** A contender that uses something up: each round it is given what it can need at twice its best rate so far. */
function stocked(
  name: string,
  restock: (wanted: number) => Promise<void>,
  next: () => Promise<unknown> | null,
): Contender {
  let best = 1_000;
  return {
    name,
    prepare: ({ seconds }: Round) => restock(Math.ceil(best * seconds * 2)),
    async run(round) {
      const rate = await perSecond(round, next);
      best = Math.max(best, rate);
      return rate;
    },
  };
}

function inTurn<T>(all: readonly T[]): () => T {
  let turn = 0;
  return () => all[(turn += 1) % all.length]!;
}
