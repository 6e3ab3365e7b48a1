import type { EntryDto, PostingResult } from '../../../server/contract';
import { entryDetail } from '../../../server/reports/entry';
import { describeOnEveryEngine } from '../../support/engines';
import { DAY, HOUR, inShort, type TestAccount } from './account';
import { useLedger } from './suite';

/** What a shortfall was settled with, as `-60 of <open item>`. */
const settled = (rows: readonly EntryDto[]): string[] =>
  rows.filter(({ settlesId }) => settlesId !== null).map(({ amount, settlesId }) => `${amount} of ${settlesId}`);

describeOnEveryEngine('what comes back to lots whose grants were reversed', (engine) => {
  const suite = useLedger(engine);

  /** What each open item still has, oldest first. */
  const owed = async (account: TestAccount): Promise<number[]> =>
    (await account.stored('rewards_open_items')).map((item) => Number(item.remaining));

  /** A grant of 100, of which 60 were spent before it was reversed: 40 taken, 60 short. */
  async function fallenShort(account: TestAccount, expiresAt?: string) {
    const granted = await account.grant('100', expiresAt === undefined ? {} : { expiresAt });
    const spent = await account.deduct('60');
    const reversal = await account.reverse(granted);
    expect([reversal.entry.amount, reversal.entry.shortfall]).toEqual(['-40', '60']);
    return { spent, reversal };
  }

  it.each(['clamp', 'arrears'] as const)(
    'L43 %s: a spend that is reversed settles the shortfall in the same posting, and nothing stays',
    async (reversalPolicy) => {
      const account = await suite.account({ reversalPolicy });
      const { spent, reversal } = await fallenShort(account);
      const { entry, caused } = await account.reverse(spent);
      expect(inShort(entry)).toBe('reversal 60');
      expect(caused).toHaveLength(1);
      expect(caused[0]).toMatchObject({
        type: 'reversal',
        amount: '-60',
        earned: '0',
        spent: '0',
        settlesId: reversal.entry.id,
        causeId: entry.id,
        source: 'rewards',
        idempotencyKey: expect.stringContaining(`shortfall:${reversal.entry.id}:`) as string,
      });
      expect(await account.standing()).toBe('0, 0 held, 0 available');
      expect(await account.lifetime()).toBe('0 earned, 0 spent');
      expect(await owed(account)).toEqual([0]);
      expect(Number((await account.stored('rewards_accounts'))[0]!.arrears)).toBe(0);
      expect((await account.grant('10')).caused).toEqual([]);
      expect(await account.standing()).toBe('10, 0 held, 10 available');
    },
  );

  it('L43 the story and the trace tell which row settled what', async () => {
    const account = await suite.account();
    const { spent, reversal } = await fallenShort(account);
    const back = await account.reverse(spent);
    const settling = back.caused[0]!;
    const { knex, ledger } = suite.open;
    const relations = async (id: string) =>
      Object.fromEntries((await entryDetail({ db: knex }, id)).related.map((row) => [row.id, row.relation]));
    expect(await relations(reversal.entry.id)).toMatchObject({ [settling.id]: 'settled-by' });
    expect(await relations(settling.id)).toMatchObject({
      [reversal.entry.id]: 'settles',
      [back.entry.id]: 'caused-by',
    });
    const { later } = await ledger.trace({ entryId: back.entry.id });
    expect(later).toMatchObject([{ entryId: settling.id, amount: '-60' }]);
  });

  it('L43 a replay tells the same rows again', async () => {
    const account = await suite.account();
    const { spent } = await fallenShort(account);
    const first = await account.reverse(spent, { idempotencyKey: 'back' });
    expect(await account.reverse(spent, { idempotencyKey: 'back' })).toEqual({ ...first, replayed: true });
  });

  it('L43 a negative adjustment that is reversed settles likewise', async () => {
    const account = await suite.account();
    const granted = await account.adjust('10');
    const lowered = await account.adjust('-4');
    await account.reverse(granted);
    expect((await account.reverse(lowered)).caused.map(inShort)).toEqual(['reversal -4']);
    expect([await account.standing(), await owed(account)]).toEqual(['0, 0 held, 0 available', [0]]);
  });

  it('L43 a release settles, also in parts', async () => {
    const account = await suite.account({ reversalPolicy: 'arrears' });
    const granted = await account.grant('10');
    const hold = await account.hold('8');
    await account.reverse(granted);
    const { entry, caused } = await account.release(hold, '3');
    expect(caused.map((row) => [inShort(row), row.causeId])).toEqual([['reversal -3', entry.id]]);
    expect([await account.standing(), await owed(account)]).toEqual(['5, 5 held, 0 available', [5]]);
    expect((await account.release(hold)).caused.map(inShort)).toEqual(['reversal -5']);
    expect([await account.standing(), await owed(account)]).toEqual(['0, 0 held, 0 available', [0]]);
  });

  it('L43 a capture that releases the rest settles with the rest', async () => {
    const account = await suite.account();
    const granted = await account.grant('10');
    const hold = await account.hold('8');
    await account.reverse(granted);
    const { entry, caused } = await account.capture(hold, '5');
    expect(caused.map((row) => [inShort(row), row.causeId])).toEqual([
      ['release held -3', entry.id],
      ['reversal -3', entry.id],
    ]);
    expect([await account.standing(), await owed(account)]).toEqual(['0, 0 held, 0 available', [5]]);
    await account.reverse(entry.id);
    expect([await account.standing(), await owed(account)]).toEqual(['0, 0 held, 0 available', [0]]);
  });

  it('L20 L43 what a lapsed hold gives back is not available, before and after the task has run', async () => {
    const { clock, ledger } = suite.open;
    await suite.settleEverything();
    const account = await suite.account();
    await account.grant('2');
    const granted = await account.grant('10');
    const hold = await account.reserve('9', { timeoutMs: HOUR });
    await account.reverse(granted);
    expect(hold.entry.held).toBe('9');
    clock.advance(2 * HOUR);
    expect(await account.standing()).toBe('9, 9 held, 2 available');
    const at = clock.iso();
    clock.advance(1);
    expect((await account.balance({ at })).available).toBe('2');
    expect(await ledger.expireDue()).toMatchObject({ holdsReleased: 1, failed: 0 });
    expect([await account.standing(), await owed(account)]).toEqual(['2, 0 held, 2 available', [0]]);
  });

  it('L21 L43 what comes back to an expired lot settles before it lapses', async () => {
    const { clock } = suite.open;
    for (const comesBack of ['spend', 'hold'] as const) {
      const account = await suite.account({ reversalPolicy: 'arrears' });
      const granted = await account.grant('10', { expiresAt: clock.iso(HOUR) });
      const hold = comesBack === 'hold' ? await account.hold('6') : '';
      const spent = comesBack === 'spend' ? await account.deduct('6') : undefined;
      clock.advance(2 * HOUR);
      // Four lapse, six are due.
      expect((await account.reverse(granted)).entry.shortfall).toBe('6');
      const { caused } = spent ? await account.reverse(spent) : await account.release(hold);
      expect(caused.map(inShort)).toEqual(['reversal -6']);
      expect([await account.standing(), await owed(account)]).toEqual(['0, 0 held, 0 available', [0]]);
    }
  });

  it('L23 L43 with grace, no new lot is opened with what settles a shortfall', async () => {
    const { clock } = suite.open;
    const account = await suite.account({ reversalGraceDays: 7 });
    const { spent } = await fallenShort(account, clock.iso(DAY));
    clock.advance(2 * DAY);
    const { entry, caused } = await account.reverse(spent);
    expect([entry.amount, entry.lotOpened, entry.lotId, entry.expiresAt]).toEqual(['60', '0', null, null]);
    expect(caused.map(inShort)).toEqual(['reversal -60']);
    expect([await account.remaining(), await owed(account)]).toEqual([[0], [0]]);
  });

  it('L23 L43 with grace, only what is left over gets a new lot', async () => {
    const { clock } = suite.open;
    const account = await suite.account({ reversalGraceDays: 7 });
    const granted = await account.grant('100', { expiresAt: clock.iso(DAY) });
    const spent = await account.deduct('60');
    clock.advance(1);
    await account.grant('25');
    expect((await account.reverse(granted)).entry).toMatchObject({ amount: '-65', shortfall: '35' });
    clock.advance(2 * DAY);
    const { entry, caused } = await account.reverse(spent);
    expect([entry.amount, entry.lotOpened]).toEqual(['60', '25']);
    expect(caused.map(inShort)).toEqual(['reversal -35']);
    expect([await account.remaining(), await owed(account)]).toEqual([[0, 0, 25], [0]]);
  });

  it('L23 L43 a lot that was opened with grace stands for the one whose grant was reversed since', async () => {
    const { clock } = suite.open;
    const account = await suite.account({ reversalGraceDays: 7 });
    const granted = await account.grant('100', { expiresAt: clock.iso(DAY) });
    const first = await account.deduct('60');
    clock.advance(2 * DAY);
    expect((await account.reverse(first)).entry.lotOpened).toBe('60');
    const second = await account.deduct('60');
    expect((await account.reverse(granted)).entry.shortfall).toBe('60');
    expect((await account.reverse(second)).caused.map(inShort)).toEqual(['reversal -60']);
    expect([await account.standing(), await owed(account)]).toEqual(['0, 0 held, 0 available', [0]]);
  });

  it('L43 of arrears that later grants have paid in part, only the rest is settled', async () => {
    const account = await suite.account({ reversalPolicy: 'arrears' });
    const { spent, reversal } = await fallenShort(account);
    expect(settled((await account.grant('50')).caused)).toEqual([`-50 of ${reversal.entry.id}`]);
    expect(settled((await account.reverse(spent)).caused)).toEqual([`-10 of ${reversal.entry.id}`]);
    expect([await account.standing(), await owed(account)]).toEqual(['50, 0 held, 50 available', [0]]);
  });

  it('L43 what other lots gave in place of a reversed grant is the member’s again', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    const granted = await account.grant('10');
    const spent = await account.deduct('7');
    clock.advance(1);
    await account.grant('5');
    await account.reverse(granted);
    expect((await account.reverse(spent)).caused.map(inShort)).toEqual(['reversal -2']);
    expect([await account.standing(), await owed(account)]).toEqual(['5, 0 held, 5 available', [0]]);
  });

  it('L43 what comes back to a lot whose grant stands settles nothing', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    await account.grant('5');
    const spent = await account.deduct('5');
    clock.advance(1);
    const granted = await account.grant('10');
    await account.deduct('10');
    await account.reverse(granted);
    expect((await account.reverse(spent)).caused).toEqual([]);
    expect([await account.standing(), await owed(account)]).toEqual(['5, 0 held, 5 available', [10]]);
  });

  it.each(['clamp', 'arrears'] as const)(
    'L43 %s: of two reversed grants, of which one had given in place of the other, nothing is kept either',
    async (reversalPolicy) => {
      const { clock } = suite.open;
      const account = await suite.account({ reversalPolicy });
      const first = await account.grant('100');
      clock.advance(1);
      const second = await account.grant('100');
      const spent = await account.deduct('150');
      expect((await account.reverse(first)).entry).toMatchObject({ amount: '-50', shortfall: '50' });
      expect((await account.reverse(second)).entry).toMatchObject({ amount: '0', shortfall: '100' });
      const { caused } = await account.reverse(spent);
      expect(caused.map(inShort).sort()).toEqual(['reversal -50', 'reversal -50', 'reversal -50']);
      expect([await account.standing(), await owed(account)]).toEqual(['0, 0 held, 0 available', [0, 0]]);
    },
  );

  it('L43 nothing is kept of a grant that paid arrears and was reversed then', async () => {
    const account = await suite.account({ reversalPolicy: 'arrears' });
    const { spent } = await fallenShort(account);
    const paying = await account.grant('50');
    expect((await account.reverse(paying)).entry.shortfall).toBe('50');
    await account.reverse(spent);
    expect([await account.standing(), await owed(account)]).toEqual(['0, 0 held, 0 available', [0, 0]]);
    expect((await account.grant('10')).caused).toEqual([]);
  });

  it('L30 L43 a chunk that reverses grants and spends decides as the same one by one', async () => {
    const { ledger, key } = suite.open;
    const account = await suite.account({ reversalPolicy: 'arrears' });
    const made: PostingResult[] = [];
    for (let i = 0; i < 4; i += 1) made.push(await account.grant('10'), await account.deduct('7'));
    const hold = await account.hold('5');
    const [grants, spends] = [made.filter((_, i) => i % 2 === 0), made.filter((_, i) => i % 2 === 1)];
    const undo = [...grants, ...spends].map(({ entry }) => ({
      type: 'reverse' as const,
      entryId: entry.id,
      idempotencyKey: key(),
    }));
    const release = { type: 'release' as const, holdId: hold, idempotencyKey: key() };
    const outcomes = await ledger.postMany([...undo.slice(0, 6), release, ...undo.slice(6)]);
    expect(outcomes.map(({ ok }) => ok)).toEqual(outcomes.map(() => true));
    expect(await account.standing()).toBe('0, 0 held, 0 available');
    expect(await owed(account)).toEqual((await owed(account)).map(() => 0));
  });

  it('L28 L43 spends that are reversed at the same time settle a shortfall once', async () => {
    const account = await suite.account();
    const granted = await account.grant('100');
    const spends = [];
    for (let i = 0; i < 8; i += 1) spends.push(await account.deduct('10'));
    await account.reverse(granted);
    await Promise.all(spends.map((spent) => account.reverse(spent)));
    expect([await account.standing(), await owed(account)]).toEqual(['0, 0 held, 0 available', [0]]);
    expect(settled(await account.rows())).toHaveLength(8);
  });
});
