import type { Knex } from 'knex';
import type { ClubEventStatus, PayoutStatus } from '../../contract';
import {
  asText,
  countRows,
  DAY,
  type Db,
  dialectOf,
  inPages,
  type Milliseconds,
  readInteger,
  ROWS_AT_A_TIME,
  type Span,
} from '../../kernel';
import { eventTable, payoutTable, standingTable } from '../schema';
import type { Selection } from './selection';

/** The events of a selection, as `s`. */
export function selected(db: Db, selection: Selection): Knex.QueryBuilder {
  const { from, until, statuses, type, source, mission, member, id } = selection;
  const query = db(`${standingTable.name} as s`).where('s.received_at', '>=', from).where('s.received_at', '<', until);
  if (statuses !== undefined) void query.whereIn('s.status', statuses);
  if (type !== undefined) void query.where('s.type', type);
  if (source !== undefined) void query.where('s.source', source);
  if (member !== undefined) void query.where('s.member', member);
  if (mission !== undefined) {
    const paying = db(`${payoutTable.name} as p`).select(db.raw('1')).whereRaw('p.event = s.id');
    void query.whereExists(paying.where('p.mission', mission));
  }
  if (id !== undefined) {
    const named = db(`${eventTable.name} as e`).select(db.raw('1')).whereRaw('e.id = s.id').where('e.external_id', id);
    void query.where((either) => void either.where('s.id', id).orWhereExists(named));
  }
  return query;
}

export const countSelected = (db: Db, selection: Selection): Promise<number> => countRows(selected(db, selection));

/** Ids of a page, newest first. */
export async function idsOfPage(db: Db, selection: Selection, { skip, limit }: Span): Promise<string[]> {
  const query = newestFirst(selected(db, selection)).select('s.id').offset(skip).limit(limit);
  return ((await query) as { readonly id: string }[]).map(({ id }) => id);
}

const newestFirst = (query: Knex.QueryBuilder): Knex.QueryBuilder =>
  query.orderBy('s.received_at', 'desc').orderBy('s.id', 'desc');

interface Place {
  readonly id: string;
  readonly receivedAt: Milliseconds;
}

/** Every event of a selection, newest first; each page begins behind the last event of the one before. */
export const placesOf = (db: Db, selection: Selection): AsyncGenerator<Place> =>
  inPages(async (last) => {
    const query = selected(db, selection);
    if (last) {
      void query.where('s.received_at', '<=', last.receivedAt).where((behind) => {
        void behind.where('s.received_at', '<', last.receivedAt).orWhere('s.id', '<', last.id);
      });
    }
    const rows: unknown = await newestFirst(query).select('s.id', 's.received_at').limit(ROWS_AT_A_TIME);
    return (rows as { id: string; received_at: unknown }[]).map((row) => ({
      ...{ id: row.id, receivedAt: readInteger(row.received_at) },
    }));
  });

export interface EventCount {
  /** When the day begins, in UTC. */
  readonly day: Milliseconds;
  readonly status: ClubEventStatus;
  readonly count: number;
}

/** The day in which a column of milliseconds lies. */
const dayOf = (db: Db, column: string) => db.raw(`(${column} - MOD(${column}, ${DAY}))`);

/** How many events of a selection were received on each day, by how they stand now. */
export async function countEvents(db: Db, selection: Selection): Promise<EventCount[]> {
  const rows: unknown = await selected(db, selection)
    .select('s.status', { day: dayOf(db, 's.received_at') })
    .count({ count: '*' })
    .groupBy('s.status', 'day');
  return (rows as Record<string, unknown>[]).map(({ status, day, count }) => ({
    ...{ status: status as ClubEventStatus, day: readInteger(day), count: readInteger(count) },
  }));
}

export interface PayoutCount {
  readonly day: Milliseconds;
  readonly status: PayoutStatus;
  readonly currency: string | null;
  readonly count: number;
  /** In minor units; of a badge nothing. */
  readonly sum: bigint;
}

/** Whether a selection looks at anything but when events were received, which payouts know by themselves. */
const isByTimeAlone = ({ statuses, type, source, mission, member, id }: Selection): boolean =>
  [statuses, type, source, mission, member, id].every((one) => one === undefined);

/** How many payouts the events of a selection have, and what they come to, by the day on which the event was received. */
export async function countPayouts(db: Db, selection: Selection): Promise<PayoutCount[]> {
  const query = db(`${payoutTable.name} as p`)
    .where('p.received_at', '>=', selection.from)
    .where('p.received_at', '<', selection.until);
  if (!isByTimeAlone(selection)) void query.whereIn('p.event', selected(db, selection).select('s.id'));
  const rows: unknown = await query
    .select('p.status', 'p.currency', { day: dayOf(db, 'p.received_at') })
    .select(db.raw(`${asText(dialectOf(db), 'SUM(p.amount)')} as sum`))
    .count({ count: '*' })
    .groupBy('p.status', 'p.currency', 'day');
  return (rows as Record<string, unknown>[]).map(({ status, currency, day, count, sum }) => ({
    ...{ status: status as PayoutStatus, currency: (currency ?? null) as string | null },
    ...{ day: readInteger(day), count: readInteger(count), sum: sum === null ? 0n : BigInt(sum as string) },
  }));
}

export interface MissionCount {
  readonly mission: string;
  readonly status: PayoutStatus;
  readonly count: number;
}

/** How many payouts each mission has, by how they stand. */
export async function countByMission(db: Db): Promise<MissionCount[]> {
  const rows: unknown = await db(payoutTable.name)
    .select('mission', 'status')
    .count({ count: '*' })
    .groupBy('mission', 'status');
  return (rows as Record<string, unknown>[]).map(({ mission, status, count }) => ({
    ...{ mission: mission as string, status: status as PayoutStatus, count: readInteger(count) },
  }));
}
