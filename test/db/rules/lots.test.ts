import { describeOnEveryEngine } from '../../support/engines';
import { DAY, HOUR } from './account';
import { codeOf } from './refusal';
import { useLedger } from './suite';

const MANY = 10_000;

describeOnEveryEngine('lots', (engine) => {
  const suite = useLedger(engine);

  it('L11 a grant and a positive adjustment open a lot each, with the row’s id; other rows open none', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    const granted = await account.grant('10', { expiresAt: clock.iso(DAY) });
    const adjusted = await account.adjust('5');
    const spent = await account.deduct('3');
    const lowered = await account.adjust('-1');
    expect(await account.lots()).toEqual([
      { id: granted.entry.id, amount: 10n, remaining: 6n, held: 0n, expiresAt: clock.now() + DAY },
      { id: adjusted.entry.id, amount: 5n, remaining: 5n, held: 0n, expiresAt: null },
    ]);
    expect([granted.entry.lotId, granted.entry.lotOpened]).toEqual([granted.entry.id, '10']);
    expect([spent.entry.lotOpened, lowered.entry.lotOpened]).toEqual(['0', '0']);
  });

  it('L11 a lot lasts as long as its currency says, counted from when it took effect, unless the grant says otherwise', async () => {
    const { clock } = suite.open;
    const account = await suite.account({ expiresAfterDays: 30 });
    const expiry = async (more: Parameters<typeof account.grant>[1]) =>
      (await account.grant('1', more)).entry.expiresAt;
    expect(await expiry({})).toBe(clock.iso(30 * DAY));
    expect(await expiry({ effectiveAt: clock.iso(-10 * DAY) })).toBe(clock.iso(20 * DAY));
    expect(await expiry({ expiresAt: clock.iso(DAY) })).toBe(clock.iso(DAY));
    expect(await expiry({ expiresAt: new Date(clock.now() + DAY) })).toBe(clock.iso(DAY));
    expect(await expiry({ expiresAt: null })).toBe(null);
    expect((await account.adjust('1')).entry.expiresAt).toBe(clock.iso(30 * DAY));
    const endless = await suite.account();
    expect((await endless.grant('1')).entry.expiresAt).toBe(null);
  });

  it('L12 a spend takes the oldest lot first and goes on with the next', async () => {
    const account = await suite.account();
    for (const amount of ['10', '20', '30']) {
      suite.open.clock.advance(1);
      await account.grant(amount);
    }
    await account.deduct('15');
    expect(await account.remaining()).toEqual([0, 15, 30]);
    await account.adjust('-16');
    expect(await account.remaining()).toEqual([0, 0, 29]);
  });

  it('L12 the oldest is the one that took effect first, and of two at the same instant the one posted first', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    const ids: string[] = [];
    for (const [amount, age] of [
      ['1', 1],
      ['2', 3],
      ['4', 3],
      ['8', 2],
    ] as const) {
      ids.push((await account.grant(amount, { effectiveAt: clock.iso(-age * DAY) })).entry.id);
    }
    const taken = [];
    for (const amount of ['2', '4', '8', '1']) {
      const { allocations } = await suite.open.ledger.trace({ entryId: (await account.deduct(amount)).entry.id });
      taken.push(allocations.map((part) => ids.indexOf(part.lotId)));
    }
    expect(taken).toEqual([[1], [2], [3], [0]]);
  });

  it('L12 a currency may take what expires soonest first, what never expires last', async () => {
    const { clock } = suite.open;
    const account = await suite.account({ spendOrder: 'soonest-expiry' });
    await account.grant('1', { expiresAt: null, effectiveAt: clock.iso(-9 * DAY) });
    await account.grant('2', { expiresAt: clock.iso(9 * DAY), effectiveAt: clock.iso(-8 * DAY) });
    await account.grant('4', { expiresAt: clock.iso(3 * DAY), effectiveAt: clock.iso(-7 * DAY) });
    await account.grant('8', { expiresAt: clock.iso(3 * DAY), effectiveAt: clock.iso(-6 * DAY) });
    await account.deduct('5');
    expect(await account.remaining()).toEqual([1, 2, 0, 7]);
    await account.deduct('8');
    expect(await account.remaining()).toEqual([1, 1, 0, 0]);
    await account.deduct('2');
    expect(await account.remaining()).toEqual([0, 0, 0, 0]);
  });

  it('L12 a point can be traced from its grant over a hold and a spend to its refund', async () => {
    const { ledger } = suite.open;
    const account = await suite.account();
    const first = await account.grant('10');
    const second = await account.grant('10');
    const hold = await account.hold('15');
    const spend = await account.capture(hold, '12');
    const refund = await account.reverse(spend);

    const ofGrant = await ledger.trace({ entryId: first.entry.id });
    expect(ofGrant.entry.id).toBe(first.entry.id);
    expect(ofGrant.later.map((step) => [step.type, step.amount, step.held])).toEqual([
      ['reserve', '0', '10'],
      ['deduct', '-10', '-10'],
      ['reversal', '10', '0'],
    ]);
    const ofSpend = await ledger.trace({ entryId: spend.entry.id });
    expect(ofSpend.origins.map((row) => row.id).sort()).toEqual([first.entry.id, second.entry.id].sort());
    expect(ofSpend.allocations.map(({ lotId, amount, holdId }) => [lotId, amount, holdId])).toEqual([
      [first.entry.id, '-10', hold],
      [second.entry.id, '-2', hold],
    ]);
    expect(ofSpend.later.map(({ entryId, lotId, amount, held }) => [entryId, lotId, amount, held])).toEqual([
      [spend.caused[0]!.id, second.entry.id, '0', '-3'],
      // L37. What was taken last goes back first.
      [refund.entry.id, second.entry.id, '2', '0'],
      [refund.entry.id, first.entry.id, '10', '0'],
    ]);
    expect(ofSpend.truncated).toBe(false);
    expect(await codeOf(ledger.trace({ entryId: 'no-such-row' }))).toBe('ENTRY_NOT_FOUND');
  });

  it('L12 nothing of a trace is another account’s', async () => {
    const [one, other] = [await suite.account(), await suite.account()];
    const grant = await one.grant('1');
    await other.grant('1');
    await other.deduct('1');
    const trace = await suite.open.ledger.trace({ entryId: grant.entry.id });
    expect([trace.origins.length <= 1, trace.later]).toEqual([true, []]);
  });

  it(`L13 a spend over ${MANY.toLocaleString('en')} small lots is one posting, and can be given back by one`, async () => {
    const { ledger } = suite.open;
    const account = await suite.account();
    const outcomes = await ledger.postMany(Array.from({ length: MANY }, () => account.input('grant', '1')));
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
    const hold = await account.hold(String(MANY - 1));
    const spend = await account.capture(hold);
    expect(spend.entry.amount).toBe(String(1 - MANY));
    const { allocations, truncated } = await ledger.trace({ entryId: spend.entry.id });
    expect([allocations.length, truncated]).toEqual([MANY - 1, false]);
    expect((await account.lots()).filter((lot) => lot.remaining > 0n)).toHaveLength(1);
    await account.reverse(spend);
    await account.deduct(String(MANY));
    expect(await account.standing()).toBe('0, 0 held, 0 available');
  });

  it('L14 a lot whose expiry has passed is not available before any task has run', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    await account.grant('10', { expiresAt: clock.iso(HOUR) });
    await account.grant('5');
    clock.advance(HOUR - 1);
    expect(await account.standing()).toBe('15, 0 held, 15 available');
    clock.advance(1);
    expect(await account.standing()).toBe('15, 0 held, 5 available');
    expect(await codeOf(account.deduct('6'))).toBe('INSUFFICIENT_FUNDS');
    expect(await codeOf(account.reserve('6'))).toBe('INSUFFICIENT_FUNDS');
    await account.deduct('5');
    expect(await account.story()).toEqual(['grant 10', 'grant 5', 'expire -10', 'deduct -5']);
  });

  it('L14 what is left of the lot is what is lost, and only the part that is not held', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    await account.grant('10', { expiresAt: clock.iso(HOUR) });
    await account.deduct('2');
    await account.hold('3');
    clock.advance(HOUR);
    expect(await account.standing()).toBe('8, 3 held, 0 available');
    await account.grant('1');
    expect(await account.story()).toEqual(['grant 10', 'deduct -2', 'reserve held 3', 'expire -5', 'grant 1']);
    expect(await account.standing()).toBe('4, 3 held, 1 available');
  });

  it('L14 lots that fall due together are written off one row each, and again later ones when they are due', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    const lots = [];
    for (const hours of [2, 1, 3])
      lots.push((await account.grant('1', { expiresAt: clock.iso(hours * HOUR) })).entry.id);
    clock.advance(2 * HOUR);
    await account.grant('7');
    clock.advance(HOUR);
    await account.deduct('7');
    const expired = (await account.rows()).filter((row) => row.type === 'expire');
    expect(expired.map((row) => row.lotId).sort()).toEqual([...lots].sort());
    expect(expired.map((row) => row.lotId)[2]).toBe(lots[2]);
    expect(await account.standing()).toBe('0, 0 held, 0 available');
  });

  it('L15 the expiry task writes one row per lot with what is left, however often and late it runs', async () => {
    const { clock, ledger } = suite.open;
    await suite.settleEverything();
    const account = await suite.account();
    const partly = await account.grant('10', { expiresAt: clock.iso(HOUR) });
    await account.grant('5', { expiresAt: clock.iso(HOUR) });
    await account.grant('1', { expiresAt: clock.iso(2 * HOUR) });
    await account.deduct('4');
    expect(await ledger.expireDue()).toMatchObject({ lotsExpired: 0, failed: 0 });
    clock.advance(HOUR);
    expect(await ledger.expireDue()).toEqual({ accounts: 1, lotsExpired: 2, holdsReleased: 0, failed: 0 });
    expect(await ledger.expireDue()).toMatchObject({ lotsExpired: 0, failed: 0 });
    clock.advance(300 * DAY);
    expect(await ledger.expireDue()).toMatchObject({ lotsExpired: 1, failed: 0 });
    const story = await account.story();
    expect(story.slice(4)).toEqual(['expire -6', 'expire -5', 'expire -1']);
    expect((await account.rows())[4]).toMatchObject({ lotId: partly.entry.id, causeId: null });
  });

  it('L15 an account whose lot was spent before its expiry is looked at once, and not for ever', async () => {
    const { clock, ledger } = suite.open;
    await suite.settleEverything();
    const [spent, other] = [await suite.account(), await suite.account()];
    await spent.grant('10', { expiresAt: clock.iso(HOUR) });
    await spent.deduct('10');
    await other.grant('10', { expiresAt: clock.iso(2 * HOUR) });
    clock.advance(2 * HOUR);
    const runs = [];
    for (let i = 0; i < 3; i += 1) runs.push(await ledger.expireDue({ limit: 10 }));
    expect(runs.map((run) => run.accounts)).toEqual([2, 0, 0]);
    expect(await other.standing()).toBe('0, 0 held, 0 available');
  });

  it('L15 twenty runs at once write each row once', async () => {
    const { clock, ledger } = suite.open;
    await suite.settleEverything();
    const accounts = await Promise.all(Array.from({ length: 3 }, () => suite.account()));
    for (const account of accounts) {
      await account.grant('2', { expiresAt: clock.iso(HOUR) });
      await account.grant('3', { expiresAt: clock.iso(HOUR) });
    }
    clock.advance(DAY);
    const runs = await Promise.all(Array.from({ length: 20 }, () => ledger.expireDue()));
    expect(runs.reduce((sum, run) => sum + run.lotsExpired, 0)).toBe(6);
    expect(runs.reduce((sum, run) => sum + run.failed, 0)).toBe(0);
    for (const account of accounts) {
      expect((await account.story()).sort()).toEqual(['expire -2', 'expire -3', 'grant 2', 'grant 3']);
    }
  });

  it('L15 a run that may work through so many accounts leaves the others to the next', async () => {
    const { clock, ledger } = suite.open;
    await suite.settleEverything();
    for (let i = 0; i < 3; i += 1) await (await suite.account()).grant('1', { expiresAt: clock.iso(HOUR) });
    clock.advance(HOUR);
    const expired = [];
    for (let i = 0; i < 3; i += 1) expired.push((await ledger.expireDue({ limit: 2 })).lotsExpired);
    expect(expired).toEqual([2, 1, 0]);
  });

  it('L14 what is due later is not forgotten when a batch expires something before it', async () => {
    const { clock, ledger } = suite.open;
    const account = await suite.account();
    await account.grant('7', { expiresAt: clock.iso(HOUR) });
    const { member, currency } = account;
    const grant = (more: { expiresAt: string | null }) =>
      ({ type: 'grant', member, currency, amount: '1', idempotencyKey: suite.open.key(), ...more }) as const;
    await ledger.postMany([grant({ expiresAt: clock.iso(-1) }), grant({ expiresAt: null })], { allOrNothing: true });
    expect((await ledger.check({ member })).findings).toEqual([]);
    clock.advance(HOUR);
    expect(await account.standing()).toBe('8, 0 held, 1 available');
    await account.deduct('1');
    expect(await account.standing()).toBe('0, 0 held, 0 available');
  });

  it('L16 a grant that arrives past its expiry is posted and expired in the same posting', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    await account.grant('1');
    for (const expiresAt of [clock.iso(), clock.iso(-DAY)]) {
      const { entry, caused } = await account.grant('10', { expiresAt });
      expect(caused.map((row) => [row.type, row.amount, row.lotId, row.causeId])).toEqual([
        ['expire', '-10', entry.id, entry.id],
      ]);
    }
    const late = await account.adjust('3', { expiresAt: clock.iso(-1) });
    expect(late.caused).toHaveLength(1);
    expect(await account.standing()).toBe('1, 0 held, 1 available');
    expect(await account.lifetime()).toBe('24 earned, 0 spent');
  });

  it('L16 so is one that is backdated by more than its currency’s term', async () => {
    const { clock } = suite.open;
    const account = await suite.account({ expiresAfterDays: 30 });
    await account.grant('10', { effectiveAt: clock.iso(-30 * DAY) });
    await account.grant('5', { effectiveAt: clock.iso(-30 * DAY + 1) });
    expect(await account.story()).toEqual(['grant 10', 'expire -10', 'grant 5']);
  });
});
