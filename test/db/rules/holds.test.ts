import { LIMITS } from '../../../server/contract';
import { describeOnEveryEngine } from '../../support/engines';
import { DAY, HOUR, inShort, MINUTE } from './account';
import { codeOf, refusalOf } from './refusal';
import { useLedger } from './suite';

describeOnEveryEngine('holds', (engine) => {
  const suite = useLedger(engine);

  it('L17 a hold leaves the balance and takes from what is available, so that its capture cannot fail for funds', async () => {
    const account = await suite.account();
    await account.grant('10');
    const { entry } = await account.reserve('6');
    expect(entry).toMatchObject({ type: 'reserve', amount: '0', held: '6', holdId: entry.id, heldAfter: '6' });
    expect(await account.standing()).toBe('10, 6 held, 4 available');
    await account.deduct('4');
    await account.capture(entry.id);
    expect(await account.standing()).toBe('0, 0 held, 0 available');
  });

  it('L17 a hold has its lots from the start, whatever is granted or spent after it', async () => {
    const { clock, ledger } = suite.open;
    const account = await suite.account();
    const old = await account.grant('10');
    clock.advance(1);
    await account.grant('10');
    const hold = await account.hold('10');
    await account.grant('10', { effectiveAt: clock.iso(-DAY) });
    await account.deduct('12');
    const { allocations } = await ledger.trace({ entryId: (await account.capture(hold)).entry.id });
    expect(allocations.map(({ lotId, amount }) => [lotId, amount])).toEqual([[old.entry.id, '-10']]);
  });

  it('L17 several holds share a lot', async () => {
    const account = await suite.account();
    await account.grant('10');
    const holds = [await account.hold('3'), await account.hold('3'), await account.hold('4')];
    expect(await codeOf(account.reserve('1'))).toBe('INSUFFICIENT_FUNDS');
    await account.release(holds[1]!);
    await account.capture(holds[0]!);
    await account.capture(holds[2]!);
    expect(await account.standing()).toBe('3, 0 held, 3 available');
  });

  it('L18 a capture of a hold near the largest amount is no overflow', async () => {
    const account = await suite.account();
    await account.grant('9007199254740891');
    const hold = await account.hold('4503599627370445');
    await account.capture(hold, '2251799813685222');
    expect(await account.standing()).toBe('6755399441055669, 0 held, 6755399441055669 available');
  });

  it('L18 a capture of all that is held is one deduct row', async () => {
    const account = await suite.account();
    await account.grant('10');
    const { entry, caused } = await account.capture(await account.hold('6'));
    expect([inShort(entry), entry.spent, caused]).toEqual(['deduct -6 held -6', '6', []]);
    expect(await account.lifetime()).toBe('10 earned, 6 spent');
  });

  it('L18 the first capture of a part closes the hold and releases the rest along with it', async () => {
    const account = await suite.account();
    await account.grant('10');
    const hold = await account.hold('6');
    const { entry, caused } = await account.capture(hold, '4');
    expect(inShort(entry)).toBe('deduct -4 held -4');
    expect(caused.map((row) => [inShort(row), row.holdId, row.causeId])).toEqual([['release held -2', hold, entry.id]]);
    expect(await codeOf(account.capture(hold, '1'))).toBe('ALREADY_CAPTURED');
    expect(await account.standing()).toBe('6, 0 held, 6 available');
  });

  it('L18 keepOpen leaves the rest held, for as many captures as it lasts', async () => {
    const account = await suite.account();
    await account.grant('10');
    const hold = await account.hold('6');
    for (const amount of ['1', '2']) {
      expect((await account.capture(hold, amount, { keepOpen: true })).caused).toEqual([]);
    }
    expect(await account.standing()).toBe('7, 3 held, 4 available');
    await account.capture(hold, undefined, { keepOpen: true });
    expect(await account.standing()).toBe('4, 0 held, 4 available');
    expect(await codeOf(account.capture(hold))).toBe('ALREADY_CAPTURED');
    expect(await codeOf(account.release(hold))).toBe('ALREADY_CAPTURED');
  });

  it('L18 a capture takes the hold’s lots in the spend order', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    for (const amount of ['5', '5', '5']) {
      clock.advance(1);
      await account.grant(amount);
    }
    const hold = await account.hold('15');
    await account.capture(hold, '7', { keepOpen: true });
    expect(await account.remaining()).toEqual([0, 3, 5]);
    await account.capture(hold, '4', { keepOpen: true });
    expect(await account.remaining()).toEqual([0, 0, 4]);
  });

  it('L19 a partial release gives back from the other end than a capture takes from', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    for (const amount of ['5', '5', '5']) {
      clock.advance(1);
      await account.grant(amount);
    }
    const hold = await account.hold('15');
    await account.release(hold, '7');
    expect((await account.lots()).map((lot) => Number(lot.held))).toEqual([5, 3, 0]);
    await account.capture(hold, '6', { keepOpen: true });
    expect((await account.lots()).map((lot) => [Number(lot.remaining), Number(lot.held)])).toEqual([
      [0, 0],
      [4, 2],
      [5, 0],
    ]);
  });

  it('L19 release returns a part, then the rest', async () => {
    const account = await suite.account();
    await account.grant('10');
    const hold = await account.hold('6');
    await account.release(hold, '2');
    expect(await account.standing()).toBe('10, 4 held, 6 available');
    expect(inShort((await account.release(hold)).entry)).toBe('release held -4');
    expect(await codeOf(account.capture(hold))).toBe('ALREADY_RELEASED');
    expect(await codeOf(account.release(hold))).toBe('ALREADY_RELEASED');
    expect(await account.lifetime()).toBe('10 earned, 0 spent');
  });

  it('L19 a hold that is released in full tells so, also when a part was captured before', async () => {
    const account = await suite.account();
    await account.grant('10');
    const hold = await account.hold('6');
    await account.capture(hold, '2', { keepOpen: true });
    await account.release(hold, '4');
    expect(await codeOf(account.capture(hold))).toBe('ALREADY_RELEASED');
  });

  it('L19 more than is held can be neither captured nor released, and the refusal says how much is', async () => {
    const account = await suite.account({ scale: 2 });
    await account.grant('10');
    const hold = await account.hold('6');
    for (const attempt of [() => account.capture(hold, '6.01'), () => account.release(hold, '6.01')]) {
      expect(await refusalOf(attempt())).toMatchObject({
        code: 'EXCEEDS_HOLD',
        details: { held: '6.00', requested: '6.01' },
      });
    }
    await account.capture(hold, '2', { keepOpen: true });
    expect(await codeOf(account.release(hold, '4.01'))).toBe('EXCEEDS_HOLD');
    await account.release(hold, '4');
    expect(await codeOf(account.capture(hold, '100'))).toBe('ALREADY_RELEASED');
  });

  it('L19 what is no hold is not found', async () => {
    const account = await suite.account();
    const { entry } = await account.grant('10');
    for (const id of ['no-such-hold', entry.id, '']) {
      const code = await codeOf(account.capture(id));
      expect(id === '' ? ['HOLD_NOT_FOUND', 'INVALID_INPUT'] : ['HOLD_NOT_FOUND']).toContain(code);
    }
  });

  it('L20 a hold lasts until its time-out, to the millisecond', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    await account.grant('10');
    const { entry } = await account.reserve('6', { timeoutMs: HOUR });
    expect(entry.expiresAt).toBe(clock.iso(HOUR));
    const late = await account.hold('3', { timeoutMs: HOUR });
    clock.advance(HOUR - 1);
    await account.capture(entry.id);
    clock.advance(1);
    expect(await codeOf(account.capture(late))).toBe('HOLD_EXPIRED');
    expect(await codeOf(account.release(late))).toBe('HOLD_EXPIRED');
  });

  it('L20 what it held counts as available although no task has run', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    await account.grant('10');
    await account.hold('10', { timeoutMs: MINUTE });
    clock.advance(MINUTE);
    expect(await account.standing()).toBe('10, 10 held, 10 available');
    await account.deduct('10');
    expect(await account.story()).toEqual(['grant 10', 'reserve held 10', 'release held -10', 'deduct -10']);
  });

  it('L20 the task returns a hold that timed out, once, and what is left of it only', async () => {
    const { clock, ledger } = suite.open;
    await suite.settleEverything();
    const account = await suite.account();
    await account.grant('10');
    const hold = await account.hold('6', { timeoutMs: HOUR });
    await account.capture(hold, '1', { keepOpen: true });
    await account.release(hold, '2');
    clock.advance(HOUR);
    expect(await ledger.expireDue()).toEqual({ accounts: 1, lotsExpired: 0, holdsReleased: 1, failed: 0 });
    expect(await ledger.expireDue()).toMatchObject({ holdsReleased: 0 });
    expect((await account.story()).slice(-1)).toEqual(['release held -3']);
    expect(await codeOf(account.capture(hold))).toBe('HOLD_EXPIRED');
    expect(await account.standing()).toBe('9, 0 held, 9 available');
  });

  it('L20 the time-out counts from when the hold was posted, also when that was backdated', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    await account.grant('10', { effectiveAt: clock.iso(-10 * DAY) });
    const { entry } = await account.reserve('6', { timeoutMs: HOUR, effectiveAt: clock.iso(-DAY) });
    expect(entry.expiresAt).toBe(clock.iso(HOUR));
    await account.capture(entry.id);
  });

  it.each([0, -1, 1.5, NaN, Infinity, LIMITS.holdTimeout + 1, '60000', null])(
    'L20 %p is no time-out',
    async (timeoutMs) => {
      const account = await suite.account();
      await account.grant('10');
      expect(await codeOf(account.reserve('1', { timeoutMs: timeoutMs as number }))).toBe('INVALID_INPUT');
    },
  );

  it('L20 a hold without a time-out stays, as does one with the longest, until that has passed', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    await account.grant('10');
    const hold = await account.hold('5');
    const long = await account.hold('5', { timeoutMs: LIMITS.holdTimeout });
    clock.advance(LIMITS.holdTimeout - 1);
    await account.capture(long);
    clock.advance(10 * LIMITS.holdTimeout);
    await account.capture(hold);
    expect(await account.standing()).toBe('0, 0 held, 0 available');
  });

  it('L21 a held part outlives its lot and can be captured after the expiry', async () => {
    const { clock, ledger } = suite.open;
    const account = await suite.account();
    await account.grant('10', { expiresAt: clock.iso(HOUR) });
    const hold = await account.hold('6');
    clock.advance(DAY);
    await ledger.expireDue();
    expect(await account.standing()).toBe('6, 6 held, 0 available');
    await account.capture(hold);
    expect(await account.story()).toEqual(['grant 10', 'reserve held 6', 'expire -4', 'deduct -6 held -6']);
  });

  it('L21 a hold released after its lot expired is expired with it', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    const lot = (await account.grant('10', { expiresAt: clock.iso(HOUR) })).entry.id;
    const hold = await account.hold('6');
    clock.advance(HOUR);
    const { entry, caused } = await account.release(hold);
    expect(inShort(entry)).toBe('release held -6');
    expect(caused.map((row) => [inShort(row), row.lotId, row.causeId])).toEqual([['expire -6', lot, entry.id]]);
    expect(await account.standing()).toBe('0, 0 held, 0 available');
  });

  it('L21 so is a part of it, with the rest still held', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    await account.grant('10', { expiresAt: clock.iso(HOUR) });
    const hold = await account.hold('10');
    clock.advance(HOUR);
    expect((await account.release(hold, '3')).caused.map(inShort)).toEqual(['expire -3']);
    expect(await account.standing()).toBe('7, 7 held, 0 available');
    await account.capture(hold);
  });

  it('L21 so is the rest that a capture releases', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    await account.grant('10', { expiresAt: clock.iso(HOUR) });
    const hold = await account.hold('10');
    clock.advance(HOUR);
    const { entry, caused } = await account.capture(hold, '3');
    expect(caused.map(inShort)).toEqual(['release held -7', 'expire -7']);
    expect(caused.every((row) => row.causeId === entry.id)).toBe(true);
    expect(await account.standing()).toBe('0, 0 held, 0 available');
  });

  it('L21 so is what a hold returns by its time-out, and nobody saves points by waiting for it', async () => {
    const { clock, ledger } = suite.open;
    await suite.settleEverything();
    const [swept, unswept] = [await suite.account(), await suite.account()];
    for (const account of [swept, unswept]) {
      await account.grant('10', { expiresAt: clock.iso(HOUR) });
      await account.grant('1');
      await account.hold('10', { timeoutMs: 2 * HOUR });
    }
    clock.advance(2 * HOUR);
    expect(await unswept.standing()).toBe('11, 10 held, 1 available');
    expect(await codeOf(unswept.deduct('2'))).toBe('INSUFFICIENT_FUNDS');
    await unswept.deduct('1');
    expect(await ledger.expireDue()).toEqual({ accounts: 1, lotsExpired: 1, holdsReleased: 1, failed: 0 });
    expect((await swept.story()).slice(3)).toEqual(['release held -10', 'expire -10']);
    expect((await unswept.story()).slice(3)).toEqual(['release held -10', 'expire -10', 'deduct -1']);
  });

  it('L21 of a hold over several lots only what had expired is lost, one row a lot', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    for (const hours of [1, 2, 300]) {
      clock.advance(1);
      await account.grant('5', { expiresAt: clock.iso(hours * HOUR) });
    }
    const hold = await account.hold('15');
    clock.advance(3 * HOUR);
    const { caused } = await account.release(hold);
    expect(caused.map(inShort)).toEqual(['expire -5', 'expire -5']);
    expect(new Set(caused.map((row) => row.lotId)).size).toBe(2);
    expect(await account.standing()).toBe('5, 0 held, 5 available');
  });

  it('L21 a lot that was held as a whole while others fell due still expires on its day', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    await account.grant('10', { expiresAt: clock.iso(5 * HOUR) });
    const hold = await account.hold('10');
    await account.grant('1', { expiresAt: clock.iso(HOUR) });
    clock.advance(2 * HOUR);
    await account.grant('2');
    await account.release(hold);
    expect(await account.standing()).toBe('12, 0 held, 12 available');
    clock.advance(3 * HOUR);
    expect(await account.standing()).toBe('12, 0 held, 2 available');
    expect(await codeOf(account.deduct('3'))).toBe('INSUFFICIENT_FUNDS');
    await account.deduct('2');
    expect((await account.story()).slice(-2)).toEqual(['expire -10', 'deduct -2']);
  });
});
