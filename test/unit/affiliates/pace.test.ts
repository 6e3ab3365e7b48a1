/** F6: how many requests may leave at a rate. */
import { paceOf } from '../../../server/affiliates/delivery/pace';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const NOON = Date.UTC(2026, 0, 15, 12);

describe('F6 the pace of a system', () => {
  it('has no limit where none is set', () => {
    const pace = paceOf(null, 5, 1_000);
    expect(pace.most).toBe(Number.MAX_SAFE_INTEGER);
    expect(pace.busyUntil(1_000)).toBe(5);
  });

  it.each([
    [1, 1],
    [2, 1],
    [60, 1],
    [600, 10],
    [6_000, 100],
  ])('lets at %i a minute as many go at once as in a second, and one at least', (rate, most) => {
    expect(paceOf(rate, 0, MINUTE).most).toBe(most);
  });

  it.each([1, 7, 59, 61, 600, 7_919])('never lets more go than %i in any minute, and about as many', (rate) => {
    let busyUntil = 0;
    const sent: number[] = [];
    for (let now = NOON; now < NOON + 3 * MINUTE; now += 37) {
      const pace = paceOf(rate, busyUntil, now);
      busyUntil = pace.busyUntil(pace.most);
      for (let i = 0; i < pace.most; i += 1) sent.push(now);
    }
    const burst = Math.ceil(rate / 60);
    for (let from = 0, to = 0; from < sent.length; from += 1) {
      while (to < sent.length && sent[to]! < sent[from]! + MINUTE) to += 1;
      // What a second lets go at once comes on top, once.
      expect(to - from).toBeLessThanOrEqual(rate + burst + 1);
    }
    expect(sent.length).toBeGreaterThan(rate * 3 * 0.9);
  });
});
