import { asMoney, difference, formatDecimal } from '../../admin/ui/decimal';

describe('an amount on the screen', () => {
  it.each([
    ['12.50', 'en', '+12.50'],
    ['-1234567.05', 'en', '−1,234,567.05'],
    ['-1234567.05', 'de', '−1.234.567,05'],
    ['0.00', 'en', '0.00'],
    ['-0', 'en', '0'],
    ['200', 'fr', '+200'],
  ])('%s in %s reads %s', (amount, locale, text) => {
    expect(formatDecimal(amount, locale, 'always')).toBe(text);
  });

  it('has no plus where only a minus is wanted', () => {
    expect(formatDecimal('5', 'en', 'negative')).toBe('5');
    expect(formatDecimal('-5', 'en', 'negative')).toBe('−5');
  });

  it('keeps every digit of the largest amount at every scale', () => {
    expect(formatDecimal('9007199254740991', 'en', 'negative')).toBe('9,007,199,254,740,991');
    expect(formatDecimal('90071992547409.91', 'en', 'negative')).toBe('90,071,992,547,409.91');
    expect(formatDecimal('90071992.54740991', 'en', 'negative')).toBe('90,071,992.54740991');
  });
});

describe('the difference of two amounts', () => {
  it.each([
    ['5', '4.99', '0.01'],
    ['4.99', '5', '-0.01'],
    ['-0.5', '0.25', '-0.75'],
    ['0', '0', '0'],
    ['5.10', '0.1', '5'],
    ['100.5', '0.5', '100'],
    ['10', '3', '7'],
    ['12345678901234567890.000000000000000002', '12345678901234567890', '0.000000000000000002'],
    ['-1000000000000000', '1000000000000000', '-2000000000000000'],
  ])('%s less %s is %s', (one, other, result) => {
    expect(difference(one, other)).toBe(result);
  });
});

it.each([
  ['5', '5.00'],
  ['-1234.5', '-1234.50'],
  ['0.000001', '0.000001'],
])('%s is written as money: %s', (amount, money) => {
  expect(asMoney(amount)).toBe(money);
});
