/** E12: periods in a row, in whatever order they are heard of. */
import fc from 'fast-check';

import { streakWith } from '../../../server/club/decide/streak';

/** How many streaks become whole when periods are heard of in an order. */
function wholeOnes(order: readonly number[], wanted: number): number {
  const periods = new Set<number>();
  let whole = 0;
  for (const period of order) {
    if (!periods.has(period) && streakWith(periods, period, wanted).isWhole) whole += 1;
    periods.add(period);
  }
  return whole;
}

describe('E12 streaks', () => {
  it.each<[readonly number[], number, number]>([
    [[1, 2, 3], 3, 1],
    [[1, 2, 4, 5], 3, 0],
    [[1, 2, 2, 3], 3, 1],
    // A late one closes the gap.
    [[1, 2, 4, 5, 3], 3, 1],
    [[1, 2, 3, 4, 5, 6], 3, 2],
    [[1, 3, 2], 1, 3],
    [[], 3, 0],
  ])('%j makes streaks of %i: %i', (order, wanted, whole) => expect(wholeOnes(order, wanted)).toBe(whole));

  it('says how long the run up to a period is', () => {
    expect(streakWith(new Set([1, 2, 4]), 3, 7).length).toBe(3);
    expect(streakWith(new Set([1]), 3, 7).length).toBe(1);
  });

  it('comes to the same in any order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 40 })), fc.integer({ min: 1, max: 8 }), (order, wanted) => {
        const sorted = order.toSorted((one, other) => one - other);
        expect(wholeOnes(order, wanted)).toBe(wholeOnes(sorted, wanted));
      }),
    );
  });
});
