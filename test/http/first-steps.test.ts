import { endpointUrl, type FirstStepName, type FirstStepsDto } from '../../server/contract';
import { insertRun, type Run } from '../../server/tasks/run-store';
import { describeOnEveryEngine, isFirstOfThisRun } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { fullAccessToken, tokenOfRole } from './doors';
import { customToken, permit } from './site-visitors';

const CURRENCY = 'plugin::rewards.currency';
const VIEW = 'plugin::rewards.view-ledger';

describeOnEveryEngine('the first steps', (engine) => {
  let open: OpenLedger;
  let token: string;

  beforeAll(async () => {
    open = await openLedger(engine, { env: { REWARDS_REDEMPTION: '{"values":{"credits":"1","miles":"0.01"}}' } });
    token = await open.app.adminToken();
  });
  afterAll(() => open.close());

  const get = async (by = token) => {
    const { status, body } = await open.app.request<FirstStepsDto>(endpointUrl('getFirstSteps'), { token: by });
    expect(status).toBe(200);
    return body;
  };
  const left = async () => (await get()).steps.flatMap(({ name, done }) => (done ? [] : [name]));
  const allowedTo = async (by: string) => (await get(by)).steps.flatMap(({ name, allowed }) => (allowed ? [name] : []));
  const missing = async () => (await get()).missingCurrencies.map(({ code, setting }) => `${setting}: ${code}`);

  it('are all left on an empty install, and a super admin may do each of them', async () => {
    const { steps, ...others } = await get();
    expect(steps).toEqual(
      ['currency', 'ranks', 'members', 'posting', 'team', 'site', 'tasks'].map((name) => ({
        ...{ name, done: false, allowed: true },
      })),
    );
    expect(others).toEqual({
      membersSetting: 'on-demand',
      hasSiteRoles: true,
      tasksOff: ['expire-due', 'reconcile', 'repair-projections', 'follow-users', 'warn-of-expiry'],
      missingCurrencies: [
        { code: 'credits', setting: 'redemption.values.credits' },
        { code: 'miles', setting: 'redemption.values.miles' },
      ],
    });
  });

  it('tell of every currency that the configuration names until it is created, and of none that holds by itself', async () => {
    const { config } = open.strapi;
    config.set('plugin::rewards.earning', { rate: '0.1', currency: 'karma' });
    config.set('plugin::rewards.headline', { points: 'credits' });
    expect(await missing()).toEqual([
      'headline.points: credits',
      'redemption.values.credits: credits',
      'redemption.values.miles: miles',
      'earning.currency: karma',
    ]);
    config.set('plugin::rewards.earning', { rate: '0.1' });
    config.set('plugin::rewards.headline', undefined);
    expect(await missing()).toEqual(['redemption.values.credits: credits', 'redemption.values.miles: miles']);
    await open.currency({ code: 'credits' });
    expect(await missing()).toEqual(['redemption.values.miles: miles']);
  });

  it('are done one after the other, by whatever way', async () => {
    const { strapi, ledger } = open;
    const steps: [FirstStepName, () => Promise<unknown>][] = [
      ['ranks', () => open.currency({ code: 'miles', drivesTiers: true })],
      ['members', () => open.member()],
      [
        'posting',
        async () =>
          ledger.grant({ member: await open.member(), currency: 'miles', amount: '5', idempotencyKey: open.key() }),
      ],
      ['team', () => open.app.createAdminWith([VIEW])],
      ['site', () => permit(strapi, 'public', ['badge.find'])],
    ];
    let open_: FirstStepName[] = ['ranks', 'members', 'posting', 'team', 'site', 'tasks'];
    for (const [name, work] of steps) {
      expect(await left()).toEqual(open_);
      await work();
      open_ = open_.filter((one) => one !== name);
    }
    expect(await left()).toEqual(['tasks']);
  });

  it('count the tasks as running where another instance runs them', async () => {
    const at = Date.now();
    const run: Run = {
      id: '01J00000000000000000000000',
      task: 'expire-due',
      origin: 'schedule',
      slot: at,
      actor: null,
      input: null,
      owner: 'elsewhere',
      status: 'succeeded',
      takeovers: 0,
      startedAt: at,
      finishedAt: at,
      counts: {},
      error: null,
    };
    await open.knex.transaction((trx) => insertRun(trx, run));
    expect(await left()).toEqual([]);
    expect((await get()).tasksOff).toHaveLength(5);
  });

  it('count tiers and levels only where a currency drives some', async () => {
    const currencies = open.strapi.documents(CURRENCY as never);
    const { documentId } = (await currencies.findFirst({ filters: { code: 'miles' } as never }))!;
    const drive = (data: object) => currencies.update({ documentId, data: data as never });
    await drive({ drivesTiers: false, drivesLevels: true });
    expect(await left()).toEqual(['ranks']);
    const level = { code: 'newcomer', name: 'Newcomer', threshold: '0' };
    await open.strapi.documents('plugin::rewards.level' as never).create({ data: level as never });
    expect(await left()).toEqual([]);
  });

  it('count a site as let in by a token made for it, or by one for everything once it was used', async () => {
    const { strapi, app } = open;
    const close = () =>
      strapi.db.query('plugin::users-permissions.permission').deleteMany({
        where: { action: { $startsWith: 'plugin::rewards.' } },
      });
    await close();
    expect(await left()).toEqual(['site']);
    await customToken(strapi, ['api::article.article.find']);
    expect(await left()).toEqual(['site']);
    await customToken(strapi, ['badge.find']);
    expect(await left()).toEqual([]);
    await strapi.db.query('admin::api-token-permission').deleteMany({});
    const everything = await fullAccessToken(strapi);
    expect(await left()).toEqual(['site']);
    expect((await app.request('/api/rewards/badges', { token: everything })).status).toBe(200);
    expect(await left()).toEqual([]);
  });

  // Strapi's policies and abilities decide it of the roles that it has read.
  if (isFirstOfThisRun(engine)) {
    it('say to each administrator which of them they may do', async () => {
      expect(await allowedTo(await open.app.adminTokenWith([VIEW]))).toEqual([]);
      const own = ['view-members', 'transactions.adjust', 'view-tasks'].map((name) => `plugin::rewards.${name}`);
      const strapis = ['roles.read', 'roles.update'];
      const both = [
        ...strapis.map((name) => `admin::${name}`),
        ...strapis.map((name) => `plugin::users-permissions.${name}`),
      ];
      expect(await allowedTo(await open.app.adminTokenWith([VIEW, ...own, ...both]))).toEqual([
        ...['members', 'posting', 'team', 'site', 'tasks'],
      ]);
    });

    it.each([
      [['view-ledger'], [CURRENCY], []],
      [['view-ledger', 'edit-rules'], ['plugin::rewards.tier'], []],
      [['view-ledger', 'edit-rules'], [CURRENCY], ['currency', 'ranks']],
    ])(
      'take, for a currency, the plugin’s permission and Strapi’s for currencies: %j, %j',
      async (permissions, subjects, steps) => {
        const actions = ['read', 'create', 'update'].map((act) => `plugin::content-manager.explorer.${act}`);
        expect(await allowedTo(await tokenOfRole(open.app, { actions, subjects, permissions }))).toEqual(steps);
      },
    );
  }
});
