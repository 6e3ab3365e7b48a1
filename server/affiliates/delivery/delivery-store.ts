import type { Knex } from 'knex';
import {
  chunksOf,
  type Db,
  dialectOf,
  lockFound,
  type Milliseconds,
  numbered,
  readInteger,
  writeRows,
} from '../../kernel';
import type { Row } from '../../kernel/table';
import type { Delivery } from '../record/event-store';
import { attemptTable, deliveryTable, systemStateTable } from '../schema';

export type SystemState = Row<typeof systemStateTable>;
export type Attempt = Row<typeof attemptTable>;

/** Locks the rows that a query finds. @param skipLocked passes over those that somebody else has locked */
const locked = (trx: Knex.Transaction, query: Knex.QueryBuilder, skipLocked = false) =>
  lockFound(trx, dialectOf(trx), query, { strength: 'change', skipLocked });

/** Makes the row of a system's state where there is none. */
export async function ensureState(db: Db, system: string): Promise<void> {
  const state: SystemState = {
    ...{ id: 0, system, isOn: true, offSince: null, offBy: null, offWhy: null },
    ...{ failingSince: null, failingEvents: 0, busyUntil: 0 },
  };
  await writeRows(db, dialectOf(db), [numbered(systemStateTable.insertedIfNew([state]))]);
}

/**
 * Locks how a system stands, so that one process at a time decides what is sent to it.
 *
 * @param skip passes over it where somebody else has it locked, instead of waiting
 */
export async function lockState(
  trx: Knex.Transaction,
  system: string,
  skip: boolean,
): Promise<SystemState | undefined> {
  const query = trx(systemStateTable.name).select(systemStateTable.columns).where({ system });
  // What PostgreSQL knows of how many events are due is as old as its statistics. Taken for few, all of them would be read and sorted for
  // each turn; in the order of the index no more are read than are claimed.
  if (dialectOf(trx) === 'postgres')
    void query.select(trx.raw(`set_config('enable_bitmapscan', 'off', true) AS planned`));
  return systemStateTable.read(await locked(trx, query, skip))[0];
}

export const updateState = (db: Db, state: SystemState): Promise<void> =>
  writeRows(db, dialectOf(db), [systemStateTable.updated([state])]);

/** How systems stand, by their documentIds. */
export async function readStates(db: Db): Promise<Map<string, SystemState>> {
  const rows: unknown = await db(systemStateTable.name).select(systemStateTable.columns);
  return new Map(systemStateTable.read(rows).map((state) => [state.system, state]));
}

/**
 * An event that is due, and whether it is the first one of its lane or behind another one (F9). It is neither where MySQL, which
 * locks what is committed by now, looks for the first one in what was committed when the statement began: the next look tells.
 */
export interface Due {
  readonly delivery: Delivery;
  readonly isHead: boolean;
  readonly isBehind: boolean;
}

/**
 * Events of a system that are due, those that have waited longest first: locked, as they are now. Whoever is first in a lane is told
 * by one look into the index, however many wait in it.
 */
export async function lockDue(
  trx: Knex.Transaction,
  system: string,
  now: Milliseconds,
  most: number,
): Promise<readonly Due[]> {
  const first = trx(`${deliveryTable.name} as f`).min('f.id').whereRaw('f.lane = d.lane').as('head');
  const query = trx(`${deliveryTable.name} as d`)
    .select(deliveryTable.columnsOf('d'))
    .select(first)
    .where('d.system', system)
    .where('d.due_at', '<=', now)
    .orderBy('d.due_at')
    .orderBy('d.id')
    .limit(most);
  const rows = await locked(trx, query);
  return rows.map((row) => {
    const [id, head] = [row.id as string, row.head as string | null];
    return { delivery: deliveryTable.readOne(row), isHead: head === id, isBehind: head !== null && head < id };
  });
}

/** Events by their ids, locked in the order of these, as they are now. */
export async function lockDeliveries(trx: Knex.Transaction, ids: readonly string[]): Promise<Delivery[]> {
  const query = trx(deliveryTable.name).select(deliveryTable.columns).whereIn('id', ids).orderBy('id');
  return deliveryTable.read(await locked(trx, query));
}

/** Looks of one statement: SQLite takes 500 parts of a compound SELECT. */
const LOOKS_AT_A_TIME = 200;

/** F9. The first event that waits in each lane. One look into the index a lane, however many wait in it. */
async function headsOf(db: Db, lanes: readonly string[]): Promise<ReadonlySet<string>> {
  const heads = new Set<string>();
  if (lanes.length === 0) return heads;
  if (dialectOf(db) === 'postgres') {
    // One statement that is always the same, which the driver need not write out for each number of lanes.
    const answer: unknown = await db.raw(
      `SELECT (SELECT MIN(id) FROM ${deliveryTable.name} WHERE lane = l.lane) AS head FROM unnest(?::text[]) AS l(lane)`,
      [[...new Set(lanes)]],
    );
    const found = (answer as { rows: { head: string | null }[] }).rows.flatMap(({ head }) => head ?? []);
    return new Set(found);
  }
  for (const part of chunksOf(LOOKS_AT_A_TIME, [...new Set(lanes)])) {
    const [first, ...others] = part.map((lane) => db(deliveryTable.name).min('id as head').where({ lane }));
    const rows = (await (first as Knex.QueryBuilder).unionAll(others)) as { head: string | null }[];
    for (const { head } of rows) if (head !== null) heads.add(head);
  }
  return heads;
}

/** F9. Lets the first event of each lane go that has waited behind another one. */
export async function freeHeads(db: Db, lanes: readonly string[], now: Milliseconds): Promise<void> {
  const heads = [...(await headsOf(db, lanes))];
  if (heads.length === 0) return;
  await db(deliveryTable.name).whereIn('id', heads).whereNull('due_at').update({ due_at: now });
}

/** Writes down how events stand now, and the tries that led there. */
export const writeDeliveries = (
  trx: Knex.Transaction,
  deliveries: readonly Delivery[],
  attempts: readonly Attempt[],
): Promise<void> =>
  writeRows(trx, dialectOf(trx), [deliveryTable.updated(deliveries), attemptTable.inserted(attempts)]);

/** Systems that are on and for which something is due, of some. One look into the index a system. */
export async function dueSystems(db: Db, systems: readonly string[], now: Milliseconds): Promise<string[]> {
  const due: string[] = [];
  if (systems.length === 0) return due;
  const states = await readStates(db);
  const on = systems.filter((system) => states.get(system)?.isOn ?? true);
  for (const part of chunksOf(LOOKS_AT_A_TIME, on)) {
    const looks = part.map((system) => db(deliveryTable.name).min('due_at as due').where({ system }));
    const [first, ...others] = looks.map((one, i) => one.select(db.raw('? as place', [i])));
    const rows = (await (first as Knex.QueryBuilder).unionAll(others)) as { due: unknown; place: unknown }[];
    for (const { due: at, place } of rows) {
      if (at !== null && readInteger(at) <= now) due.push(part[readInteger(place)] ?? '');
    }
  }
  return due;
}
