/** F7. When a delivery is tried again, and after which outcomes. */
import type { Milliseconds } from '../../kernel';
import type { SendProblem } from './send-failure';

const SECOND: Milliseconds = 1_000;
const MINUTE: Milliseconds = 60 * SECOND;
const HOUR: Milliseconds = 60 * MINUTE;

/** F7. What is waited after the first try, the second, and so on; the first is made at once. */
export const STANDARD_SCHEDULE: readonly Milliseconds[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  10 * HOUR,
];

export const SCHEDULE_LIMITS = {
  /** Of a schedule of a system's own. */
  steps: 20,
  leastDelay: SECOND,
  mostDelay: 7 * 24 * HOUR,
  /** The most that a `Retry-After` can ask for. */
  retryAfter: 24 * HOUR,
  /** What chance adds at most, as a part of the delay: so that what failed together does not come again together. */
  jitter: 0.2,
} as const;

/** Why a schedule of a system's own cannot be used, as the end of a sentence; null: it can. An empty one never tries again. */
export function problemOfSchedule(schedule: readonly number[]): string | null {
  const { steps, leastDelay, mostDelay } = SCHEDULE_LIMITS;
  if (schedule.length > steps) return `must have at most ${steps} delays.`;
  const isDelay = (delay: number) => Number.isInteger(delay) && delay >= leastDelay && delay <= mostDelay;
  return schedule.every(isDelay) ? null : `must hold whole numbers of milliseconds from ${leastDelay} to ${mostDelay}.`;
}

export interface FailedTry {
  /** How many tries there were, this one too. */
  readonly attempts: number;
  readonly schedule: readonly Milliseconds[];
  /** From 0 to 1, without 1. */
  readonly random: number;
  /** The header of the answer; null: there was none. */
  readonly retryAfter: string | null;
  readonly now: Milliseconds;
}

/** F7. How long to wait before the next try; null: there is none. `Retry-After` puts it off, never forward. */
export function delayAfter({ attempts, schedule, random, retryAfter, now }: FailedTry): Milliseconds | null {
  const step = schedule[attempts - 1];
  if (step === undefined) return null;
  const planned = step + Math.round(step * SCHEDULE_LIMITS.jitter * random);
  const asked = retryAfter === null ? 0 : (readRetryAfter(retryAfter, now) ?? 0);
  return Math.max(planned, Math.min(asked, SCHEDULE_LIMITS.retryAfter));
}

const DATE = /^(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? [\w: -]+$/;

/**
 * What a `Retry-After` asks for: seconds, or a date in one of the three forms of HTTP (RFC 9110), from now on.
 *
 * @returns null for anything else; 0 for what is past
 */
export function readRetryAfter(text: string, now: Milliseconds): Milliseconds | null {
  const given = text.trim();
  if (/^\d+$/.test(given)) return Number(given) * SECOND;
  if (!DATE.test(given)) return null;
  // The oldest form does not say that it is in UTC, as all of them are.
  const at = Date.parse(given.endsWith('GMT') ? given : `${given} GMT`);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/** What follows from a try that was no success. `gone`: it fails, and its system is switched off. `interrupted`: it does not count. */
export type Consequence = 'retry' | 'fail' | 'gone' | 'interrupted';

const AGAIN = new Set([408, 425, 429]);
const SERVER_ERROR = 500;
const GONE = 410;

/** F7. What follows from a status that is no success, or whose body tells of none. */
export function consequenceOfStatus(status: number): Consequence {
  if (status === GONE) return 'gone';
  return AGAIN.has(status) || status >= SERVER_ERROR ? 'retry' : 'fail';
}

/** F7, F10. What follows when there is no answer. What the guard does not let out, somebody has to look at. */
export const CONSEQUENCE_OF_PROBLEM: Readonly<Record<SendProblem, Consequence>> = {
  BLOCKED: 'fail',
  DNS: 'retry',
  CONNECTION: 'retry',
  TLS: 'retry',
  TIMEOUT: 'retry',
  ANSWER: 'retry',
  STOPPED: 'interrupted',
};
