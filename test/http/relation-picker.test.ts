/**
 * S1, S3. What the Content Manager shows of a member, badge, level or tier to whom a relation leads: to an editor with Strapi's
 * own permissions for articles, and with none of the plugin's.
 */
import type { AdjustmentsService } from '../../server/contract';
import { describeOnOneEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import type { Content } from '../db/content';
import { relateArticles, tokenOfRole } from './doors';

const ARTICLE = 'api::article.article';
const ARTICLES = `/content-manager/collection-types/${ARTICLE}`;
const ACTIONS = ['create', 'read', 'update', 'delete', 'publish'].map(
  (action) => `plugin::content-manager.explorer.${action}`,
);
/** In every field of a member that is no name; lower case, as an address is. */
const MARK = 'xmarkx';

const articlesBy = (query: string) => `${ARTICLES}?${query}`;

/** What of a member or an adjustment stands in an answer. */
const secretsIn = (body: unknown): string[] =>
  JSON.stringify(body).match(
    new RegExp(`${MARK}|publicProfile|lastSeenAt|anonymised|sortName|administratorId`, 'gi'),
  ) ?? [];

/** All by which a clerk finds Ada, for Strapi's picker passes over what does not hold the words. */
const WHOLE = `Ada Lovelace · countess-${MARK} · countess@${MARK}.test`;

interface Found {
  readonly results: readonly Readonly<Record<string, unknown>>[];
  readonly pagination: { readonly total: number };
}

describeOnOneEngine('the Content Manager beside a relation', (engine) => {
  let open: OpenLedger;
  let article: Content;
  let ada: string;
  const tokens = {} as Record<'editor' | 'clerk' | 'stranger', string>;

  beforeAll(async () => {
    open = await openLedger(engine, { beforeLoad: relateArticles });
    const { documentId } = await open.members.ensure({
      externalId: `${MARK}-1`,
      siteUser: `${MARK}site`,
      name: 'Ada Lovelace',
      handle: `countess-${MARK}`,
      email: `countess@${MARK}.test`,
    });
    ada = documentId;
    await open.members.ensureMany(
      Array.from({ length: 12 }, (_, i) => ({ externalId: `p${i}`, name: `Person ${i}`, email: `p${i}@club.test` })),
    );
    const currency = await open.currency();
    await open.strapi
      .plugin('rewards')
      .service<AdjustmentsService>('adjustments')
      .post({
        ...{
          member: ada,
          currency,
          amount: '5',
          idempotencyKey: open.key(),
          reason: `${MARK}: agreed on the telephone`,
        },
        actor: { id: 'user:1', name: MARK },
      });
    const adjustment = await open.strapi.documents('plugin::rewards.adjustment' as never).findFirst({});
    article = (await open.strapi.documents(ARTICLE as never).create({
      data: {
        title: 'On engines',
        memberFromAfar: ada,
        membersFromAfar: [ada],
        adjustmentFromAfar: adjustment!.documentId,
        byline: { memberWithin: ada },
      } as never,
    })) as unknown as Content;
    const articles = { actions: ACTIONS, subjects: [ARTICLE] };
    tokens.editor = await tokenOfRole(open.app, { ...articles, permissions: [] });
    tokens.clerk = await tokenOfRole(open.app, { ...articles, permissions: ['view-members'] });
    tokens.stranger = await tokenOfRole(open.app, { actions: [], subjects: [], permissions: ['view-members'] });
  });
  afterAll(() => open.close());

  const get = (path: string, who: keyof typeof tokens) => open.app.request<Found>(path, { token: tokens[who] });
  const pick = async (field: string, who: keyof typeof tokens, query = '') => {
    const { status, body } = await get(`/content-manager/relations/${ARTICLE}/${field}?pageSize=100&${query}`, who);
    expect(status).toBe(200);
    return body.results;
  };
  const names = (found: Found['results']) => found.map(({ name }) => name).sort();

  it.each([
    ['memberFromAfar', 'Ada Lovelace'],
    ['membersFromAfar', 'Person 7'],
    ['tierFromAfar', 'Gold'],
  ])('offers names for %s to an editor who may see nothing else of them', async (field, name) => {
    expect(names(await pick(field, 'editor'))).toContain(name);
    expect(names(await pick(field, 'editor', `_q=${name.slice(0, 5).toLowerCase()}`))).toContain(name);
  });

  it('offers them in a component, too', async () => {
    const path = '/content-manager/relations/shared.byline/memberWithin?fields=email';
    expect(names((await get(`${path}&pageSize=100`, 'editor')).body.results)).toContain('Ada Lovelace');
    expect(names((await get(`${path}&_q=countess`, 'clerk')).body.results)).toEqual([WHOLE]);
    expect((await get(`${path}&_q=countess`, 'editor')).body.results).toEqual([]);
  });

  it('calls by the handle who has no name, and finds them by it', async () => {
    await open.members.ensure({ externalId: 'nameless', handle: 'the-nameless', email: 'secret@nowhere.test' });
    expect(names(await pick('memberFromAfar', 'editor'))).toContain('the-nameless');
    expect(names(await pick('memberFromAfar', 'editor', '_q=nameless'))).toEqual(['the-nameless']);
    expect(await pick('memberFromAfar', 'editor', '_q=nowhere')).toEqual([]);
    expect(names(await pick('memberFromAfar', 'clerk', '_q=nowhere'))).toEqual(['the-nameless · secret@nowhere.test']);
  });

  it('shows by name who was chosen', async () => {
    for (const field of ['memberFromAfar', 'membersFromAfar']) {
      const { body } = await get(`/content-manager/relations/${ARTICLE}/${article.documentId}/${field}`, 'editor');
      expect(names(body.results)).toEqual(['Ada Lovelace']);
    }
  });

  it.each(['countess', 'countess@', MARK])(
    'finds a member by handle and e-mail for who may view members: %s',
    async (q) => {
      expect(names(await pick('memberFromAfar', 'clerk', `_q=${q}`))).toEqual([WHOLE]);
      expect(await pick('memberFromAfar', 'editor', `_q=${q}`)).toEqual([]);
    },
  );

  it('finds nobody for words that nobody has, and pages through those that it finds', async () => {
    expect(await pick('memberFromAfar', 'clerk', '_q=nobody-at-all')).toEqual([]);
    const found = await get(
      `/content-manager/relations/${ARTICLE}/memberFromAfar?_q=person&pageSize=5&page=2`,
      'clerk',
    );
    expect(found.body.pagination.total).toBe(12);
    expect(found.body.results).toHaveLength(5);
  });

  it('refuses whoever may not edit articles', async () => {
    const { status, body } = await get(`/content-manager/relations/${ARTICLE}/memberFromAfar`, 'stranger');
    // Strapi means 403, and stumbles over its own answer.
    expect([403, 500]).toContain(status);
    expect(body.results).toBeUndefined();
  });

  it.each(['editor', 'clerk'] as const)(
    'tells an %s no more of a member or an adjustment than a name, on the pages of articles',
    async (who) => {
      for (const path of [ARTICLES, `${ARTICLES}/${article.documentId}`]) {
        const { status, body } = await get(path, who);
        expect([path, status, secretsIn(body)]).toEqual([path, 200, []]);
      }
    },
  );

  it.each([
    articlesBy('populate=*'),
    articlesBy('populate[memberFromAfar][fields]=email&populate[memberFromAfar][populate]=*'),
    articlesBy('populate[membersFromAfar][fields]=email'),
    articlesBy('populate[adjustmentFromAfar]=true'),
    articlesBy('populate[byline][populate]=*'),
    '/content-manager/relations/shared.byline/memberWithin?fields=email&pageSize=100',
    '/content-manager/relations/api::article.article/memberFromAfar?fields=email',
    '/content-manager/relations/api::article.article/adjustmentFromAfar?fields=reason',
  ])('tells no more to who asks for more: %s', async (path) => {
    for (const who of ['editor', 'clerk'] as const) {
      const { status, body } = await get(path, who);
      expect([200, 400]).toContain(status);
      expect(secretsIn(body)).toEqual([]);
    }
  });

  it.each([
    'filters[memberFromAfar][email][$contains]=nowhere',
    'filters[memberFromAfar][externalId][$eq]=nowhere',
    'filters[memberFromAfar][searchText][$contains]=nowhere',
    'filters[memberFromAfar][awards][awardedBy][$eq]=nowhere',
    'filters[adjustmentFromAfar][reason][$contains]=nowhere',
    'filters[byline][memberWithin][email][$contains]=nowhere',
    'filters[$and][0][membersFromAfar][handle][$eq]=nowhere',
  ])('does not say by what it lists what a member has: %s', async (query) => {
    const { status, body } = await get(`${ARTICLES}?${query}`, 'editor');
    // Refused, or passed over: alike for what is true of a member and what is not.
    const answer = status === 200 ? body.results.length : status;
    expect([1, 400]).toContain(answer);
  });
});
