/**
 * A reconciliation of two real Strapi processes on one database: it runs once, and when the process that performs it is
 * killed the other goes on where it was. The test's own Strapi schedules nothing; it looks.
 */
import type { ReconciliationRunDto, ReconciliationService, TasksService } from '../../server/contract';
import { describeOnEveryServer } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { until } from '../support/tasks';
import { startProcess, type StrapiProcess } from './instances';

/** So many that a run takes seconds: there has to be a middle to be killed in. */
const MEMBERS = 8_000;
/** Every so many-th of them is damaged. */
const EVERY = 40;
const DAMAGED = MEMBERS / EVERY;

describeOnEveryServer('a reconciliation of two Strapi processes', (engine) => {
  let open: OpenLedger;
  let service: ReconciliationService;
  let tasks: TasksService;
  let processes: StrapiProcess[] = [];

  beforeAll(async () => {
    open = await openLedger(engine);
    const rewards = open.strapi.plugin('rewards');
    service = rewards.service<ReconciliationService>('reconciliation');
    tasks = rewards.service<TasksService>('tasks');
    await fill();
  }, 240_000);
  afterAll(async () => {
    await Promise.all(processes.map((one) => one.end('SIGKILL')));
    processes = [];
    await open.close();
  });

  async function fill(): Promise<void> {
    const currency = await open.currency();
    const members = await open.members.ensureMany(Array.from({ length: MEMBERS }, () => ({ externalId: open.key() })));
    for (let start = 0; start < MEMBERS; start += 1_000) {
      const outcomes = await open.ledger.postMany(
        members.slice(start, start + 1_000).map(({ documentId: member }) => ({
          ...{ type: 'grant' as const, member, currency, amount: '5' },
          idempotencyKey: open.key(),
        })),
      );
      expect(outcomes.every(({ ok }) => ok)).toBe(true);
    }
    const harmed = members.filter((_, i) => i % EVERY === 0).map(({ documentId }) => documentId);
    await open.knex('rewards_accounts').whereIn('member', harmed).update({ balance: 6 });
  }

  const current = async (): Promise<ReconciliationRunDto | null> => (await service.overview()).current;

  it('is gone on with when its process is killed in the middle, and nothing is counted twice', async () => {
    const env = {
      REWARDS_TASKS: JSON.stringify({
        ...{ 'expire-due': false, 'repair-projections': false, 'warn-of-expiry': false },
        reconcile: { schedule: '*/5 * * * * *' },
      }),
      REWARDS_TASK_LEASE: '2',
    };
    processes = await Promise.all([startProcess(open.app.database, env), startProcess(open.app.database, env)]);
    let run: ReconciliationRunDto | null = null;
    await until(
      async () => {
        run = await current();
        return run !== null && run.membersProcessed > 0 && run.membersProcessed < MEMBERS;
      },
      'a run was in its middle',
      { patience: 90_000, every: 10, seen: () => JSON.stringify(run) + processes.map((one) => one.said()).join() },
    );
    const { id } = run!;
    const { owner } = (await tasks.history({ task: 'reconcile' })).rows.find((one) => one.id === id)!;
    const killed = processes.find(({ pid }) => owner.split(':').at(-2) === String(pid))!;
    await killed.end('SIGKILL');
    const atDeath = await service.getRun({ run: id });
    expect(atDeath).toMatchObject({ status: 'running' });

    await until(async () => (await service.getRun({ run: id })).status !== 'running', 'the other one had ended it', {
      patience: 120_000,
      every: 100,
      seen: () => processes.map((one) => one.said()).join(),
    });
    expect(await service.getRun({ run: id })).toMatchObject({
      status: 'completed',
      membersInScope: MEMBERS,
      membersProcessed: MEMBERS,
      membersWithDiscrepancies: DAMAGED,
      discrepanciesFound: DAMAGED,
      errorCount: 0,
    });
    expect((await service.listDiscrepancies({ run: id, status: 'all' })).total).toBe(DAMAGED);
    expect((await service.listDiscrepancies({ status: 'all' })).total).toBe(DAMAGED);
    const task = (await tasks.history({ task: 'reconcile', pageSize: 100 })).rows.find((one) => one.id === id)!;
    expect([task.takeovers, task.owner === owner]).toEqual([1, false]);
  }, 240_000);
});
