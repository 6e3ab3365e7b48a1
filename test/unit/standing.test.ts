import { minor } from '../../server/kernel';
import { ladder, rungAt, standing, thresholdIn, tierProgress } from '../../server/members/standing-rules';

/** D7. */
const TIERS = [
  { code: 'gold', threshold: '5000.00' },
  { code: 'bronze', threshold: '0.00' },
  { code: 'platinum', threshold: '10000.00' },
  { code: 'silver', threshold: '1000.00' },
];

/** The tiers as a currency climbs them. */
function tiersOf(scale: number, tiers = TIERS) {
  const climbed = ladder({ code: 'credits', scale }, tiers);
  if (!climbed) throw new Error('Nothing drives the tiers.');
  return climbed;
}

const figures = (balance: bigint, lifetimeEarned: bigint) => ({
  balance: minor(balance),
  lifetimeEarned: minor(lifetimeEarned),
});

describe('D7 the tier', () => {
  it.each([
    [0n, 'bronze'],
    [99_999n, 'bronze'],
    [100_000n, 'silver'],
    [499_999n, 'silver'],
    [500_000n, 'gold'],
    [1_000_000n, 'platinum'],
    [9_007_199_254_740_991n, 'platinum'],
  ])('at %s cents earned is %s', (earned, code) => {
    expect(rungAt(tiersOf(2).rungs, minor(earned))?.code).toBe(code);
  });

  it('is read in the scale of the currency that drives it', () => {
    expect(rungAt(tiersOf(0).rungs, minor(999n))?.code).toBe('bronze');
    expect(rungAt(tiersOf(0).rungs, minor(1_000n))?.code).toBe('silver');
    expect(rungAt(tiersOf(8).rungs, minor(100_000_000_000n - 1n))?.code).toBe('bronze');
    expect(rungAt(tiersOf(8).rungs, minor(100_000_000_000n))?.code).toBe('silver');
  });

  it('is none below the lowest threshold', () => {
    const climbed = tiersOf(0, [{ code: 'first', threshold: '10' }]);
    expect(rungAt(climbed.rungs, minor(9n))).toBeNull();
  });
});

describe('a threshold', () => {
  it('finer than the currency is reached at the next whole unit', () => {
    expect(thresholdIn(0, '1000.50')).toBe(1_001n);
    expect(thresholdIn(2, '1000.50')).toBe(100_050n);
  });

  it('keeps every digit that an editor may write', () => {
    expect(thresholdIn(8, '9999999999999999.99999999')).toBe(999_999_999_999_999_999_999_999n);
  });

  it('that falls together with another one leaves the choice to the code', () => {
    const pair = [
      { code: 'b', threshold: '0.6' },
      { code: 'a', threshold: '0.9' },
    ];
    expect(rungAt(tiersOf(0, pair).rungs, minor(1n))?.code).toBe('b');
    expect(rungAt(tiersOf(0, pair.toReversed()).rungs, minor(1n))?.code).toBe('b');
  });
});

describe('L26 a standing', () => {
  const rules = {
    levels: ladder({ code: 'reputation', scale: 0 }, [
      { code: 'newcomer', threshold: '0' },
      { code: 'regular', threshold: '50' },
    ]),
    tiers: tiersOf(2),
  };

  it('takes the level from the balance of the one currency', () => {
    expect(standing(rules, 'reputation', figures(50n, 900n))).toEqual({ level: 'regular', tier: null });
    expect(standing(rules, 'reputation', figures(49n, 900n))).toEqual({ level: 'newcomer', tier: null });
  });

  it('takes the tier from the lifetime earned of the other, whatever is left of it', () => {
    expect(standing(rules, 'credits', figures(0n, 100_000n))).toEqual({ level: null, tier: 'silver' });
  });

  it('is none in a currency that drives neither', () => {
    expect(standing(rules, 'points', figures(900n, 900_000n))).toEqual({ level: null, tier: null });
    expect(standing({ levels: null, tiers: null }, 'credits', figures(1n, 1n))).toEqual({ level: null, tier: null });
  });

  it('is both where one currency drives both', () => {
    const both = { levels: { ...tiersOf(2) }, tiers: tiersOf(2) };
    expect(standing(both, 'credits', figures(0n, 100_000n))).toEqual({ level: 'bronze', tier: 'silver' });
  });
});

describe('D7 the progress to the next tier', () => {
  const at = (earned: bigint) => {
    const { current, next, remaining, percent } = tierProgress(tiersOf(2), minor(earned));
    return [current?.code, next?.code, remaining, percent];
  };

  it.each([
    [0n, ['bronze', 'silver', 100_000n, 0]],
    [99_999n, ['bronze', 'silver', 1n, 99]],
    [100_000n, ['silver', 'gold', 400_000n, 0]],
    [300_000n, ['silver', 'gold', 200_000n, 50]],
    [1_000_000n, ['platinum', undefined, 0n, 100]],
    [5_000_000n, ['platinum', undefined, 0n, 100]],
  ])('at %s cents earned', (earned, expected) => {
    expect(at(earned)).toEqual(expected);
  });

  it('counts from zero below the lowest tier', () => {
    const climbed = tiersOf(0, [{ code: 'first', threshold: '10' }]);
    const { current, remaining, percent } = tierProgress(climbed, minor(4n));
    expect([current, remaining, percent]).toEqual([null, 6n, 40]);
  });

  it('is complete where there are no tiers', () => {
    expect(tierProgress(tiersOf(0, []), minor(4n)).percent).toBe(100);
  });
});
