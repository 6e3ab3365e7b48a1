/** L43 by the thousand: random histories on one account, decided in memory by the rules alone. */
import fc from 'fast-check';

import type { ReversalPolicy, SpendOrder } from '../../server/contract';
import { Projection } from '../../server/ledger/rules/projection';
import { freeOf } from '../../server/ledger/state';
import { Sheet, steps } from './sheet';

const settings = fc.record({
  policy: fc.constantFrom<ReversalPolicy>('clamp', 'arrears'),
  spendOrder: fc.constantFrom<SpendOrder>('oldest', 'soonest-expiry'),
  grace: fc.constantFrom(null, 7),
  term: fc.constantFrom(null, 3),
  steps,
  order: fc.array(fc.nat(20), { minLength: 5, maxLength: 12 }),
});

describe('what comes back to lots whose grants were reversed', () => {
  it('L43 leaves nothing behind once every grant and every spend is reversed, in whatever order', () => {
    fc.assert(
      fc.property(settings, ({ steps: taken, order, ...rules }) => {
        const sheet = new Sheet(rules);
        for (const step of taken) sheet.take(step);
        sheet.undo(order);
        const { account, openItems } = sheet.draft;
        expect([account.balance, account.held, account.lifetimeEarned]).toEqual([0n, 0n, 0n]);
        // What lapsed in a lot after its grant was reversed is nobody's, and settles nothing.
        if (rules.term === null) expect([...openItems.values()].filter(({ remaining }) => remaining > 0n)).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });

  it('L43 leaves nothing free in a lot whose reversal still falls short', () => {
    fc.assert(
      fc.property(settings, ({ steps: taken, ...rules }) => {
        const sheet = new Sheet(rules);
        for (const step of taken) {
          sheet.take(step);
          for (const { entry } of sheet.rows) {
            const lot = sheet.draft.lots.get(entry.reversesId ?? '');
            const item = sheet.draft.openItems.get(entry.id);
            if (lot && item && item.remaining > 0n) expect(freeOf(lot)).toBe(0n);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('L31 L43 is replayed by a projection, row for row', () => {
    fc.assert(
      fc.property(settings, ({ steps: taken, ...rules }) => {
        const sheet = new Sheet(rules);
        for (const step of taken) sheet.take(step);
        const projection = new Projection();
        for (const posted of sheet.rows) projection.add(posted);
        expect([...projection.openItems.values()]).toEqual([...sheet.draft.openItems.values()]);
        expect([...projection.lots.values()]).toEqual([...sheet.draft.lots.values()]);
        expect([projection.balance, projection.arrears]).toEqual([
          sheet.draft.account.balance,
          sheet.draft.account.arrears,
        ]);
        sheet.tick(3);
        expect(projection.availableAt(sheet.draft.now)).toBe(sheet.draft.available);
      }),
      { numRuns: 1_000 },
    );
  });
});
