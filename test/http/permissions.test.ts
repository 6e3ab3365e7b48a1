import { ENDPOINTS, endpointUrl, permissionUid, type EndpointName } from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { type RunningStrapi, startStrapi, type RequestOptions } from '../support/strapi';

/** A request that each endpoint accepts. An endpoint without one does not compile. */
const SAMPLES: Record<EndpointName, RequestOptions> = {
  listLedgerEntries: {},
};

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
  let app: RunningStrapi;

  beforeAll(async () => {
    app = await startStrapi({ engine });
  });
  afterAll(() => app.stop());

  const send = (name: EndpointName, token?: string) =>
    app.request(endpointUrl(name), { method: ENDPOINTS[name].method, ...SAMPLES[name], token });

  it('are those of the endpoint table, and no other', () => {
    const declared = NAMES.map((name) => `${ENDPOINTS[name].method} ${endpointUrl(name)}`);
    expect(mountedRoutes(app)).toEqual(declared.sort());
  });

  it.each(NAMES)('%s is closed to a stranger', async (name) => {
    expect((await send(name)).status).toBe(401);
  });

  it.each(NAMES)('%s is closed to who has every permission of the plugin but its own', async (name) => {
    const own = permissionUid(ENDPOINTS[name].permission);
    const all = permissionsOfThePlugin(app);
    expect(all).toContain(own);
    const token = await app.adminTokenWith(['admin::roles.read', ...all.filter((action) => action !== own)]);
    expect((await send(name, token)).status).toBe(403);
  });

  it.each(NAMES)('%s is open to who has its permission and nothing else', async (name) => {
    const token = await app.adminTokenWith([permissionUid(ENDPOINTS[name].permission)]);
    const { status } = await send(name, token);
    expect([200, 201, 202, 204]).toContain(status);
  });

  it('are open to a super admin', async () => {
    const token = await app.adminToken();
    for (const name of NAMES) expect((await send(name, token)).status).toBeLessThan(300);
  });
});
