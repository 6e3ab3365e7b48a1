/** GraphQL makes queries and mutations for every content type by itself; of the plugin's it has what a site may ask, and no more. */
import { describeOnOneEngine } from '../support/engines';
import { type RunningStrapi, startStrapi } from '../support/strapi';
import type { LedgerService, MembersService } from '../../server/contract';
import { fullAccessToken, relateArticles } from './doors';
import { customToken, permit } from './site-visitors';

interface Named {
  readonly name: string;
}
interface Field extends Named {
  readonly args: readonly Named[];
}
interface Schema {
  readonly types: readonly (Named & {
    readonly fields: readonly Field[] | null;
    readonly inputFields: readonly Named[] | null;
    readonly possibleTypes: readonly Named[] | null;
    readonly enumValues: readonly Named[] | null;
  })[];
}
interface Answer {
  readonly data: { readonly __schema: Schema } | null;
  readonly errors?: readonly { readonly message: string }[];
}

const INTROSPECTION = `{ __schema { types { name fields { name args { name } } inputFields { name } possibleTypes { name } enumValues { name } } } }`;

/** The schema that is built when Strapi loads. */
describeOnOneEngine('GraphQL beside the plugin', (engine) => {
  let app: RunningStrapi;
  let token: string;

  beforeAll(async () => {
    app = await startStrapi({ engine, env: { REWARDS_GRAPHQL: 'true' }, beforeLoad: relateArticles });
    token = await fullAccessToken(app.strapi);
  });
  afterAll(() => app.stop());

  const ask = async (query: string): Promise<Answer> =>
    (await app.request<Answer>('/graphql', { body: { query }, token })).body;

  /** Every name in the schema that stands for something of its own. */
  async function namesOfTheSchema(): Promise<string[]> {
    const { data } = await ask(INTROSPECTION);
    return data!.__schema.types.flatMap((type) => [
      type.name,
      ...(type.fields ?? []).flatMap((field) => [`${type.name}.${field.name}`, ...field.args.map(({ name }) => name)]),
      ...(type.inputFields ?? []).map(({ name }) => `${type.name}.${name}`),
      ...(type.possibleTypes ?? []).map(({ name }) => `${type.name} = ${name}`),
      ...(type.enumValues ?? []).map(({ name }) => `${type.name}.${name}`),
    ]);
  }

  it('has the types of others, to a token with full access', async () => {
    const names = await namesOfTheSchema();
    expect(names).toEqual(
      expect.arrayContaining(['Article', 'Article.title', 'Mutation.createArticle', 'ArticleInput.title']),
    );
  });

  it('has nothing else of the plugin: no mutation, input, filter, enumeration or relation from elsewhere', async () => {
    const names = await namesOfTheSchema();
    const ours =
      /^(Rewards(Badge|Rank|Profile|Leaderboard|LeaderboardRow)(\.\w+)?|Query\.rewards(Badges|Levels|Tiers|Profile|Leaderboard))$/;
    expect(names.filter((name) => /rewards/i.test(name) && !ours.test(name))).toEqual([]);
    expect(names.filter((name) => /^Rewards\w+\.(id|documentId|email|externalId|siteUser)$/.test(name))).toEqual([]);
    // The article's relations, by the names that the test gave them.
    expect(names.filter((name) => /fromAfar/.test(name))).toEqual([]);
    const content = Object.keys(app.strapi.contentTypes).filter((uid) => uid.startsWith('plugin::rewards.'));
    expect(content.length).toBeGreaterThanOrEqual(7);
  });

  it.each([
    '{ rewardsAdjustments { reason administratorName } }',
    '{ rewardsMembers { documentId } }',
    'mutation { deleteRewardsBadgeAward(documentId: "x") { documentId } }',
    'mutation { updateRewardsMember(documentId: "x", data: { siteUser: "y", publicProfile: true }) { documentId } }',
    'mutation { createRewardsTier(data: { code: "x", name: "x", threshold: "0.01" }) { documentId } }',
  ])('does not know %s', async (query) => {
    const { data, errors } = await ask(query);
    expect(data ?? null).toBeNull();
    expect(errors![0]!.message).toMatch(/Cannot query field/);
  });

  it('tells nothing of a badge by way of the file that it shows', async () => {
    const data = {
      name: 'badge.png',
      hash: 'badge',
      ext: '.png',
      mime: 'image/png',
      size: 1,
      url: '/badge.png',
      provider: 'local',
    };
    const file = (await app.strapi.db.query('plugin::upload.file').create({ data })) as { id: number };
    await app.strapi.documents('plugin::rewards.badge' as never).create({
      data: { code: 'secret-badge', name: 'Secret badge', image: file.id } as never,
    });
    const answer = await ask('{ uploadFiles { name related { __typename } } }');
    expect(JSON.stringify(answer)).not.toMatch(/secret/i);
    expect(JSON.stringify(answer)).toContain('badge.png');
  });

  describe('tells a site', () => {
    const MARK = 'unseen';
    const as = async <T>(query: string, visitor?: string) =>
      (
        await app.request<{
          data: T | null;
          errors?: { message: string; extensions?: { error?: { details?: unknown } } }[];
        }>('/graphql', { body: { query }, token: visitor })
      ).body;

    beforeAll(async () => {
      const rewards = app.strapi.plugin('rewards');
      const members = rewards.service<MembersService>('members');
      const ledger = rewards.service<LedgerService>('ledger');
      const create = (kind: string, data: object) =>
        app.strapi.documents(`plugin::rewards.${kind}` as never).create({ data: data as never });
      await create('currency', { code: 'stars', name: 'Stars', scale: 0, drivesTiers: true });
      await create('badge', { code: 'pioneer', name: 'Pioneer' });
      await create('badge', { code: `${MARK}-badge`, name: MARK, secret: true });
      for (const handle of ['ada', MARK]) {
        const isShown = handle === 'ada';
        const { documentId: member } = await members.ensure({
          externalId: `${handle}-id`,
          handle,
          name: `${handle} name`,
          email: `${handle}@site.test`,
        });
        await members.setConsent({ member, publicProfile: isShown, leaderboard: isShown });
        for (const badge of ['pioneer', `${MARK}-badge`]) await members.award({ member, badge });
        await ledger.grant({ member, currency: 'stars', amount: '1200', idempotencyKey: handle });
      }
      await permit(app.strapi, 'public', ['badge.find', 'level.find', 'tier.find', 'member.find', 'leaderboard.find']);
    });

    const EVERYTHING = `{
      rewardsBadges { code name description imageUrl awardedAt }
      rewardsLevels { code } rewardsTiers { code name threshold }
      ada: rewardsProfile(handle: "ada") { handle name memberSince level { code } tier { code } badges { code awardedAt } }
      hidden: rewardsProfile(handle: "${MARK}") { handle } nobody: rewardsProfile(handle: "nobody") { handle }
      rewardsLeaderboard(currency: "stars") { currency period since total rows { rank amount handle name hasProfile } }
    }`;

    it('V1, V2 the catalogue, those who show themselves, and who stands where, without a trace of anybody else', async () => {
      for (const visitor of [undefined, token]) {
        const { data, errors } = await as<Record<string, unknown>>(EVERYTHING, visitor);
        expect(errors).toBeUndefined();
        expect(data).toMatchObject({
          rewardsBadges: expect.arrayContaining([
            expect.objectContaining({ code: 'pioneer', awardedAt: null }),
          ]) as unknown,
          ada: { handle: 'ada', name: 'ada name', tier: { code: 'silver' }, badges: [{ code: 'pioneer' }] },
          hidden: null,
          nobody: null,
          rewardsLeaderboard: { total: 1, rows: [{ rank: 1, amount: '1200', handle: 'ada', hasProfile: true }] },
        });
        expect(JSON.stringify(data)).not.toContain(MARK);
      }
    });

    it('nothing without the permission of the route', async () => {
      const visitor = await customToken(app.strapi, ['badge.find']);
      expect((await as<object>('{ rewardsBadges { code } }', visitor)).errors).toBeUndefined();
      for (const query of [
        'rewardsTiers { code }',
        'rewardsProfile(handle: "ada") { handle }',
        'rewardsLeaderboard(currency: "stars") { total }',
      ]) {
        expect((await as<object>(`{ ${query} }`, visitor)).errors![0]!.message).toMatch(/Forbidden/);
      }
    });

    it('no more profiles than twenty at a time, and what is wrong with a handle', async () => {
      const some = (count: number) =>
        `{ ${Array.from({ length: count }, (_, i) => `p${String(i)}: rewardsProfile(handle: "ada") { handle }`).join(' ')} }`;
      expect((await as<object>(some(20))).errors).toBeUndefined();
      expect((await as<object>(some(21))).errors![0]!.message).toMatch(/^rewardsProfile: at most 20/);
      for (const handle of ['\\u0000', 'x'.repeat(10_000)]) {
        const { errors } = await as<object>(`{ rewardsProfile(handle: "${handle}") { handle } }`);
        expect(errors![0]!.message).toMatch(/^handle: /);
      }
    });

    it.each([
      'currency: "no-such"',
      'currency: "stars", period: "year"',
      'currency: "stars", pageSize: 101',
      'currency: "stars", page: 0',
    ])('what is wrong with %s', async (args) => {
      const { errors } = await as<object>(`{ rewardsLeaderboard(${args}) { total } }`);
      expect(errors![0]!.message).toMatch(/^(currency|period|pageSize|page): /);
    });
  });
});
