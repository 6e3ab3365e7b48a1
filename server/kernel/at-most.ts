import { setTimeout as sleep } from 'node:timers/promises';
import type { Milliseconds } from './clock';

/** Waits for something, up to a time. What it waits with does not hold the process open. */
export async function atMost(longest: Milliseconds, work: Promise<unknown>): Promise<void> {
  const patience = new AbortController();
  const over = sleep(longest, undefined, { signal: patience.signal, ref: false }).catch(() => undefined);
  await Promise.race([work, over]);
  patience.abort();
}
