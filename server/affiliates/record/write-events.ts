import type { Knex } from 'knex';
import { onCommit } from '../../kernel';
import type { RecordDependencies } from './dependencies';
import type { Drawn } from './draw-up';
import { type Act, insertEvents } from './event-store';
import { keepReferrals } from './referral-store';

/** Writes new events down, and how members came by them; once that is committed, they are sent. */
export async function writeEvents(
  { onRecorded }: Pick<RecordDependencies, 'onRecorded'>,
  trx: Knex.Transaction,
  drawn: readonly Drawn[],
): Promise<void> {
  if (drawn.length === 0) return;
  const events = drawn.map(({ stored }) => stored);
  await insertEvents(
    trx,
    events,
    drawn.flatMap(({ act }): readonly Act[] => (act ? [act] : [])),
  );
  await keepReferrals(trx, events);
  if (events.some(({ delivery }) => delivery.dueAt !== null)) onCommit(trx, onRecorded);
}
