import type { AffiliateAttemptOutcome, AffiliateSystemSettings } from '../../contract';
import type { Milliseconds } from '../../kernel';
import { errorOf, keptAnswer } from './answer';
import type { Unprepared } from './prepare';
import {
  type Consequence,
  CONSEQUENCE_OF_PROBLEM,
  consequenceOfStatus,
  delayAfter,
  STANDARD_SCHEDULE,
} from './schedule';
import type { Answer, Sent } from './send';
import { isSuccess } from './success';

/** What a try came to. */
export interface Verdict {
  readonly outcome: AffiliateAttemptOutcome;
  readonly httpStatus: number | null;
  /** Why there was no answer, or not the one that is wanted; null for a success. */
  readonly problem: string | null;
  /** F5. For people; null for a success. */
  readonly error: string | null;
  /** F13. As much of the answer as is kept. */
  readonly answer: string | null;
  /** When it is tried again; null: not by itself. */
  readonly nextAt: Milliseconds | null;
  /** F7. The system has said that it is no longer there. */
  readonly isGone: boolean;
}

interface Surroundings {
  readonly settings: AffiliateSystemSettings;
  /** Tries since somebody last had the event sent, this one too. */
  readonly round: number;
  readonly now: Milliseconds;
  /** From 0 to 1, without 1. */
  readonly random: number;
}

/** F5 to F7. Judges what a try came to. */
export function judge(sent: Sent, around: Surroundings): Verdict {
  if ('problem' in sent) {
    const { problem, message } = sent;
    const told = { httpStatus: null, problem, error: message, answer: null };
    return { ...told, ...after(CONSEQUENCE_OF_PROBLEM[problem], null, around) };
  }
  const kept = { httpStatus: sent.status, answer: keptAnswer(sent.body) };
  if (isSuccess(sent, around.settings.success)) {
    return { ...kept, outcome: 'success', problem: null, error: null, nextAt: null, isGone: false };
  }
  const told = { ...kept, problem: problemOf(sent), error: errorOf(sent.body) };
  return { ...told, ...after(consequenceOfStatus(sent.status), sent.headers['retry-after'] ?? null, around) };
}

/** What follows where there is no request: an event of a system that lacks a secret makes one when the secret is there. */
export function judgeUnprepared({ problem, message }: Unprepared, around: Surroundings): Verdict {
  const told = { httpStatus: null, problem, error: message, answer: null };
  return { ...told, ...after(problem === 'NO_SECRET' ? 'retry' : 'fail', null, around) };
}

const problemOf = ({ status }: Answer): string =>
  status >= 200 && status < 300 ? 'UNWANTED_ANSWER' : `HTTP_${status}`;

function after(
  consequence: Consequence,
  retryAfter: string | null,
  { settings, round, now, random }: Surroundings,
): Pick<Verdict, 'outcome' | 'nextAt' | 'isGone'> {
  if (consequence === 'interrupted') return { outcome: 'interrupted', nextAt: now, isGone: false };
  const isGone = consequence === 'gone';
  if (consequence !== 'retry') return { outcome: 'failed', nextAt: null, isGone };
  const schedule = settings.schedule ?? STANDARD_SCHEDULE;
  const delay = delayAfter({ attempts: round, schedule, random, retryAfter, now });
  return delay === null
    ? { outcome: 'failed', nextAt: null, isGone }
    : { outcome: 'retry', nextAt: now + delay, isGone };
}
