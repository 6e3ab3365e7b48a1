import fc from 'fast-check';

import { LIMITS, MAX_MINOR_UNITS } from '../../server/contract';
import {
  floorShare,
  formatAmount,
  InvariantViolation,
  isWithinBounds,
  minor,
  parseAmount,
  parsePositiveAmount,
  readInteger,
  readMinorUnits,
} from '../../server/kernel';
import { codeOf } from './refusal';

const scales = fc.integer({ min: 0, max: LIMITS.scale });
const amounts = fc
  .bigInt({ min: -MAX_MINOR_UNITS, max: MAX_MINOR_UNITS })
  .filter((value) => value !== 0n)
  .map(minor);

describe('an amount is read', () => {
  it('L1 comes back as it went out, at every scale and size', () => {
    fc.assert(
      fc.property(amounts, scales, (value, scale) => {
        expect(parseAmount(formatAmount(value, scale), scale)).toBe(value);
      }),
    );
  });

  it('L1 means the same with fewer decimals, a plus sign or leading zeros', () => {
    expect(parseAmount('12.5', 2)).toBe(1250n);
    expect(parseAmount('12', 2)).toBe(1200n);
    expect(parseAmount('+12.50', 2)).toBe(1250n);
    expect(parseAmount('0012.50', 2)).toBe(1250n);
    expect(parseAmount('-0.01', 2)).toBe(-1n);
    expect(parseAmount('0.00000001', 8)).toBe(1n);
    expect(parseAmount('7', 0)).toBe(7n);
  });

  it.each([12.5, 12, 0, NaN, Infinity, 10n, null, undefined, true, {}, ['1'], new String('1')])(
    'L1 %p is refused, because it is no string',
    (input) => {
      expect(codeOf(() => parseAmount(input, 2))).toBe('INVALID_AMOUNT');
    },
  );

  it.each(['1e3', '1E3', '1e-2', '0x10', '0b1', 'NaN', 'Infinity', '-Infinity', '', ' ', '\t', ' 1', '1 ', '1\n'])(
    'L1 %j is refused, because it is no plain decimal',
    (input) => {
      expect(codeOf(() => parseAmount(input, 2))).toBe('INVALID_AMOUNT');
    },
  );

  it.each(['1,5', '1,000.00', '1_000', '.5', '5.', '.', '-', '+', '--1', '+-1', '1.2.3', '١٢', '１２', '1 000', '−5'])(
    'L1 %j is refused, because only ASCII digits and one point make an amount',
    (input) => {
      expect(codeOf(() => parseAmount(input, 2))).toBe('INVALID_AMOUNT');
    },
  );

  it.each([
    ['1.005', 2],
    ['0.001', 2],
    ['1.5', 0],
    ['0.000000001', 8],
  ])('L1 %j is refused at scale %i, because nothing is rounded', (input, scale) => {
    expect(codeOf(() => parseAmount(input, scale))).toBe('INVALID_AMOUNT');
  });

  it.each([
    ['12.500', 2],
    ['5.0', 0],
    ['0.000', 2],
  ])('L1 %j is refused at scale %i, because it has more decimals, be they zeros', (input, scale) => {
    expect(codeOf(() => parseAmount(input, scale))).toBe('INVALID_AMOUNT');
  });

  it('L1 a string with a digit too many is refused whatever its digits are', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 7 }), fc.integer({ min: 1, max: 9 }), (value, scale, digit) => {
        const text = formatAmount(value, scale);
        const longer = (text.includes('.') ? text : `${text}.`) + String(digit);
        expect(codeOf(() => parseAmount(longer, scale))).toBe('INVALID_AMOUNT');
      }),
    );
  });

  it('L2 zero is refused in every spelling', () => {
    for (const zero of ['0', '0.00', '-0', '+0', '-0.0', '000']) {
      expect(codeOf(() => parseAmount(zero, 2))).toBe('ZERO_AMOUNT');
    }
  });

  it('L2 the last amount within the bounds is taken and the next one refused, on both sides of zero', () => {
    expect(parseAmount('9007199254740991', 0)).toBe(MAX_MINOR_UNITS);
    expect(parseAmount('-90071992547409.91', 2)).toBe(-MAX_MINOR_UNITS);
    expect(parseAmount('90071992.54740991', 8)).toBe(MAX_MINOR_UNITS);
    for (const [input, scale] of [
      ['9007199254740992', 0],
      ['-9007199254740992', 0],
      ['90071992547409.92', 2],
      ['90071992.54740992', 8],
      ['99999999999999999999999999', 0],
    ] as const) {
      expect(codeOf(() => parseAmount(input, scale))).toBe('AMOUNT_OVERFLOW');
    }
  });

  it('L2 a negative amount is refused where only a positive one makes sense', () => {
    expect(codeOf(() => parsePositiveAmount('-1', 2))).toBe('INVALID_AMOUNT');
    expect(parsePositiveAmount('1', 2)).toBe(100n);
  });

  it('L1 the refusal names the field that it is about', () => {
    expect(() => parseAmount(1, 2, 'orders[3].amount')).toThrow(/^orders\[3\]\.amount: /);
  });
});

