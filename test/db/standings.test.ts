import type { Rank } from '../../server/members/standing-store';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { documents, withCode } from './content';

describeOnEveryEngine('L26 levels and tiers', (engine) => {
  let open: OpenLedger;
  let credits: string;
  let reputation: string;

  const grant = (member: string, currency: string, amount: string) =>
    open.ledger.grant({ member, currency, amount, idempotencyKey: open.key() });
  const adjust = (member: string, currency: string, amount: string) =>
    open.ledger.adjust({
      member,
      currency,
      amount,
      reason: 'Corrected by a test',
      actor: { id: 'admin:1' },
      idempotencyKey: open.key(),
    });
  const standingOf = async (member: string) => {
    const found = await open.members.get(member);
    return { level: found?.level, tier: found?.tier };
  };
  /** What the account itself says, which has to be the same. */
  const onAccount = async (member: string, currency: string, rank: Rank) => {
    const [code] = (await open
      .knex('rewards_accounts')
      .where('member', member)
      .where('currency', currency)
      .pluck(rank)) as (string | null)[];
    return code;
  };
  const setThreshold = async (kind: 'level' | 'tier', code: string, threshold: string) => {
    const { documentId } = await withCode(open, kind, code);
    await documents(open, kind).update({ documentId, data: { threshold } });
  };

  beforeAll(async () => {
    open = await openLedger(engine);
    for (const [code, threshold] of Object.entries({ newcomer: '0', regular: '50', legend: '500' })) {
      await documents(open, 'level').create({ data: { code, name: code, threshold } });
    }
    credits = await open.currency({ scale: 2, drivesTiers: true });
    reputation = await open.currency({ risingOnly: true, drivesLevels: true });
  });
  afterAll(() => open.close());
  afterEach(async () => {
    expect((await open.ledger.check()).findings).toEqual([]);
  });

  it('D7 a new project has bronze, silver, gold and platinum', async () => {
    const tiers = await documents(open, 'tier').findMany({});
    expect(
      tiers.map(({ code, threshold, multiplier, discountPercent }) => [code, threshold, multiplier, discountPercent]),
    ).toEqual([
      ['bronze', '0.00', '1.0', '0'],
      ['silver', '1000.00', '1.2', '0'],
      ['gold', '5000.00', '1.5', '5'],
      ['platinum', '10000.00', '2.0', '10'],
    ]);
  });

  it('a new member stands where nobody has to earn anything', async () => {
    expect(await standingOf(await open.member())).toEqual({ level: 'newcomer', tier: 'bronze' });
  });

  it('the tier follows lifetime earned to the cent, and a spend does not lower it', async () => {
    const member = await open.member();
    await grant(member, credits, '999.99');
    expect(await standingOf(member)).toMatchObject({ tier: 'bronze' });
    await grant(member, credits, '0.01');
    expect(await standingOf(member)).toMatchObject({ tier: 'silver' });
    expect(await onAccount(member, credits, 'tier')).toBe('silver');
    await open.ledger.deduct({ member, currency: credits, amount: '1000', idempotencyKey: open.key() });
    expect(await standingOf(member)).toMatchObject({ tier: 'silver' });
  });

  it('a reversed grant takes the tier back', async () => {
    const member = await open.member();
    const { entry } = await grant(member, credits, '5000');
    expect(await standingOf(member)).toMatchObject({ tier: 'gold' });
    await open.ledger.reverse({ entryId: entry.id, idempotencyKey: open.key() });
    expect(await standingOf(member)).toMatchObject({ tier: 'bronze' });
  });

  it('B19 an adjustment of reputation moves the level up and down', async () => {
    const member = await open.member();
    await adjust(member, reputation, '60');
    expect(await standingOf(member)).toEqual({ level: 'regular', tier: 'bronze' });
    await adjust(member, reputation, '-11');
    expect(await standingOf(member)).toEqual({ level: 'newcomer', tier: 'bronze' });
    expect(await onAccount(member, reputation, 'level')).toBe('newcomer');
  });

  it('a posting that is undone with its transaction moves nothing', async () => {
    const member = await open.member();
    const undone = open.strapi.db.transaction(async () => {
      await grant(member, credits, '10000');
      expect(await standingOf(member)).toMatchObject({ tier: 'platinum' });
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    expect(await standingOf(member)).toMatchObject({ tier: 'bronze' });
  });

  it('many postings at once move each member to where their own postings lead', async () => {
    const members = await open.members.ensureMany(
      Array.from({ length: 40 }, (_, i) => ({ externalId: `${credits}-${String(i)}` })),
    );
    const amounts = ['1', '1000', '5000', '10000'];
    await open.ledger.postMany(
      members.map(({ documentId: member }, i) => ({
        type: 'grant' as const,
        member,
        currency: credits,
        amount: amounts[i % 4]!,
        idempotencyKey: open.key(),
      })),
    );
    const tiers = await Promise.all(members.map(({ documentId }) => standingOf(documentId)));
    const expected = ['bronze', 'silver', 'gold', 'platinum'];
    expect(tiers.map(({ tier }) => tier)).toEqual(members.map((_, i) => expected[i % 4]));
  });

  it('an edited tier takes effect at once, for whoever has postings and whoever has none', async () => {
    const [earner, idle] = [await open.member(), await open.member()];
    await grant(earner, credits, '800');
    await setThreshold('tier', 'silver', '800.00');
    expect(await standingOf(earner)).toMatchObject({ tier: 'silver' });
    expect(await onAccount(earner, credits, 'tier')).toBe('silver');

    await setThreshold('tier', 'bronze', '0.01');
    expect(await standingOf(idle)).toMatchObject({ tier: null });

    await setThreshold('tier', 'bronze', '0.00');
    await setThreshold('tier', 'silver', '1000.00');
    expect(await standingOf(idle)).toMatchObject({ tier: 'bronze' });
    expect(await standingOf(earner)).toMatchObject({ tier: 'bronze' });
    const later = await open.member();
    await grant(later, credits, '800');
    expect(await standingOf(later)).toMatchObject({ tier: 'bronze' });
  });

  it('an edit that is undone with its transaction moves nobody, before and after', async () => {
    const member = await open.member();
    await grant(member, credits, '400');
    const undone = open.strapi.db.transaction(async () => {
      await setThreshold('tier', 'silver', '400');
      expect(await standingOf(member)).toMatchObject({ tier: 'silver' });
      // A posting in the same transaction goes by the edit …
      await grant(member, credits, '1');
      expect(await standingOf(member)).toMatchObject({ tier: 'silver' });
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    // … and one after it does not.
    await grant(member, credits, '1');
    expect(await standingOf(member)).toMatchObject({ tier: 'bronze' });
  });

  it('a tier that is deleted or renamed leaves nobody on it', async () => {
    const member = await open.member();
    await grant(member, credits, '6000');
    const gold = await withCode(open, 'tier', 'gold');
    await documents(open, 'tier').update({ documentId: gold.documentId, data: { code: 'golden' } });
    expect(await standingOf(member)).toMatchObject({ tier: 'golden' });
    expect(await onAccount(member, credits, 'tier')).toBe('golden');
    await documents(open, 'tier').delete({ documentId: gold.documentId });
    expect(await standingOf(member)).toMatchObject({ tier: 'silver' });
    const { code, name, threshold, multiplier, discountPercent } = gold;
    await documents(open, 'tier').create({ data: { code, name, threshold, multiplier, discountPercent } });
    expect(await standingOf(member)).toMatchObject({ tier: 'gold' });
  });

  it('an edit through the database layer takes effect as well', async () => {
    const member = await open.member();
    await grant(member, reputation, '20');
    const edit = (threshold: string) =>
      open.strapi.db.query('plugin::rewards.level').updateMany({ where: { code: 'regular' }, data: { threshold } });
    await edit('20');
    expect(await standingOf(member)).toMatchObject({ level: 'regular' });
    await edit('50');
    expect(await standingOf(member)).toMatchObject({ level: 'newcomer' });
  });

  it('another currency takes over driving, and members stand by that one', async () => {
    const member = await open.member();
    const other = await open.currency();
    await grant(member, credits, '1000');
    await grant(member, other, '5000');
    const drive = async (code: string, drivesTiers: boolean) => {
      const { documentId } = await withCode(open, 'currency', code);
      await documents(open, 'currency').update({ documentId, data: { drivesTiers } });
    };
    await drive(credits, false);
    expect(await standingOf(member)).toMatchObject({ tier: null });
    expect(await onAccount(member, credits, 'tier')).toBeNull();
    await drive(other, true);
    expect(await standingOf(member)).toMatchObject({ tier: 'gold' });
    await grant(member, credits, '20000');
    expect(await standingOf(member)).toMatchObject({ tier: 'gold' });
    await drive(other, false);
    await drive(credits, true);
    expect(await standingOf(member)).toMatchObject({ tier: 'platinum' });
  });

  it('D7 tells the way to the next tier', async () => {
    const member = await open.member();
    await grant(member, credits, '3000');
    expect(await open.members.tierProgress(member)).toMatchObject({
      currency: { code: credits, name: `Currency ${credits}`, scale: 2 },
      tier: { code: 'silver', threshold: '1000.00', multiplier: '1.2', discountPercent: '0' },
      next: { code: 'gold' },
      remaining: '2000.00',
      percent: 50,
    });
    await expect(open.members.tierProgress('nobody')).rejects.toMatchObject({ code: 'MEMBER_NOT_FOUND' });
  });

  it('nobody sets a level or a tier by hand', async () => {
    const documentId = await open.member();
    const { id } = await withCode(open, 'tier', 'platinum');
    await expect(documents(open, 'member').update({ documentId, data: { tier: id } })).rejects.toMatchObject({
      details: { code: 'ENGINE_OWNED' },
    });
    expect(await standingOf(documentId)).toMatchObject({ tier: 'bronze' });
  });
});
