/**
 * Who may edit the plugin's content, on a fresh database with the roles that Strapi gives it: an Editor and an Author have
 * every permission of the Content Manager there, and write nothing.
 */
import type { ErrorDetails } from '../../server/contract';
import { codeOf, type Content, documents, type Kind } from '../db/content';
import { describeOnOneEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { fullAccessToken, openRest, tokenOfRole } from './doors';

type Body = { readonly error?: { readonly message: string; readonly details?: ErrorDetails } };

const RULES = ['currency', 'level', 'tier', 'badge'] as const;
const PEOPLE = ['member', 'badge-award'] as const;
const ALL = [...RULES, ...PEOPLE];
const DATA: Record<(typeof ALL)[number], object> = {
  currency: { name: 'Made', scale: 0, spendOrder: 'oldest', reversalPolicy: 'clamp' },
  level: { name: 'Made', threshold: '1' },
  tier: { name: 'Made', threshold: '0.01', multiplier: '9999', discountPercent: '100' },
  badge: { name: 'Made' },
  member: { name: 'Made', publicProfile: true },
  'badge-award': { awardedAt: '2026-01-01T00:00:00.000Z', awardedBy: 'Nobody' },
};
const EVERY_ACTION = ['create', 'read', 'update', 'delete', 'publish'].map(
  (action) => `plugin::content-manager.explorer.${action}`,
);

/** Who may write is decided of the request and its administrator, before any database is asked; test/db/editing.test.ts edits on every one. */
describeOnOneEngine('the doors to the plugin’s content', (engine) => {
  let open: OpenLedger;
  let counter = 0;
  const there = {} as Record<Kind, Content>;
  const dataOf = (kind: (typeof ALL)[number]) => ({
    ...DATA[kind],
    ...(kind === 'member' || kind === 'badge-award' ? {} : { code: `made-${String((counter += 1))}` }),
  });

  beforeAll(async () => {
    open = await openLedger(engine, { beforeLoad: openRest });
    for (const kind of ALL)
      if (kind !== 'tier') there[kind] = await documents(open, kind).create({ data: dataOf(kind) });
    there.tier = (await documents(open, 'tier').findFirst({ filters: { code: 'gold' } }))!;
  });
  afterAll(() => open.close());

  const everything = () =>
    Promise.all(
      ALL.map((kind) => open.strapi.db.query(`plugin::rewards.${kind}`).findMany({ orderBy: { id: 'asc' } })),
    );

  /** Every route of the Content Manager that writes a type, as its own router has them. */
  function writesOf(kind: (typeof ALL)[number]): { method: string; path: string; body: object }[] {
    const { admin } = open.strapi.plugin('content-manager').routes as unknown as {
      admin: { routes: { method: string; path: string }[] };
    };
    const id = there[kind].documentId;
    const writing = admin.routes.filter(({ method, path }) => method !== 'GET' && path.includes('/:model'));
    expect(writing.length).toBeGreaterThanOrEqual(16);
    return writing.map(({ method, path }) => ({
      method,
      path: `/content-manager${path.replace(':model', `plugin::rewards.${kind}`).replace(/:(id|sourceId)/, id)}`,
      body: path.includes('/actions/bulk') ? { documentIds: [id] } : dataOf(kind),
    }));
  }

  async function expectRefused(
    token: string,
    kind: (typeof ALL)[number],
    request: { method: string; path: string; body: object },
  ) {
    const { status, body } = await open.app.request<Body>(request.path, {
      token,
      method: request.method,
      ...(request.method === 'DELETE' ? {} : { body: request.body }),
    });
    const permission = `plugin::rewards.${(PEOPLE as readonly string[]).includes(kind) ? 'edit-members' : 'edit-rules'}`;
    expect([request.method, request.path, status, body.error?.details?.code, body.error?.details?.permission]).toEqual([
      request.method,
      request.path,
      403,
      'EDIT_NOT_ALLOWED',
      permission,
    ]);
    expect(body.error!.message).toContain(permission);
  }

  describe.each(['strapi-editor', 'strapi-author'])('refuse the role %s of a new project', (role) => {
    it.each(ALL)('every write of a %s by the Content Manager', async (kind) => {
      const token = await tokenOfRole(open.app, role);
      const before = await everything();
      for (const request of writesOf(kind)) await expectRefused(token, kind, request);
      expect(await everything()).toEqual(before);
    });
  });

  it('refuse who has the permission for the other half, whatever Strapi itself permits', async () => {
    const subjects = RULES.map((kind) => `plugin::rewards.${kind}`);
    const token = await tokenOfRole(open.app, { actions: EVERY_ACTION, subjects, permissions: ['edit-members'] });
    for (const kind of RULES) for (const request of writesOf(kind)) await expectRefused(token, kind, request);
  });

  it('are open to a super admin and to a role with the permission: make, change, clone and delete', async () => {
    const subjects = RULES.map((kind) => `plugin::rewards.${kind}`);
    const allowed = await tokenOfRole(open.app, { actions: EVERY_ACTION, subjects, permissions: ['edit-rules'] });
    for (const token of [await open.app.adminToken(), allowed]) {
      for (const kind of ['currency', 'badge'] as const) {
        const path = `/content-manager/collection-types/plugin::rewards.${kind}`;
        const send = async (method: string, at: string, body?: object) => {
          const answer = await open.app.request<{ data: Content }>(path + at, { token, method, body });
          expect([method, at, answer.status < 300 || answer.body]).toEqual([method, at, true]);
          return answer.body.data;
        };
        const made = await send('POST', '', dataOf(kind));
        await send('PUT', `/${made.documentId}`, { name: 'Renamed' });
        const clone = await send('POST', `/clone/${made.documentId}`, dataOf(kind));
        await send('DELETE', `/${made.documentId}`);
        await send('POST', '/actions/bulkDelete', { documentIds: [clone.documentId] });
      }
    }
  });

  it('leave the code of a project alone: outside of a request, and in one that no administrator sent', async () => {
    const badges = documents(open, 'badge');
    const made = await badges.create({ data: dataOf('badge') });
    const visitor = { state: { auth: { strategy: { name: 'users-permissions' } }, user: { id: 1 } } };
    await open.strapi.requestContext.run(visitor as never, async () => {
      await badges.update({ documentId: made.documentId, data: { name: 'Renamed' } });
      await badges.delete({ documentId: made.documentId });
    });
  });

  it('ask whoever comes by way of the MCP server, which tells no more than who it is', async () => {
    const someone = await open.app.createAdminWith([]);
    const boss = await open.app.createSuperAdmin();
    const change = (id: number) =>
      open.strapi.requestContext.run({ state: { auditSource: 'mcp', user: { id } } } as never, async () => {
        await documents(open, 'badge').update({ documentId: there.badge.documentId, data: { name: 'Renamed' } });
      });
    expect(await codeOf(change(someone.id))).toBe('EDIT_NOT_ALLOWED');
    expect(await codeOf(change(0))).toBe('EDIT_NOT_ALLOWED');
    await change(boss.id);
  });

  it('refuse what a project’s own REST routes of these types would write, also to a token with full access', async () => {
    const token = await fullAccessToken(open.strapi);
    const { documentId } = there.tier;
    const before = await everything();
    expect((await open.app.request('/api/rewards/tiers', { token })).status).toBe(200);
    for (const [method, path, body] of [
      ['POST', '', { data: dataOf('tier') }],
      ['PUT', `/${documentId}`, { data: { multiplier: '9999' } }],
      ['DELETE', `/${documentId}`, undefined],
    ] as const) {
      const answer = await open.app.request<Body>(`/api/rewards/tiers${path}`, { token, method, body });
      expect([method, answer.status, answer.body.error]).toMatchObject([
        method,
        403,
        { details: { code: 'EDIT_NOT_ALLOWED' } },
      ]);
    }
    expect(await everything()).toEqual(before);
  });

  describe('ask whoever uploads a file and says whose it is', () => {
    const PIXEL = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );

    /** Uploads a picture for a content's image. */
    async function upload(path: string, token: string, ref: string, id: number | string): Promise<unknown> {
      const form = new FormData();
      form.append('files', new Blob([PIXEL], { type: 'image/png' }), 'pixel.png');
      for (const [name, value] of Object.entries({ ref, refId: String(id), field: 'image' })) form.append(name, value);
      const headers = { authorization: `Bearer ${token}` };
      const answer = await fetch(open.app.url + path, { method: 'POST', headers, body: form });
      const { error } = (await answer.json()) as Body;
      return error?.details?.code ?? answer.status;
    }
    const imageOf = async (kind: 'badge' | 'level'): Promise<unknown> => {
      const row: unknown = await open.strapi.db
        .query(`plugin::rewards.${kind}`)
        .findOne({ where: { documentId: there[kind].documentId }, populate: ['image'] });
      return (row as { image: unknown }).image;
    };
    const idOf = (kind: 'badge' | 'level') => (there[kind] as unknown as { id: number }).id;

    it.each(['badge', 'level'] as const)(
      'of a %s: with a token that may do everything, and as an editor',
      async (kind) => {
        const uid = `plugin::rewards.${kind}`;
        expect(await upload('/api/upload', await fullAccessToken(open.strapi), uid, idOf(kind))).toBe(
          'EDIT_NOT_ALLOWED',
        );
        await upload('/upload', await tokenOfRole(open.app, 'strapi-editor'), uid, idOf(kind));
        expect(await imageOf(kind)).toBeNull();
      },
    );

    it('and nobody whose file is for something else, or for nothing', async () => {
      const token = await fullAccessToken(open.strapi);
      expect(await upload('/api/upload', token, 'api::article.article', 1)).toBe(201);
    });
  });
});

