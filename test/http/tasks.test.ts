import { endpointUrl, type HttpErrorDto, type PageDto, type TaskDto, type TaskRunDto } from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { instanceOf, gate, until } from '../support/tasks';

const TASK = 'expire-due';

describeOnEveryEngine('the scheduled tasks over HTTP', (engine) => {
  let open: OpenLedger;
  let token: string;

  beforeAll(async () => {
    open = await openLedger(engine, {
      env: {
        REWARDS_TASKS: '{"expire-due":{"schedule":"0 2 * * *","timezone":"Europe/Berlin"},"warn-of-expiry":false}',
      },
    });
    token = await open.app.adminToken();
  });
  afterAll(() => open.close());

  const list = async () => (await open.app.request<TaskDto[]>(endpointUrl('listTasks'), { token })).body;
  const runs = (query = '', task = TASK) =>
    open.app.request<PageDto<TaskRunDto> & HttpErrorDto>(endpointUrl('listTaskRuns', { task }) + query, { token });
  const run = (task = TASK, body: object = {}) =>
    open.app.request<TaskRunDto & HttpErrorDto>(endpointUrl('runTask', { task }), { token, body });

  it('are listed with schedule, zone, next run and last run', async () => {
    const [expire, reconcile, repair, follow, warn] = await list();
    expect(follow).toMatchObject({ name: 'follow-users', schedule: '0 4 * * *', enabled: true });
    expect(reconcile).toMatchObject({ name: 'reconcile', schedule: '0 2 * * *', timezone: 'UTC', enabled: true });
    expect(expire).toMatchObject({
      name: TASK,
      schedule: '0 2 * * *',
      timezone: 'Europe/Berlin',
      enabled: true,
      current: null,
      last: null,
    });
    expect(expire!.nextRunAt).toMatch(/T0[01]:00:00\.000Z$/);
    expect(repair).toMatchObject({
      name: 'repair-projections',
      schedule: '30 3 * * *',
      timezone: 'UTC',
      enabled: true,
    });
    expect(warn).toMatchObject({ name: 'warn-of-expiry', enabled: false, nextRunAt: null });
  });

  it('run when asked, also those that are off, and say who asked', async () => {
    const { status, body } = await run('warn-of-expiry');
    expect([status, body.status, body.trigger]).toEqual([202, 'running', 'manual']);
    await until(async () => (await list())[4]!.current === null, 'it had ended');
    const [, , , , warn] = await list();
    expect(warn!.last).toMatchObject({
      id: body.id,
      status: 'succeeded',
      actor: { id: expect.stringMatching(/^admin:\d+$/) as string, name: expect.stringContaining('Ada') as string },
      counts: { accounts: 0, lots: 0, failed: 0 },
    });
    expect(warn!.last!.durationMs).toBeGreaterThanOrEqual(0);
    expect((await runs('', 'warn-of-expiry')).body).toMatchObject({ total: 1, rows: [{ id: body.id }] });
  });

  it('refuse a second run while one is under way, with a sentence', async () => {
    const { work, open: let_ } = gate();
    const elsewhere = instanceOf(open, work);
    const under = await elsewhere.run(TASK);
    const { status, body } = await run();
    expect([status, body.error.details]).toEqual([409, { code: 'TASK_RUNNING', task: TASK, since: under.startedAt }]);
    expect(body.error.message).toBe(`The task expire-due has been running since ${under.startedAt}.`);
    expect((await list())[0]!.current).toMatchObject({ id: under.id, status: 'running' });
    let_();
    await until(async () => (await list())[0]!.current === null, 'it had ended');
    await elsewhere.stop();
  });

  it('are unknown when there is no such task', async () => {
    for (const answer of [await run('nope'), await runs('', 'nope')]) {
      expect([answer.status, answer.body.error.details.code]).toEqual([404, 'TASK_NOT_FOUND']);
    }
  });

  it('refuse what they do not understand', async () => {
    expect((await runs('?page=0')).status).toBe(400);
    expect((await runs('?status=failed')).status).toBe(400);
    expect((await run(TASK, { now: true })).status).toBe(400);
  });

  it('have an empty page past the last one', async () => {
    expect((await runs('?page=7&pageSize=10')).body).toMatchObject({ rows: [], page: 7, pageSize: 10 });
  });
});
