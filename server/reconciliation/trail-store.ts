import type { Knex } from 'knex';
import type { Actor, DiscrepancyEventKind } from '../contract';
import { type Column, type Db, type Dialect, type Milliseconds, readInteger, toActor, writeRows } from '../kernel';
import type { Discrepancy } from './discrepancy-store';
import { RECONCILIATION_TABLES } from './schema';

/** Something that happened to a discrepancy. */
export interface TrailEvent {
  readonly id: string;
  readonly discrepancyId: string;
  readonly kind: DiscrepancyEventKind;
  readonly at: Milliseconds;
  readonly actor: Actor | null;
  readonly runId: string | null;
  readonly entryId: string | null;
  readonly notes: string | null;
}

const text = (name: string): Column => ({ name, type: 'text' });
const integer = (name: string): Column => ({ name, type: 'bigint' });

const EVENT_COLUMNS = [
  text('id'),
  text('discrepancy_id'),
  text('kind'),
  integer('at'),
  text('actor_id'),
  text('actor_name'),
  text('run_id'),
  text('entry_id'),
  text('notes'),
];

/** Adds to the history; nothing of it is ever changed. */
export async function insertEvents(
  trx: Knex.Transaction,
  dialect: Dialect,
  events: readonly TrailEvent[],
): Promise<void> {
  const rows = events.map(({ id, discrepancyId, kind, at, actor, runId, entryId, notes }) => [
    id,
    discrepancyId,
    kind,
    at,
    actor?.id ?? null,
    actor?.name ?? null,
    runId,
    entryId,
    notes,
  ]);
  await writeRows(trx, dialect, [
    { kind: 'insert', table: RECONCILIATION_TABLES.events, columns: EVENT_COLUMNS, rows },
  ]);
}

/** What happened to a discrepancy, in order. */
export async function readEvents(db: Db, discrepancyId: string): Promise<TrailEvent[]> {
  const rows: unknown = await db(RECONCILIATION_TABLES.events).where({ discrepancy_id: discrepancyId }).orderBy('id');
  return (rows as Record<string, string | null>[]).map((row) => ({
    id: row.id as string,
    discrepancyId,
    kind: row.kind as DiscrepancyEventKind,
    at: readInteger(row.at),
    actor: row.actor_id ? toActor(row.actor_id, row.actor_name ?? null) : null,
    runId: row.run_id ?? null,
    entryId: row.entry_id ?? null,
    notes: row.notes ?? null,
  }));
}

const SIGHTING_COLUMNS = [
  text('run_id'),
  text('discrepancy_id'),
  text('severity'),
  text('expected'),
  text('actual'),
  integer('difference'),
];

/** Notes which discrepancies a run saw, and with which figures. */
export async function insertSightings(
  trx: Knex.Transaction,
  dialect: Dialect,
  runId: string,
  seen: readonly Discrepancy[],
): Promise<void> {
  const rows = seen.map(({ id, severity, expected, actual, difference }) => [
    runId,
    id,
    severity,
    expected,
    actual,
    difference,
  ]);
  await writeRows(trx, dialect, [
    { kind: 'insert-new', table: RECONCILIATION_TABLES.sightings, columns: SIGHTING_COLUMNS, rows },
  ]);
}
