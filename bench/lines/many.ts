/** Many postings at once: calls of `postMany` with a thousand grants each, beside (b) at 8 in flight. */
import type { PostingInput } from '../../server/contract';
import { type Bench, CHUNK, CURRENCY } from '../bench';
import type { PlainLedger } from '../floors/plain';
import { type Contender, perSecond, takeTurns } from '../measure';
import type { Line } from '../report';
import { FLOORS } from './postings';

export async function manyLines(bench: Bench, plain: PlainLedger): Promise<Line[]> {
  const { ledger, key, options } = bench;
  bench.say(`postMany by ${CHUNK}`);
  const members = await bench.members(CHUNK);
  const many: Contender = {
    name: `postMany by ${CHUNK}`,
    run: async (round) => {
      const calls = await perSecond({ ...round, inFlight: 1 }, () =>
        ledger.postMany(
          members.map((member): PostingInput => {
            return { type: 'grant', member, currency: CURRENCY, amount: '1.00', idempotencyKey: key() };
          }),
        ),
      );
      return calls * CHUNK;
    },
  };
  const floor: Contender = {
    name: `${FLOORS.transaction}, 8 in flight`,
    run: (round) => perSecond(round, () => plain.inTransaction(1, key())),
  };
  const figures = await takeTurns([floor, many], options.rounds, { inFlight: 8, seconds: options.seconds });
  return [
    {
      name: many.name,
      figure: figures.get(many.name)!,
      unit: '/s',
      floor: { name: floor.name, figure: figures.get(floor.name)! },
    },
  ];
}
