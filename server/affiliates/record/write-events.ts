import type { Knex } from 'knex';
import { onCommit } from '../../kernel';
import type { RecordDependencies } from './dependencies';
import type { Drawn } from './draw-up';
import { insertNewEvents } from './event-store';
import { referralOf } from './referral-store';

/**
 * Writes events down that are new, and how members came by them; once that is committed, they are sent.
 *
 * @returns the ids of those that were new
 */
export async function writeEvents(
  { onRecorded }: Pick<RecordDependencies, 'onRecorded'>,
  trx: Knex.Transaction,
  drawn: readonly Drawn[],
): Promise<ReadonlySet<string>> {
  if (drawn.length === 0) return new Set();
  const events = drawn.map(({ stored }) => stored);
  const acts = drawn.flatMap(({ act }) => act ?? []);
  const written = await insertNewEvents(trx, events, acts, events.flatMap(referralOf));
  if (events.some(({ event, delivery }) => delivery.dueAt !== null && written.has(event.id))) onCommit(trx, onRecorded);
  return written;
}