describe('an amount is written', () => {
  it('L1 has exactly as many decimals as the scale and no exponent', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), scales, (value, scale) => {
        const text = formatAmount(value, scale);
        expect(text).toMatch(scale === 0 ? /^-?\d+$/ : new RegExp(`^-?\\d+\\.\\d{${String(scale)}}$`));
        expect(BigInt(text.replace('.', ''))).toBe(value);
      }),
    );
  });

  it('L1 a fraction has a zero before its point, and a negative fraction keeps its sign', () => {
    expect(formatAmount(5n, 2)).toBe('0.05');
    expect(formatAmount(-5n, 2)).toBe('-0.05');
    expect(formatAmount(0n, 2)).toBe('0.00');
    expect(formatAmount(0n, 0)).toBe('0');
    expect(formatAmount(-1n, 8)).toBe('-0.00000001');
  });

  it('L2 a sum over many members is written exactly beyond 2^53', () => {
    expect(formatAmount(MAX_MINOR_UNITS * 3n, 2)).toBe('270215977642229.73');
  });
});

describe('an integer column is read', () => {
  it('L3 text, numbers and bigints within the bounds mean the same', () => {
    fc.assert(
      fc.property(amounts, (value) => {
        expect(readMinorUnits(value.toString())).toBe(value);
        expect(readMinorUnits(Number(value))).toBe(value);
        expect(readMinorUnits(value)).toBe(value);
      }),
    );
  });

  it('L3 text is exact beyond 2^53', () => {
    expect(readMinorUnits('27021597764222973')).toBe(27_021_597_764_222_973n);
  });

  it.each([2 ** 53, -(2 ** 53), 1.5, NaN, Infinity])(
    'L3 the number %p may have lost digits and is not believed',
    (column) => {
      expect(() => readMinorUnits(column)).toThrow(InvariantViolation);
    },
  );

  it.each(['1.5', '1e3', '', ' 1', '+1', null, undefined, true])('L3 %p is no integer', (column) => {
    expect(() => readMinorUnits(column)).toThrow(InvariantViolation);
  });

  it('L3 a count or an instant beyond 2^53 is not made a number', () => {
    expect(readInteger('42')).toBe(42);
    expect(readInteger(42)).toBe(42);
    expect(readInteger(42n)).toBe(42);
    expect(readInteger('-9007199254740991')).toBe(Number.MIN_SAFE_INTEGER);
    expect(() => readInteger('9007199254740993')).toThrow(InvariantViolation);
    for (const none of ['', ' 1', '1.5', '0x10', 1.5, true, null, undefined, []]) {
      expect(() => readInteger(none)).toThrow(InvariantViolation);
    }
  });
});

describe('a share', () => {
  /** A rate of up to ten decimals, beside its exact fraction over 10^10. */
  const rates = fc.bigInt({ min: 0n, max: 10n ** 11n }).map((units) => ({ units, text: formatAmount(units, 10) }));
  const positive = fc.bigInt({ min: 0n, max: MAX_MINOR_UNITS }).map(minor);

  it('D8 is floor(amount × rate × rate), as exact integer arithmetic has it', () => {
    fc.assert(
      fc.property(positive, rates, rates, (amount, first, second) => {
        expect(floorShare(amount, first.text, second.text)).toBe((amount * first.units * second.units) / 10n ** 20n);
      }),
    );
  });

  it('D8 is not the float product: 5 % of 0.60 is 0.03, and 1.1 times 0.70 is 0.77', () => {
    expect(floorShare(minor(60n), '0.05')).toBe(3n);
    expect(floorShare(minor(70n), '1.1')).toBe(77n);
    expect(floorShare(minor(2999n), '0.05', '1.2')).toBe(179n);
  });

  it('D8 without a rate is the amount', () => {
    expect(floorShare(minor(123n))).toBe(123n);
  });
});

describe('the bounds', () => {
  it('L2 are ±(2^53 − 1), both included', () => {
    expect(MAX_MINOR_UNITS).toBe(2n ** 53n - 1n);
    expect(isWithinBounds(MAX_MINOR_UNITS)).toBe(true);
    expect(isWithinBounds(-MAX_MINOR_UNITS)).toBe(true);
    expect(isWithinBounds(MAX_MINOR_UNITS + 1n)).toBe(false);
    expect(isWithinBounds(-MAX_MINOR_UNITS - 1n)).toBe(false);
  });
});
