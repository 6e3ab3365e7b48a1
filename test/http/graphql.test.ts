/** GraphQL makes queries and mutations for every content type by itself; of the plugin's it makes none. */
import { describeOnEveryEngine } from '../support/engines';
import { type RunningStrapi, startStrapi } from '../support/strapi';
import { fullAccessToken, relateArticles } from './doors';

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

describeOnEveryEngine('GraphQL beside the plugin', (engine) => {
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

  it('has no trace of the plugin: no query, mutation, type, input, filter, enumeration or relation from elsewhere', async () => {
    const names = await namesOfTheSchema();
    expect(names.filter((name) => /rewards/i.test(name))).toEqual([]);
    // The article's relations, by the names that the test gave them.
    expect(names.filter((name) => /fromAfar/.test(name))).toEqual([]);
    const ours = Object.keys(app.strapi.contentTypes).filter((uid) => uid.startsWith('plugin::rewards.'));
    expect(ours.length).toBeGreaterThanOrEqual(7);
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
});
