import {
  endpointUrl,
  type AwardDto,
  type BadgeDto,
  type CatalogueDto,
  type DirectoryDto,
  type HttpErrorDto,
} from '../../server/contract';
import { documents } from '../db/content';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { makeBadge } from './member-people';

describeOnEveryEngine('badges and names', (engine) => {
  let open: OpenLedger;
  let token: string;

  beforeAll(async () => {
    open = await openLedger(engine);
    token = await open.app.adminTokenWith(['plugin::rewards.view-members', 'plugin::rewards.award-badges']);
  });
  afterAll(() => open.close());

  const award = async <T = AwardDto>(member: string, body: unknown) =>
    open.app.request<T>(endpointUrl('awardBadge', { member }), { token, method: 'POST', body });
  const awardable = async (member: string) =>
    (await open.app.request<BadgeDto[]>(endpointUrl('listAwardableBadges', { member }), { token })).body;
  const countAwards = async () => {
    const rows = await open.knex('rewards_badge_awards').count<{ count: unknown }[]>({ count: '*' });
    return Number(rows[0]?.count);
  };

  it('are given at once, and once', async () => {
    const member = await open.member();
    const badge = await makeBadge(open, 'Early bird');
    expect((await awardable(member)).map(({ code }) => code)).toContain(badge);

    const first = await award(member, { badge });
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({
      awarded: true,
      badge: { code: badge, name: 'Early bird', description: null, awardedAt: open.clock.iso() },
    });
    expect(first.body.badge.awardedBy).toEqual(expect.any(String));
    open.clock.advance(5000);
    expect((await award(member, { badge })).body).toEqual({ awarded: false, badge: first.body.badge });
    expect((await awardable(member)).map(({ code }) => code)).not.toContain(badge);
  });

  it('are given once, however many do it at the same time', async () => {
    const member = await open.member();
    const badge = await makeBadge(open, 'Only one');
    const before = await countAwards();
    const answers = await Promise.all(Array.from({ length: 10 }, () => award(member, { badge })));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(answers.filter(({ body }) => body.awarded)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body.badge))).size).toBe(1);
    expect(await countAwards()).toBe(before + 1);
  });

  it('V11 are taken away once, however many do it at the same time, and can be given again', async () => {
    const member = await open.member();
    const badge = await makeBadge(open, 'Fleeting');
    const revoke = async () =>
      (await open.members.revoke({ member, badge, revokedBy: 'Grace', reason: 'Wrong' })).revoked;
    expect(await revoke()).toBe(false);
    await award(member, { badge });
    const all = await Promise.all(Array.from({ length: 10 }, revoke));
    expect(all.filter(Boolean)).toHaveLength(1);
    expect(await open.members.badges(member)).toEqual([]);
    expect((await award(member, { badge })).body.awarded).toBe(true);
    const kept = open.knex('rewards_badge_revocations').where({ member });
    expect(await kept.select('badge', 'revoked_by', 'reason')).toEqual([
      { badge, revoked_by: 'Grace', reason: 'Wrong' },
    ]);
  });

  it('V11 are taken from those alone who are there', async () => {
    const member = await open.member();
    const badge = await makeBadge(open, 'Of somebody');
    const code = (input: object) =>
      open.members.revoke({ member, badge, ...input }).then(
        () => 'not refused',
        (error: unknown) => (error as { readonly code: string }).code,
      );
    expect(await code({ member: 'nobody' })).toBe('MEMBER_NOT_FOUND');
    expect(await code({ badge: 'nothing' })).toBe('BADGE_NOT_FOUND');
    for (const wrong of [{ reason: '' }, { reason: 'x'.repeat(1_001) }, { revokedBy: 5 }, { why: 'x' }])
      expect([wrong, await code(wrong)]).toEqual([wrong, 'INVALID_INPUT']);
    await award(member, { badge });
    await open.members.revoke({ member, badge });
    await documents(open, 'member').delete({ documentId: member });
    expect(await open.knex('rewards_badge_revocations').where({ member })).toEqual([]);
  });

  it('put a member into the directory', async () => {
    const { documentId } = await open.members.ensure({ externalId: open.key(), name: 'Badge Only' });
    const find = async () =>
      (await open.app.request<DirectoryDto>(`${endpointUrl('listMembers')}?search=badge only`, { token })).body.total;
    expect(await find()).toBe(0);
    await award(documentId, { badge: await makeBadge(open, 'Entrance') });
    expect(await find()).toBe(1);
  });

  it('can be given to somebody anonymous', async () => {
    const member = await open.member();
    await open.members.anonymise(member);
    expect((await award(member, { badge: await makeBadge(open, 'Still') })).body.awarded).toBe(true);
  });

  it('are offered by name', async () => {
    await makeBadge(open, 'äther');
    await makeBadge(open, 'Zebra');
    await makeBadge(open, 'Abacus');
    const names = (await awardable(await open.member())).map(({ name }) => name);
    const ours = names.filter((name) => ['äther', 'Zebra', 'Abacus'].includes(name));
    expect(ours).toEqual(['Abacus', 'äther', 'Zebra']);
  });

  it('say 404 of a member or a badge that is not there, the member first', async () => {
    const badge = await makeBadge(open, 'Real');
    const member = await open.member();
    const refused = async (id: string, code: string) => {
      const { status, body } = await award<HttpErrorDto>(id, { badge: code });
      return [status, body.error.details.code];
    };
    expect(await refused('nobody', badge)).toEqual([404, 'MEMBER_NOT_FOUND']);
    expect(await refused('nobody', 'nothing')).toEqual([404, 'MEMBER_NOT_FOUND']);
    expect(await refused(member, 'nothing')).toEqual([404, 'BADGE_NOT_FOUND']);
    expect(await refused(member, badge.toUpperCase())).toEqual([404, 'BADGE_NOT_FOUND']);
    const { status } = await open.app.request(endpointUrl('listAwardableBadges', { member: 'nobody' }), { token });
    expect(status).toBe(404);
  });

  it.each([
    [{}, 'badge'],
    [{ badge: 5 }, 'badge'],
    [{ badge: '' }, 'badge'],
    [{ badge: 'a'.repeat(65) }, 'badge'],
    [{ badge: 'x', awardedBy: 'somebody else' }, 'awardedBy'],
    [[], ''],
  ])('refuse %j, naming "%s"', async (body, field) => {
    const answer = await award<HttpErrorDto>(await open.member(), body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.details).toMatchObject({ code: 'INVALID_INPUT', field });
  });

  it('stand in the catalogue’s company: currencies as they were made, ranks from the lowest', async () => {
    await open.currency({ code: 'zeta', name: 'Zeta', scale: 3 });
    await open.currency({ code: 'alpha', name: 'Alpha', risingOnly: true });
    for (const [name, threshold] of [
      ['Top', '1000'],
      ['Ground', '0'],
      ['Middle', '9.5'],
    ] as const) {
      await documents(open, 'level').create({ data: { code: name.toLowerCase(), name, threshold } });
    }
    const { body } = await open.app.request<CatalogueDto>(endpointUrl('getCatalogue'), { token });
    expect(body.currencies.slice(-2)).toEqual([
      { code: 'zeta', name: 'Zeta', scale: 3, risingOnly: false },
      { code: 'alpha', name: 'Alpha', scale: 0, risingOnly: true },
    ]);
    expect(body.levels.map(({ name }) => name)).toEqual(['Ground', 'Middle', 'Top']);
    expect(body.tiers.map(({ code }) => code)).toEqual(['bronze', 'silver', 'gold', 'platinum']);
  });
});
