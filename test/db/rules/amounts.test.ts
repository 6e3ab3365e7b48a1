import { MAX_MINOR_UNITS } from '../../../server/contract';
import { formatAmount, readMinorUnits } from '../../../server/kernel';
import { describeOnEveryEngine } from '../../support/engines';
import { codeOf, refusalOf } from './refusal';
import { useLedger } from './suite';

const MAX = MAX_MINOR_UNITS.toString();

/** What a caller without types may give. */
const anything = (value: unknown): string => value as string;

describeOnEveryEngine('amounts', (engine) => {
  const suite = useLedger(engine);

  it.each([[12.5], [NaN], [10n], [null], ['1e3'], ['NaN'], [''], [' '], ['1,5'], ['1.005'], ['12.500']])(
    'L1 %p is refused as an amount by every operation, and nothing is written',
    async (amount) => {
      const account = await suite.account({ scale: 2 });
      await account.grant('10');
      const hold = await account.hold('5');
      const given = anything(amount);
      expect(await codeOf(account.grant(given))).toBe('INVALID_AMOUNT');
      expect(await codeOf(account.deduct(given))).toBe('INVALID_AMOUNT');
      expect(await codeOf(account.reserve(given))).toBe('INVALID_AMOUNT');
      expect(await codeOf(account.adjust(given))).toBe('INVALID_AMOUNT');
      expect(await codeOf(account.capture(hold, given))).toBe('INVALID_AMOUNT');
      expect(await codeOf(account.release(hold, given))).toBe('INVALID_AMOUNT');
      expect(await account.story()).toHaveLength(2);
    },
  );

  it('L1 only an adjustment has a sign', async () => {
    const account = await suite.account();
    await account.grant('10');
    const hold = await account.hold('5');
    expect(await codeOf(account.grant('-1'))).toBe('INVALID_AMOUNT');
    expect(await codeOf(account.deduct('-1'))).toBe('INVALID_AMOUNT');
    expect(await codeOf(account.reserve('-1'))).toBe('INVALID_AMOUNT');
    expect(await codeOf(account.capture(hold, '-1'))).toBe('INVALID_AMOUNT');
    expect(await codeOf(account.release(hold, '-1'))).toBe('INVALID_AMOUNT');
    expect((await account.adjust('-1')).entry.amount).toBe('-1');
    expect((await account.adjust('+1')).entry.amount).toBe('1');
  });

  it('L1 an amount that is malformed is told before the state of the hold that it is for', async () => {
    const account = await suite.account();
    await account.grant('10');
    const hold = await account.hold('5');
    await account.release(hold);
    expect(await codeOf(account.capture(hold, anything(5)))).toBe('INVALID_AMOUNT');
    expect(await codeOf(account.capture('no-such-hold', anything(5)))).toBe('INVALID_AMOUNT');
    expect(await codeOf(account.release(hold, '0'))).toBe('ZERO_AMOUNT');
  });

  it.each([
    [0, '7', '7'],
    [2, '12.5', '12.50'],
    [2, '12', '12.00'],
    [8, '0.00000001', '0.00000001'],
    [8, '1', '1.00000000'],
  ])('L1 at scale %i an amount of %j is told as %j', async (scale, given, told) => {
    const account = await suite.account({ scale });
    const { entry } = await account.grant(given);
    expect(entry.amount).toBe(told);
    expect(entry.balanceAfter).toBe(told);
    expect((await account.balance()).balance).toBe(told);
  });

  it('L1 the scale of a currency with postings cannot change, of one without it can', async () => {
    const { strapi } = suite.open;
    const uid = 'plugin::rewards.currency' as never;
    const rescale = async (code: string) => {
      const found = (await strapi.documents(uid).findFirst({ filters: { code } as never })) as unknown as {
        documentId: string;
      };
      return strapi.documents(uid).update({ documentId: found.documentId, data: { scale: 3 } as never });
    };
    const unused = await suite.account({ scale: 2 });
    await rescale(unused.currency);
    expect((await unused.grant('1.125')).entry.amount).toBe('1.125');

    const used = await suite.account({ scale: 2 });
    await used.grant('1.25');
    expect(await codeOf(rescale(used.currency))).toBe('SCALE_LOCKED');
    expect((await used.balance()).balance).toBe('1.25');
  });

  it.each(['0', '0.00', '-0'])('L2 an amount of %j is refused by every operation', async (zero) => {
    const account = await suite.account({ scale: 2 });
    await account.grant('10');
    const hold = await account.hold('5');
    expect(await codeOf(account.grant(zero))).toBe('ZERO_AMOUNT');
    expect(await codeOf(account.deduct(zero))).toBe('ZERO_AMOUNT');
    expect(await codeOf(account.reserve(zero))).toBe('ZERO_AMOUNT');
    expect(await codeOf(account.adjust(zero))).toBe('ZERO_AMOUNT');
    expect(await codeOf(account.capture(hold, zero))).toBe('ZERO_AMOUNT');
    expect(await codeOf(account.release(hold, zero))).toBe('ZERO_AMOUNT');
  });

  it('L2 the largest amount goes through every operation without losing a unit', async () => {
    const account = await suite.account();
    await account.grant(MAX);
    expect(await account.standing()).toBe(`${MAX}, 0 held, ${MAX} available`);
    const hold = await account.hold(MAX);
    expect(await account.standing()).toBe(`${MAX}, ${MAX} held, 0 available`);
    const spent = await account.capture(hold);
    expect(await account.lifetime()).toBe(`${MAX} earned, ${MAX} spent`);
    await account.reverse(spent);
    await account.deduct('1');
    expect((await account.balance()).balance).toBe((MAX_MINOR_UNITS - 1n).toString());
  });

  it('L2 one unit more than the largest amount is refused, at every scale', async () => {
    for (const [scale, above] of [
      [0, '9007199254740992'],
      [2, '90071992547409.92'],
      [8, '90071992.54740992'],
    ] as const) {
      const account = await suite.account({ scale });
      expect(await codeOf(account.grant(above))).toBe('AMOUNT_OVERFLOW');
      expect(await codeOf(account.adjust(`-${above}`))).toBe('AMOUNT_OVERFLOW');
      expect(await account.story()).toEqual([]);
    }
  });

  it('L2 a balance cannot be brought above the largest amount, and the refusal writes nothing', async () => {
    const account = await suite.account();
    await account.grant((MAX_MINOR_UNITS - 1n).toString());
    expect(await codeOf(account.grant('2'))).toBe('AMOUNT_OVERFLOW');
    expect(await codeOf(account.adjust('2'))).toBe('AMOUNT_OVERFLOW');
    await account.grant('1');
    expect((await account.balance()).balance).toBe(MAX);
    expect(await account.story()).toHaveLength(2);
  });

  it('L2 nor can a lifetime figure, even with an empty balance', async () => {
    const account = await suite.account();
    await account.grant(MAX);
    await account.deduct(MAX);
    expect(await codeOf(account.grant('1'))).toBe('AMOUNT_OVERFLOW');
    expect(await account.lifetime()).toBe(`${MAX} earned, ${MAX} spent`);
  });

  it('L2 what is asked for beyond the bounds is an overflow before it is a lack of funds', async () => {
    const account = await suite.account();
    expect(await codeOf(account.deduct('9007199254740992'))).toBe('AMOUNT_OVERFLOW');
    expect(await refusalOf(account.deduct(MAX))).toMatchObject({
      code: 'INSUFFICIENT_FUNDS',
      details: { available: '0', requested: MAX },
    });
  });

  it('L3 the largest amounts, granted and reversed again and again, sum up to what is there', async () => {
    const account = await suite.account();
    for (let i = 0; i < 5; i += 1) await account.reverse(await account.grant(MAX));
    await account.grant('1');
    expect(await account.standing()).toBe('1, 0 held, 1 available');
    expect(await account.lifetime()).toBe('1 earned, 0 spent');
  });

  it('L3 a sum over many members is exact beyond 2^53 when it is read as text', async () => {
    const currency = await suite.open.currency({ scale: 2 });
    const largest = formatAmount(MAX_MINOR_UNITS, 2);
    for (let i = 0; i < 7; i += 1) await (await suite.accountIn(currency)).grant(largest);
    const text = engine === 'mysql' ? 'CHAR' : 'TEXT';
    const { knex } = suite.open;
    const sum = knex.raw<string>(`CAST(SUM(balance) AS ${text}) AS total`);
    const row: { total: unknown } = await knex('rewards_accounts').where({ currency }).first(sum);
    const total = readMinorUnits(row.total);
    expect(total).toBe(MAX_MINOR_UNITS * 7n);
    expect(formatAmount(total, 2)).toBe('630503947831869.37');
  });

  it('L3 money is in integer columns on this engine, each of 64 bits', async () => {
    const account = await suite.account();
    await account.grant(MAX);
    const columns = ['amount', 'balance_after', 'lot_opened', 'earned'] as const;
    const row: Record<string, unknown> = await suite.open
      .knex('rewards_ledger_entries')
      .where('account_id', await account.id())
      .first(columns);
    for (const column of columns) expect(readMinorUnits(row[column])).toBe(MAX_MINOR_UNITS);
    const info = (await suite.open.knex('rewards_ledger_entries').columnInfo()) as unknown as Record<
      string,
      { type: string }
    >;
    for (const column of columns) expect(info[column]!.type.toLowerCase()).toContain('bigint');
  });
});
