import { describeOnEveryEngine } from '../../support/engines';
import type { CurrencyOverrides } from '../../support/ledger';
import { DAY, HOUR, inShort, type TestAccount } from './account';
import { codeOf, refusalOf } from './refusal';
import { useLedger } from './suite';

describeOnEveryEngine('reversals', (engine) => {
  const suite = useLedger(engine);

  it('L22 a row is reversed at most once, and the refusal names the reversal that did it', async () => {
    const account = await suite.account();
    const granted = await account.grant('10');
    const spent = await account.deduct('4');
    const adjusted = await account.adjust('-1');
    for (const posting of [spent, adjusted, granted]) {
      const reversal = await account.reverse(posting);
      expect(reversal.entry).toMatchObject({ type: 'reversal', reversesId: posting.entry.id });
      expect(await refusalOf(account.reverse(posting))).toMatchObject({
        code: 'ALREADY_REVERSED',
        details: { reversalId: reversal.entry.id },
      });
    }
  });

  it('L22 twenty callers with keys of their own reverse it once', async () => {
    const account = await suite.account();
    await account.grant('10');
    const spent = await account.deduct('4');
    const codes = await Promise.all(
      Array.from({ length: 20 }, () =>
        account.reverse(spent).then(
          () => 'ok',
          (error: unknown) => (error as { code: string }).code,
        ),
      ),
    );
    expect(codes.filter((code) => code === 'ok')).toHaveLength(1);
    expect(codes.filter((code) => code === 'ALREADY_REVERSED')).toHaveLength(19);
    expect(await account.standing()).toBe('10, 0 held, 10 available');
  });

  it('L22 neither a reversal nor a reserve, release or expire row can be reversed', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    const granted = await account.grant('10');
    const reserved = await account.reserve('4');
    const released = await account.release(reserved.entry.id);
    const expired = (await account.grant('1', { expiresAt: clock.iso() })).caused[0]!.id;
    const reversal = await account.reverse(granted);
    for (const row of [reserved, released, expired, reversal]) {
      expect(await codeOf(account.reverse(row))).toBe('NOT_REVERSIBLE');
    }
    expect(await codeOf(account.reverse('no-such-row'))).toBe('ENTRY_NOT_FOUND');
  });

  it('L23 a spend that is reversed gives the same lots back what was taken, with their expiry', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    await account.grant('10', { expiresAt: clock.iso(DAY) });
    clock.advance(1);
    await account.grant('10');
    const lots = await account.lots();
    const spent = await account.deduct('15');
    clock.advance(1);
    await account.grant('7');
    const { entry, caused } = await account.reverse(spent);
    expect([entry.amount, entry.spent, entry.lotId, caused]).toEqual(['15', '-15', null, []]);
    expect((await account.lots()).slice(0, 2)).toEqual(lots);
    expect(await account.lifetime()).toBe('27 earned, 0 spent');
    await account.deduct('10');
    expect(await account.remaining()).toEqual([0, 10, 7]);
  });

  it('L23 a capture is reversed like a spend, and its hold stays closed', async () => {
    const account = await suite.account();
    await account.grant('10');
    const hold = await account.hold('6');
    const spent = await account.capture(hold, '4');
    await account.reverse(spent);
    expect(await account.standing()).toBe('10, 0 held, 10 available');
    expect(await codeOf(account.capture(hold))).toBe('ALREADY_CAPTURED');
  });

  it('L23 a negative adjustment that is reversed gives back likewise, and lifetime figures stay', async () => {
    const account = await suite.account();
    await account.grant('10');
    await account.reverse(await account.adjust('-6'));
    expect(await account.remaining()).toEqual([10]);
    expect(await account.lifetime()).toBe('10 earned, 0 spent');
  });

  it('L23 what goes back to a lot past its expiry is expired in the same posting, one row a lot', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    for (const hours of [1, 2, 300]) {
      clock.advance(1);
      await account.grant('5', { expiresAt: clock.iso(hours * HOUR) });
    }
    const spent = await account.deduct('12');
    clock.advance(3 * HOUR);
    const { entry, caused } = await account.reverse(spent);
    expect(inShort(entry)).toBe('reversal 12');
    expect(caused.map((row) => [inShort(row), row.causeId])).toEqual([
      ['expire -5', entry.id],
      ['expire -5', entry.id],
    ]);
    expect(await account.standing()).toBe('5, 0 held, 5 available');
  });

  it('L23 a grace period gives the expired part a new lot that lasts so much longer', async () => {
    const { clock } = suite.open;
    const account = await suite.account({ reversalGraceDays: 7 });
    for (const hours of [1, 2, 3000]) {
      clock.advance(1);
      await account.grant('5', { expiresAt: clock.iso(hours * HOUR) });
    }
    const spent = await account.deduct('12');
    clock.advance(3 * HOUR);
    const { entry, caused } = await account.reverse(spent, { effectiveAt: clock.iso(-HOUR) });
    expect([entry.amount, entry.lotOpened, entry.lotId, entry.expiresAt]).toEqual([
      '12',
      '10',
      entry.id,
      clock.iso(7 * DAY),
    ]);
    expect(caused).toEqual([]);
    expect(await account.remaining()).toEqual([0, 0, 5, 10]);
    expect(await account.lifetime()).toBe('15 earned, 0 spent');
    clock.advance(7 * DAY);
    await account.grant('1');
    expect((await account.story()).slice(-2)).toEqual(['expire -10', 'grant 1']);
  });

  it('L23 without anything expired a grace period changes nothing', async () => {
    const { clock } = suite.open;
    const account = await suite.account({ reversalGraceDays: 7 });
    await account.grant('5', { expiresAt: clock.iso(DAY) });
    const { entry } = await account.reverse(await account.deduct('5'));
    expect([entry.lotOpened, entry.expiresAt, await account.remaining()]).toEqual(['0', null, [5]]);
  });

  it('L23 a lot that got points back expires on its day, though it was empty when others fell due', async () => {
    const { clock, ledger } = suite.open;
    await suite.settleEverything();
    const account = await suite.account();
    await account.grant('10', { expiresAt: clock.iso(5 * HOUR) });
    const spent = await account.deduct('10');
    await account.grant('1', { expiresAt: clock.iso(HOUR) });
    clock.advance(2 * HOUR);
    await account.grant('2');
    await account.reverse(spent);
    clock.advance(3 * HOUR);
    expect(await account.standing()).toBe('12, 0 held, 2 available');
    expect(await codeOf(account.deduct('3'))).toBe('INSUFFICIENT_FUNDS');
    expect(await ledger.expireDue()).toMatchObject({ lotsExpired: 1, failed: 0 });
    expect(await account.standing()).toBe('2, 0 held, 2 available');
  });

  it('L23 what was given back to the lot of a grace period goes back there', async () => {
    const { clock } = suite.open;
    const account = await suite.account({ reversalGraceDays: 7 });
    await account.grant('5', { expiresAt: clock.iso(HOUR) });
    const spent = await account.deduct('5');
    clock.advance(HOUR);
    await account.reverse(spent);
    const again = await account.deduct('4');
    clock.advance(DAY);
    expect((await account.reverse(again)).entry.lotOpened).toBe('0');
    expect(await account.remaining()).toEqual([0, 5]);
  });

  it('L24 a grant of which nothing was spent is taken back from its own lot, not from an older one', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    await account.grant('10');
    clock.advance(1);
    const granted = await account.grant('5');
    const { entry } = await account.reverse(granted);
    expect([entry.amount, entry.earned, entry.shortfall]).toEqual(['-5', '-5', '0']);
    expect(await account.remaining()).toEqual([10, 0]);
    expect(await account.lifetime()).toBe('10 earned, 0 spent');
  });

  it('L24 clamp takes what is left of that lot, then other lots in spend order', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    const granted = await account.grant('10');
    await account.deduct('7');
    for (const amount of ['2', '3', '4']) {
      clock.advance(1);
      await account.grant(amount);
    }
    const { entry } = await account.reverse(granted);
    expect([entry.amount, entry.shortfall]).toEqual(['-10', '0']);
    expect(await account.remaining()).toEqual([0, 0, 0, 2]);
    expect(await account.stored('rewards_open_items')).toEqual([]);
  });

  it('L24 clamp stops at zero and records the shortfall as an open item, which later grants do not pay', async () => {
    const account = await suite.account();
    const granted = await account.grant('10');
    await account.deduct('7');
    const { entry } = await account.reverse(granted);
    expect([entry.amount, entry.earned, entry.shortfall]).toEqual(['-3', '-10', '7']);
    const [item, ...more] = await account.stored('rewards_open_items');
    expect([item!.id, Number(item!.amount), Number(item!.remaining), more]).toEqual([entry.id, 7, 7, []]);
    await account.grant('20');
    expect(await account.standing()).toBe('20, 0 held, 20 available');
    expect(await account.lifetime()).toBe('20 earned, 7 spent');
  });

  it('L24 a reversal may take nothing at all', async () => {
    const account = await suite.account();
    const granted = await account.grant('10');
    await account.deduct('10');
    const { entry } = await account.reverse(granted);
    expect([entry.amount, entry.shortfall]).toEqual(['0', '10']);
    expect(await codeOf(account.reverse(granted))).toBe('ALREADY_REVERSED');
  });

  it('L24 what a hold has is not free: the reversal takes from other lots, or falls short', async () => {
    const account = await suite.account();
    const granted = await account.grant('10');
    const hold = await account.hold('8');
    const { entry } = await account.reverse(granted);
    expect([entry.amount, entry.shortfall]).toEqual(['-2', '8']);
    // What the hold gives back settles it (L43).
    await account.release(hold);
    expect(await account.standing()).toBe('0, 0 held, 0 available');
  });

  it('L24 a positive adjustment is backed out like a grant', async () => {
    const account = await suite.account();
    const adjusted = await account.adjust('10');
    await account.deduct('4');
    expect((await account.reverse(adjusted)).entry).toMatchObject({ amount: '-6', earned: '-10', shortfall: '4' });
  });

  it.each(['clamp', 'reject', 'arrears'] as const)(
    'L24 %s: nobody pays twice for points that lapsed',
    async (policy) => {
      const { clock } = suite.open;
      const account = await suite.account({ reversalPolicy: policy });
      const lapsed = await account.grant('10', { expiresAt: clock.iso(HOUR) });
      clock.advance(HOUR);
      await account.grant('20');
      const { entry } = await account.reverse(lapsed);
      expect([entry.amount, entry.earned, entry.shortfall]).toEqual(['0', '-10', '0']);
      expect(await account.standing()).toBe('20, 0 held, 20 available');
    },
  );

  it('L24 of a grant that was spent in part and lapsed for the rest, only the spent part is due', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    const granted = await account.grant('10', { expiresAt: clock.iso(HOUR) });
    await account.deduct('4');
    clock.advance(HOUR);
    await account.grant('20');
    const { entry } = await account.reverse(granted);
    expect([entry.amount, entry.shortfall]).toEqual(['-4', '0']);
  });

  it('L24 reject refuses unless the lot’s own free part covers what is due', async () => {
    const { clock } = suite.open;
    const account = await suite.account({ reversalPolicy: 'reject', scale: 2 });
    const spent = await account.grant('10', { effectiveAt: clock.iso(-DAY) });
    await account.deduct('0.01');
    await account.grant('100');
    expect(await refusalOf(account.reverse(spent))).toMatchObject({
      code: 'GRANT_ALREADY_SPENT',
      details: { remaining: '9.99', amount: '10.00', currency: account.currency },
    });
    const whole = await account.grant('5');
    expect((await account.reverse(whole)).entry.amount).toBe('-5.00');
    const held = await suite.account({ reversalPolicy: 'reject' });
    const granted = await held.grant('5');
    await held.hold('1');
    expect(await codeOf(held.reverse(granted))).toBe('GRANT_ALREADY_SPENT');
    expect(await held.lifetime()).toBe('5 earned, 0 spent');
  });

  it('L24 reject forgives a lot that was spent from and given back', async () => {
    const account = await suite.account({ reversalPolicy: 'reject' });
    const granted = await account.grant('10');
    const spent = await account.deduct('4');
    expect(await codeOf(account.reverse(granted))).toBe('GRANT_ALREADY_SPENT');
    await account.reverse(spent);
    expect((await account.reverse(granted)).entry.amount).toBe('-10');
  });
});

