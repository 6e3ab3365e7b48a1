/** One spend that takes 10,000 lots, beside the same in SQL alone. */
import type { PostingInput } from '../../server/contract';
import { type Bench, CURRENCY } from '../bench';
import { createPlainLots } from '../floors/plain-lots';
import { type Contender, milliseconds, takeTurns } from '../measure';
import type { Line } from '../report';

const LOTS = 10_000;

export const SPEND = `spend over ${LOTS.toLocaleString('en-US')} lots`;

export async function lotLines(bench: Bench): Promise<Line[]> {
  const { ledger, key, knex, engine, options } = bench;
  bench.say(SPEND);
  let member = '';
  const spend: Contender = {
    name: SPEND,
    async prepare() {
      [member = ''] = await bench.members(1);
      const grants = Array.from({ length: LOTS }, (): PostingInput => {
        return { type: 'grant', member, currency: CURRENCY, amount: '0.01', idempotencyKey: key() };
      });
      await bench.fill(grants);
    },
    run: () =>
      milliseconds(() => ledger.deduct({ member, currency: CURRENCY, amount: '100.00', idempotencyKey: key() })),
  };
  const plain = await createPlainLots(knex, engine, LOTS);
  const figures = await takeTurns([plain, spend], options.rounds, { inFlight: 1, seconds: 0 });
  return [
    {
      name: spend.name,
      figure: figures.get(spend.name)!,
      unit: 'ms',
      floor: { name: plain.name, figure: figures.get(plain.name)! },
    },
  ];
}
