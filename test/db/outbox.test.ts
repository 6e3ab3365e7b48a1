import { Readable } from 'node:stream';

import type { EarningService, PostedEvent } from '../../server/contract';
import { listen, type Ears, untilTold, waitingIn } from '../support/ears';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { documents, withCode } from './content';

describeOnEveryEngine('L44 events out of the outbox', (engine) => {
  let open: OpenLedger;
  let ears: Ears;
  let credits: string;
  let reputation: string;

  const grant = (member: string, currency: string, amount: string) =>
    open.ledger.grant({ member, currency, amount, idempotencyKey: open.key() });
  const told = () => untilTold(open.knex);
  const setThreshold = async (kind: 'level' | 'tier', code: string, threshold: string) => {
    const { documentId } = await withCode(open, kind, code);
    await documents(open, kind).update({ documentId, data: { threshold } });
  };
  const badge = async () => {
    const code = open.key();
    return documents(open, 'badge').create({ data: { code, name: code } });
  };

  beforeAll(async () => {
    open = await openLedger(engine, { env: { REWARDS_EVENTS: 'true' } });
    for (const [code, threshold] of Object.entries({ newcomer: '0', regular: '50' })) {
      await documents(open, 'level').create({ data: { code, name: code, threshold } });
    }
    credits = await open.currency({ scale: 2, drivesTiers: true });
    reputation = await open.currency({ risingOnly: true, drivesLevels: true });
    ears = listen(open.strapi);
  });
  afterAll(() => open.close());
  afterEach(async () => {
    await told();
    expect(await waitingIn(open.knex)).toEqual([]);
  });

  it('tells of every row, also of one that another caused, in figures and ids and without free text', async () => {
    const member = await open.member();
    const { entry } = await open.ledger.grant({
      ...{ member, currency: credits, amount: '12.50', idempotencyKey: open.key() },
      ...{ reason: 'for Ada Lovelace', actor: { id: 'admin:1', name: 'Grace Hopper' }, metadata: { note: 'secret' } },
      ...{ rule: 'promotion', eventId: 'event-1' },
    });
    const hold = await open.ledger.reserve({ member, currency: credits, amount: '10.00', idempotencyKey: open.key() });
    await open.ledger.capture({ holdId: hold.entry.id, amount: '4.00', idempotencyKey: open.key() });
    await told();
    const heard = ears.of(member) as unknown as PostedEvent[];
    expect(heard.map(({ entry: { sequence, type, amount } }) => [sequence, type, amount])).toEqual([
      [1, 'grant', '12.50'],
      [2, 'reserve', '0.00'],
      [3, 'deduct', '-4.00'],
      [4, 'release', '0.00'],
    ]);
    expect(heard.map(({ available }) => available)).toEqual(['12.50', '2.50', '2.50', '8.50']);
    expect(heard[0]).toEqual({
      event: 'rewards.posted',
      id: expect.stringMatching(/^[0-9A-Z]{26}$/) as string,
      at: open.clock.iso(),
      member,
      currency: credits,
      available: '12.50',
      entry: {
        ...{ id: entry.id, sequence: 1, type: 'grant', amount: '12.50', held: '0.00' },
        ...{ balanceAfter: '12.50', heldAfter: '0.00', lotId: entry.lotId, expiresAt: null, holdId: null },
        ...{ reversesId: null, settlesId: null, causeId: null, source: 'api', rule: 'promotion', eventId: 'event-1' },
        ...{ effectiveAt: entry.effectiveAt, postedAt: entry.postedAt },
      },
    });
    expect(JSON.stringify(heard)).not.toMatch(/Ada|Grace|secret|hash/i);
    expect(new Set(heard.map(({ id }) => id)).size).toBe(4);
  });

  it('tells of a level and a tier that a posting moved, and of none where nobody has to earn anything', async () => {
    const member = await open.member();
    await grant(member, reputation, '10');
    await grant(member, credits, '999.99');
    await grant(member, reputation, '40');
    await grant(member, credits, '0.01');
    await open.ledger.adjust({
      ...{ member, currency: reputation, amount: '-1', reason: 'Corrected by a test' },
      ...{ actor: { id: 'admin:1' }, idempotencyKey: open.key() },
    });
    await told();
    const moved = ears.saidOf(member).filter((one) => (one as { event: string }).event !== 'rewards.posted');
    expect(moved).toEqual([
      { event: 'rewards.level-changed', former: 'newcomer', level: 'regular' },
      { event: 'rewards.tier-changed', former: 'bronze', tier: 'silver' },
      { event: 'rewards.level-changed', former: 'regular', level: 'newcomer' },
    ]);
    // The row before what follows from it.
    expect(ears.of(member).map(({ event }) => event.slice('rewards.'.length))).toEqual([
      'posted',
      'posted',
      'posted',
      'level-changed',
      'posted',
      'tier-changed',
      'posted',
      'level-changed',
    ]);
  });

  it('tells of an edit of a tier whom it moves, with postings and without, and nobody else', async () => {
    const [earner, idle, far] = [await open.member(), await open.member(), await open.member()];
    await grant(earner, credits, '800');
    await grant(far, credits, '20000');
    await told();
    ears.forget();
    await setThreshold('tier', 'silver', '800.00');
    await told();
    expect(ears.heard.map(({ member }) => member)).toEqual([earner]);
    expect(ears.saidOf(earner)).toEqual([{ event: 'rewards.tier-changed', former: 'bronze', tier: 'silver' }]);
    ears.forget();
    await setThreshold('tier', 'bronze', '0.01');
    await told();
    expect(ears.saidOf(idle)).toEqual([{ event: 'rewards.tier-changed', former: 'bronze', tier: null }]);
    expect([...ears.of(earner), ...ears.of(far)]).toEqual([]);
    ears.forget();
    await setThreshold('tier', 'bronze', '0.00');
    await setThreshold('tier', 'silver', '1000.00');
    await told();
    expect(ears.saidOf(idle)).toEqual([{ event: 'rewards.tier-changed', former: null, tier: 'bronze' }]);
    expect(ears.saidOf(earner)).toEqual([{ event: 'rewards.tier-changed', former: 'silver', tier: 'bronze' }]);
  });

  it('knows what a tier was called that is renamed or deleted, and what a currency drove that drives no more', async () => {
    const [golden, idle] = [await open.member(), await open.member()];
    await grant(golden, credits, '6000');
    await told();
    ears.forget();
    const gold = await withCode(open, 'tier', 'gold');
    await documents(open, 'tier').update({ documentId: gold.documentId, data: { code: 'golden' } });
    await documents(open, 'tier').delete({ documentId: gold.documentId });
    const { code, name, threshold, multiplier, discountPercent } = gold;
    await documents(open, 'tier').create({ data: { code, name, threshold, multiplier, discountPercent } });
    await told();
    expect(ears.of(idle)).toEqual([]);
    expect(ears.saidOf(golden)).toEqual([
      { event: 'rewards.tier-changed', former: 'gold', tier: 'golden' },
      { event: 'rewards.tier-changed', former: 'golden', tier: 'silver' },
      { event: 'rewards.tier-changed', former: 'silver', tier: 'gold' },
    ]);
    ears.forget();
    const driver = await withCode(open, 'currency', credits);
    for (const drivesTiers of [false, true]) {
      await documents(open, 'currency').update({ documentId: driver.documentId, data: { drivesTiers } });
    }
    // Past the Document Service and any transaction.
    const edit = (to: string) =>
      open.strapi.db.query('plugin::rewards.tier').updateMany({ where: { code: 'bronze' }, data: { threshold: to } });
    await edit('0.01');
    await edit('0.00');
    await told();
    const moves = (member: string) => ears.of(member).map((one) => [(one as never)['former'], (one as never)['tier']]);
    expect(moves(golden)).toEqual([
      ['gold', null],
      [null, 'gold'],
    ]);
    expect(moves(idle)).toEqual([
      ['bronze', null],
      [null, 'bronze'],
      ['bronze', null],
      [null, 'bronze'],
    ]);
  });

  it('tells of an edit that changes a name only nobody anything', async () => {
    await told();
    ears.forget();
    const { documentId } = await withCode(open, 'tier', 'silver');
    await documents(open, 'tier').update({ documentId, data: { name: 'Sterling', multiplier: '1.3' } });
    await documents(open, 'tier').update({ documentId, data: { name: 'Silver', multiplier: '1.2' } });
    await told();
    expect(ears.heard).toEqual([]);
  });

  it('tells of a badge once, however often it is awarded and taken away, by the service and as content', async () => {
    const member = await open.member();
    const [first, second] = [await badge(), await badge()];
    await Promise.all([1, 2, 3].map(() => open.members.award({ member, badge: first.code as string })));
    await open.members.revoke({ member, badge: first.code as string, reason: 'By mistake' });
    await open.members.revoke({ member, badge: first.code as string });
    const row = (await documents(open, 'member').findFirst({ filters: { documentId: member } }))!.id;
    const award = await documents(open, 'badge-award').create({
      data: { member: row, badge: second.id, awardedAt: new Date() },
    });
    await documents(open, 'badge-award').update({ documentId: award.documentId, data: { badge: first.id } });
    await documents(open, 'badge-award').update({ documentId: award.documentId, data: { awardedBy: 'somebody' } });
    await documents(open, 'badge-award').delete({ documentId: award.documentId });
    await open.members.award({ member, badge: second.code as string });
    await documents(open, 'badge').delete({ documentId: second.documentId });
    await told();
    expect(ears.of(member).map((one) => [one.event, (one as unknown as { badge: string }).badge])).toEqual([
      ['rewards.badge-awarded', first.code],
      ['rewards.badge-revoked', first.code],
      ['rewards.badge-awarded', second.code],
      ['rewards.badge-revoked', second.code],
      ['rewards.badge-awarded', first.code],
      ['rewards.badge-revoked', first.code],
      ['rewards.badge-awarded', second.code],
      ['rewards.badge-revoked', second.code],
    ]);
    expect(JSON.stringify(ears.heard)).not.toMatch(/By mistake|somebody/);
  });

  it('tells of each change of consent, whoever writes it, and of what ends when a member is made anonymous', async () => {
    const member = await open.member();
    await open.members.setConsent({ member, publicProfile: true, alias: true, leaderboard: false });
    await open.members.setConsent({ member, publicProfile: true });
    await documents(open, 'member').update({ documentId: member, data: { alias: false, leaderboard: true } });
    await open.members.anonymise(member);
    await open.members.anonymise(member);
    await told();
    const changed = (consent: string, given: boolean) => ({
      ...{ event: 'rewards.consent-changed', consent, former: !given, given },
    });
    expect(ears.saidOf(member)).toEqual([
      changed('publicProfile', true),
      changed('alias', true),
      changed('leaderboard', true),
      changed('alias', false),
      changed('publicProfile', false),
      changed('leaderboard', false),
    ]);
  });

  it('tells nothing of what was undone, refused, only tried out, or sent again', async () => {
    const member = await open.member();
    const undone = open.strapi.db.transaction(async () => {
      await grant(member, credits, '10000');
      await open.members.setConsent({ member, alias: true });
      await setThreshold('tier', 'silver', '1.00');
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    const input = { type: 'grant' as const, member, currency: credits, amount: '1.00', idempotencyKey: open.key() };
    await open.ledger.preview(input);
    await expect(grant(member, 'no-currency', '1')).rejects.toMatchObject({ code: 'UNKNOWN_CURRENCY' });
    await expect(
      open.ledger.deduct({ member, currency: credits, amount: '1', idempotencyKey: open.key() }),
    ).rejects.toMatchObject({ code: 'INSUFFICIENT_FUNDS' });
    const earning = open.strapi.plugin('rewards').service<EarningService>('earning');
    const lines = ['customer,ordered_at,amount', `${open.key()},2025-01-02,10000.00`].join('\n');
    const history = { text: Readable.from([lines]), format: 'csv' } as const;
    const tried = await earning.importOrders(history, { dryRun: true, currency: credits });
    expect(tried).toMatchObject({ dryRun: true, granted: 1 });
    expect(await waitingIn(open.knex)).toEqual([]);
    const { type: _, ...posting } = input;
    await open.ledger.grant(posting);
    await open.ledger.grant(posting);
    await told();
    expect(ears.of(member)).toHaveLength(1);
  });

  it('tells nothing before the commit of a host, and everything after it', async () => {
    const member = await open.member();
    await open.strapi.db.transaction(async () => {
      await grant(member, credits, '1.00');
      await grant(member, credits, '2.00');
      expect(ears.of(member)).toEqual([]);
    });
    await told();
    expect(ears.of(member).map((one) => (one as unknown as PostedEvent).entry.amount)).toEqual(['1.00', '2.00']);
  });

  it('tells a member in the order of the rows, under eight who post at once', async () => {
    const [member, ...others] = await Promise.all(Array.from({ length: 4 }, () => open.member()));
    const postings = 12;
    await Promise.all(
      Array.from({ length: 8 }, async (_, poster) => {
        for (let i = 0; i < postings; i += 1) {
          const whom = i % 3 === 0 ? others[poster % others.length]! : member!;
          const post = () => grant(whom, credits, '0.01');
          await (poster % 4 === 0 && engine !== 'sqlite' ? open.strapi.db.transaction(post) : post());
        }
      }),
    );
    await told();
    for (const one of [member!, ...others]) {
      const sequences = ears.of(one).map((heard) => (heard as unknown as PostedEvent).entry.sequence);
      expect(sequences).toEqual(sequences.map((_, i) => i + 1));
    }
    expect(ears.of(member!)).toHaveLength(8 * 8);
  }, 60_000);

  it('tells 10,000 members whom an edit of a tier moves, each once', async () => {
    const people = Array.from({ length: 10_000 }, () => ({ externalId: open.key() }));
    const members = (await open.members.ensureMany(people)).map(({ documentId }) => documentId);
    await told();
    ears.forget();
    const { documentId } = await withCode(open, 'tier', 'bronze');
    await documents(open, 'tier').update({ documentId, data: { code: 'starter' } });
    await untilTold(open.knex, 120_000);
    const moved = new Set(ears.heard.filter(({ event }) => event === 'rewards.tier-changed').map((one) => one.member));
    expect(members.every((member) => moved.has(member))).toBe(true);
    expect(ears.heard).toHaveLength(moved.size);
    expect(ears.saidOf(members[0]!)).toEqual([{ event: 'rewards.tier-changed', former: 'bronze', tier: 'starter' }]);
    await documents(open, 'tier').update({ documentId, data: { code: 'bronze' } });
    await untilTold(open.knex, 120_000);
  }, 300_000);
});
