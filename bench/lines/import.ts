/** An order history earned for in one go, made up in memory while it is read, and what the process needs meanwhile. */
import type { OrderRecord } from '../../server/contract';
import type { Bench } from '../bench';
import type { PlainLedger } from '../floors/plain';
import { type Contender, milliseconds, perSecond, takeTurns } from '../measure';
import { liveMegabytes, watchMemory } from '../memory';
import { count, type Line } from '../report';
import { FLOORS } from './postings';

/** As many customers to an order as the CDNOW history has. */
const ORDERS_A_CUSTOMER = 3;
const FIRST_ORDER = Date.UTC(2024, 0, 1);
const MINUTES_APART = 11;
const ROUNDS = 3;

/** What was still in use after a garbage collection, in MB, at a quarter of the orders and at the end. */
interface LiveMemory {
  early: number;
  late: number;
}

export interface ImportLines {
  readonly lines: Line[];
  readonly live: Readonly<LiveMemory>;
  /** How much the process grew over what it had before, at most, in MB. */
  readonly peakGrowth: number;
}

export async function importLines(bench: Bench, plain: PlainLedger): Promise<ImportLines> {
  const { options, strapi, key } = bench;
  bench.say(`import of ${count(options.orders)} orders`);
  const data = { code: 'credits', name: 'Credits', scale: 2, drivesTiers: true };
  await strapi.documents('plugin::rewards.currency' as never).create({ data: data as never });
  const live: LiveMemory = { early: 0, late: 0 };
  let peakGrowth = 0;
  let turn = 0;
  const subject: Contender = {
    name: `import of ${count(options.orders)} orders`,
    async run({ isWarmUp }) {
      turn += 1;
      const watch = watchMemory();
      const took = await milliseconds(() => earn(bench, `shop-${turn}`, isWarmUp ? 0.1 : 1, live));
      const { growth } = watch.stop();
      if (!isWarmUp) peakGrowth = Math.max(peakGrowth, growth);
      return took / 1000;
    },
  };
  const floor: Contender = {
    name: `${FLOORS.transaction}, 8 in flight`,
    run: async (round) => options.orders / (await perSecond(round, () => plain.inTransaction(1, key()))),
  };
  const figures = await takeTurns([floor, subject], ROUNDS, { inFlight: 8, seconds: options.seconds });
  const line: Line = {
    name: subject.name,
    figure: figures.get(subject.name)!,
    unit: 's',
    floor: { name: floor.name, figure: figures.get(floor.name)! },
  };
  return { lines: [line], live, peakGrowth };
}

async function earn(bench: Bench, shop: string, share: number, live: LiveMemory): Promise<void> {
  const orders = Math.round(bench.options.orders * share);
  let isEarly = true;
  const summary = await bench.earning.importOrders(
    { orders: ordersOf(shop, orders) },
    {
      source: shop,
      currency: 'credits',
      onProgress({ phase, done }) {
        if (phase !== 'posting') return;
        if (isEarly && done >= orders / 4) {
          isEarly = false;
          live.early = liveMegabytes();
        }
        if (done === orders) live.late = liveMegabytes();
      },
    },
  );
  const settled = summary.granted + summary.skipped;
  if (settled !== orders)
    throw new Error(`The import settled ${settled} of ${orders} orders: ${JSON.stringify(summary.problems[0])}`);
}

/** Orders in no order of time, the same on every run: none is kept once it was handed over. */
function* ordersOf(shop: string, howMany: number): Generator<OrderRecord> {
  const customers = Math.ceil(howMany / ORDERS_A_CUSTOMER);
  for (let i = 0; i < howMany; i += 1) {
    // Steps by a prime go through all places once, in an order that looks like none.
    const place = (i * 7_919) % howMany;
    yield {
      orderId: `${shop}-${place}`,
      externalId: `${shop}-${(place * 31) % customers}`,
      orderedAt: new Date(FIRST_ORDER + place * MINUTES_APART * 60_000),
      amount: `${5 + ((place * 37) % 195)}.${String((place * 13) % 100).padStart(2, '0')}`,
    };
  }
}