describeOnEveryEngine('arrears', (engine) => {
  const suite = useLedger(engine);
  const arrears: CurrencyOverrides = { reversalPolicy: 'arrears' };

  /** An account that owes so much, for as many grants that were spent and then reversed. */
  async function owing(...amounts: string[]): Promise<{ account: TestAccount; items: string[] }> {
    const account = await suite.account(arrears);
    const granted = [];
    for (const amount of amounts) granted.push(await account.grant(amount));
    await account.deduct((await account.balance()).balance);
    const items = [];
    for (const grant of granted) items.push((await account.reverse(grant)).entry.id);
    return { account, items };
  }

  it('L24 arrears takes the shortfall from the next grant, in a reversal row that settles the item', async () => {
    const { account, items } = await owing('7');
    const { entry, caused } = await account.grant('10');
    expect(caused.map((row) => [inShort(row), row.earned, row.settlesId, row.causeId])).toEqual([
      ['reversal -7', '0', items[0], entry.id],
    ]);
    expect(await account.standing()).toBe('3, 0 held, 3 available');
    expect(await account.lifetime()).toBe('10 earned, 7 spent');
    expect((await account.grant('1')).caused).toEqual([]);
  });

  it('L24 arrears takes from as many grants and positive adjustments as it needs, the oldest item first', async () => {
    const { account, items } = await owing('5', '4');
    const settled = [];
    for (const posting of [await account.grant('3'), await account.adjust('4'), await account.grant('10')]) {
      settled.push(posting.caused.map((row) => [row.amount, items.indexOf(row.settlesId!)]));
    }
    expect(settled).toEqual([
      [['-3', 0]],
      [
        ['-2', 0],
        ['-2', 1],
      ],
      [['-2', 1]],
    ]);
    expect(await account.standing()).toBe('8, 0 held, 8 available');
    const stored = await account.stored('rewards_open_items');
    expect(stored.map((item) => Number(item.remaining))).toEqual([0, 0]);
  });

  it('L24 arrears takes from the new lot only, not from what an older one got back', async () => {
    const { clock } = suite.open;
    const account = await suite.account(arrears);
    await account.grant('5', { expiresAt: clock.iso(DAY) });
    clock.advance(1);
    const second = await account.grant('10');
    const spent = await account.deduct('5');
    await account.deduct('10');
    await account.reverse(second);
    expect((await account.reverse(spent)).caused).toEqual([]);
    expect(await account.standing()).toBe('5, 0 held, 5 available');
    const { caused } = await account.grant('4', { effectiveAt: clock.iso(-DAY) });
    expect(caused.map((row) => row.amount)).toEqual(['-4']);
    expect(await account.remaining()).toEqual([0, 5, 0]);
  });

  it('L24 arrears takes nothing from a grant that arrives expired', async () => {
    const { account } = await owing('7');
    const { caused } = await account.grant('10', { expiresAt: suite.open.clock.iso() });
    expect(caused.map(inShort)).toEqual(['expire -10']);
    expect((await account.grant('7')).caused.map(inShort)).toEqual(['reversal -7']);
  });

  it('L24 a row that paid arrears off is not reversed, and its grant can be, for what is due again', async () => {
    const { account } = await owing('7');
    const granted = await account.grant('10');
    expect(await codeOf(account.reverse(granted.caused[0]!.id))).toBe('NOT_REVERSIBLE');
    const { entry } = await account.reverse(granted);
    expect([entry.amount, entry.shortfall]).toEqual(['-3', '7']);
    expect((await account.grant('10')).caused.map(inShort)).toEqual(['reversal -7']);
    expect(await account.lifetime()).toBe('10 earned, 7 spent');
  });

  it('L24 arrears are the debt of that account alone', async () => {
    const { account } = await owing('7');
    const other = await suite.accountIn(account.currency);
    expect((await other.grant('10')).caused).toEqual([]);
  });
});
