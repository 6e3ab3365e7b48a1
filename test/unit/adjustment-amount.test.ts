import { readAmount } from '../../admin/ui/amount';

const read = (typed: string, scale: number | undefined = 2, locale = 'en') => {
  const { amount, problem } = readAmount(typed, scale, locale);
  return amount ?? problem;
};

describe('an amount as it is typed', () => {
  it.each([
    ['500', '500'],
    ['+500', '500'],
    ['-200', '-200'],
    ['−200', '-200'],
    [' 12.50 ', '12.50'],
    ['007', '7'],
    ['90071992547409.91', '90071992547409.91'],
  ])('is read as text: %s', (typed, amount) => {
    expect(read(typed)).toBe(amount);
  });

  it('takes the decimal separator of the language', () => {
    expect(read('12,50', 2, 'de')).toBe('12.50');
    expect(read('12,50', 2, 'en')).toBe('number');
  });

  it.each([
    ['1,000', 'number'],
    ['1e3', 'number'],
    ['ten', 'number'],
    ['--5', 'number'],
    ['5.', 'number'],
    ['1.005', 'decimals'],
    ['0.00', 'zero'],
    ['-0', 'zero'],
    ['90071992547409.92', 'large'],
  ])('is refused with what is wrong: %s', (typed, problem) => {
    expect(read(typed)).toBe(problem);
  });

  it('is no mistake before anything is typed', () => {
    expect(read('  ')).toBeNull();
  });

  it('may have any decimals while no currency is chosen', () => {
    expect(readAmount('1.005', undefined, 'en').amount).toBe('1.005');
  });
});
