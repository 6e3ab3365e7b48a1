import { setTimeout as sleep } from 'node:timers/promises';

import plugin from '../../server';
import { DEFAULT_EARNING, TASK_LIMITS, TASK_NAMES, TASKS } from '../../server/contract';
import { RewardsError, sentenceOf } from '../../server/kernel';
import { readLeaseMs, readTaskSettings } from '../../server/tasks/settings';
import { nextInstant, schedule } from '../../server/tasks/schedule';

const { config } = plugin;

const complaintOf = (settings: object): string => {
  try {
    config.validator({ earning: DEFAULT_EARNING, ...settings });
  } catch (error) {
    return (error as Error).message;
  }
  return 'none';
};

describe('the setting tasks', () => {
  it('runs every task at its standard time in UTC when nothing is set', () => {
    const { plans, isScheduling, warnDays } = readTaskSettings(undefined);
    expect(plans).toEqual(
      TASK_NAMES.map((name) => ({ name, schedule: TASKS[name].schedule, timezone: 'UTC', enabled: true })),
    );
    expect([isScheduling, warnDays]).toEqual([true, TASK_LIMITS.warnDays.standard]);
  });

  it('turns one task off, or all of them', () => {
    const one = readTaskSettings({ 'expire-due': false, 'warn-of-expiry': { enabled: false } });
    expect(one.plans.filter(({ enabled }) => enabled).map(({ name }) => name)).toEqual(
      TASK_NAMES.filter((name) => name !== 'expire-due' && name !== 'warn-of-expiry'),
    );
    expect(one.isScheduling).toBe(true);
    const all = readTaskSettings(false);
    expect([all.isScheduling, all.plans.some(({ enabled }) => enabled)]).toEqual([false, false]);
  });

  it('takes an expression, a time zone and days', () => {
    const given = {
      'repair-projections': { schedule: '15 1 * * 1', timezone: 'Europe/Berlin' },
      'warn-of-expiry': { days: 30 },
    };
    const { plans, warnDays } = readTaskSettings(given);
    expect(plans.find(({ name }) => name === 'repair-projections')).toEqual({
      name: 'repair-projections',
      schedule: '15 1 * * 1',
      timezone: 'Europe/Berlin',
      enabled: true,
    });
    expect(warnDays).toBe(30);
  });

  it.each([
    [{ tasks: true }, /^tasks must be false, or an object/],
    [{ tasks: [] }, /^tasks must be false, or an object/],
    [{ tasks: { 'expire-dues': {} } }, /^tasks\.expire-dues is no task; there are expire-due, /],
    [{ tasks: { toString: {} } }, /^tasks\.toString is no task/],
    [{ tasks: { 'expire-due': true } }, /^tasks\.expire-due must be false, or an object/],
    [{ tasks: { 'expire-due': { cron: '* * * * *' } } }, /^tasks\.expire-due\.cron is no setting/],
    [{ tasks: { 'expire-due': { days: 3 } } }, /^tasks\.expire-due\.days is no setting/],
    [{ tasks: { 'expire-due': { enabled: 'no' } } }, /^tasks\.expire-due\.enabled must be true or false/],
    [{ tasks: { 'expire-due': { schedule: 5 } } }, /^tasks\.expire-due\.schedule must be a cron expression/],
    [{ tasks: { 'expire-due': { schedule: '' } } }, /^tasks\.expire-due\.schedule must be a cron expression/],
    [{ tasks: { 'expire-due': { schedule: '61 * * * *' } } }, /^tasks\.expire-due\.schedule must be a cron .*61 is/],
    [{ tasks: { 'expire-due': { schedule: 'every day' } } }, /^tasks\.expire-due\.schedule must be a cron/],
    [{ tasks: { 'expire-due': { schedule: '0 0 31 2 *' } } }, /^tasks\.expire-due\.schedule must be a cron .*31 2/],
    [{ tasks: { 'expire-due': { timezone: 'Mars/Olympus' } } }, /^tasks\.expire-due\.timezone must be the name/],
    [{ tasks: { 'expire-due': { timezone: '' } } }, /^tasks\.expire-due\.timezone must be the name/],
    [{ tasks: { 'warn-of-expiry': { days: 0 } } }, /^tasks\.warn-of-expiry\.days must be a whole number from 1 to 366/],
    [{ tasks: { 'warn-of-expiry': { days: 1.5 } } }, /^tasks\.warn-of-expiry\.days must be a whole number/],
    [{ taskLeaseSeconds: 1 }, /^taskLeaseSeconds must be a whole number from 2 to 3600/],
    [{ taskLeaseSeconds: '60' }, /^taskLeaseSeconds must be a whole number/],
  ])('ends the start over %j, and says what is wrong', (settings, complaint) => {
    expect(complaintOf(settings)).toMatch(complaint);
  });

  it.each([{}, { tasks: {} }, { tasks: false }, { tasks: { 'expire-due': false } }, { taskLeaseSeconds: 5 }])(
    'takes %j',
    (settings) => {
      expect(complaintOf(settings)).toBe('none');
    },
  );

  it('has a lease of a minute unless another one is set', () => {
    expect([readLeaseMs(undefined), readLeaseMs(5)]).toEqual([60_000, 5_000]);
  });
});

describe('the schedule', () => {
  const plan = { name: 'expire-due', enabled: true } as const;

  it('tells the next instant in its own time zone, whatever the process has', () => {
    const next = nextInstant({ ...plan, schedule: '0 2 * * *', timezone: 'Asia/Kolkata' });
    expect(new Date(next!).toISOString()).toMatch(/T20:30:00\.000Z$/);
    expect(next!).toBeGreaterThan(Date.now());
    expect(next! - Date.now()).toBeLessThanOrEqual(24 * 60 * 60 * 1000);
  });

  it('calls at its instants until it is stopped, and names them to the second', async () => {
    const slots: number[] = [];
    const timer = schedule({ ...plan, schedule: '* * * * * *', timezone: 'UTC' }, (slot) => slots.push(slot));
    while (slots.length < 2) await sleep(50);
    await timer.stop();
    const seen = slots.length;
    expect(new Set(slots).size).toBe(seen);
    for (const slot of slots) expect(slot % 1_000).toBe(0);
    await sleep(1_500);
    expect(slots).toHaveLength(seen);
  });

  it('calls late for what passed while the process was busy', async () => {
    const slots: number[] = [];
    const timer = schedule({ ...plan, schedule: '* * * * * *', timezone: 'UTC' }, (slot) => slots.push(slot));
    const until = Date.now() + 3_500;
    while (Date.now() < until);
    await sleep(1_200);
    await timer.stop();
    expect(slots.length).toBeGreaterThanOrEqual(3);
  });
});

describe('the sentence that says why a run failed', () => {
  const driverError = (message: string) => Object.assign(new Error(message), { code: '42P01' });

  it.each([
    [new Error('It broke.\n    at somewhere'), 'It broke.'],
    [new RewardsError('TASK_NOT_FOUND', { task: 'x - y' }), 'task: there is no task "x - y".'],
    [driverError('select "email" from "x" where y = 5 - relation "x" does not exist'), 'relation "x" does not exist'],
    [driverError('connection refused'), 'connection refused'],
    ['thrown as text', 'thrown as text'],
    [new Error(''), 'It failed without saying why.'],
    [new Error('x'.repeat(2_000)), 'x'.repeat(TASK_LIMITS.error)],
  ])('of %p is a line without a stack, a statement or values', (error, sentence) => {
    expect(sentenceOf(error)).toBe(sentence);
  });
});
