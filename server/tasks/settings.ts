import cron from 'node-cron';
import { TASK_LIMITS, TASK_NAMES, TASKS, type TaskName } from '../contract';

/** How an instance runs a task. */
export interface TaskPlan {
  readonly name: TaskName;
  readonly schedule: string;
  readonly timezone: string;
  readonly enabled: boolean;
}

export interface TaskSettings {
  readonly plans: readonly TaskPlan[];
  /** Whether this instance schedules anything, and looks after what other instances left. */
  readonly isScheduling: boolean;
  /** Days ahead of which `warn-of-expiry` tells. */
  readonly warnDays: number;
}

const FIELDS: readonly string[] = ['schedule', 'timezone', 'enabled'];
const FIELDS_OF: Partial<Record<TaskName, readonly string[]>> = { 'warn-of-expiry': [...FIELDS, 'days'] };

/**
 * Reads the setting `tasks`.
 *
 * @throws an Error whose sentence names the setting that cannot be used
 */
export function readTaskSettings(setting: unknown): TaskSettings {
  const isOff = setting === false;
  const given = isOff ? {} : recordAt('tasks', setting ?? {}, 'must be false, or an object with settings by task');
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(TASKS, name)) refuse(`tasks.${name}`, `is no task; there are ${TASK_NAMES.join(', ')}`);
  }
  const plans = TASK_NAMES.map((name) => readPlan(name, given[name], isOff));
  return { plans, isScheduling: !isOff, warnDays: readDays(given['warn-of-expiry']) };
}

/** Reads the setting `taskLeaseSeconds`, in milliseconds. @throws as `readTaskSettings` */
export function readLeaseMs(setting: unknown): number {
  const { min, max, standard } = TASK_LIMITS.leaseSeconds;
  const seconds = setting ?? standard;
  if (!isWithin(seconds, min, max)) refuse('taskLeaseSeconds', `must be a whole number from ${min} to ${max}`);
  return (seconds as number) * 1_000;
}

function readPlan(name: TaskName, setting: unknown, isOff: boolean): TaskPlan {
  const at = `tasks.${name}`;
  const standard: TaskPlan = { name, schedule: TASKS[name].schedule, timezone: 'UTC', enabled: !isOff };
  if (setting === undefined) return standard;
  if (setting === false) return { ...standard, enabled: false };
  const given = recordAt(at, setting, 'must be false, or an object such as { schedule: "0 2 * * *" }');
  const known = FIELDS_OF[name] ?? FIELDS;
  for (const field of Object.keys(given)) {
    if (!known.includes(field)) refuse(`${at}.${field}`, `is no setting; there are ${known.join(', ')}`);
  }
  const { schedule = standard.schedule, timezone = standard.timezone, enabled = true } = given;
  if (typeof enabled !== 'boolean') refuse(`${at}.enabled`, 'must be true or false');
  if (typeof timezone !== 'string' || !isTimezone(timezone)) {
    refuse(`${at}.timezone`, `must be the name of a time zone such as "UTC" or "Europe/Berlin"`);
  }
  checkExpression(`${at}.schedule`, schedule);
  return { name, schedule: schedule as string, timezone, enabled };
}

function readDays(setting: unknown): number {
  const { max, standard } = TASK_LIMITS.warnDays;
  const days =
    (typeof setting === 'object' && setting !== null ? (setting as { days?: unknown }).days : null) ?? standard;
  if (!isWithin(days, 1, max)) refuse('tasks.warn-of-expiry.days', `must be a whole number from 1 to ${max}`);
  return days as number;
}

function checkExpression(at: string, expression: unknown): void {
  if (typeof expression !== 'string') refuse(at, 'must be a cron expression such as "0 2 * * *"');
  const { valid, errors } = cron.validateDetailed(expression);
  const why = errors[0]?.message;
  if (!valid) refuse(at, `must be a cron expression such as "0 2 * * *"${why ? `: ${why}` : ''}`);
}

function isTimezone(name: string): boolean {
  try {
    return name !== '' && Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

const isWithin = (value: unknown, min: number, max: number): boolean =>
  Number.isInteger(value) && (value as number) >= min && (value as number) <= max;

function recordAt(at: string, value: unknown, problem: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(at, problem);
  return value as Readonly<Record<string, unknown>>;
}

function refuse(at: string, problem: string): never {
  throw new Error(`${at} ${problem}.`);
}
