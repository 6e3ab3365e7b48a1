import { createScratchDatabase } from '../support/database';
import { describeOnEveryEngine } from '../support/engines';
import { hostProcess } from '../support/host';
import { type RunningStrapi, startStrapi } from '../support/strapi';

describeOnEveryEngine('a real Strapi', (engine) => {
  let app: RunningStrapi;

  beforeAll(async () => {
    app = await startStrapi({ engine });
  });
  afterAll(() => app.stop());

  it('has loaded the plugin', () => {
    expect(Object.keys(app.strapi.plugins)).toContain('rewards');
  });

  it('logs an administrator in and answers an admin route', async () => {
    const me = await app.request<{ data: { email: string } }>('/admin/users/me', { token: await app.adminToken() });
    expect(me.status).toBe(200);
    expect(me.body.data.email).toBe('admin-1@rewards.test');
  });

  it('gives an administrator no more than the actions asked for', async () => {
    const token = await app.adminTokenWith(['admin::roles.read']);
    expect((await app.request('/admin/roles', { token })).status).toBe(200);
    expect((await app.request('/admin/users', { token })).status).toBe(403);
  });

  it('turns a stranger away', async () => {
    expect((await app.request('/admin/users/me')).status).toBe(401);
  });

  it('runs on the engine that it was asked for', () => {
    expect(app.strapi.db.dialect.client).toBe(engine);
  });
});

describeOnEveryEngine('a second boot', (engine) => {
  it('finds the data of the first one', async () => {
    const database = await createScratchDatabase(engine);
    const first = await startStrapi({ engine, database });
    const { email } = await first.createSuperAdmin();
    await first.stop();

    const second = await startStrapi({ engine, database });
    const found: unknown = await second.strapi.db.query('admin::user').findOne({ where: { email } });
    expect(found).toMatchObject({ email });
    await second.stop();
    await database.drop();
  });
});

describe('a Strapi that has stopped', () => {
  it('leaves the process listening to whom it listened before, and to nobody else', async () => {
    const listeners = () => hostProcess.eventNames().map((name) => [name, hostProcess.listenerCount(name as 'exit')]);
    const before = listeners();
    const app = await startStrapi({ engine: 'sqlite' });
    expect(hostProcess.listenerCount('SIGTERM')).toBeGreaterThan(0);
    await app.stop();
    expect(listeners()).toEqual(before);
  });
});
