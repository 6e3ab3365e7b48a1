import type { Knex } from 'knex';
import { asOfNow, type Db, dialectOf, lookTwice, numbered, type Reading, writeNewRows } from '../../kernel';
import type { Row } from '../../kernel/table';
import { AFFILIATE_TABLES, actTable, deliveryTable, eventTable, linkVersionTable, referralTable } from '../schema';
import type { AffiliateSystem } from '../systems/system-store';
import type { LinkVersion } from './link-store';
import type { Referral } from './referral-store';

export type RecordedEvent = Row<typeof eventTable>;
export type Delivery = Row<typeof deliveryTable>;
export type Act = Row<typeof actTable>;

/** An event, how it stands, and what it names. */
export interface StoredEvent {
  readonly event: RecordedEvent;
  readonly delivery: Delivery;
  readonly system: Pick<AffiliateSystem, 'id' | 'code' | 'name'>;
  readonly link: LinkVersion | null;
}

/**
 * Writes events down that are new by their keys, with what was done with them at once and how members came by them; passes over
 * the others. The only writer of the table.
 *
 * @returns the ids of those that were new
 */
export function insertNewEvents(
  db: Db,
  events: readonly StoredEvent[],
  acts: readonly Act[],
  referrals: readonly Referral[],
): Promise<ReadonlySet<string>> {
  // In one order, so that two who write the same ones wait for each other at most once.
  const inOrder = events.toSorted((one, other) => (one.event.key < other.event.key ? -1 : 1));
  const rows = { write: eventTable.inserted(inOrder.map(({ event }) => event)), key: 'key' };
  return writeNewRows(db, dialectOf(db), rows, [
    { write: deliveryTable.inserted(events.map(({ delivery }) => delivery)), parent: 'id' },
    { write: actTable.inserted(acts), parent: 'event' },
    // Whoever was there before stays: the first partner is the one.
    { write: numbered(referralTable.insertedIfNew(referrals)), parent: 'event' },
  ]);
}

/** Events by their keys. */
export async function findByKeys(db: Db, keys: readonly string[]): Promise<Map<string, StoredEvent>> {
  const found = new Map<string, StoredEvent>();
  await lookTwice(db, keys, found, async (some, reading) => {
    for (const stored of await readEvents(db, (query) => query.whereIn('e.key', some), reading)) {
      found.set(stored.event.key, stored);
    }
  });
  return found;
}

const [EVENT, DELIVERY, VERSION] = [eventTable.as('e'), deliveryTable.as('d'), linkVersionTable.as('v')];
const COLUMNS = { ...EVENT.columns, ...DELIVERY.columns, ...VERSION.columns, s_code: 's.code', s_name: 's.name' };

/** Events as `e`, how they stand as `d`, their systems as `s` and their links as `v`. */
export const events = (db: Db): Knex.QueryBuilder =>
  db(`${deliveryTable.name} as d`)
    .join(`${eventTable.name} as e`, 'e.id', 'd.id')
    .join(`${AFFILIATE_TABLES.systems} as s`, 's.document_id', 'd.system')
    .leftJoin(`${linkVersionTable.name} as v`, 'v.id', 'd.link_version');

/**
 * Reads events with how they stand.
 *
 * @param choose narrows and orders `events`
 */
export async function readEvents(
  db: Db,
  choose: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
  reading: Reading = (query) => asOfNow(db, query),
): Promise<StoredEvent[]> {
  const query = choose(events(db)).select(COLUMNS);
  const rows = (await reading(query)) as Record<string, unknown>[];
  return rows.map((row) => {
    const event = EVENT.readOne(row);
    return {
      event,
      delivery: DELIVERY.readOne(row),
      system: { id: event.system, code: row.s_code as string, name: row.s_name as string },
      link: row.v_id === null ? null : VERSION.readOne(row),
    };
  });
}

/** Events by their ids, or by what caused them. */
export const readEventsBy = (db: Db, column: 'id' | 'cause_entry', ids: readonly string[]): Promise<StoredEvent[]> =>
  readEvents(db, (query) => query.whereIn(`e.${column}`, ids));

/** An event by its id. */
export async function findEvent(db: Db, id: string): Promise<StoredEvent | undefined> {
  return (await readEventsBy(db, 'id', [id]))[0];
}

/** F14. Amounts of the events that correct some, by the ids of these; those without an amount are left out. */
export async function readCorrected(db: Db, ids: readonly string[]): Promise<Map<string, string[]>> {
  const query = db(`${eventTable.name} as e`)
    .join(`${deliveryTable.name} as d`, 'd.id', 'e.id')
    .whereIn('e.corrects', ids)
    .whereNotNull('d.amount')
    .select('e.corrects as event', 'd.amount');
  const amounts = new Map<string, string[]>();
  for (const { event, amount } of (await asOfNow(db, query)) as { event: string; amount: string }[]) {
    amounts.set(event, [...(amounts.get(event) ?? []), amount]);
  }
  return amounts;
}

/** Events by their ids, in the order of these. */
export async function readByIds(db: Db, ids: readonly string[]): Promise<StoredEvent[]> {
  if (ids.length === 0) return [];
  const found = await readEvents(db, (query) => query.whereIn('e.id', ids));
  const byId = new Map(found.map((stored) => [stored.event.id, stored]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
