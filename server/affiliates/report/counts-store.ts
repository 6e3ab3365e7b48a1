import type { AffiliateEventStatus } from '../../contract';
import { DAY, type Db, findInChunks, type Milliseconds, readInteger } from '../../kernel';
import { deliveryTable } from '../schema';
import type { Selection } from './selection';
import { byStatus } from './selection-store';

export interface StatusCount {
  readonly status: AffiliateEventStatus;
  readonly count: number;
}

export interface DayCount extends StatusCount {
  /** When it begins, in UTC. */
  readonly day: Milliseconds;
}

/** How many events of a selection have each status. */
export async function countByStatus(db: Db, selection: Selection): Promise<StatusCount[]> {
  const rows: unknown = await byStatus(db, selection).select('d.status').count({ count: '*' }).groupBy('d.status');
  return (rows as Record<string, unknown>[]).map(toStatusCount);
}

/** How many events were recorded on each day, by how they stand now. */
export async function countByDay(db: Db, selection: Selection): Promise<DayCount[]> {
  const day = db.raw(`(d.created_at - MOD(d.created_at, ${DAY}))`);
  const rows: unknown = await byStatus(db, selection)
    .select('d.status', { day })
    .count({ count: '*' })
    .groupBy('d.status', 'day');
  return (rows as Record<string, unknown>[]).map((row) => ({
    ...toStatusCount(row),
    day: readInteger(row.day),
  }));
}

/** How events stand, by their ids; those that there are not are not among them. */
export async function statusesOf(db: Db, ids: readonly string[]): Promise<AffiliateEventStatus[]> {
  const rows = await findInChunks(ids, async (some) => {
    const found: unknown = await db(deliveryTable.name).select('status').whereIn('id', some);
    return found as { status: AffiliateEventStatus }[];
  });
  return rows.map(({ status }) => status);
}

const toStatusCount = (row: Record<string, unknown>): StatusCount => ({
  status: row.status as AffiliateEventStatus,
  count: readInteger(row.count),
});
