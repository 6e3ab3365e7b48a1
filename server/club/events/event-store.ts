import { type Db, dialectOf, findInChunks, lookTwice, type Reading, writeNewRows } from '../../kernel';
import type { Row } from '../../kernel/table';
import { eventTable, payloadTable, standingTable } from '../schema';

export type ClubEvent = Row<typeof eventTable>;
export type Standing = Row<typeof standingTable>;

/** An event with how it stands. */
export interface StoredEvent {
  readonly event: ClubEvent;
  readonly standing: Standing;
}

/** An event that is written down. */
export interface NewEvent extends StoredEvent {
  readonly payload: string;
}

/**
 * Writes events down that are new by their keys, and passes over the others. The only writer of the tables but for what becomes of
 * an event (`process/queue-store`).
 *
 * @returns the ids of those that were new
 */
export function insertNewEvents(db: Db, events: readonly NewEvent[]): Promise<ReadonlySet<string>> {
  // In one order, so that two who write the same ones wait for each other at most once.
  const inOrder = events.toSorted((one, other) => (one.event.key < other.event.key ? -1 : 1));
  const rows = { write: eventTable.inserted(inOrder.map(({ event }) => event)), key: 'key' };
  return writeNewRows(db, dialectOf(db), rows, [
    { write: payloadTable.inserted(events.map(({ event: { id }, payload }) => ({ id, payload }))), parent: 'id' },
    { write: standingTable.inserted(events.map(({ standing }) => standing)), parent: 'id' },
  ]);
}

const [EVENT, STANDING] = [eventTable.as('e'), standingTable.as('s')];

/** Events by their keys, with their payloads; null where one was dropped. */
export async function findByKeys(
  db: Db,
  keys: readonly string[],
): Promise<Map<string, StoredEvent & { readonly payload: string | null }>> {
  const found = new Map<string, StoredEvent & { readonly payload: string | null }>();
  const read = async (some: readonly string[], reading: Reading) => {
    const query = db(`${eventTable.name} as e`)
      .join(`${standingTable.name} as s`, 's.id', 'e.id')
      .leftJoin(`${payloadTable.name} as p`, 'p.id', 'e.id')
      .select({ ...EVENT.columns, ...STANDING.columns, payload: 'p.payload' })
      .whereIn('e.key', some);
    const rows = (await reading(query)) as Record<string, unknown>[];
    for (const row of rows) {
      const event = EVENT.readOne(row);
      found.set(event.key, { event, standing: STANDING.readOne(row), payload: row.payload as string | null });
    }
  };
  await lookTwice(db, keys, found, read);
  return found;
}

/** Events by their ids, with how they stand. */
export async function readEvents(db: Db, ids: readonly string[]): Promise<Map<string, StoredEvent>> {
  const rows = await findInChunks(ids, async (some) => {
    const query = db(`${eventTable.name} as e`)
      .join(`${standingTable.name} as s`, 's.id', 'e.id')
      .select({ ...EVENT.columns, ...STANDING.columns })
      .whereIn('e.id', some);
    return (await query) as Record<string, unknown>[];
  });
  return new Map(
    rows.map((row) => {
      const event = EVENT.readOne(row);
      return [event.id, { event, standing: STANDING.readOne(row) }];
    }),
  );
}

/** Payloads by their events' ids; those that were dropped are missing. */
export async function readPayloads(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await findInChunks(ids, async (some) =>
    payloadTable.read(await db(payloadTable.name).select(payloadTable.columns).whereIn('id', some)),
  );
  return new Map(rows.map(({ id, payload }) => [id, payload]));
}
