/** The scheduled tasks among several instances on one database: who runs what, who takes over, who is refused. */
import { setTimeout as sleep } from 'node:timers/promises';

import { TASK_LIMITS, type TaskName } from '../../server/contract';
import { RewardsError, type TaskContext, type TaskWork } from '../../server/kernel';
import { claim, type Claim, finish, giveUp, LeaseLost, renew } from '../../server/tasks/lease';
import { readRun } from '../../server/tasks/run-store';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { gate, type Instance, instanceOf, processOf, until } from '../support/tasks';

const TASK: TaskName = 'expire-due';
const SLOT = Date.UTC(2026, 5, 1, 2);
const nothing = () => Promise.resolve({});

describeOnEveryEngine('scheduled tasks', (engine) => {
  let open: OpenLedger;
  let started: Instance[] = [];
  let slot = SLOT;

  beforeAll(async () => {
    open = await openLedger(engine);
  });
  afterAll(() => open.close());
  beforeEach(() => {
    slot += 60_000;
  });
  afterEach(async () => {
    for (const instance of started) await instance.stop();
    started = [];
    await open.knex('rewards_task_leases').update({ owner: null, run_id: null, expires_at: 0 });
    await open.knex('rewards_task_runs').del();
  });

  const instance = (...args: Parameters<typeof instanceOf> extends [unknown, ...infer Rest] ? Rest : never) => {
    const made = instanceOf(open, ...args);
    started.push(made);
    return made;
  };
  const runsOf = async (task: TaskName = TASK) =>
    (await instance(nothing).history({ task, page: 1, pageSize: 100 })).rows;
  const claimed = async (process = processOf(open, 60_000)): Promise<Claim> =>
    (await claim(process, TASK, { by: 'schedule', slot })) as Claim;
  /** As if the owner had been silent for the length of its lease. */
  const letLeaseExpire = () => open.knex('rewards_task_leases').where({ id: TASK }).update({ expires_at: 1 });
  const refusalOf = (action: Promise<unknown>) =>
    action.then(
      () => 'none',
      (error: unknown) => (error instanceof RewardsError ? error.code : String(error)),
    );

  it('run once for an instant of the schedule, however many instances fire, at once or late', async () => {
    let ran = 0;
    const instances = Array.from({ length: 5 }, () =>
      instance(async () => {
        ran += 1;
        await sleep(20);
        return { ran: 1 };
      }),
    );
    await Promise.all(instances.map(({ due }) => due(TASK, slot)));
    for (const { due } of instances) await due(TASK, slot);
    expect(ran).toBe(1);
    expect(await runsOf()).toMatchObject([
      { trigger: 'schedule', status: 'succeeded', scheduledAt: new Date(slot).toISOString(), counts: { ran: 1 } },
    ]);
  });

  it('run again for the next instant, and each task for itself', async () => {
    const one = instance(nothing);
    await Promise.all([one.due(TASK, slot), one.due('repair-projections', slot)]);
    await one.due(TASK, slot + 1_000);
    expect([(await runsOf()).length, (await runsOf('repair-projections')).length]).toEqual([2, 1]);
  });

  it('never overlap: neither a timer nor a person starts one that runs here or elsewhere', async () => {
    const { work, open: let_, hasBegun } = gate();
    const here = instance(work);
    const elsewhere = instance(nothing);
    const asked = await here.run(TASK, { actor: { id: 'admin:1', name: 'Ada' } });
    await hasBegun;
    expect(asked).toMatchObject({ status: 'running', trigger: 'manual', actor: { id: 'admin:1', name: 'Ada' } });
    for (const { due, run } of [here, elsewhere]) {
      expect(await refusalOf(run(TASK))).toBe('TASK_RUNNING');
      await due(TASK, slot);
    }
    const [listed] = await elsewhere.list();
    expect(listed).toMatchObject({ name: TASK, current: { id: asked.id, status: 'running' }, last: null });
    let_();
    await until(async () => (await elsewhere.list())[0]!.current === null, 'the run had ended');
    expect(await runsOf()).toMatchObject([{ id: asked.id, status: 'succeeded', counts: { passed: 1 } }]);
  });

  it('know no task that is none', async () => {
    const one = instance(nothing);
    expect(await refusalOf(one.run('toString'))).toBe('TASK_NOT_FOUND');
    expect(await refusalOf(one.history({ task: 'nope' }))).toBe('TASK_NOT_FOUND');
  });

  it('are begun once by people who ask at the same time', async () => {
    const { work, open: let_ } = gate();
    const instances = Array.from({ length: 4 }, () => instance(work));
    const answers = await Promise.all(instances.map(({ run }) => refusalOf(run(TASK))));
    expect(answers.toSorted()).toEqual(['TASK_RUNNING', 'TASK_RUNNING', 'TASK_RUNNING', 'none']);
    let_();
    await until(async () => (await instances[0]!.list())[0]!.current === null, 'the run had ended');
  });

  it('are taken over when their owner falls silent, under the same run, with what it had noted', async () => {
    const dead = processOf(open);
    const held = await claimed(dead);
    const { run } = held;
    await renew(dead, held, { accounts: 7 });
    const contexts: TaskContext[] = [];
    const work: TaskWork = (context) => {
      contexts.push(context);
      return Promise.resolve({ accounts: (context.counts.accounts ?? 0) + 3 });
    };
    const [other, another] = [instance(work), instance(work)];
    await other.watch();
    expect(contexts).toEqual([]);
    await letLeaseExpire();
    expect((await other.list())[0]!.current).toMatchObject({ id: run.id, status: 'interrupted' });
    await Promise.all([other.watch(), another.watch()]);
    expect(contexts).toMatchObject([{ runId: run.id, isResumed: true, scheduledAt: slot, counts: { accounts: 7 } }]);
    expect(await runsOf()).toMatchObject([{ id: run.id, status: 'succeeded', takeovers: 1, counts: { accounts: 10 } }]);
  });

  it('refuse everything to an owner that has lost its lease', async () => {
    const paused = processOf(open);
    const held = await claimed(paused);
    await letLeaseExpire();
    // Nobody has taken it, so it is still its own.
    await renew(paused, held, { accounts: 1 });
    await letLeaseExpire();
    await instance(() => Promise.resolve({ accounts: 2 })).watch();
    const before = await runsOf();
    for (const late of [
      () => renew(paused, held, { accounts: 99 }),
      () => finish(paused, held, { accounts: 99 }, null),
      () => giveUp(paused, held, { accounts: 99 }),
    ]) {
      await expect(late()).rejects.toBeInstanceOf(LeaseLost);
    }
    expect(await runsOf()).toEqual(before);
    expect(before).toMatchObject([{ status: 'succeeded', counts: { accounts: 2 } }]);
  });

  it('tell an owner that was paused, which stops and says nothing', async () => {
    let reason: unknown;
    let thrown: unknown;
    const paused = instance(
      async ({ signal, progress }) => {
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        reason = signal.reason;
        await progress({ accounts: 99 }).catch((error: unknown) => (thrown = error));
        return { accounts: 99 };
      },
      { leaseMs: 400 },
    );
    const { id } = await paused.run(TASK);
    await letLeaseExpire();
    const next = (await claim(processOf(open), TASK, { by: 'watch' })) as Claim;
    expect([next.run.id, next.isResumed]).toEqual([id, true]);
    await until(() => paused.said.some((line) => line.includes('no longer')), 'the paused owner noticed');
    expect([reason, thrown]).toEqual([expect.any(LeaseLost), expect.any(LeaseLost)]);
    expect(await runsOf()).toMatchObject([{ id, status: 'running', counts: {}, owner: next.run.owner }]);
  });

  it('keep their lease for as long as they work', async () => {
    const { work, open: let_ } = gate();
    const busy = instance(work, { leaseMs: 400 });
    const other = instance(nothing, { leaseMs: 400 });
    const { id } = await busy.run(TASK);
    for (let i = 0; i < 6; i += 1) {
      await sleep(200);
      await other.watch();
      await other.due(TASK, slot + i);
    }
    let_();
    await until(async () => (await other.list())[0]!.current === null, 'the run had ended');
    expect(await runsOf()).toMatchObject([{ id, status: 'succeeded', takeovers: 0, owner: busy.owner }]);
  });

  it('note their progress once a second, and at their end', async () => {
    const seen: unknown[] = [];
    const one = instance(async ({ progress, runId }) => {
      for (let accounts = 1; accounts <= 12; accounts += 1) {
        await progress({ accounts });
        await sleep(100);
        seen.push((await readRun(open.knex, runId))?.counts.accounts ?? 0);
      }
      return { accounts: 12 };
    });
    await one.run(TASK, { wait: true });
    expect(new Set(seen).size).toBeLessThanOrEqual(3);
    expect(Math.max(...(seen as number[]))).toBeGreaterThanOrEqual(8);
    expect((await runsOf())[0]).toMatchObject({ status: 'succeeded', counts: { accounts: 12 } });
  });

  it('end in the history when they throw, with a sentence and what they had counted', async () => {
    const one = instance(async ({ progress }) => {
      await progress({ accounts: 5 });
      throw new Error('The moon was full.\n    at a secret place');
    });
    const { status, error, counts, durationMs } = await one.run(TASK, { wait: true });
    expect({ status, error, counts }).toEqual({
      status: 'failed',
      error: 'The moon was full.',
      counts: { accounts: 5 },
    });
    expect(durationMs).toBeGreaterThanOrEqual(0);
    expect(one.said).toEqual([expect.stringMatching(/^error: The task expire-due .*The moon was full\./s)]);
    await one.due(TASK, slot);
    expect((await runsOf()).map((run) => run.status)).toEqual(['failed', 'failed']);
    expect((await one.list())[0]).toMatchObject({ current: null, last: { trigger: 'schedule', status: 'failed' } });
  });

  it('survive a task that throws nothing at all', async () => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- that is what is tested
    const one = instance(() => Promise.reject());
    expect(await one.run(TASK, { wait: true })).toMatchObject({
      status: 'failed',
      error: 'It failed without saying why.',
    });
  });

  it('survive a database that does not answer when they are due', async () => {
    const broken = {
      ...processOf(open),
      db: new Proxy(open.knex, { get: () => () => Promise.reject(new Error('gone')) }),
    };
    const one = instance(nothing, broken);
    await one.due(TASK, slot);
    await one.watch();
    expect(one.said).toHaveLength(2);
  });

  it('are handed on when Strapi stops, and gone on with under the same run', async () => {
    const { work } = gate();
    const stopping = instance(work);
    const { id } = await stopping.run(TASK);
    await stopping.stop();
    await expect(stopping.run(TASK)).rejects.toThrow('stopping');
    const other = instance(({ counts }) => Promise.resolve({ ...counts, finished: 1 }));
    expect((await other.list())[0]!.current).toMatchObject({ id, status: 'interrupted', finishedAt: null });
    await other.watch();
    expect(await runsOf()).toMatchObject([
      { id, status: 'succeeded', takeovers: 0, counts: { passed: 1, finished: 1 } },
    ]);
  });

  it('are given up by a Strapi that stops when they do not listen, and write nothing any more', async () => {
    let end = (): void => undefined;
    const deaf = new Promise<void>((resolve) => (end = resolve));
    const stopping = instance(() => deaf.then(() => ({ late: 1 })), { stopWait: 100 });
    const { id } = await stopping.run(TASK);
    const began = Date.now();
    await stopping.stop();
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(await runsOf()).toMatchObject([{ id, status: 'interrupted' }]);
    const other = instance(() => Promise.resolve({ other: 1 }));
    await other.watch();
    end();
    await until(() => stopping.said.some((line) => line.includes('without a say')), 'the late end was refused');
    expect(await runsOf()).toMatchObject([{ id, status: 'succeeded', counts: { other: 1 } }]);
  });

  it('run what was left behind before what is asked for', async () => {
    const left = await claimed();
    await letLeaseExpire();
    const ran: string[] = [];
    const one = instance(({ runId }) => {
      ran.push(runId);
      return Promise.resolve({});
    });
    await one.due(TASK, slot + 1_000);
    expect(ran[0]).toBe(left.run.id);
    expect(ran).toHaveLength(2);
    expect((await runsOf()).map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
  });

  it(`are abandoned when ${TASK_LIMITS.takeovers + 1} processes in turn fell silent over them, and then free`, async () => {
    const { run } = await claimed();
    for (let i = 0; i < TASK_LIMITS.takeovers; i += 1) {
      await letLeaseExpire();
      const next = (await claim(processOf(open), TASK, { by: 'watch' })) as Claim;
      expect([next.run.id, next.run.takeovers]).toEqual([run.id, i + 1]);
    }
    await letLeaseExpire();
    const one = instance(nothing);
    await one.watch();
    expect(await runsOf()).toMatchObject([
      { id: run.id, status: 'abandoned', error: expect.stringContaining('silent') as string },
    ]);
    expect(await one.run(TASK, { wait: true })).toMatchObject({ status: 'succeeded' });
  });

  it('keep a bounded history of each task', async () => {
    const process = processOf(open);
    const ids: string[] = [];
    for (let i = 0; i < 6; i += 1) {
      const held = (await claim(process, TASK, { by: 'schedule', slot: slot + i })) as Claim;
      ids.push(held.run.id);
      await finish(process, held, {}, null, 3);
    }
    await instance(nothing).due('repair-projections', slot);
    expect((await runsOf()).map(({ id }) => id)).toEqual(ids.slice(3).toReversed());
    expect(await runsOf('repair-projections')).toHaveLength(1);
  });

  it('are paged, newest first, and empty past the end', async () => {
    const one = instance(nothing);
    for (let i = 0; i < 3; i += 1) await one.due(TASK, slot + i);
    const second = await one.history({ task: TASK, page: 2, pageSize: 2 });
    expect([second.total, second.rows.map(({ scheduledAt }) => scheduledAt)]).toEqual([
      3,
      [new Date(slot).toISOString()],
    ]);
    expect((await one.history({ task: TASK, page: 3, pageSize: 2 })).rows).toEqual([]);
  });

  it('fire by their timers, once an instant among the instances, and not after the stop', async () => {
    const plans = [{ name: TASK, schedule: '* * * * * *', timezone: 'UTC', enabled: true }];
    const both = [instance(nothing, { plans }), instance(nothing, { plans })];
    for (const one of both) one.start();
    expect((await both[0]!.list())[0]!.nextRunAt).not.toBeNull();
    await until(async () => (await runsOf()).length >= 3, 'three instants had passed');
    for (const one of both) await one.stop();
    const runs = await runsOf();
    expect(new Set(runs.map(({ scheduledAt }) => scheduledAt)).size).toBe(runs.length);
    expect(new Set(runs.map(({ status }) => status))).toEqual(new Set(['succeeded']));
    await sleep(1_500);
    expect(await runsOf()).toHaveLength(runs.length);
  });

  it('set no timer where scheduling is off, and still run when asked', async () => {
    const off = instance(nothing, { isScheduling: false });
    off.start();
    expect((await off.list()).every(({ nextRunAt }) => nextRunAt === null)).toBe(true);
    expect(await off.run(TASK, { wait: true })).toMatchObject({ status: 'succeeded', trigger: 'manual' });
  });
});
