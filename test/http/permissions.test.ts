import { ENDPOINTS, endpointUrl, permissionUid, type EndpointName, type PermissionName } from '../../server/contract';
import { describeOnEveryEngine, isFirstOfThisRun } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import type { RunningStrapi } from '../support/strapi';
import { SAMPLE_ENV, SAMPLES, sampleWorld, type SampleWorld } from './samples';

/** Asked for where content is edited, and by no endpoint: test/http/content-doors.test.ts. */
const OF_CONTENT: readonly PermissionName[] = ['edit-rules', 'edit-affiliates', 'edit-missions'];
const NAMES = Object.keys(ENDPOINTS) as EndpointName[];

interface Layer {
  readonly path: string;
  readonly methods: readonly string[];
}

/** What Strapi's router has, whatever the table says. */
function mountedRoutes({ strapi }: RunningStrapi): string[] {
  const layers = strapi.server.listRoutes() as unknown as readonly Layer[];
  return layers
    .filter(({ path }) => path === '/rewards' || path.startsWith('/rewards/'))
    .flatMap(({ path, methods }) => methods.filter((method) => method !== 'HEAD').map((method) => `${method} ${path}`))
    .sort();
}

/** The uid of every permission that the plugin has registered. */
function permissionsOfThePlugin({ strapi }: RunningStrapi): string[] {
  const { actionProvider } = strapi.service('admin::permission') as unknown as {
    readonly actionProvider: { values(): { readonly actionId: string }[] };
  };
  const all = actionProvider.values().map(({ actionId }) => actionId);
  return all.filter((action) => action.startsWith('plugin::rewards.'));
}

describeOnEveryEngine('the admin routes', (engine) => {
  let open: OpenLedger;
  let app: RunningStrapi;
  let world: SampleWorld;

  beforeAll(async () => {
    open = await openLedger(engine, { env: SAMPLE_ENV });
    app = open.app;
    world = await sampleWorld(open);
  });
  afterAll(() => open.close());

  const tokens = new Map<string, Promise<string>>();
  /** Of one administrator for all endpoints that ask for the same. */
  function tokenWith(actions: readonly string[]): Promise<string> {
    const key = actions.join();
    const token = tokens.get(key) ?? app.adminTokenWith([...actions]);
    tokens.set(key, token);
    return token;
  }

  async function send(name: EndpointName, token?: string) {
    const { path, query, body } = await SAMPLES[name](world);
    const search = query ? `?${new URLSearchParams(query).toString()}` : '';
    const { method } = ENDPOINTS[name];
    return app.request(endpointUrl(name, path) + search, { method, token, ...(body ? { body } : {}) });
  }

  it('are those of the endpoint table, and no other', () => {
    const declared = NAMES.map((name) => `${ENDPOINTS[name].method} /rewards${ENDPOINTS[name].path}`);
    expect(mountedRoutes(app)).toEqual(declared.sort());
  });

  it('know every permission that an endpoint or an edit of content asks for, and no other', () => {
    const asked = [...NAMES.flatMap((name) => ENDPOINTS[name].permissions), ...OF_CONTENT];
    expect(permissionsOfThePlugin(app).sort()).toEqual([...new Set(asked.map(permissionUid))].sort());
  });

  // Strapi's policies decide it of the roles that it has read.
  if (isFirstOfThisRun(engine)) {
    it.each(NAMES)('%s is closed to a stranger', async (name) => {
      expect((await send(name)).status).toBe(401);
    });

    it.each(NAMES)('%s is closed to who has every permission of the plugin but its own', async (name) => {
      const own: readonly string[] = ENDPOINTS[name].permissions.map(permissionUid);
      const others = permissionsOfThePlugin(app).filter((action) => !own.includes(action));
      const token = await tokenWith(['admin::roles.read', ...others]);
      expect((await send(name, token)).status).toBe(403);
    });

    it.each(NAMES)('%s is open to who has one of its permissions and nothing else', async (name) => {
      for (const permission of ENDPOINTS[name].permissions) {
        const token = await tokenWith([permissionUid(permission)]);
        const { status, body } = await send(name, token);
        expect([name, status < 300 || body, [200, 201, 202, 204].includes(status)]).toEqual([name, true, true]);
      }
    });
  }

  it('are open to a super admin', async () => {
    const token = await app.adminToken();
    for (const name of NAMES) expect((await send(name, token)).status).toBeLessThan(300);
  });
});