/** Strapi’s router and its actions. */
describeOnOneEngine('the content API of a project that opens nothing', (engine) => {
  let open: OpenLedger;
  beforeAll(async () => {
    open = await openLedger(engine);
  });
  afterAll(() => open.close());

  /** What a site reads, where an administrator permits it. */
  const READ = ['badge', 'level', 'tier', 'badge-award', 'member'];

  it('has no action that writes the plugin’s content types, and none at all for those that no site reads', async () => {
    const types = Object.values(open.strapi.contentTypes as unknown as Record<string, Type>).filter(({ uid }) =>
      uid.startsWith('plugin::rewards.'),
    );
    expect(types.length).toBeGreaterThanOrEqual(7);
    const actions: readonly string[] = open.strapi.contentAPI.permissions.providers.action.keys();
    const token = await fullAccessToken(open.strapi);
    for (const { uid, info } of types) {
      const ofType = actions.filter((action) => action.startsWith(`${uid}.`)).map((action) => action.split('.').at(-1));
      const isRead = READ.includes(info.singularName);
      expect([uid, ofType.filter((action) => action !== 'find' && action !== 'findOne')]).toEqual([uid, []]);
      expect([uid, ofType.length > 0]).toEqual([uid, isRead]);
      for (const path of [`/api/rewards/${info.pluralName}`, `/api/${info.pluralName}`]) {
        if (!isRead) expect([path, (await open.app.request(path, { token })).status]).toEqual([path, 404]);
        expect((await open.app.request(path, { token, body: { data: {} } })).status).toBeGreaterThanOrEqual(404);
        expect((await open.app.request(`${path}/x`, { token, method: 'DELETE' })).status).toBeGreaterThanOrEqual(404);
        // Nobody is let in before an administrator says so.
        expect([403, 404]).toContain((await open.app.request(path)).status);
      }
    }
  });
});

interface Type {
  readonly uid: string;
  readonly info: { readonly singularName: string; readonly pluralName: string };
}
