import type { Knex } from 'knex';
import {
  type DiscrepancyFilter,
  type DiscrepancyKind,
  type DiscrepancySort,
  DISCREPANCY_STATUSES,
  type DiscrepancyStatus,
  type MemberNameDto,
  OPEN_STATUSES,
  SEVERITIES,
  type Severity,
} from '../contract';
import {
  countRows,
  type Db,
  dialectOf,
  inPages,
  readInteger,
  readMinorUnits,
  ROWS_AT_A_TIME,
  type Span,
} from '../kernel';
import { CURRENCIES_TABLE } from '../currencies';
import type { Sorting } from '../kernel/query';
import { realValue } from '../kernel/real-value';
import { MEMBER_TABLES } from '../members';
import type { Discrepancy } from './discrepancy-store';
import { discrepancyTable, sightingTable } from './schema';

export interface DiscrepancySelection {
  readonly severity?: Severity | undefined;
  readonly status: DiscrepancyFilter;
  readonly kind?: DiscrepancyKind | undefined;
  readonly member?: string | undefined;
  readonly run?: string | undefined;
}

/** A discrepancy with the names that lists show. */
export interface ListedDiscrepancy extends Discrepancy {
  readonly memberName: string | null;
  readonly memberHandle: string | null;
  readonly currencyName: string | null;
}

function selected(db: Db, { severity, status, kind, member, run }: DiscrepancySelection): Knex.QueryBuilder {
  const query = db(`${discrepancyTable.name} as d`);
  if (status === 'open') query.whereIn('d.status', [...OPEN_STATUSES]);
  else if (status !== 'all') query.where('d.status', status);
  if (severity !== undefined) query.where('d.severity', severity);
  if (kind !== undefined) query.where('d.kind', kind);
  if (member !== undefined) query.where('d.member', member);
  if (run !== undefined) {
    query.join(`${sightingTable.name} as s`, (on) => on.on('s.discrepancy_id', 'd.id').andOnVal('s.run_id', run));
  }
  return query;
}

export const countDiscrepancies = (db: Db, selection: DiscrepancySelection): Promise<number> =>
  countRows(selected(db, selection));

function withNames(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query
    .leftJoin(`${MEMBER_TABLES.members} as m`, 'm.document_id', 'd.member')
    .leftJoin(`${CURRENCIES_TABLE} as c`, 'c.code', 'd.currency')
    .select(discrepancyTable.columnsOf('d'))
    .select({
      member_name: 'm.name',
      member_handle: 'm.handle',
      currency_name: 'c.name',
    });
}

function toListed(rows: unknown): ListedDiscrepancy[] {
  return (rows as Record<string, string | null>[]).map((row) => ({
    ...discrepancyTable.readOne(row),
    memberName: row.member_name ?? null,
    memberHandle: row.member_handle ?? null,
    currencyName: row.currency_name ?? null,
  }));
}

interface Window extends Span {
  readonly sort: Sorting<DiscrepancySort>;
}

/** A page of a selection; what is equal follows newest first. */
export async function readPage(
  db: Db,
  selection: DiscrepancySelection,
  { skip, limit, sort: { column, order } }: Window,
): Promise<ListedDiscrepancy[]> {
  const direction = order === 'ASC' ? 'asc' : 'desc';
  const query = withNames(selected(db, selection)).offset(skip).limit(limit);
  if (column === 'difference') {
    // What has no difference comes last either way.
    query.orderByRaw('CASE WHEN d.size IS NULL THEN 1 ELSE 0 END');
    for (const part of realValue(dialectOf(db), 'd.size', 'd.scale')) query.orderByRaw(`${part} ${direction}`);
  }
  if (column === 'severity') query.orderBy('d.severity_rank', direction);
  if (column === 'kind') query.orderBy('d.kind', direction);
  if (column === 'member') {
    query.orderByRaw('CASE WHEN m.sort_name IS NULL THEN 1 ELSE 0 END').orderBy('m.sort_name', direction);
    query.orderBy('d.member', direction);
  }
  if (column === 'seen') query.orderBy('d.last_seen_at', direction);
  return toListed(await query.orderBy('d.id', column === 'seen' ? direction : 'desc'));
}

export async function readListed(db: Db, id: string): Promise<ListedDiscrepancy | undefined> {
  return toListed(await withNames(db(`${discrepancyTable.name} as d`).where('d.id', id)))[0];
}

/** All of a member's, oldest first. */
export const readAllOfMember = (db: Db, member: string): AsyncGenerator<ListedDiscrepancy> =>
  inPages(async (last: ListedDiscrepancy | undefined) => {
    const query = withNames(selected(db, { status: 'all', member })).where('d.id', '>', last?.id ?? '');
    return toListed(await query.orderBy('d.id').limit(ROWS_AT_A_TIME));
  });

/** What a run saw, with the figures that it saw, in the order of the ids. */
export const readAllOfRun = (db: Db, run: string): AsyncGenerator<ListedDiscrepancy> =>
  inPages(async (last: ListedDiscrepancy | undefined) => {
    const query = withNames(selected(db, { status: 'all', run }))
      .select({ seen_severity: 's.severity', seen_expected: 's.expected', seen_actual: 's.actual' })
      .select({ seen_difference: 's.difference' })
      .where('d.id', '>', last?.id ?? '')
      .orderBy('d.id')
      .limit(ROWS_AT_A_TIME);
    const rows = (await query) as Record<string, unknown>[];
    return toListed(rows).map((one, i): ListedDiscrepancy => {
      const row = rows[i] ?? {};
      const difference = row.seen_difference === null ? null : readMinorUnits(row.seen_difference);
      return {
        ...one,
        severity: row.seen_severity as Severity,
        expected: row.seen_expected as string,
        actual: row.seen_actual as string,
        difference,
      };
    });
  });

type Counts<Key extends string> = Record<Key, number>;

async function countBy<Key extends string>(
  query: Knex.QueryBuilder,
  column: string,
  keys: readonly Key[],
): Promise<Counts<Key>> {
  const rows: unknown = await query.select({ key: column }).count({ count: '*' }).groupBy(column);
  const found = new Map((rows as { key: string; count: unknown }[]).map(({ key, count }) => [key, readInteger(count)]));
  return Object.fromEntries(keys.map((key) => [key, found.get(key) ?? 0])) as Counts<Key>;
}

export const countBySeverity = (db: Db): Promise<Counts<Severity>> =>
  countBy(selected(db, { status: 'open' }), 'd.severity', SEVERITIES);

export const countByStatus = (db: Db): Promise<Counts<DiscrepancyStatus>> =>
  countBy(selected(db, { status: 'all' }), 'd.status', DISCREPANCY_STATUSES);

export async function countAffected(db: Db): Promise<number> {
  const rows: unknown = await selected(db, { status: 'open' }).countDistinct({ count: 'd.member' });
  return readInteger((rows as { count: unknown }[])[0]?.count ?? 0);
}

/** The names of members, where they are known. */
export async function readMemberNames(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, MemberNameDto>> {
  if (ids.length === 0) return new Map();
  const rows: unknown = await db(MEMBER_TABLES.members)
    .select({ id: 'document_id', name: 'name', handle: 'handle' })
    .whereIn('document_id', [...ids]);
  return new Map((rows as MemberNameDto[]).map((one) => [one.id, one]));
}
