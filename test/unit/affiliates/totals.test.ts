/** The sums of what was sent with success. */
import fc from 'fast-check';
import { moneyOf } from '../../../server/affiliates/money';
import { TotalsTally } from '../../../server/affiliates/report/totals';

const totalsOf = (add: (tally: TotalsTally) => void) => {
  const tally = new TotalsTally();
  add(tally);
  return tally.totals();
};

describe('F4 totals', () => {
  it('are none where there is nothing', () => {
    expect(totalsOf(() => {})).toEqual({ totals: [], withoutAmount: 0 });
    const empty = { currency: 'EUR', units: 0n, count: 0 };
    expect(totalsOf((tally) => tally.addUnits(empty))).toEqual({ totals: [], withoutAmount: 0 });
  });

  it('are a currency apart and in its order, with counts, and with those that had no amount beside them', () => {
    const { totals, withoutAmount } = totalsOf((tally) => {
      tally.addUnits({ currency: 'USD', units: 100_000_000n, count: 1 });
      tally.addUnits({ currency: 'EUR', units: 125_000_000_000n, count: 41 });
      tally.addAmount('EUR', '0.000000001');
      tally.addAmount('UNKNOWN', '-7');
      tally.addWithoutAmount(3);
    });
    expect(totals).toEqual([
      { currency: 'EUR', amount: '1250.00', count: 42 },
      { currency: 'UNKNOWN', amount: '-7.00', count: 1 },
      { currency: 'USD', amount: '1.00', count: 1 },
    ]);
    expect(withoutAmount).toBe(3);
  });

  it.each([
    [['0.004', '0.004'], '0.01'],
    [['0.005'], '0.01'],
    [['-0.005'], '-0.01'],
    [['-0.004'], '0.00'],
    [['1.005', '-1.01'], '-0.01'],
    [['0.0049999999999', '0.0000000000001'], '0.01'],
    [[`1${'0'.repeat(30)}`, '0.005', `-1${'0'.repeat(30)}`], '0.01'],
  ])('of %j are %s: rounded once, behind the sum, half away from zero', (amounts, total) => {
    const { totals } = totalsOf((tally) => amounts.forEach((amount) => tally.addAmount('EUR', amount)));
    expect(totals).toEqual([{ currency: 'EUR', amount: total, count: amounts.length }]);
  });

  it('lose no digit of the longest amounts', () => {
    const [large, small] = ['9'.repeat(1_000), `0.${'0'.repeat(997)}1`];
    const { totals } = totalsOf((tally) => {
      tally.addAmount('EUR', large);
      tally.addAmount('EUR', `0.00${'4'.repeat(996)}`);
      tally.addAmount('EUR', `0.000${'5'.repeat(994)}6`);
      tally.addAmount('EUR', small);
      tally.addAmount('EUR', `-${large}`);
    });
    expect(totals[0]?.amount).toBe('0.01');
  });

  it('are the same however the amounts came in: in units or as text', () => {
    const amount = fc
      .tuple(fc.constantFrom('', '-'), fc.stringMatching(/^[0-9]{1,14}$/), fc.stringMatching(/^(\.[0-9]{1,12})?$/))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 30 }), (amounts) => {
        const inUnits = totalsOf((tally) => {
          for (const value of amounts) {
            const { units } = moneyOf({ payload: JSON.stringify({ value }), requestBody: null });
            if (units === null) tally.addAmount('EUR', value);
            else tally.addUnits({ currency: 'EUR', units, count: 1 });
          }
        });
        const asText = totalsOf((tally) => amounts.forEach((value) => tally.addAmount('EUR', value)));
        expect(inUnits).toEqual(asText);
        const sum = amounts.reduce((all, value) => {
          const [whole = '', fraction = ''] = value.split('.');
          return all + BigInt(whole + fraction.padEnd(12, '0'));
        }, 0n);
        const half = 10n ** 10n / 2n;
        const rounded = sum < 0n ? -((-sum + half) / 10n ** 10n) : (sum + half) / 10n ** 10n;
        if (amounts.length > 0) expect(BigInt(inUnits.totals[0]!.amount.replace('.', ''))).toBe(rounded);
      }),
      { numRuns: 2_000 },
    );
  });
});
