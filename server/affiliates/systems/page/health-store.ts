import type { AffiliateEventStatus } from '../../../contract';
import { type Db, type Milliseconds, readInteger } from '../../../kernel';
import type { Attempt, SystemState } from '../../delivery/delivery-store';
import { attemptTable, deliveryTable, systemStateTable } from '../../schema';

/** Events of a system that stand alike. */
export interface StandingCount {
  readonly system: string;
  readonly status: AffiliateEventStatus;
  readonly count: number;
  readonly oldestAt: Milliseconds;
  /** The id of the newest of them. */
  readonly newest: string;
}

/** Statuses that end; of what waits there is an end by itself, of these there is not, so they are counted since an instant. */
const ENDED: readonly AffiliateEventStatus[] = ['success', 'failed'];
const WAITING: readonly AffiliateEventStatus[] = ['pending', 'processing', 'retried'];

/** How many events of each system stand how: those that wait, and those recorded since an instant that came to an end. Reads an index alone. */
export async function countStanding(db: Db, since: Milliseconds): Promise<StandingCount[]> {
  const counted = (statuses: readonly AffiliateEventStatus[]) =>
    db(deliveryTable.name)
      .select('system', 'status')
      .count({ n: '*' })
      .min({ oldest: 'created_at' })
      .max({ newest: 'id' })
      .whereIn('status', statuses)
      .groupBy('system', 'status');
  const rows = [...(await counted(WAITING)), ...(await counted(ENDED).where('created_at', '>=', since))] as Record<
    'system' | 'status' | 'n' | 'oldest' | 'newest',
    unknown
  >[];
  return rows.map(({ system, status, n, oldest, newest }) => ({
    ...{ system: system as string, status: status as AffiliateEventStatus, newest: newest as string },
    ...{ count: readInteger(n), oldestAt: readInteger(oldest) },
  }));
}

/** The last attempts of some events, and why these are no success. */
export async function readErrors(
  db: Db,
  events: readonly string[],
): Promise<(Pick<Attempt, 'event' | 'startedAt' | 'durationMs'> & { readonly error: string })[]> {
  if (events.length === 0) return [];
  const last = db(`${attemptTable.name} as l`).max('l.number').whereRaw('?? = ??', ['l.event', 'd.id']);
  const rows: unknown = await db(`${deliveryTable.name} as d`)
    .join(`${attemptTable.name} as a`, 'a.event', 'd.id')
    .whereIn('d.id', events)
    .whereNotNull('d.error')
    .where('a.number', last)
    .select('d.id', 'd.error', 'a.started_at as startedAt', 'a.duration_ms as durationMs');
  return (rows as Record<'id' | 'error' | 'startedAt' | 'durationMs', unknown>[]).map((row) => ({
    ...{ event: row.id as string, error: row.error as string },
    ...{ startedAt: readInteger(row.startedAt), durationMs: readInteger(row.durationMs) },
  }));
}

/** How some systems stand. */
export async function readStatesOf(db: Db, systems: readonly string[]): Promise<Map<string, SystemState>> {
  const rows: unknown = await db(systemStateTable.name).select(systemStateTable.columns).whereIn('system', systems);
  return new Map(systemStateTable.read(rows).map((state) => [state.system, state]));
}

/** Events, the newest of all systems, among which one of a system is looked for. */
const LOOKED_THROUGH = 10_000;

/** The newest event of a system, if it is among the newest of all; that it is no longer takes no longer. */
export async function newestEventOf(db: Db, system: string): Promise<string | null> {
  const newest = db(deliveryTable.name)
    .select('id', 'system')
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(LOOKED_THROUGH)
    .as('newest');
  const rows: unknown = await db.from(newest).where({ system }).max({ id: 'id' });
  return (rows as readonly { readonly id: string | null }[])[0]?.id ?? null;
}
