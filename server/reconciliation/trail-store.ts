import type { Knex } from 'knex';
import { type Db, type Dialect, writeRows } from '../kernel';
import type { Row } from '../kernel/table';
import type { Discrepancy } from './discrepancy-store';
import { eventTable, sightingTable } from './schema';

/** Something that happened to a discrepancy. */
export type TrailEvent = Row<typeof eventTable>;

/** Adds to the history; nothing of it is ever changed. */
export const insertEvents = (trx: Knex.Transaction, dialect: Dialect, events: readonly TrailEvent[]): Promise<void> =>
  writeRows(trx, dialect, [eventTable.inserted(events)]);

/** What happened to a discrepancy, in order. */
export async function readEvents(db: Db, discrepancyId: string): Promise<TrailEvent[]> {
  const query = db(eventTable.name).select(eventTable.columns).where({ discrepancy_id: discrepancyId });
  return eventTable.read(await query.orderBy('id'));
}

/** Notes which discrepancies a run saw, and with which figures. */
export async function insertSightings(
  trx: Knex.Transaction,
  dialect: Dialect,
  runId: string,
  seen: readonly Discrepancy[],
): Promise<void> {
  const sightings = seen.map(({ id, severity, expected, actual, difference }) => ({
    ...{ runId, discrepancyId: id, severity },
    ...{ expected, actual, difference },
  }));
  await writeRows(trx, dialect, [sightingTable.insertedIfNew(sightings)]);
}
