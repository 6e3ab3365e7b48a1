/** L37: reversals in parts. What one reversal of a whole row does is in reversal.test.ts. */
import { dialectOf } from '../../../server/kernel';
import { TABLES } from '../../../server/ledger';
import { installGuards } from '../../../server/ledger/store/guard-store';
import { describeOnEveryEngine } from '../../support/engines';
import { DAY, HOUR, inShort, type TestAccount } from './account';
import { codeOf, codeOfOutcome, refusalOf } from './refusal';
import { useLedger } from './suite';

describeOnEveryEngine('reversals in parts', (engine) => {
  const suite = useLedger(engine);

  const owed = async (account: TestAccount): Promise<number[]> =>
    (await account.stored('rewards_open_items')).map((item) => Number(item.remaining));

  /** Three lots of 5, a millisecond apart, that expire after so many hours. */
  async function threeLots(account: TestAccount, hours: readonly [number, number, number] = [1_000, 2_000, 3_000]) {
    const { clock } = suite.open;
    for (const one of hours) {
      clock.advance(1);
      await account.grant('5', { expiresAt: clock.iso(one * HOUR) });
    }
  }

  it('L37 a part of a spend goes back in the opposite order to that in which it was taken, with its expiry', async () => {
    const account = await suite.account();
    await threeLots(account);
    const lots = await account.lots();
    const spent = await account.deduct('12');
    const remaining = [];
    for (const amount of ['1', '3', '6']) {
      const { entry } = await account.reverse(spent, { amount });
      expect(entry).toMatchObject({ type: 'reversal', amount, spent: `-${amount}`, reversesId: spent.entry.id });
      remaining.push(await account.remaining());
    }
    expect(remaining).toEqual([
      [0, 0, 4],
      [0, 2, 5],
      [3, 5, 5],
    ]);
    expect((await account.reverse(spent)).entry.amount).toBe('2');
    expect(await account.lots()).toEqual(lots);
    expect(await account.lifetime()).toBe('15 earned, 0 spent');
  });

  it('L37 a part of a capture and of a negative adjustment goes back likewise', async () => {
    const account = await suite.account();
    await threeLots(account);
    const captured = await account.capture(await account.hold('8'), '7');
    const lowered = await account.adjust('-4');
    expect(await account.remaining()).toEqual([0, 0, 4]);
    expect((await account.reverse(captured, { amount: '3' })).entry.spent).toBe('-3');
    expect((await account.reverse(lowered, { amount: '2' })).entry).toMatchObject({ amount: '2', spent: '0' });
    expect(await account.remaining()).toEqual([1, 3, 5]);
    expect(await account.lifetime()).toBe('15 earned, 4 spent');
  });

  it('L37 a part of a grant comes from its own lot first, and lowers lifetime earned by that part', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    await account.grant('4');
    clock.advance(1);
    const granted = await account.grant('10');
    const spent = await account.deduct('8');
    expect(await account.remaining()).toEqual([0, 6]);
    clock.advance(1);
    await account.grant('3');
    const first = await account.reverse(granted, { amount: '5' });
    expect(first.entry).toMatchObject({ amount: '-5', earned: '-5', spent: '0', shortfall: '0' });
    expect(await account.remaining()).toEqual([0, 1, 3]);
    const second = await account.reverse(granted, { amount: '3' });
    expect(second.entry).toMatchObject({ amount: '-3', earned: '-3', shortfall: '0' });
    expect(await account.remaining()).toEqual([0, 0, 1]);
    expect((await account.reverse(granted)).entry).toMatchObject({ amount: '-1', earned: '-2', shortfall: '1' });
    expect(await account.lifetime()).toBe('7 earned, 8 spent');
    // Of the four that the second lot had given, one is owed, and three were given in its place by the third.
    expect((await account.reverse(spent)).caused.map(inShort)).toEqual(['reversal -1']);
    expect(await account.standing()).toBe('7, 0 held, 7 available');
  });

  it('L37 a positive adjustment is backed out in parts like a grant', async () => {
    const account = await suite.account({ scale: 2 });
    const adjusted = await account.adjust('10');
    await account.reverse(adjusted, { amount: '2.5' });
    expect((await account.reverse(adjusted, { amount: '7.50' })).entry).toMatchObject({
      ...{ amount: '-7.50', earned: '-7.50' },
    });
    expect(await account.lifetime()).toBe('0.00 earned, 0.00 spent');
  });

  it('L37 without an amount all that is left is reversed; then nothing is left, and more never is', async () => {
    const account = await suite.account({ scale: 2 });
    const granted = await account.grant('20');
    const rows = [granted, await account.deduct('10'), await account.adjust('-10')];
    for (const row of rows.reverse()) {
      const whole = row.entry.amount.replace('-', '');
      await account.reverse(row, { amount: '4' });
      const left = whole === '20.00' ? '16.00' : '6.00';
      expect(await refusalOf(account.reverse(row, { amount: `${Number(left)}.01` }))).toMatchObject({
        code: 'EXCEEDS_ENTRY',
        details: { entryId: row.entry.id, left, requested: `${Number(left)}.01` },
      });
      const last = await account.reverse(row);
      for (const amount of [undefined, '0.01']) {
        expect(await refusalOf(account.reverse(row, amount === undefined ? {} : { amount }))).toMatchObject({
          code: 'ALREADY_REVERSED',
          details: { reversalId: last.entry.id },
        });
      }
    }
    expect(await account.standing()).toBe('0.00, 0.00 held, 0.00 available');
  });

  it('L1 L2 the part is an amount like any other', async () => {
    const account = await suite.account({ scale: 2 });
    await account.grant('10');
    const spent = await account.deduct('5');
    const refused: [unknown, string][] = [
      [1, 'INVALID_AMOUNT'],
      ['', 'INVALID_AMOUNT'],
      [null, 'INVALID_AMOUNT'],
      ['1e1', 'INVALID_AMOUNT'],
      ['-1', 'INVALID_AMOUNT'],
      ['0.001', 'INVALID_AMOUNT'],
      ['0', 'ZERO_AMOUNT'],
      ['0.00', 'ZERO_AMOUNT'],
      ['90071992547409.92', 'AMOUNT_OVERFLOW'],
      ['5.01', 'EXCEEDS_ENTRY'],
    ];
    for (const [amount, code] of refused) {
      expect([amount, await codeOf(account.reverse(spent, { amount: amount as string }))]).toEqual([amount, code]);
    }
    expect(await codeOf(account.reverse('no-such-row', { amount: '1e1' }))).toBe('INVALID_AMOUNT');
    expect(await codeOf(account.reverse('no-such-row', { amount: '1' }))).toBe('ENTRY_NOT_FOUND');
    expect(await codeOf(account.reverse(await account.reserve('1'), { amount: '1' }))).toBe('NOT_REVERSIBLE');
  });

  it('L8 the same key with another part is a conflict; with the same one, however spelled, a replay', async () => {
    const account = await suite.account({ scale: 2 });
    const granted = await account.grant('10');
    const first = await account.reverse(granted, { amount: '2.5', idempotencyKey: 'part' });
    for (const amount of ['2.5', '2.50', '+2.5']) {
      const again = await account.reverse(granted, { amount, idempotencyKey: 'part' });
      expect(again).toEqual({ ...first, replayed: true });
    }
    for (const more of [{ amount: '3' }, {}]) {
      expect(await refusalOf(account.reverse(granted, { ...more, idempotencyKey: 'part' }))).toMatchObject({
        code: 'IDEMPOTENCY_CONFLICT',
        details: { field: 'amount', entryId: first.entry.id },
      });
    }
    await account.reverse(granted, { idempotencyKey: 'rest' });
    const rest = await refusalOf(account.reverse(granted, { amount: '7.5', idempotencyKey: 'rest' }));
    expect(rest.code).toBe('IDEMPOTENCY_CONFLICT');
    expect((await account.reverse(granted, { idempotencyKey: 'rest' })).replayed).toBe(true);
  });

  it('L37 a grant that was spent falls short part by part, and what comes back settles the oldest part first', async () => {
    for (const reversalPolicy of ['clamp', 'arrears'] as const) {
      const account = await suite.account({ reversalPolicy });
      const granted = await account.grant('100');
      const spent = await account.deduct('70');
      const parts = [];
      for (const amount of ['20', '30', '10']) parts.push(await account.reverse(granted, { amount }));
      expect(parts.map(({ entry }) => [entry.amount, entry.earned, entry.shortfall])).toEqual([
        ['-20', '-20', '0'],
        ['-10', '-30', '20'],
        ['0', '-10', '10'],
      ]);
      expect([await account.lifetime(), await owed(account)]).toEqual(['40 earned, 70 spent', [20, 10]]);
      const back = [];
      for (const amount of ['15', '25', '30']) back.push(await account.reverse(spent, { amount }));
      expect(back.map(({ caused }) => caused.map((row) => [row.amount, row.settlesId]))).toEqual([
        [['-15', parts[1]!.entry.id]],
        [
          ['-5', parts[1]!.entry.id],
          ['-10', parts[2]!.entry.id],
        ],
        [],
      ]);
      expect([await account.standing(), await owed(account)]).toEqual(['40, 0 held, 40 available', [0, 0]]);
    }
  });

  it('L24 L37 arrears of several parts are paid by the next grants, the oldest first', async () => {
    const account = await suite.account({ reversalPolicy: 'arrears' });
    const granted = await account.grant('10');
    await account.deduct('10');
    await account.reverse(granted, { amount: '4' });
    await account.reverse(granted, { amount: '3' });
    expect((await account.grant('5')).caused.map((row) => row.amount)).toEqual(['-4', '-1']);
    expect([await owed(account), await account.lifetime()]).toEqual([[0, 2], '8 earned, 10 spent']);
    expect((await account.grant('5')).caused.map((row) => row.amount)).toEqual(['-2']);
  });

  it('L24 L37 reject lets a part through that the lot’s own free part covers', async () => {
    const account = await suite.account({ reversalPolicy: 'reject' });
    const granted = await account.grant('10');
    await account.deduct('4');
    await account.grant('100');
    expect((await account.reverse(granted, { amount: '6' })).entry.amount).toBe('-6');
    expect(await refusalOf(account.reverse(granted))).toMatchObject({
      code: 'GRANT_ALREADY_SPENT',
      details: { remaining: '0', amount: '4' },
    });
    expect(await account.lifetime()).toBe('104 earned, 4 spent');
  });

  it('L24 L37 what has lapsed of a grant counts as reversed first: nobody pays for it', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    const granted = await account.grant('10', { expiresAt: clock.iso(HOUR) });
    await account.deduct('6');
    clock.advance(HOUR);
    await account.grant('20');
    const parts = [];
    for (const amount of ['3', '3', '4']) parts.push((await account.reverse(granted, { amount })).entry);
    expect(parts.map(({ amount, earned }) => [amount, earned])).toEqual([
      ['0', '-3'],
      ['-2', '-3'],
      ['-4', '-4'],
    ]);
    expect(await account.lifetime()).toBe('20 earned, 6 spent');
  });

  it('L24 L37 what was reversed before the rest lapsed is not due twice', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    const granted = await account.grant('10', { expiresAt: clock.iso(HOUR) });
    await account.grant('5');
    expect((await account.reverse(granted, { amount: '6' })).entry.amount).toBe('-6');
    clock.advance(HOUR);
    expect((await account.reverse(granted)).entry).toMatchObject({ amount: '0', earned: '-4', shortfall: '0' });
    expect(await account.standing()).toBe('5, 0 held, 5 available');
  });

  it('L23 L37 a part that goes back to a lot past its expiry is expired in the same posting', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    await threeLots(account, [300, 1, 2]);
    const spent = await account.deduct('15');
    clock.advance(90 * 60_000);
    expect((await account.reverse(spent, { amount: '4' })).caused).toEqual([]);
    const late = await account.reverse(spent, { amount: '4' });
    expect(late.caused.map((row) => [inShort(row), row.causeId])).toEqual([['expire -3', late.entry.id]]);
    expect(await account.standing()).toBe('5, 0 held, 5 available');
  });

  it('L23 L37 with grace each part has a lot of its own', async () => {
    const { clock } = suite.open;
    const account = await suite.account({ reversalGraceDays: 7 });
    await threeLots(account, [1, 3_000, 2]);
    const spent = await account.deduct('15');
    clock.advance(3 * HOUR);
    const opened = [];
    for (const amount of ['3', '6', '6']) {
      const { entry } = await account.reverse(spent, { amount });
      opened.push([entry.amount, entry.lotOpened, entry.expiresAt]);
      clock.advance(HOUR);
    }
    expect(opened).toEqual([
      ['3', '3', clock.iso(7 * DAY - 3 * HOUR)],
      ['6', '2', clock.iso(7 * DAY - 2 * HOUR)],
      ['6', '5', clock.iso(7 * DAY - HOUR)],
    ]);
    expect(await account.standing()).toBe('15, 0 held, 15 available');
  });

  it('L37 L43 each lot that was opened with grace stands for its own part of the spend', async () => {
    const { clock } = suite.open;
    const account = await suite.account({ reversalGraceDays: 7 });
    const first = await account.grant('10', { expiresAt: clock.iso(HOUR) });
    clock.advance(1);
    const second = await account.grant('10', { expiresAt: clock.iso(HOUR) });
    const spent = await account.deduct('20');
    clock.advance(2 * HOUR);
    // The second lot's points come back first.
    await account.reverse(spent, { amount: '10' });
    await account.reverse(spent, { amount: '10' });
    const again = await account.deduct('20');
    expect((await account.reverse(first)).entry.shortfall).toBe('10');
    expect((await account.reverse(again, { amount: '10' })).caused.map(inShort)).toEqual(['reversal -10']);
    expect((await account.reverse(again)).caused).toEqual([]);
    expect(await account.standing()).toBe('10, 0 held, 10 available');
    expect((await account.reverse(second)).entry).toMatchObject({ amount: '-10', shortfall: '0' });
    expect(await owed(account)).toEqual([0]);
  });

  it('L43 what comes back by way of other lots comes to the same whether it was spent at once or in two', async () => {
    const { clock } = suite.open;
    for (const spends of [['6'], ['3', '3']]) {
      const account = await suite.account();
      const grants = [];
      for (const amount of ['6', '6', '10', '2']) {
        grants.push(await account.grant(amount));
        clock.advance(1);
      }
      const spent = [];
      for (const amount of spends) spent.push(await account.deduct(amount));
      // What the first grant's reversal misses the second lot gives; for the second, the third gives 4 and the fourth 2.
      await account.reverse(grants[0]!);
      await account.deduct('6');
      await account.reverse(grants[1]!);
      expect((await account.reverse(grants[2]!)).entry.shortfall).toBe('10');
      for (const one of spent) await account.reverse(one);
      // Four of the six belong to the third; the fourth grant stands, and what its lot gave is the member's.
      expect([await account.standing(), await owed(account)]).toEqual(['2, 0 held, 2 available', [6]]);
    }
  });

  it('L37 twenty callers at once reverse no more than there is', async () => {
    const account = await suite.account();
    await account.grant('30');
    const spent = await account.deduct('25');
    const codes = await Promise.all(
      Array.from({ length: 20 }, () =>
        account.reverse(spent, { amount: '2' }).then(
          () => 'ok',
          (error: unknown) => (error as { code: string }).code,
        ),
      ),
    );
    expect(codes.filter((code) => code === 'ok')).toHaveLength(12);
    expect(codes.filter((code) => code === 'EXCEEDS_ENTRY')).toHaveLength(8);
    expect(await account.standing()).toBe('29, 0 held, 29 available');
    expect((await account.reverse(spent)).entry.amount).toBe('1');
  });

  it('L30 parts of one row in one chunk follow each other', async () => {
    const { ledger, key } = suite.open;
    const account = await suite.account();
    const granted = await account.grant('10');
    const spent = await account.deduct('8');
    const part = (entryId: string, amount?: string) => ({
      ...{ type: 'reverse' as const, entryId, idempotencyKey: key() },
      ...(amount === undefined ? {} : { amount }),
    });
    const outcomes = await ledger.postMany([
      part(granted.entry.id, '5'),
      part(spent.entry.id, '3'),
      part(spent.entry.id, '6'),
      part(granted.entry.id),
      part(spent.entry.id),
      part(granted.entry.id, '1'),
    ]);
    expect(outcomes.map(codeOfOutcome)).toEqual(['ok', 'ok', 'EXCEEDS_ENTRY', 'ok', 'ok', 'ALREADY_REVERSED']);
    expect([await account.standing(), await account.lifetime()]).toEqual([
      '0, 0 held, 0 available',
      '0 earned, 0 spent',
    ]);
  });

  it('L30 L43 a chunk in which a reversal falls short knows what earlier ones took from other lots', async () => {
    const { clock, ledger, key } = suite.open;
    const results = [];
    for (const atOnce of [false, true]) {
      const account = await suite.account();
      const grants = [];
      for (const amount of ['10', '10', '100']) {
        grants.push(await account.grant(amount));
        clock.advance(1);
      }
      const first = await account.deduct('10');
      await account.reverse(grants[0]!);
      await account.reverse(grants[1]!);
      await account.deduct('90');
      expect(await account.standing()).toBe('0, 0 held, 0 available');
      const undo = [grants[2]!, first].map(({ entry }) => ({
        ...{ type: 'reverse' as const, entryId: entry.id, idempotencyKey: key() },
      }));
      for (const part of atOnce ? [undo] : undo.map((one) => [one])) await ledger.postMany(part);
      results.push([await account.standing(), await owed(account)]);
    }
    expect(results).toEqual([
      ['0, 0 held, 0 available', [90]],
      ['0, 0 held, 0 available', [90]],
    ]);
  });

  it('L27 a part in a host’s transaction stays with it, or goes with it', async () => {
    const { strapi } = suite.open;
    const account = await suite.account();
    const granted = await account.grant('10');
    const undone = strapi.db.transaction(async () => {
      await account.reverse(granted, { amount: '4' });
      await account.reverse(granted, { amount: '3' });
      expect(await codeOf(account.reverse(granted, { amount: '4' }))).toBe('EXCEEDS_ENTRY');
      throw new Error('the host gives up');
    });
    await expect(undone).rejects.toThrow('the host gives up');
    expect(await account.lifetime()).toBe('10 earned, 0 spent');
    await strapi.db.transaction(() => account.reverse(granted, { amount: '4' }));
    expect((await account.reverse(granted)).entry.amount).toBe('-6');
  });

  it('L37 a preview of a part is what its posting then does', async () => {
    const { ledger } = suite.open;
    const account = await suite.account();
    await threeLots(account);
    const spent = await account.deduct('12');
    const input = { type: 'reverse' as const, entryId: spent.entry.id, amount: '5', idempotencyKey: suite.open.key() };
    const seen = await ledger.preview(input);
    expect(seen.after).toMatchObject({ balance: '8', available: '8' });
    expect(seen.lots.map(({ before, after }) => [before, after])).toEqual([
      ['0', '3'],
      ['3', '5'],
    ]);
    expect(await account.remaining()).toEqual([0, 0, 3]);
    await account.reverse(spent, { amount: '5' });
    expect(await account.remaining()).toEqual([0, 3, 5]);
    expect(await codeOf(ledger.preview({ ...input, amount: '8' }))).toBe('EXCEEDS_ENTRY');
  });

  it('L26 L37 buying and returning in parts farms no tier', async () => {
    const { members } = suite.open;
    const account = await suite.account({ drivesTiers: true });
    const tierOf = async () => (await members.get(account.member))?.tier;
    const granted = await account.grant('1500');
    await account.deduct('1500');
    expect(await tierOf()).toBe('silver');
    await account.reverse(granted, { amount: '400' });
    expect(await tierOf()).toBe('silver');
    await account.reverse(granted, { amount: '200' });
    expect([await account.lifetime(), await tierOf()]).toEqual(['900 earned, 1500 spent', 'bronze']);
  });

  it('L34 L37 what is reversed of a row follows from other rows: its own stays as it was written', async () => {
    const account = await suite.account();
    const granted = await account.grant('10');
    const stored = async () => suite.open.knex(TABLES.entries).where({ id: granted.entry.id }).first<object>();
    const before = await stored();
    await account.reverse(granted, { amount: '4' });
    await account.reverse(granted);
    expect(await stored()).toEqual(before);
  });

  it('L25 a currency whose dated points a reversal of the rest could bring back cannot be made to only rise', async () => {
    const { clock, strapi } = suite.open;
    const account = await suite.account();
    await account.grant('10', { expiresAt: clock.iso(DAY) });
    const spent = await account.deduct('10');
    const toRise = async () => {
      const currencies = strapi.documents('plugin::rewards.currency' as never);
      const found = await currencies.findFirst({ filters: { code: account.currency } as never });
      await currencies.update({ documentId: found!.documentId, data: { risingOnly: true } as never });
    };
    await account.reverse(spent, { amount: '4' });
    clock.advance(2 * DAY);
    await suite.settleEverything();
    expect(await account.standing()).toBe('0, 0 held, 0 available');
    expect(await codeOf(toRise())).toBe('RISING_ONLY_TOO_EARLY');
    await account.reverse(spent);
    await toRise();
  });
});

describeOnEveryEngine('a database in which a row could be reversed once', (engine) => {
  const suite = useLedger(engine);

  it('L34 L37 takes parts once a start has found its unique index', async () => {
    const { knex } = suite.open;
    const name = 'rewards_entries_reverses';
    const sparse = engine === 'mysql' ? '' : ' WHERE reverses_id IS NOT NULL';
    await knex.raw(`CREATE UNIQUE INDEX ${name} ON ${TABLES.entries} (reverses_id)${sparse}`);
    // As that version's start left it, with triggers after the index.
    await knex.raw(engine === 'mysql' ? `DROP INDEX rewards_entries_reversed ON ${TABLES.entries}` : 'SELECT 1');
    const account = await suite.account();
    const [granted, other] = [await account.grant('10'), await account.grant('5')];
    await account.reverse(other);
    for (let starts = 0; starts < 2; starts += 1) await installGuards(knex, dialectOf(knex));
    await account.reverse(granted, { amount: '4' });
    expect((await account.reverse(granted)).entry.amount).toBe('-6');
    expect(await codeOf(account.reverse(other))).toBe('ALREADY_REVERSED');
  });
});
