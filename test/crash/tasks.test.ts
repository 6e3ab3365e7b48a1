/**
 * Scheduled tasks of two real Strapi processes on one database: each due task runs once, and a run whose process is killed
 * or stopped is gone on with by the other. The test's own Strapi schedules nothing; it looks.
 */
import type { LedgerService, TaskRunDto, TasksService } from '../../server/contract';
import { dealt, describeOnEveryServer, serversOfThisRun } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { until } from '../support/tasks';
import { startProcess, type StrapiProcess } from './instances';

const DAY = 24 * 60 * 60 * 1000;
/** So many that a run takes seconds: there has to be a middle to be killed in. */
const ACCOUNTS = 3_000;
/** The shortest that there is, in seconds. */
const LEASE = '2';
const ownedBy = ({ owner }: TaskRunDto, { pid }: StrapiProcess) => owner.split(':').at(-2) === String(pid);

describeOnEveryServer('the tasks of two Strapi processes', (engine) => {
  let open: OpenLedger;
  let tasks: TasksService;
  let ledger: LedgerService;
  let processes: StrapiProcess[] = [];

  beforeAll(async () => {
    open = await openLedger(engine);
    ledger = open.ledger;
    tasks = open.strapi.plugin('rewards').service<TasksService>('tasks');
  });
  afterAll(() => open.close());
  afterEach(async () => {
    await Promise.all(processes.map((one) => one.end('SIGKILL')));
    processes = [];
    await open.knex('rewards_task_leases').update({ owner: null, run_id: null, expires_at: 0 });
    await open.knex('rewards_task_runs').del();
  });

  async function startTwo(settings: object): Promise<void> {
    const env = { REWARDS_TASKS: JSON.stringify(settings), REWARDS_TASK_LEASE: LEASE };
    processes = await Promise.all([startProcess(open.app.database, env), startProcess(open.app.database, env)]);
  }

  /** Accounts with one lot each that is overdue by the clock of the processes. */
  async function overdueAccounts(): Promise<string> {
    const currency = await open.currency();
    const people = Array.from({ length: ACCOUNTS }, () => ({ externalId: open.key() }));
    const members = await open.members.ensureMany(people);
    const expiresAt = open.clock.iso(DAY);
    for (let start = 0; start < ACCOUNTS; start += 1_000) {
      const outcomes = await ledger.postMany(
        members.slice(start, start + 1_000).map(({ documentId }) => ({
          type: 'grant' as const,
          member: documentId,
          currency,
          amount: '5',
          expiresAt,
          idempotencyKey: open.key(),
        })),
      );
      expect(outcomes.every(({ ok }) => ok)).toBe(true);
    }
    return currency;
  }

  const expired = async (currency: string) =>
    Number((await open.knex('rewards_ledger_entries').where({ currency, type: 'expire' }).count({ n: '*' }))[0]!.n);
  const history = async () => (await tasks.history({ task: 'expire-due', pageSize: 100 })).rows;

  /** Waits for a run that has noted that it is in the middle of its work, and says whose it is. */
  async function inTheMiddle(currency: string): Promise<[TaskRunDto, StrapiProcess, StrapiProcess]> {
    let found: TaskRunDto | undefined;
    await until(
      async () => {
        found = (await history()).find(({ status, counts }) => status === 'running' && (counts.accounts ?? 0) > 0);
        return found !== undefined;
      },
      'a run had noted its progress',
      { patience: 60_000, every: 100 },
    );
    const done = await expired(currency);
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(ACCOUNTS);
    const owner = processes.find((one) => ownedBy(found!, one));
    const other = processes.find((one) => one !== owner);
    expect(owner).toBeDefined();
    return [found!, owner!, other!];
  }

  const endOf = async (id: string): Promise<TaskRunDto> => {
    let run: TaskRunDto | undefined;
    await until(
      async () => {
        run = (await history()).find((one) => one.id === id);
        return run?.status === 'succeeded';
      },
      'the run had succeeded',
      { patience: 400_000, every: 250, seen: () => JSON.stringify(run) + processes.map((one) => one.said()).join() },
    );
    return run!;
  };

  async function expectExpiredOnce(currency: string): Promise<void> {
    expect(await expired(currency)).toBe(ACCOUNTS);
    const twice: unknown[] = await open
      .knex('rewards_ledger_entries')
      .where({ currency, type: 'expire' })
      .groupBy('lot_id')
      .havingRaw('COUNT(*) > 1')
      .select('lot_id');
    expect(twice).toEqual([]);
    expect((await ledger.check({ currency })).findings).toEqual([]);
  }

  it('run once for each instant of the schedule, by whichever is first, and never two at a time', async () => {
    const everySecond = { schedule: '* * * * * *' };
    const all = {
      'expire-due': everySecond,
      reconcile: everySecond,
      'repair-projections': everySecond,
      'warn-of-expiry': everySecond,
    };
    await startTwo(all);
    await until(async () => (await history()).length >= 12, 'a dozen instants had passed', {
      patience: 60_000,
      every: 250,
    });
    for (const task of Object.keys(all)) {
      const runs = (await tasks.history({ task, pageSize: 100 })).rows.toReversed();
      const ended = runs.filter(({ finishedAt }) => finishedAt !== null);
      expect(new Set(runs.map(({ scheduledAt }) => scheduledAt)).size).toBe(runs.length);
      expect(ended.map(({ status }) => status)).toEqual(ended.map(() => 'succeeded'));
      for (const [index, run] of ended.slice(1).entries()) {
        expect(run.startedAt >= ended[index]!.finishedAt!).toBe(true);
      }
    }
    for (const one of processes) expect(one.said()).not.toMatch(/error/i);
  }, 180_000);

  const ENDS = {
    /** What the killed process did after its last note is counted by nobody, and nothing by both. */
    killed: (ended: TaskRunDto, run: TaskRunDto) => {
      expect(ended.takeovers).toBe(1);
      expect(ended.counts.lotsExpired).toBeLessThanOrEqual(ACCOUNTS);
      expect(ended.counts.lotsExpired).toBeGreaterThan(run.counts.lotsExpired!);
    },
    /** It noted where it stopped, so that all of it is counted. */
    stopped: (ended: TaskRunDto) => {
      expect(ended.takeovers).toBe(0);
      expect(ended.counts).toMatchObject({ accounts: ACCOUNTS, lotsExpired: ACCOUNTS });
    },
  };

  it.each(dealt(['killed', 'stopped'] as const, engine, serversOfThisRun()))(
    'are gone on with by the other when the owner is %s in the middle, and nothing is done twice',
    async (how) => {
      const currency = await overdueAccounts();
      await startTwo({ 'expire-due': { schedule: '*/5 * * * * *' }, reconcile: false });
      const [run, owner, other] = await inTheMiddle(currency);
      const asked = Date.now();
      await owner.end(how === 'killed' ? 'SIGKILL' : 'SIGTERM');
      // One that is stopped leaves at once.
      expect(Date.now() - asked).toBeLessThan(10_000);
      const ended = await endOf(run.id);
      expect([ownedBy(ended, other), ended.error]).toEqual([true, null]);
      await expectExpiredOnce(currency);
      ENDS[how](ended, run);
      expect((await history()).filter(({ scheduledAt }) => scheduledAt === run.scheduledAt)).toHaveLength(1);
    },
    600_000,
  );
});
