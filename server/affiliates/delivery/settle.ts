import { isDeepStrictEqual } from 'node:util';
import type { Knex } from 'knex';
import type { AffiliateEventStatus } from '../../contract';
import type { Milliseconds } from '../../kernel';
import type { Delivery } from '../record/event-store';
import type { Claimed } from './claim';
import {
  type Attempt,
  freeHeads,
  lockDeliveries,
  type SystemState,
  updateState,
  writeDeliveries,
} from './delivery-store';
import { requireMove } from './moves';
import { streakAfter } from './streak';
import type { Verdict } from './verdict';

/** A try that was claimed and never begun, because the process stops or the system is gone: it counts for nothing. */
export interface Untried {
  readonly claimed: Claimed;
  readonly verdict: null;
  readonly endedAt: Milliseconds;
}

/** A try that is over. */
export interface Tried {
  readonly claimed: Claimed;
  readonly verdict: Verdict;
  readonly endedAt: Milliseconds;
  readonly method: string;
  /** F11. Without secrets. */
  readonly url: string;
}

const STATUS_AFTER: Readonly<Record<Verdict['outcome'], AffiliateEventStatus>> = {
  success: 'success',
  retry: 'retried',
  interrupted: 'retried',
  failed: 'failed',
};

/**
 * F5, F9, F13. Writes down what tries of one system came to: an attempt each, how the event stands now, and whose turn it is next
 * in its lane. A try whose claim was over before it was through counts for nothing: another one was made in its place, and that
 * one tells.
 */
export async function settle(
  trx: Knex.Transaction,
  state: SystemState,
  ended: readonly (Tried | Untried)[],
): Promise<SystemState> {
  const ids = ended.map(({ claimed }) => claimed.id);
  const stored = new Map((await lockDeliveries(trx, ids)).map((delivery) => [delivery.id, delivery]));
  const valid = ended.filter(({ claimed }) => stored.get(claimed.id)?.claim === claimed.claim);
  const tried = valid.filter((one): one is Tried => one.verdict !== null);
  const after = [...tried.map(deliveryAfter), ...valid.flatMap((one) => (one.verdict ? [] : [givenBack(one)]))];
  await writeDeliveries(trx, after, tried.map(attemptOf));
  const over = tried.filter((_, i) => after[i]?.lane === null);
  const lanes = over.flatMap(({ claimed }) => claimed.lane ?? []);
  await freeHeads(trx, lanes, Math.max(0, ...over.map(({ endedAt }) => endedAt)));
  const next = { ...state, ...streakAfter(state, tried) };
  if (!isDeepStrictEqual(next, state)) await updateState(trx, next);
  return next;
}

function givenBack({ claimed, endedAt }: Untried): Delivery {
  const status = claimed.attempts > 0 ? 'retried' : 'pending';
  requireMove(claimed.status, status);
  return { ...claimed, status, dueAt: endedAt, claim: null, claimedAt: null };
}

function deliveryAfter({ claimed, verdict, endedAt, url }: Tried): Delivery {
  const status = STATUS_AFTER[verdict.outcome];
  requireMove(claimed.status, status);
  const isOver = status !== 'retried';
  return {
    ...claimed,
    status,
    lane: isOver ? null : claimed.lane,
    dueAt: verdict.nextAt,
    claim: null,
    claimedAt: null,
    // What was asked for has been done; what was broken off has not.
    askedBy: verdict.outcome === 'interrupted' ? claimed.askedBy : null,
    attempts: claimed.attempts + 1,
    round: claimed.round + (verdict.outcome === 'interrupted' ? 0 : 1),
    sentAt: status === 'success' ? endedAt : null,
    error: verdict.error,
    url,
  };
}

const attemptOf = ({ claimed, verdict, endedAt, method, url }: Tried): Attempt => ({
  id: claimed.claim,
  event: claimed.id,
  number: claimed.attempts + 1,
  actor: claimed.askedBy,
  startedAt: claimed.claimedAt,
  durationMs: Math.max(0, endedAt - claimed.claimedAt),
  method,
  url,
  httpStatus: verdict.httpStatus,
  outcome: verdict.outcome,
  problem: verdict.problem,
  answer: verdict.answer,
  nextAttemptAt: verdict.nextAt,
});
