import type { Knex } from 'knex';
import { CLUB_LIMITS } from '../../contract';
import { type Clock, type Milliseconds, sentenceOf } from '../../kernel';
import { lockShard, readDue, writeDecided } from './queue-store';

export interface FailureDependencies {
  readonly clock: Clock;
  transact<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
}

/** Until an event is tried again: 2 s, then four times as long each time. */
const FIRST_WAIT: Milliseconds = 2_000;
const LONGER = 4;

/** E7. Writes down that the first event of a shard that is due could not be decided, and when it is tried again, if at all. */
export function noteFailure({ clock, transact }: FailureDependencies, shard: number, error: unknown): Promise<void> {
  return transact(async (trx) => {
    if (!(await lockShard(trx, shard, false))) return;
    const now = clock.now();
    const [first] = await readDue(trx, shard, now, 1);
    if (!first) return;
    const tries = first.tries + 1;
    const isLast = tries >= CLUB_LIMITS.tries;
    const dueAt = isLast ? null : now + FIRST_WAIT * LONGER ** (tries - 1);
    const status = isLast ? 'error' : 'received';
    await writeDecided(trx, [{ ...first, status, tries, dueAt, error: sentenceOf(error) }], []);
  });
}
