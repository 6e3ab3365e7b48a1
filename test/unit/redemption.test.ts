/** D9: what an amount takes off an order, checked against exact integer arithmetic. */
import fc from 'fast-check';

import { LIMITS, MAX_MINOR_UNITS, REDEMPTION_LIMITS } from '../../server/contract';
import { formatAmount, minor, type MinorUnits } from '../../server/kernel';
import { billOf, discountOf, mostFor, redeemableOf, requireUseful, type Terms } from '../../server/redemption/rules';
import { readRedemptionSettings } from '../../server/redemption/settings';
import { codeOf, refusalOf } from './refusal';

const VALUE_DECIMALS = 8;
const positive = fc.bigInt({ min: 1n, max: MAX_MINOR_UNITS }).map(minor);
const values = fc.bigInt({ min: 1n, max: 10n ** 12n - 1n });
const terms = fc.record({
  scale: fc.integer({ min: 0, max: LIMITS.scale }),
  decimals: fc.integer({ min: 0, max: REDEMPTION_LIMITS.decimals }),
  units: values,
});
type Drawn = typeof terms extends fc.Arbitrary<infer T> ? T : never;

const asTerms = ({ scale, decimals, units }: Drawn): Terms => ({
  currency: 'credits',
  scale,
  decimals,
  value: formatAmount(units, VALUE_DECIMALS),
});

/** The worth of an amount as a fraction: minor units of the order's money times `below`. */
function worth(amount: bigint, { scale, decimals, units }: Drawn): { above: bigint; below: bigint } {
  return { above: amount * units * 10n ** BigInt(decimals), below: 10n ** BigInt(VALUE_DECIMALS + scale) };
}

const CREDITS: Terms = { currency: 'credits', scale: 2, decimals: 2, value: '1' };
const POINTS: Terms = { currency: 'points', scale: 0, decimals: 2, value: '0.003' };

describe('what a redemption takes off an order', () => {
  it('D9 is floor(amount × value), and never more than there is to pay', () => {
    fc.assert(
      fc.property(positive, positive, terms, (amount, payable, drawn) => {
        const { above, below } = worth(amount, drawn);
        const exact = above / below;
        expect(discountOf(amount, { payable }, asTerms(drawn))).toBe(exact < payable ? exact : payable);
      }),
    );
  });

  it('D9 at most takes the least amount that pays for all of it: one less does not', () => {
    fc.assert(
      fc.property(positive, terms, (payable, drawn) => {
        const most = mostFor({ payable }, asTerms(drawn));
        const covers = (amount: bigint) => worth(amount, drawn).above >= payable * worth(amount, drawn).below;
        expect([covers(most), covers(most - 1n)]).toEqual([true, false]);
      }),
    );
  });

  it('D9 redeems what the balance and the order allow, and nothing that takes nothing off', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: MAX_MINOR_UNITS }).map(minor), positive, terms, (has, price, drawn) => {
        const bill = billOf(price, '10');
        const amount = redeemableOf(has, bill, asTerms(drawn));
        expect(amount <= has && amount <= mostFor(bill, asTerms(drawn))).toBe(true);
        if (amount > 0n) expect(() => requireUseful(amount, bill, asTerms(drawn))).not.toThrow();
      }),
    );
  });

  it('D7 the tier takes its per cent off first, rounded down', () => {
    const bill = billOf(minor(4999n), '5');
    expect(bill).toEqual({ orderAmount: 4999n, tierDiscount: 249n, payable: 4750n });
    expect(billOf(minor(4999n), '0').payable).toBe(4999n);
    expect(billOf(minor(4999n), '100').payable).toBe(0n);
    expect(billOf(minor(10_000n), '12.5').tierDiscount).toBe(1250n);
  });

  it('D9 of points worth 0.003 each: 333 take 0.99 off, 334 take 1.00 off', () => {
    const bill = billOf(minor(100n), '0');
    const off = (amount: bigint): MinorUnits => discountOf(minor(amount), bill, POINTS);
    expect([off(333n), off(334n), off(3n), off(4n)]).toEqual([99n, 100n, 0n, 1n]);
    expect(mostFor(bill, POINTS)).toBe(334n);
    expect(redeemableOf(minor(3n), bill, POINTS)).toBe(0n);
  });

  it('is refused when it takes nothing off, or when the order takes less', () => {
    const bill = billOf(minor(100n), '0');
    expect(codeOf(() => requireUseful(minor(3n), bill, POINTS))).toBe('WORTH_NOTHING');
    expect(codeOf(() => requireUseful(minor(335n), bill, POINTS))).toBe('EXCEEDS_ORDER');
    expect(codeOf(() => requireUseful(minor(101n), bill, CREDITS))).toBe('EXCEEDS_ORDER');
    expect(codeOf(() => requireUseful(minor(1n), billOf(minor(100n), '100'), CREDITS))).toBe('EXCEEDS_ORDER');
  });
});

describe('the settings of redemptions', () => {
  it('hold when nothing is set: credits are worth one, for half an hour', () => {
    expect(readRedemptionSettings(undefined)).toEqual({ values: { credits: '1' }, decimals: 2, timeoutMinutes: 30 });
    expect(readRedemptionSettings({ values: { points: '0.01' } }).values).toEqual({ points: '0.01' });
  });

  it.each([
    [{ values: {} }, 'values'],
    [{ values: { credits: 1 } }, 'values.credits'],
    [{ values: { credits: '0' } }, 'values.credits'],
    [{ values: { credits: '0.00' } }, 'values.credits'],
    [{ values: { credits: '-1' } }, 'values.credits'],
    [{ values: { credits: '1e3' } }, 'values.credits'],
    [{ values: { credits: '0.000000001' } }, 'values.credits'],
    [{ values: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`c${i}`, '1'])) }, 'values'],
    [{ decimals: 5 }, 'decimals'],
    [{ decimals: 1.5 }, 'decimals'],
    [{ timeoutMinutes: 0 }, 'timeoutMinutes'],
    [{ timeoutMinutes: 527_041 }, 'timeoutMinutes'],
    [{ value: '1' }, 'value'],
  ])('are refused, naming what is wrong: %j', (given, field) => {
    expect(refusalOf(() => readRedemptionSettings(given))).toMatchObject({ code: 'INVALID_INPUT', details: { field } });
  });
});
