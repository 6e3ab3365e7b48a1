import { OUTBOX_LIMITS } from '../contract';
import type { Milliseconds } from '../kernel';

/** When something is told again that has failed so often; null: it has failed for good. */
export function nextAttempt(attempts: number, now: Milliseconds): Milliseconds | null {
  const wait = OUTBOX_LIMITS.waits[attempts - 1];
  return wait === undefined ? null : now + wait;
}

/** What a listener said, as much of it as is kept. */
export const saidBy = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, OUTBOX_LIMITS.error);
