import type { MemberDto } from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { documents, type Refused, refusedBy } from './content';
import { refusalOf } from './rules/refusal';

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

describeOnEveryEngine('the directory of members', (engine) => {
  let open: OpenLedger;
  let counter = 0;
  const fresh = (kind: string) => `${kind}-${String((counter += 1))}`;
  const codeOf = (action: Promise<unknown>) =>
    action.then(
      () => 'not refused',
      (error: unknown) => (error as { code?: string }).code,
    );
  const countWhere = async (where: Record<string, unknown>) => {
    const row = await open.knex('rewards_members').where(where).count({ count: '*' }).first();
    return Number(row?.count);
  };

  beforeAll(async () => {
    open = await openLedger(engine);
  });
  afterAll(() => open.close());

  it('makes a member of an external id once, however many ask at the same time', async () => {
    const externalId = fresh('shopper');
    const answers = await Promise.all(times(20, () => open.members.ensure({ externalId })));
    expect(new Set(answers.map(({ documentId }) => documentId)).size).toBe(1);
    expect(await countWhere({ external_id: externalId })).toBe(1);
  });

  it('makes a member of a site user once, however many ask at the same time', async () => {
    const siteUser = fresh('user');
    const answers = await Promise.all(times(20, () => open.members.ensure({ siteUser })));
    expect(new Set(answers.map(({ documentId }) => documentId)).size).toBe(1);
    expect(await countWhere({ site_user: siteUser })).toBe(1);
  });

  it('makes one member of both ids, however many ask at the same time by one or by both', async () => {
    const externalId = fresh('shopper');
    const siteUser = fresh('user');
    const ways = [{ externalId }, { externalId, siteUser }];
    const answers = await Promise.all(times(20, (i) => open.members.ensure(ways[i % 2]!)));
    expect(new Set(answers.map(({ documentId }) => documentId)).size).toBe(1);
    expect(await countWhere({ external_id: externalId, site_user: siteUser })).toBe(1);
  });

  it('makes members of many once, when several imports of the same people run at the same time', async () => {
    const people = times(300, () => ({ externalId: fresh('bulk') }));
    const runs = await Promise.all(
      times(6, (i) => open.members.ensureMany(i % 2 === 0 ? people : people.toReversed())),
    );
    const [first, ...others] = runs.map((run, i) =>
      (i % 2 === 0 ? run : run.toReversed()).map((one) => one.documentId),
    );
    expect(new Set(first).size).toBe(300);
    for (const other of others) expect(other).toEqual(first);
  });

  it('answers many in the order of the inputs, the same person named twice included', async () => {
    const known = await open.members.ensure({ externalId: fresh('known') });
    const names = [fresh('a'), fresh('b'), known.externalId!, fresh('a')];
    const inputs = [...names, names[0]!].map((externalId) => ({ externalId }));
    const answers = await open.members.ensureMany(inputs);
    expect(answers.map(({ externalId }) => externalId)).toEqual(inputs.map(({ externalId }) => externalId));
    expect(answers[2]).toEqual(known);
    expect(answers[4]).toEqual(answers[0]);
  });

  it('takes an import of ten thousand people in one call, and refuses one more', async () => {
    const people = times(10_000, (i) => ({ externalId: `import-${String(i)}` }));
    const answers = await open.members.ensureMany(people);
    expect(new Set(answers.map(({ documentId }) => documentId)).size).toBe(10_000);
    expect(await codeOf(open.members.ensureMany([...people, { externalId: 'one-too-many' }]))).toBe('TOO_MANY');
  });

  it('tells external ids apart that differ in case, in an accent or in a blank behind', async () => {
    const ids = ['Zoe', 'zoe', 'Zoë', 'zoe '];
    const answers = await open.members.ensureMany(ids.map((externalId) => ({ externalId })));
    expect(new Set(answers.map(({ documentId }) => documentId)).size).toBe(4);
    const again = await Promise.all(ids.map((externalId) => open.members.ensure({ externalId })));
    expect(again).toEqual(answers);
  });

  it('keeps who a member is, and answers the one that is there', async () => {
    const given = { externalId: fresh('ada'), name: 'Ada', handle: 'ada', email: 'ada@rewards.test' };
    const made = await open.members.ensure(given);
    const expected: Partial<MemberDto> = {
      ...given,
      siteUser: null,
      lastSeenAt: null,
      anonymised: false,
      consents: { publicProfile: false, leaderboard: false, alias: false, notificationEmails: false },
    };
    expect(made).toMatchObject(expected);
    expect(await open.members.ensure({ externalId: given.externalId, name: 'Another' })).toEqual(made);
    expect(await open.members.get(made.documentId)).toEqual(made);
    expect(await open.members.get('nobody')).toBeNull();
  });

  it('V2 a handle is one member’s: whoever comes by it later has none', async () => {
    const handle = fresh('handle');
    const first = await open.members.ensure({ externalId: fresh('first'), handle });
    const people = [handle, `${handle}-b`, `${handle}-b`, handle.toUpperCase()];
    const others = await open.members.ensureMany(
      people.map((wanted) => ({ externalId: fresh('other'), handle: wanted })),
    );
    expect(first.handle).toBe(handle);
    expect(others.map((other) => other.handle)).toEqual([null, `${handle}-b`, null, handle.toUpperCase()]);
    await open.members.anonymise(first.documentId);
    expect(await open.members.ensure({ externalId: fresh('next'), handle })).toMatchObject({ handle });
  });

  it('V2 a handle is refused to whoever is given one that another member has', async () => {
    const handle = fresh('handle');
    const { documentId } = await open.members.ensure({ externalId: fresh('holder'), handle });
    const other = await open.members.ensure({ externalId: fresh('other'), handle: `${handle}-2` });
    const ways = [
      () => documents(open, 'member').create({ data: { externalId: fresh('made'), handle } }),
      () => documents(open, 'member').update({ documentId: other.documentId, data: { handle } }),
    ];
    for (const way of ways) {
      expect((await refusedBy(way())).details).toMatchObject({ code: 'HANDLE_TAKEN', field: 'handle', handle });
    }
    expect(await open.members.get(other.documentId)).toEqual(other);
    await documents(open, 'member').update({ documentId, data: { handle, name: 'Still the holder' } });
    await documents(open, 'member').update({ documentId, data: { handle: `${handle}-3` } });
    await documents(open, 'member').update({ documentId: other.documentId, data: { handle } });
    expect(await open.members.get(other.documentId)).toMatchObject({ handle });
  });

  it('makes members that Strapi knows as its own', async () => {
    const { documentId, externalId } = await open.members.ensure({ externalId: fresh('document') });
    const found = await documents(open, 'member').findFirst({ filters: { documentId } });
    expect(found).toMatchObject({ documentId, externalId });
    expect(documentId).toMatch(/^[a-z0-9]{24}$/);
    expect(found?.publishedAt).not.toBeNull();
    const updated = await documents(open, 'member').update({ documentId, data: { leaderboard: true } });
    expect(updated).toMatchObject({ leaderboard: true });
    expect((await open.members.get(documentId))?.consents.leaderboard).toBe(true);
  });

  it('finds a member that a host made through the Document Service', async () => {
    const externalId = fresh('host');
    const made = await documents(open, 'member').create({ data: { externalId, name: 'Made by a host' } });
    expect(await open.members.ensure({ externalId })).toMatchObject({ documentId: made.documentId });
  });

  it('tells when a member was seen, to the millisecond', async () => {
    const { documentId } = await open.members.ensure({ externalId: fresh('seen') });
    const lastSeenAt = '2026-07-01T10:20:30.456Z';
    await documents(open, 'member').update({ documentId, data: { lastSeenAt } });
    expect((await open.members.get(documentId))?.lastSeenAt).toBe(lastSeenAt);
  });

  it('gives a member who is known by one id the other one', async () => {
    const externalId = fresh('shopper');
    const siteUser = fresh('user');
    const { documentId } = await open.members.ensure({ externalId });
    expect(await open.members.ensure({ externalId, siteUser })).toMatchObject({ documentId, externalId, siteUser });
    expect(await open.members.ensure({ siteUser })).toMatchObject({ documentId, externalId });
  });

  it('refuses ids that belong to two members, or a second id of a kind', async () => {
    const a = await open.members.ensure({ externalId: fresh('a'), siteUser: fresh('user') });
    const b = await open.members.ensure({ externalId: fresh('b') });
    for (const [field, input] of [
      ['siteUser', { externalId: b.externalId!, siteUser: a.siteUser! }],
      ['siteUser', { externalId: a.externalId!, siteUser: fresh('user') }],
      ['externalId', { externalId: fresh('other'), siteUser: a.siteUser! }],
    ] as const) {
      const refusal = await refusalOf(open.members.ensure(input));
      expect([refusal.code, refusal.details]).toEqual(['MEMBER_CONFLICT', { field, id: input[field] }]);
    }
    expect(await open.members.get(b.documentId)).toEqual(b);
  });

  it.each([
    ['no id', {}],
    ['an empty id', { externalId: '' }],
    ['an id that is too long', { externalId: 'x'.repeat(201) }],
    ['text that no database stores', { externalId: 'a\u0000b' }],
    ['a site user who is no documentId', { siteUser: 'ABC' }],
    ['a field that it does not know', { externalId: 'x', colour: 'red' }],
  ])('refuses %s', async (_, input) => {
    expect(await codeOf(open.members.ensure(input))).toBe('INVALID_INPUT');
  });

  it('leaves no member behind when the transaction of its making is undone', async () => {
    const externalId = fresh('undone');
    const undone = open.strapi.db.transaction(async () => {
      const { documentId } = await open.members.ensure({ externalId });
      expect(await open.members.get(documentId)).not.toBeNull();
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    expect(await countWhere({ external_id: externalId })).toBe(0);
  });

  it('takes everything personal off a member, and nothing else', async () => {
    const currency = await open.currency();
    const input = { externalId: fresh('gone'), siteUser: fresh('user'), name: 'Gone', email: 'gone@rewards.test' };
    const { documentId } = await open.members.ensure(input);
    await open.ledger.grant({ member: documentId, currency, amount: '5', idempotencyKey: open.key() });

    const left = await open.members.anonymise(documentId);
    expect(left).toMatchObject({ externalId: null, siteUser: null, name: null, email: null, anonymised: true });
    expect(await open.members.anonymise(documentId)).toEqual(left);
    expect(await open.ledger.balance({ member: documentId, currency })).toMatchObject({ balance: '5' });
    // Whoever comes with the old id is somebody new.
    expect((await open.members.ensure({ externalId: input.externalId })).documentId).not.toBe(documentId);
    expect(await codeOf(open.members.anonymise('nobody'))).toBe('MEMBER_NOT_FOUND');
  });

  it('lets a member go who has no accounts, and nobody else', async () => {
    const currency = await open.currency();
    const idle = await open.member();
    const active = await open.member();
    await open.ledger.grant({ member: active, currency, amount: '1', idempotencyKey: open.key() });

    await documents(open, 'member').delete({ documentId: idle });
    expect(await open.members.get(idle)).toBeNull();
    const ways = [
      () => documents(open, 'member').delete({ documentId: active }),
      () => open.strapi.db.query('plugin::rewards.member').deleteMany({ where: { documentId: active } }),
    ];
    for (const way of ways) {
      const refusal = await way().then(
        () => undefined,
        (error: unknown) => error as Refused,
      );
      expect(refusal?.details.code).toBe('MEMBER_IN_USE');
    }
    expect(await open.members.get(active)).not.toBeNull();
  });

  it('gives a badge to a member once, which the database sees to', async () => {
    const member = (await documents(open, 'member').findFirst({ filters: { documentId: await open.member() } }))!;
    const badge = await documents(open, 'badge').create({ data: { code: fresh('badge'), name: 'Early bird' } });
    const award = () =>
      open.strapi.db.query('plugin::rewards.badge-award').create({
        data: { member: member.id, badge: badge.id, awardedAt: new Date(), awardedBy: 'Ada' },
      });
    await award();
    await expect(award()).rejects.toThrow(/unique|duplicate/i);

    const found = await documents(open, 'member').findFirst({
      filters: { documentId: member.documentId },
      populate: ['awards.badge'],
    });
    expect(found?.awards).toMatchObject([{ badge: { code: badge.code } }]);

    await documents(open, 'badge').delete({ documentId: badge.documentId });
    expect(await documents(open, 'badge-award').findMany({ filters: { awardedBy: 'Ada' } })).toEqual([]);
  });
});
