/** S3. How the types of a project relate to the plugin's: what the Content-Type Builder offers and refuses. */
import type { ErrorDetails } from '../../server/contract';
import { describeOnOneEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';

interface Body {
  readonly data?: {
    readonly contentTypes: Record<string, { readonly visible: boolean; readonly restrictRelationsTo: unknown }>;
  };
  readonly error?: { readonly message?: string; readonly details?: ErrorDetails };
}

const OPEN = ['badge', 'level', 'member', 'tier'];
const CLOSED = ['adjustment', 'badge-award', 'currency'];
const uidOf = (name: string) => `plugin::rewards.${name}`;

/** The builder works on files, and its routes are asked before they do anything. */
describeOnOneEngine('the Content-Type Builder', (engine) => {
  let open: OpenLedger;
  let token: string;

  beforeAll(async () => {
    open = await openLedger(engine);
    token = await open.app.adminToken();
    // As under `strapi develop`, where the builder may write.
    open.strapi.config.set('autoReload', true);
  });
  afterAll(() => open.close());

  const send = async (method: string, path: string, body?: object) => {
    const answer = await open.app.request<Body>(`/content-type-builder${path}`, { token, method, body });
    return [answer.status, answer.body.error?.details?.code, answer.body.error?.message];
  };
  /** An article that gets a relation: as the builder of today sends it, and as its older route takes it. */
  const relate = (target: string, relation: object) => {
    const attribute = { type: 'relation', relation: 'oneToOne', target, ...relation };
    const contentType = { action: 'update', uid: 'api::article.article', displayName: 'Article' };
    const attributes = [{ action: 'create', name: 'related', properties: attribute }];
    return {
      schema: { data: { contentTypes: [{ ...contentType, attributes }], components: [] } },
      contentType: { contentType: { ...contentType, attributes: { related: attribute } } },
    };
  };
  const sendBoth = async (bodies: ReturnType<typeof relate>) => [
    await send('POST', '/update-schema', bodies.schema),
    await send('PUT', '/content-types/api::article.article', bodies.contentType),
  ];

  it('offers members, badges, levels and tiers as the other side of a relation, and nothing else', async () => {
    const { body } = await open.app.request<Body>('/content-type-builder/schema', { token });
    const ours = Object.entries(body.data!.contentTypes).filter(([uid]) => uid.startsWith(uidOf('')));
    const offered = ours.filter(([, type]) => type.visible && type.restrictRelationsTo === null);
    expect(offered.map(([uid]) => uid).sort()).toEqual(OPEN.map(uidOf));
    expect(ours.map(([uid]) => uid)).toEqual(expect.arrayContaining(CLOSED.map(uidOf)));
  });

  it.each(OPEN)('refuses a relation that adds a field to a %s', async (name) => {
    for (const refused of await sendBoth(relate(uidOf(name), { targetAttribute: 'articles' }))) {
      expect(refused).toEqual([400, 'ONE_WAY_ONLY', expect.stringContaining('goes one way')]);
    }
  });

  it.each(CLOSED)('refuses any relation to a %s', async (name) => {
    for (const refused of await sendBoth(relate(uidOf(name), { targetAttribute: null }))) {
      expect(refused.slice(0, 2)).toEqual([400, 'NO_RELATION']);
    }
  });

  it('refuses a relation in a component, too', async () => {
    const { schema } = relate(uidOf('member'), { targetAttribute: 'blocks' });
    const { contentTypes } = schema.data;
    const component = { ...contentTypes[0], uid: 'blocks.author', category: 'blocks' };
    const refused = await send('POST', '/update-schema', { data: { contentTypes: [], components: [component] } });
    expect(refused.slice(0, 2)).toEqual([400, 'ONE_WAY_ONLY']);
  });

  it.each([...OPEN, ...CLOSED])('refuses to change or delete a %s', async (name) => {
    const uid = uidOf(name);
    const type = { uid, action: 'update', displayName: 'Mine', attributes: [] };
    for (const refused of [
      await send('POST', '/update-schema', { data: { contentTypes: [type], components: [] } }),
      await send('PUT', `/content-types/${uid}`, { contentType: { displayName: 'Mine', attributes: {} } }),
      await send('DELETE', `/content-types/${uid}`),
    ]) {
      expect(refused.slice(0, 2)).toEqual([403, 'SCHEMA_OWNED']);
    }
  });

  it('leaves a relation that goes one way to Strapi, which looks at the rest', async () => {
    // The name of the attribute is one that Strapi refuses, so that it writes no file.
    const { schema } = relate(uidOf('member'), { targetAttribute: null });
    const broken = JSON.parse(JSON.stringify(schema).replace('"related"', '"re la ted"')) as object;
    const [status, code] = await send('POST', '/update-schema', broken);
    expect([status, code]).toEqual([400, undefined]);
  });
});
