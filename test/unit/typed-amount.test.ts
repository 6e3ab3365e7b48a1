import fc from 'fast-check';

import { readAmount, readPositiveAmount } from '../../admin/ui/amount';
import { asTyped, formatDecimal } from '../../admin/ui/decimal';
import { LIMITS, MAX_MINOR_UNITS } from '../../server/contract';

/** Every language that Strapi's admin can be switched to; one that the plugin does not speak still writes the numbers. */
const LOCALES = (
  'ar ca cs da de en en-GB es eu fi fr gu he hi hu id it ja ko ml ms nl no pl pt pt-BR ru sa sk sv th tr uk vi zh ' +
  'zh-Hans'
).split(' ');

const read = (typed: string, locale = 'en', scale: number | undefined = 2) => {
  const { amount, problem } = readAmount(typed, scale, locale);
  return amount ?? problem;
};

/** An amount that is not zero, as the server writes it. */
const amounts = fc
  .record({
    minorUnits: fc.bigInt({ min: 1n, max: MAX_MINOR_UNITS }),
    isNegative: fc.boolean(),
    scale: fc.nat(LIMITS.scale),
  })
  .map(({ minorUnits, isNegative, scale }) => {
    const digits = String(minorUnits).padStart(scale + 1, '0');
    const whole = digits.slice(0, digits.length - scale);
    const amount = `${isNegative ? '-' : ''}${whole}${scale > 0 ? `.${digits.slice(-scale)}` : ''}`;
    return { amount, scale };
  });

describe('an amount as the page shows it', () => {
  it.each(LOCALES)('is read as itself in %s, at every scale and of any size', (locale) => {
    fc.assert(
      fc.property(amounts, fc.constantFrom('always' as const, 'negative' as const), ({ amount, scale }, sign) => {
        expect(read(formatDecimal(amount, locale, sign), locale, scale)).toBe(amount);
        expect(read(asTyped(amount, locale), locale, scale)).toBe(amount);
      }),
    );
  });

  it('is itself or none where another language reads it, unless its whole is what that language groups', () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom(...LOCALES), fc.constantFrom(...LOCALES), ({ amount, scale }, from, to) => {
        const shown = formatDecimal(amount, from, 'negative');
        const answer = readAmount(shown, scale, to);
        // `1.234` is a thousand and more in one language and one and a bit in the other: no reader can tell.
        const isBoth = /^−?\d{1,3}[.,]\d{3}$/.test(shown);
        if (!isBoth) expect([amount, null]).toContain(answer.amount);
      }),
    );
  });

  it('is refused once anything stands in it that does not belong there', () => {
    const strange = fc.constantFrom(...'e E % € / * ( ) _ \' " ; : # \t ٣'.split(' '));
    fc.assert(
      fc.property(amounts, strange, fc.nat(), fc.constantFrom(...LOCALES), ({ amount, scale }, mark, at, locale) => {
        const shown = formatDecimal(amount, locale, 'negative');
        // Between digits: around them, a blank is none of the amount's.
        const place = shown.startsWith('−') ? 2 : 1;
        if (shown.length <= place) return;
        const cut = place + (at % (shown.length - place));
        expect(readAmount(shown.slice(0, cut) + mark + shown.slice(cut), scale, locale).problem).toBe('number');
      }),
    );
  });
});

describe('an amount as it is typed or pasted', () => {
  it.each([
    ['500', 'en', '500'],
    ['+500', 'en', '500'],
    ['-200', 'en', '-200'],
    ['- 200', 'en', '-200'],
    ['−200', 'en', '-200'],
    ['–\u00A0200', 'en', '-200'],
    [' \u00A0\u202F12.50\t', 'en', '12.50'],
    ['007', 'en', '7'],
    ['1,234.56', 'en', '1234.56'],
    ['1\u202F234.50', 'en', '1234.50'],
    ['90,071,992,547,409.91', 'en', '90071992547409.91'],
    ['12,50', 'de', '12.50'],
    ['1.234,50', 'de', '1234.50'],
    ['1.234', 'de', '1234'],
    ['−1.234.567,05', 'de', '-1234567.05'],
    ['1\u202F234,50', 'de', '1234.50'],
    ['1\u00A0234,50', 'de', '1234.50'],
    ['1 234,50', 'fr', '1234.50'],
    ['1\u202F234,50', 'fr', '1234.50'],
    ['1\u00A0234,50', 'fr', '1234.50'],
    ['1.234', 'es', '1234'],
    ['1234', 'es', '1234'],
    ['12,34,567.50', 'hi', '1234567.50'],
    ['\u200E−\u200E1,234', 'ar', '-1234'],
  ])('is read: %s in %s', (typed, locale, amount) => {
    expect(read(typed, locale)).toBe(amount);
  });

  it.each([
    // What is right in another language.
    ['12,50', 'en'],
    ['1.234,50', 'en'],
    ['1\u202F234,50', 'en'],
    ['12.50', 'de'],
    ['1,234.56', 'de'],
    ['1,234,567.50', 'hi'],
    // May be two amounts.
    ['500 200', 'en'],
    ['500 200', 'de'],
    ['500\t200', 'fr'],
    ['500\n200', 'fr'],
    ['100 / 200', 'en'],
    // Digits that are missing, or one too many.
    ['1,23', 'en'],
    ['1,2345', 'en'],
    ['12345,678', 'en'],
    [',123', 'en'],
    ['123,', 'en'],
    ['1,,234', 'en'],
    ['0,123', 'en'],
    ['1,234 567', 'fr'],
    ['1,234\u202F567', 'en'],
    ['1.2.3', 'en'],
    ['5.', 'en'],
    ['.5', 'en'],
    ['1.234,567', 'en'],
    // No figures.
    ['1e3', 'en'],
    ['ten', 'en'],
    ['--5', 'en'],
    ['5-', 'en'],
    ['(5)', 'en'],
    ['-', 'en'],
    ['0x10', 'en'],
    ['١٢', 'ar'],
    ['9'.repeat(61), 'en'],
  ])('is no number: %s in %s', (typed, locale) => {
    expect(read(typed, locale, 3)).toBe('number');
  });

  it.each([
    ['1.005', 'decimals'],
    ['0.00', 'zero'],
    ['-0', 'zero'],
    ['90071992547409.92', 'large'],
    ['90,071,992,547,409.92', 'large'],
  ])('is refused with what is wrong: %s', (typed, problem) => {
    expect(read(typed)).toBe(problem);
  });

  it('is no mistake before anything is typed', () => {
    expect(read('  ')).toBeNull();
  });

  it('may have any decimals while no currency is chosen', () => {
    expect(readAmount('1.005', undefined, 'en').amount).toBe('1.005');
  });

  it('has to be more than zero where it is one to redeem', () => {
    expect(['5', '-5', '0', 'x', ''].map((typed) => readPositiveAmount(typed, 2, 'en').problem)).toEqual([
      null,
      'positive',
      'positive',
      'number',
      null,
    ]);
  });
});
