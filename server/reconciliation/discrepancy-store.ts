import type { Knex } from 'knex';
import {
  type Actor,
  type DiscrepancyKind,
  type DiscrepancyStatus,
  type EvidenceDto,
  type MemberId,
  type ResolutionAction,
  type Severity,
  OPEN_STATUSES,
} from '../contract';
import {
  among,
  type Column,
  type ColumnValue,
  type Db,
  type Dialect,
  type Milliseconds,
  type MinorUnits,
  readInteger,
  readMinorUnits,
  toActor,
  writeRows,
} from '../kernel';
import { rankOf, sizeOf } from './rules';
import { RECONCILIATION_TABLES } from './schema';

const TABLE = RECONCILIATION_TABLES.discrepancies;

/** A discrepancy as it is stored. */
export interface Discrepancy {
  readonly id: string;
  readonly standing: string | null;
  readonly kind: DiscrepancyKind;
  readonly field: string;
  readonly severity: Severity;
  readonly status: DiscrepancyStatus;
  readonly member: MemberId;
  readonly currency: string;
  readonly scale: number;
  readonly accountId: number;
  readonly subject: string | null;
  readonly expected: string;
  readonly actual: string;
  readonly difference: MinorUnits | null;
  readonly firstRunId: string;
  readonly lastRunId: string;
  readonly firstSeenAt: Milliseconds;
  readonly lastSeenAt: Milliseconds;
  readonly timesSeen: number;
  readonly assignee: Actor | null;
  readonly resolution: ResolutionAction | null;
  readonly resolvedAt: Milliseconds | null;
  readonly resolvedBy: Actor | null;
  readonly notes: string | null;
  readonly entryId: string | null;
  readonly evidence: readonly EvidenceDto[] | null;
}

const text = (name: string): Column => ({ name, type: 'text' });
const integer = (name: string): Column => ({ name, type: 'bigint' });

/** Every column with what it holds of a discrepancy. */
const COLUMNS: readonly (readonly [Column, (one: Discrepancy) => ColumnValue])[] = [
  [text('id'), (one) => one.id],
  [text('standing'), (one) => one.standing],
  [text('kind'), (one) => one.kind],
  [text('field'), (one) => one.field],
  [text('severity'), (one) => one.severity],
  [integer('severity_rank'), (one) => rankOf(one.severity)],
  [text('status'), (one) => one.status],
  [text('member'), (one) => one.member],
  [text('currency'), (one) => one.currency],
  [integer('scale'), (one) => one.scale],
  [integer('account_id'), (one) => one.accountId],
  [text('subject'), (one) => one.subject],
  [text('expected'), (one) => one.expected],
  [text('actual'), (one) => one.actual],
  [integer('difference'), (one) => one.difference],
  [integer('size'), (one) => (one.difference === null ? null : sizeOf(one.difference))],
  [text('first_run_id'), (one) => one.firstRunId],
  [text('last_run_id'), (one) => one.lastRunId],
  [integer('first_seen_at'), (one) => one.firstSeenAt],
  [integer('last_seen_at'), (one) => one.lastSeenAt],
  [integer('times_seen'), (one) => one.timesSeen],
  [text('assignee_id'), (one) => one.assignee?.id ?? null],
  [text('assignee_name'), (one) => one.assignee?.name ?? null],
  [text('resolution'), (one) => one.resolution],
  [integer('resolved_at'), (one) => one.resolvedAt],
  [text('resolved_by_id'), (one) => one.resolvedBy?.id ?? null],
  [text('resolved_by_name'), (one) => one.resolvedBy?.name ?? null],
  [text('notes'), (one) => one.notes],
  [text('entry_id'), (one) => one.entryId],
  [text('evidence'), (one) => (one.evidence === null ? null : JSON.stringify(one.evidence))],
];

type Stored = Record<string, unknown>;

const numberOrNull = (value: unknown): number | null => (value === null ? null : readInteger(value));
const actorOrNull = (id: unknown, name: unknown): Actor | null =>
  id === null ? null : toActor(id as string, name as string | null);

/** Reads rows that hold every column. */
export function toDiscrepancies(rows: unknown): Discrepancy[] {
  return (rows as Stored[]).map((row) => ({
    id: row.id as string,
    standing: row.standing as string | null,
    kind: row.kind as DiscrepancyKind,
    field: row.field as string,
    severity: row.severity as Severity,
    status: row.status as DiscrepancyStatus,
    member: row.member as string,
    currency: row.currency as string,
    scale: readInteger(row.scale),
    accountId: readInteger(row.account_id),
    subject: row.subject as string | null,
    expected: row.expected as string,
    actual: row.actual as string,
    difference: row.difference === null ? null : readMinorUnits(row.difference),
    firstRunId: row.first_run_id as string,
    lastRunId: row.last_run_id as string,
    firstSeenAt: readInteger(row.first_seen_at),
    lastSeenAt: readInteger(row.last_seen_at),
    timesSeen: readInteger(row.times_seen),
    assignee: actorOrNull(row.assignee_id, row.assignee_name),
    resolution: row.resolution as ResolutionAction | null,
    resolvedAt: numberOrNull(row.resolved_at),
    resolvedBy: actorOrNull(row.resolved_by_id, row.resolved_by_name),
    notes: row.notes as string | null,
    entryId: row.entry_id as string | null,
    evidence: row.evidence === null ? null : (JSON.parse(row.evidence as string) as EvidenceDto[]),
  }));
}

/** Writes new discrepancies, and others anew. */
export async function writeDiscrepancies(
  trx: Knex.Transaction,
  dialect: Dialect,
  { inserted, updated }: { readonly inserted: readonly Discrepancy[]; readonly updated: readonly Discrepancy[] },
): Promise<void> {
  const columns = COLUMNS.map(([column]) => column);
  const rows = (some: readonly Discrepancy[]) => some.map((one) => COLUMNS.map(([, of]) => of(one)));
  await writeRows(trx, dialect, [
    { kind: 'insert', table: TABLE, columns, rows: rows(inserted) },
    { kind: 'update', table: TABLE, columns, rows: rows(updated) },
  ]);
}

/** Those of these accounts that runs may see again. */
export async function readStanding(db: Db, accountIds: readonly number[]): Promise<Discrepancy[]> {
  return toDiscrepancies(
    await db(TABLE).whereRaw(among('account_id', accountIds)).whereNotNull('standing').orderBy('id'),
  );
}

export async function readDiscrepancy(db: Db, id: string): Promise<Discrepancy | undefined> {
  return toDiscrepancies(await db(TABLE).where({ id }))[0];
}

/** Locks a discrepancy until the transaction ends, and reads it. The update changes nothing, and locks on every database. */
export async function lockDiscrepancy(trx: Knex.Transaction, id: string): Promise<Discrepancy | undefined> {
  await trx(TABLE)
    .where({ id })
    .update({ scale: trx.raw('scale') });
  return readDiscrepancy(trx, id);
}

/** The open ones of these kinds that a run saw, after one. */
export async function readOpenOfRun(
  db: Db,
  runId: string,
  kinds: readonly DiscrepancyKind[],
  after: string,
  limit: number,
): Promise<Discrepancy[]> {
  return toDiscrepancies(
    await db(TABLE)
      .where({ last_run_id: runId })
      .whereIn('status', [...OPEN_STATUSES])
      .whereIn('kind', [...kinds])
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit),
  );
}
