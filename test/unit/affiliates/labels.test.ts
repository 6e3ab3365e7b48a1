/** What the report of affiliate events calls things. */
import fc from 'fast-check';
import { actionLabel, amountLabel, NONE, partnerLabel, relatedIdLabel } from '../../../server/affiliates/report/labels';

describe('F18 the related id', () => {
  const nothing = { userId: null, transactionId: null, accountId: null, linkId: null };
  it.each([
    [{ userId: '7', transactionId: 't', accountId: 'a', linkId: 'l' }, 'User 7'],
    [{ transactionId: 't', accountId: 'a', linkId: 'l' }, 'Transaction t'],
    [{ accountId: 'a', linkId: 'l' }, 'a'],
    [{ linkId: 'l' }, 'Link l'],
    [{}, NONE],
    [{ userId: '', transactionId: '', accountId: '', linkId: '' }, NONE],
    [{ userId: '', accountId: 'a' }, 'a'],
    [{ userId: '0' }, 'User 0'],
  ])('of %j is %s', (ids, label) => {
    expect(relatedIdLabel({ ...nothing, ...ids })).toBe(label);
  });
});

describe('F18 the partner', () => {
  const nothing = { pid: null, linkPid: null, linkStag: null, linkExternalId: null };
  it.each([
    [{ pid: 'p', linkPid: 'lp', linkStag: 's', linkExternalId: 'x' }, 'p'],
    [{ linkPid: 'lp', linkStag: 's', linkExternalId: 'x' }, 'lp'],
    [{ linkStag: 's', linkExternalId: 'x' }, 's'],
    [{ linkExternalId: 'x' }, 'x'],
    [{ pid: '', linkStag: 's' }, 's'],
    [{}, NONE],
  ])('of %j is %s', (ids, label) => {
    expect(partnerLabel({ ...nothing, ...ids })).toBe(label);
  });
});

describe('C7 the action', () => {
  const nothing = { actionId: null, clickId: null, tid: null };
  it.each([
    [{ actionId: 'a', clickId: 'c', tid: 't' }, 'a'],
    [{ clickId: 'c', tid: 't' }, 'c'],
    [{ tid: 't' }, 't'],
    [{ actionId: '', tid: 't' }, 't'],
    [{}, NONE],
  ])('of %j is %s', (ids, label) => {
    expect(actionLabel({ ...nothing, ...ids })).toBe(label);
  });
});

describe('C10 an amount', () => {
  it.each([
    ['1234.5', 'EUR 1,234.50'],
    ['1250', 'EUR 1,250.00'],
    ['0', 'EUR 0.00'],
    ['-0', 'EUR 0.00'],
    ['-0.004', 'EUR 0.00'],
    ['-0.005', 'EUR -0.01'],
    ['0.005', 'EUR 0.01'],
    ['0.0049999999999999999999999999', 'EUR 0.00'],
    ['1.005', 'EUR 1.01'],
    ['2.675', 'EUR 2.68'],
    ['-2.675', 'EUR -2.68'],
    ['999.995', 'EUR 1,000.00'],
    ['-999999.995', 'EUR -1,000,000.00'],
    ['100', 'EUR 100.00'],
    ['-100', 'EUR -100.00'],
    ['-1000', 'EUR -1,000.00'],
    ['007', 'EUR 7.00'],
    ['123456789012345678901234567890.125', 'EUR 123,456,789,012,345,678,901,234,567,890.13'],
  ])('of %s reads %s', (amount, label) => {
    expect(amountLabel('EUR', amount)).toBe(label);
  });

  it('that there is none of is N/A', () => {
    expect(amountLabel('EUR', null)).toBe('N/A');
  });

  it('of any length is rounded from all its digits, half away from zero', () => {
    const digits = (most: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${most}}$`));
    fc.assert(
      fc.property(fc.constantFrom('', '-'), digits(400), digits(400), (sign, whole, fraction) => {
        const label = amountLabel('X', `${sign}${whole}.${fraction}`);
        const tenths = BigInt(whole + fraction.padEnd(3, '0').slice(0, 3));
        const hundredths = (tenths + 5n) / 10n;
        expect(label).toMatch(/^X -?\d{1,3}(,\d{3})*\.\d\d$/);
        expect(label.replace(/[X ,.]/g, '')).toBe(
          `${hundredths === 0n ? '' : sign}${hundredths.toString().padStart(3, '0')}`,
        );
      }),
    );
  });
});
