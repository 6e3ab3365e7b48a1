import type { FindingDto } from '../../../server/contract';
import { describeOnEveryEngine } from '../../support/engines';
import { HOUR, TestAccount } from './account';
import { codeOf } from './refusal';
import { useLedger } from './suite';

describeOnEveryEngine('a currency that only rises', (engine) => {
  const suite = useLedger(engine);
  const rising = () => suite.account({ risingOnly: true });

  it('L25 refuses to be spent and to be held, before it looks at funds', async () => {
    const account = await rising();
    expect(await codeOf(account.deduct('1'))).toBe('RISING_ONLY');
    expect(await codeOf(account.reserve('1'))).toBe('RISING_ONLY');
    await account.grant('10');
    expect(await codeOf(account.deduct('1'))).toBe('RISING_ONLY');
    expect(await codeOf(account.reserve('1'))).toBe('RISING_ONLY');
    expect(await account.standing()).toBe('10, 0 held, 10 available');
  });

  it('L25 refuses to expire, whether by a grant or by an adjustment; never is no expiry', async () => {
    const { clock } = suite.open;
    const account = await rising();
    for (const expiresAt of [clock.iso(HOUR), clock.iso(-HOUR), clock.iso(), new Date(0)]) {
      expect(await codeOf(account.grant('1', { expiresAt }))).toBe('EXPIRY_NOT_ALLOWED');
      expect(await codeOf(account.adjust('1', { expiresAt }))).toBe('EXPIRY_NOT_ALLOWED');
    }
    await account.grant('1', { expiresAt: null });
    await account.adjust('1', { expiresAt: null });
    await account.grant('1');
    expect(await account.standing()).toBe('3, 0 held, 3 available');
  });

  it('L25 can be lowered by an adjustment and by a reversal, not below zero', async () => {
    const account = await rising();
    const granted = await account.grant('10');
    const lowered = await account.adjust('-4');
    expect(await codeOf(account.adjust('-7'))).toBe('INSUFFICIENT_FUNDS');
    await account.reverse(lowered);
    await account.reverse(granted);
    expect(await account.standing()).toBe('0, 0 held, 0 available');
  });

  it('L25 cannot be given a term', async () => {
    expect(await codeOf(suite.account({ risingOnly: true, expiresAfterDays: 30 }))).toBe('INVALID_INPUT');
  });
});

