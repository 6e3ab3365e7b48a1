import type { PostingInput, PostingPreviewDto } from '../../../server/contract';
import { describeOnEveryEngine } from '../../support/engines';
import { DAY, HOUR, type TestAccount } from './account';
import { codeOf } from './refusal';
import { useLedger } from './suite';

describeOnEveryEngine('a preview', (engine) => {
  const suite = useLedger(engine);
  const adjust = (account: TestAccount, amount: string): PostingInput => ({
    type: 'adjust',
    member: account.member,
    currency: account.currency,
    amount,
    reason: 'Looked at beforehand',
    actor: { id: 'admin:1' },
    idempotencyKey: suite.open.key(),
  });
  const preview = (input: PostingInput): Promise<PostingPreviewDto> => suite.open.ledger.preview(input);

  it('tells the figures and the lots before and after, and posts nothing', async () => {
    const account = await suite.account({ scale: 2 });
    const old = await account.grant('10');
    await account.grant('5');
    await account.hold('2');
    const seen = await preview(adjust(account, '-9'));
    expect(seen).toMatchObject({
      member: account.member,
      currency: account.currency,
      before: { balance: '15.00', held: '2.00', available: '13.00' },
      after: { balance: '6.00', held: '2.00', available: '4.00' },
    });
    expect(seen.lots.map(({ lotId, before, after }) => [lotId === old.entry.id, before, after])).toEqual([
      [true, '10.00', '2.00'],
      [false, '5.00', '4.00'],
    ]);
    expect(seen.entries.map(({ type, amount, sequence }) => [type, amount, sequence])).toEqual([
      ['adjustment', '-9.00', 4],
    ]);
    expect(await account.story()).toEqual(['grant 10.00', 'grant 5.00', 'reserve held 2.00']);
  });

  it('is what the posting then does, with what falls due along with it', async () => {
    const { clock } = suite.open;
    const account = await suite.account();
    await account.grant('10', { expiresAt: clock.iso(HOUR) });
    await account.grant('4', { expiresAt: clock.iso(DAY) });
    clock.advance(HOUR);
    const input = adjust(account, '3');
    const seen = await preview(input);
    expect(seen.before).toMatchObject({ balance: '14', available: '4' });
    expect(seen.after).toMatchObject({ balance: '7', available: '7' });
    expect(seen.lots.map(({ before, after }) => [before, after])).toEqual([
      ['10', '0'],
      ['0', '3'],
    ]);
    expect(seen.lots[1]!.lotId).toBeNull();
    await suite.open.ledger.postMany([input]);
    expect(await account.story()).toEqual(['grant 10', 'grant 4', 'expire -10', 'adjustment 3']);
    expect(seen.entries.map(({ type, amount }) => `${type} ${amount}`)).toEqual(['expire -10', 'adjustment 3']);
    expect((await account.balance()).balance).toBe(seen.after.balance);
  });

  it('of an account that is not there yet opens none', async () => {
    const account = await suite.account();
    const seen = await preview(adjust(account, '5'));
    expect(seen.before).toMatchObject({ balance: '0', available: '0', level: null, tier: null });
    expect(seen.after).toMatchObject({ balance: '5' });
    expect(await account.id()).toBe(-1);
    // Nothing that was seen in the undone transaction is remembered.
    await account.grant('1');
    expect(await account.standing()).toBe('1, 0 held, 1 available');
  });

  it('begins where a member stands who has earned nothing yet', async () => {
    const account = await suite.account({ drivesTiers: true });
    const { before, after } = await preview(adjust(account, '1'));
    expect([before.tier, after.tier]).toEqual(['bronze', 'bronze']);
  });

  it('of a reversal tells what is given back and what falls short', async () => {
    const account = await suite.account({ reversalPolicy: 'clamp' });
    const granted = await account.grant('10');
    await account.deduct('4');
    const seen = await preview({ type: 'reverse', entryId: granted.entry.id, idempotencyKey: suite.open.key() });
    expect(seen.after).toMatchObject({ balance: '0' });
    expect(seen.entries.map(({ type, amount, shortfall }) => [type, amount, shortfall])).toEqual([
      ['reversal', '-6', '4'],
    ]);
    expect(await account.standing()).toBe('6, 0 held, 6 available');
  });

  it('is refused as the posting would be', async () => {
    const account = await suite.account({ scale: 2 });
    await account.grant('5');
    expect(await codeOf(preview(adjust(account, '-6')))).toBe('INSUFFICIENT_FUNDS');
    expect(await codeOf(preview(adjust(account, '1.234')))).toBe('INVALID_AMOUNT');
    expect(await codeOf(preview(adjust(account, '0')))).toBe('ZERO_AMOUNT');
    const nowhere = { ...adjust(account, '1'), member: 'nobody' } as PostingInput;
    expect(await codeOf(preview(nowhere))).toBe('MEMBER_NOT_FOUND');
  });

  it('waits for nothing but its own connection, also when the rules have to be read anew', async () => {
    const account = await suite.account();
    await account.grant('5');
    for (let i = 0; i < 4; i += 1) {
      // The rules are kept for a second; in one of these rounds they run out in the middle of a preview, or before it.
      const until = Date.now() + 600;
      while (Date.now() < until) await preview(adjust(account, '-1'));
    }
    expect(await account.standing()).toBe('5, 0 held, 5 available');
  });

  it('does not stand in the way of postings', async () => {
    const account = await suite.account();
    await account.grant('100');
    const looks = Array.from({ length: 10 }, () => preview(adjust(account, '-1')));
    const posts = Array.from({ length: 10 }, () => account.deduct('1'));
    await Promise.all([...looks, ...posts]);
    expect(await account.standing()).toBe('90, 0 held, 90 available');
  });
});
