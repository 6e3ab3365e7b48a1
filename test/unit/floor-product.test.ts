/** E11: products of decimals, rounded down once. */
import { Decimal } from 'decimal.js';
import fc from 'fast-check';

import { floorProduct, plainOfUnits, unitsAt } from '../../server/kernel/floor-product';

const Wide = Decimal.clone({ precision: 400, toExpNeg: -400, toExpPos: 400 });

describe('E11 floor(value × rate × multiplier)', () => {
  it.each<[readonly string[], number, bigint]>([
    [['10', '1'], 0, 10n],
    [['19.99', '1'], 0, 19n],
    [['19.99', '1', '1.5'], 0, 29n],
    [['19.99', '0.1'], 2, 199n],
    [['0.3', '0.1', '10'], 1, 3n],
    [['-0.5', '1'], 0, -1n],
    [['29383937493038367292', '1'], 0, 29383937493038367292n],
  ])('%j at %i decimals is %s', (factors, scale, units) => expect(floorProduct(factors, scale)).toBe(units));

  it('is exact whatever the number of digits', () => {
    const decimal = fc
      .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 40n }), fc.integer({ min: 0, max: 20 }))
      .map(([isNegative, digits, decimals]) => {
        const text = new Wide(digits.toString()).div(new Wide(10).pow(decimals)).toFixed(decimals);
        return isNegative ? `-${text}` : text;
      });
    fc.assert(
      fc.property(
        fc.array(decimal, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 0, max: 8 }),
        (factors, scale) => {
          const product = factors.reduce((all, factor) => all.times(factor), new Wide(10).pow(scale));
          expect(floorProduct(factors, scale)).toBe(BigInt(product.floor().toFixed(0)));
        },
      ),
    );
  });

  it('counts in a unit, or says that it is too coarse', () => {
    expect(unitsAt('12.345', 4)).toBe(123450n);
    expect(unitsAt('12.3450', 3)).toBe(12345n);
    expect(unitsAt('12.3451', 3)).toBeNull();
    expect(plainOfUnits(123450n, 4)).toBe('12.345');
    expect(plainOfUnits(1200n, 2)).toBe('12');
  });
});
