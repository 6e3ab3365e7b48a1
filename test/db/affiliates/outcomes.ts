/** How affiliate events come to stand, written as the worker writes it, for tests of what is shown of them. */
import type { Knex } from 'knex';

import type { AffiliateAttemptOutcome, AffiliateEventStatus } from '../../../server/contract';
import { createIdSource } from '../../../server/kernel';
import { attemptTable } from '../../../server/affiliates/schema';
import { dialectOf, writeRows } from '../../../server/kernel';

export interface Outcome {
  readonly status: AffiliateEventStatus;
  readonly at: number;
  readonly error?: string;
  readonly url?: string;
  /** What each try came to, the last one at `at`. */
  readonly tries?: readonly {
    readonly outcome: AffiliateAttemptOutcome;
    readonly httpStatus?: number;
    readonly answer?: string;
  }[];
}

const WAITING = ['pending', 'retried'];
const MINUTE = 60_000;
const newId = createIdSource();

/** Has an event stand as if it had been sent with these outcomes. */
export async function settleEvent(knex: Knex, event: string, outcome: Outcome): Promise<void> {
  const { status, at, error, url = 'https://tracker.example/postback', tries = [] } = outcome;
  const isWaiting = WAITING.includes(status);
  await knex('rewards_affiliate_deliveries')
    .where({ id: event })
    .update({
      ...{ status, attempts: tries.length, round: tries.length, error: error ?? null },
      ...{ sent_at: status === 'success' ? at : null, url: tries.length > 0 ? url : null },
      ...(isWaiting ? { due_at: at + MINUTE } : { due_at: null, lane: null }),
    });
  const attempts = tries.map(({ outcome: one, httpStatus = 200, answer = '' }, i) => ({
    ...{ id: newId(at), event, number: i + 1, actor: null, startedAt: at - (tries.length - 1 - i) * MINUTE },
    ...{ durationMs: 120 + i, method: 'POST', url, httpStatus, outcome: one, problem: null, answer },
    nextAttemptAt: one === 'retry' ? at + MINUTE : null,
  }));
  await writeRows(knex, dialectOf(knex), [attemptTable.inserted(attempts)]);
}
