import { ECONOMY_DAYS } from '../../server/contract';
import { dialectOf } from '../../server/kernel';
import { RecentMovements } from '../../server/reports/economy';
import { readMovements } from '../../server/reports/economy/economy-store';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describeOnEveryEngine('what the rows of the last days did', (engine) => {
  let open: OpenLedger;

  beforeAll(async () => {
    open = await openLedger(engine);
  });
  afterAll(() => open.close());

  it('is right at any time, however often it was asked for before', async () => {
    const { knex, clock, ledger } = open;
    const movements = new RecentMovements(knex, dialectOf(knex), clock);
    const currency = await open.currency();
    const member = await open.member();
    const earned = (parts: Awaited<ReturnType<typeof readMovements>>) => {
      const days = new Map<number, bigint>();
      for (const part of parts) {
        if (part.currency === currency) days.set(part.day, (days.get(part.day) ?? 0n) + part.earned);
      }
      return [...days].toSorted(([a], [b]) => a - b);
    };
    let last: [number, bigint][] = [];
    for (let i = 1; i <= 60; i += 1) {
      await ledger.grant({ member, currency, amount: `${i}`, idempotencyKey: open.key() });
      const now = clock.now();
      const all = await readMovements(knex, dialectOf(knex), now - ECONOMY_DAYS * DAY, null);
      last = earned(await movements.upTo(now));
      expect(last).toEqual(earned(all));
      // By less than what settles a row, by about as much, by hours and by a day.
      clock.advance([MINUTE, 9 * MINUTE, 11 * MINUTE, 7 * 60 * MINUTE, DAY][i % 5] ?? 0);
    }
    expect(last.length).toBeGreaterThan(10);
  });
});
