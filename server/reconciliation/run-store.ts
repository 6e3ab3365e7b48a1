import type { Knex } from 'knex';
import type { Actor, MemberId, ReconciliationErrorDto, ReconciliationStatus, ReconciliationType } from '../contract';
import { countRows, type Db, type Dialect, type Milliseconds, readInteger, toActor, writeRows } from '../kernel';
import { RECONCILIATION_TABLES } from './schema';

const TABLE = RECONCILIATION_TABLES.runs;

/** A run as it is stored. */
export interface Run {
  readonly id: string;
  readonly type: ReconciliationType;
  readonly status: ReconciliationStatus;
  readonly member: MemberId | null;
  readonly verifiesChain: boolean;
  readonly postedSince: Milliseconds | null;
  readonly actor: Actor | null;
  readonly startedAt: Milliseconds;
  readonly completedAt: Milliseconds | null;
  readonly membersInScope: number;
  readonly membersProcessed: number;
  readonly membersWithDiscrepancies: number;
  readonly discrepanciesFound: number;
  readonly discrepanciesNew: number;
  readonly autoResolved: number;
  readonly errorCount: number;
  readonly errors: readonly ReconciliationErrorDto[];
  readonly failure: string | null;
  readonly isCancelRequested: boolean;
  readonly cursor: string;
}

const TEXTS = ['id', 'type', 'status', 'member', 'failure', 'cursor'] as const;
const NUMBERS = {
  postedSince: 'posted_since',
  startedAt: 'started_at',
  completedAt: 'completed_at',
  membersInScope: 'members_in_scope',
  membersProcessed: 'members_processed',
  membersWithDiscrepancies: 'members_with_discrepancies',
  discrepanciesFound: 'discrepancies_found',
  discrepanciesNew: 'discrepancies_new',
  autoResolved: 'auto_resolved',
  errorCount: 'error_count',
} as const;

function toRow(run: Run): Record<string, string | number | null> {
  return {
    ...Object.fromEntries(TEXTS.map((name) => [name, run[name]])),
    ...Object.fromEntries(Object.entries(NUMBERS).map(([name, column]) => [column, run[name as keyof typeof NUMBERS]])),
    verifies_chain: Number(run.verifiesChain),
    actor_id: run.actor?.id ?? null,
    actor_name: run.actor?.name ?? null,
    errors: JSON.stringify(run.errors),
    is_cancel_requested: Number(run.isCancelRequested),
  };
}

function toRuns(rows: unknown): Run[] {
  return (rows as Record<string, unknown>[]).map((row) => {
    const numbers = Object.entries(NUMBERS).map(([name, column]) => [
      name,
      row[column] === null ? null : readInteger(row[column]),
    ]);
    return {
      ...(Object.fromEntries(TEXTS.map((name) => [name, row[name]])) as Pick<Run, (typeof TEXTS)[number]>),
      ...(Object.fromEntries(numbers) as Pick<Run, keyof typeof NUMBERS>),
      verifiesChain: readInteger(row.verifies_chain) === 1,
      actor: row.actor_id === null ? null : toActor(row.actor_id as string, row.actor_name as string | null),
      errors: JSON.parse(row.errors as string) as ReconciliationErrorDto[],
      isCancelRequested: readInteger(row.is_cancel_requested) === 1,
    };
  });
}

/** Writes a run down, unless it is there. */
export async function insertRun(db: Db, dialect: Dialect, run: Run): Promise<void> {
  const row = toRow(run);
  const columns = Object.entries(row).map(([name, value]) => ({
    name,
    type:
      typeof value === 'number' || name === 'completed_at' || name === 'posted_since'
        ? ('bigint' as const)
        : ('text' as const),
  }));
  await writeRows(db, dialect, [{ kind: 'insert-new', table: TABLE, columns, rows: [Object.values(row)] }]);
}

export async function readRun(db: Db, id: string): Promise<Run | undefined> {
  return toRuns(await db(TABLE).where({ id }))[0];
}

/**
 * Notes how far a run has come, if it stands where its process believes; false: another process has gone on with it, or
 * it was ended.
 *
 * @param from where it stood
 */
export async function advanceRun(trx: Knex.Transaction, run: Run, from: string): Promise<boolean> {
  const { id: _, is_cancel_requested: __, ...row } = toRow(run);
  return (await trx(TABLE).where({ id: run.id, cursor: from, status: 'running' }).update(row)) === 1;
}

export async function requestCancel(db: Db, id: string): Promise<boolean> {
  return (await db(TABLE).where({ id, status: 'running' }).update({ is_cancel_requested: 1 })) === 1;
}

/** Ends runs that nobody performs any more, because their task was given up. */
export async function failOthers(db: Db, id: string, failure: string, at: Milliseconds): Promise<void> {
  await db(TABLE).where({ status: 'running' }).whereNot({ id }).update({ status: 'failed', failure, completed_at: at });
}

export const countRuns = (db: Db): Promise<number> => countRows(db(TABLE));

/** Newest first: an id sorts by the time of its making. */
export async function readRuns(db: Db, skip: number, limit: number): Promise<Run[]> {
  return toRuns(await db(TABLE).orderBy('id', 'desc').offset(skip).limit(limit));
}

/** The newest runs of some statuses and types. */
export async function readNewest(
  db: Db,
  where: { readonly statuses: readonly ReconciliationStatus[]; readonly types?: readonly ReconciliationType[] },
  limit: number,
): Promise<Run[]> {
  const query = db(TABLE)
    .whereIn('status', [...where.statuses])
    .orderBy('id', 'desc')
    .limit(limit);
  if (where.types) query.whereIn('type', [...where.types]);
  return toRuns(await query);
}
