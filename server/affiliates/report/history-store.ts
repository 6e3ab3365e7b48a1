import { AFFILIATE_LIMITS } from '../../contract';
import type { Db } from '../../kernel';
import type { Attempt } from '../delivery/delivery-store';
import { type Act, readEvents, type StoredEvent } from '../record/event-store';
import { actTable, attemptTable } from '../schema';

/** F13. The last attempts to send an event, in their order. */
export async function readAttempts(db: Db, event: string): Promise<Attempt[]> {
  const rows: unknown = await db(attemptTable.name)
    .select(attemptTable.columns)
    .where({ event })
    .orderBy('number', 'desc')
    .limit(AFFILIATE_LIMITS.history);
  return attemptTable.read(rows).reverse();
}

/** What was last done with an event besides sending it, in its order. */
export async function readActs(db: Db, event: string): Promise<Act[]> {
  const rows: unknown = await db(actTable.name)
    .select(actTable.columns)
    .where({ event })
    .orderBy('id', 'desc')
    .limit(AFFILIATE_LIMITS.history);
  return actTable.read(rows).reverse();
}

/** F14. The events that correct one. */
export const readCorrections = (db: Db, event: string): Promise<StoredEvent[]> =>
  readEvents(db, (query) => query.where('e.corrects', event).orderBy('e.id').limit(AFFILIATE_LIMITS.history));