describeOnEveryEngine('levels and tiers', (engine) => {
  const suite = useLedger(engine);
  const reputation = 'reputation';
  const credits = 'credits';

  interface Ranked {
    readonly level: { readonly code: string } | null;
    readonly tier: { readonly code: string } | null;
  }

  beforeAll(async () => {
    const { strapi } = suite.open;
    const create = (uid: string, data: object) => strapi.documents(uid as never).create({ data: data as never });
    const currency = { spendOrder: 'oldest', reversalPolicy: 'clamp' };
    await create('plugin::rewards.currency', {
      ...currency,
      code: reputation,
      name: 'Reputation',
      scale: 0,
      risingOnly: true,
      drivesLevels: true,
    });
    await create('plugin::rewards.currency', {
      ...currency,
      code: credits,
      name: 'Credits',
      scale: 2,
      drivesTiers: true,
    });
    await create('plugin::rewards.level', { code: 'newcomer', name: 'Newcomer', threshold: '0' });
    await create('plugin::rewards.level', { code: 'regular', name: 'Regular', threshold: '10' });
    await create('plugin::rewards.level', { code: 'veteran', name: 'Veteran', threshold: '100' });
  });

  /** The member's level and tier as a site reads them. */
  async function rankOf(account: TestAccount): Promise<{ level?: string; tier?: string }> {
    const member = (await suite.open.strapi.documents('plugin::rewards.member' as never).findOne({
      documentId: account.member,
      populate: ['level', 'tier'] as never,
    })) as unknown as Ranked;
    return { level: member.level?.code, tier: member.tier?.code };
  }

  const levelOf = async (account: TestAccount) => (await rankOf(account)).level;
  const tierOf = async (account: TestAccount) => (await rankOf(account)).tier;
  const findings = async (account: TestAccount): Promise<readonly FindingDto[]> =>
    (await suite.open.ledger.check({ member: account.member })).findings;

  it('L26 the level follows the balance of the currency that drives levels, up to each threshold and down again', async () => {
    const account = await suite.accountIn(reputation);
    const seen = [];
    for (const post of [
      () => account.grant('9'),
      () => account.grant('1'),
      () => account.grant('89'),
      () => account.grant('1'),
      () => account.adjust('-1'),
      () => account.adjust('-90'),
    ]) {
      await post();
      seen.push(await levelOf(account));
    }
    expect(seen).toEqual(['newcomer', 'regular', 'regular', 'veteran', 'regular', 'newcomer']);
  });

  it('L26 the level falls with a reversal', async () => {
    const account = await suite.accountIn(reputation);
    await account.grant('5');
    const granted = await account.grant('100');
    expect(await levelOf(account)).toBe('veteran');
    await account.reverse(granted);
    expect(await levelOf(account)).toBe('newcomer');
  });

  it('L26 the tier follows lifetime earned: a spend leaves it, an expiry too, a reversal lowers it', async () => {
    const { clock } = suite.open;
    const account = await suite.accountIn(credits);
    expect(await tierOf(account)).toBe('bronze');
    await account.grant('999.99');
    expect(await tierOf(account)).toBe('bronze');
    await account.grant('0.01', { expiresAt: clock.iso() });
    expect(await tierOf(account)).toBe('silver');
    const large = await account.adjust('9000');
    expect(await tierOf(account)).toBe('platinum');
    await account.deduct('9999.99');
    expect(await tierOf(account)).toBe('platinum');
    await account.adjust('-0.01').catch(() => undefined);
    await account.reverse(large);
    expect(await tierOf(account)).toBe('silver');
  });

  it('L26 a currency that drives neither moves neither', async () => {
    const other = await suite.account();
    await other.grant('100000');
    expect(await rankOf(other)).toEqual({ level: 'newcomer', tier: 'bronze' });
    const both = new TestAccount(suite.open, other.member, reputation);
    await both.grant('10');
    expect(await rankOf(other)).toEqual({ level: 'regular', tier: 'bronze' });
  });

  it('L26 both change in the transaction of the posting: rolled back with it, seen inside it', async () => {
    const { strapi } = suite.open;
    const account = await suite.accountIn(reputation);
    await account.grant('1');
    const attempt = strapi.db.transaction(async () => {
      await account.grant('99');
      expect(await levelOf(account)).toBe('veteran');
      throw new Error('the host gave up');
    });
    await expect(attempt).rejects.toThrow('the host gave up');
    expect(await levelOf(account)).toBe('newcomer');
    await account.grant('9');
    expect(await levelOf(account)).toBe('regular');
  });

  it('L26 many postings of many members in one batch move each to where they belong', async () => {
    const accounts = await Promise.all(Array.from({ length: 5 }, () => suite.accountIn(reputation)));
    const inputs = accounts.flatMap((account, i) => [
      account.input('grant', '9'),
      account.input('grant', String(1 + i * 25)),
    ]);
    await suite.open.ledger.postMany(inputs);
    expect(await Promise.all(accounts.map(levelOf))).toEqual(['regular', 'regular', 'regular', 'regular', 'veteran']);
  });

  it('L26 of two in a race the level is that of the last balance', async () => {
    const account = await suite.accountIn(reputation);
    await Promise.all(Array.from({ length: 25 }, () => account.grant('4')));
    expect(await levelOf(account)).toBe('veteran');
  });

  it.each([
    ['level', reputation, '10', 'regular'],
    ['tier', credits, '1000', 'silver'],
  ] as const)(
    'L26 L31 L32 a damaged %s is found by a check and put right by a rebuild',
    async (rank, currency, amount, code) => {
      const { knex, ledger } = suite.open;
      const account = await suite.accountIn(currency);
      await account.grant(amount);
      await knex('rewards_accounts')
        .where({ member: account.member, currency })
        .update({ [rank]: 'damaged' });
      expect(await findings(account)).toEqual([
        expect.objectContaining({ kind: rank, expected: code, actual: 'damaged' }),
      ]);
      expect(await ledger.rebuild({ member: account.member })).toMatchObject({ standingsRebuilt: 1 });
      expect(await findings(account)).toEqual([]);
      expect((await rankOf(account))[rank]).toBe(code);
    },
  );

  it.each([
    ['level', reputation, '10', 'regular'],
    ['tier', credits, '1000', 'silver'],
  ] as const)('L26 L31 L32 so is a %s that only the member was robbed of', async (rank, currency, amount, code) => {
    const { knex, ledger } = suite.open;
    const account = await suite.accountIn(currency);
    await account.grant(amount);
    await knex('rewards_members')
      .where({ document_id: account.member })
      .update({ [`${rank}_id`]: null });
    expect((await findings(account)).map((finding) => finding.kind)).toEqual([rank]);
    await ledger.rebuild({ member: account.member });
    expect((await rankOf(account))[rank]).toBe(code);
    expect(await findings(account)).toEqual([]);
  });

  it('L26 levels are rebuilt along with the balance that they follow', async () => {
    const { knex, ledger } = suite.open;
    const account = await suite.accountIn(reputation);
    await account.grant('10');
    await knex('rewards_accounts').where({ member: account.member }).update({ balance: 500, level: 'veteran' });
    await ledger.rebuild({ member: account.member });
    expect(await account.standing()).toBe('10, 0 held, 10 available');
    expect(await levelOf(account)).toBe('regular');
    expect(await findings(account)).toEqual([]);
  });
});
