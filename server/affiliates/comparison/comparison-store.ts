import type { Knex } from 'knex';
import {
  AFFILIATE_COMPARISON_LIMITS,
  type AffiliateComparisonKind,
  type AffiliateComparisonRowDto,
  type AffiliateMatch,
} from '../../contract';
import {
  chunksOf,
  countRows,
  type Db,
  dialectOf,
  inPages,
  type Milliseconds,
  numbered,
  readInteger,
  type Span,
  writeRows,
} from '../../kernel';
import type { Row } from '../../kernel/table';
import { AFFILIATE_TABLES, deliveryTable, eventTable } from '../schema';
import { comparisonRowTable, comparisonTable } from './schema';
import type { ComparedEvent } from './tally';

export type Comparison = Row<typeof comparisonTable>;
type StoredRow = Row<typeof comparisonRowTable>;

/** In which column of an event stands what a file names it by. */
const COLUMNS: Record<AffiliateMatch, string> = {
  event: 'e.id',
  externalId: 'e.external_id',
  clickId: 'e.click_id',
  transactionId: 'e.transaction_id',
};

export type EventToCompare = Omit<ComparedEvent, 'isInWindow'> & { readonly createdAt: Milliseconds };

/** They are narrow; and a PostgreSQL without statistics sorts the whole window for each page, so that few pages are better. */
const EVENTS_AT_A_TIME = 10_000;

/** Events of a system that were recorded in some time, oldest first. */
export const eventsToCompare = (
  db: Db,
  { system, from, until }: { readonly system: string; readonly from: Milliseconds; readonly until: Milliseconds },
  match: AffiliateMatch,
): AsyncGenerator<EventToCompare> =>
  inPages(async (last) => {
    const query = db(`${deliveryTable.name} as d`)
      .join(`${eventTable.name} as e`, 'e.id', 'd.id')
      .where('d.system', system)
      .where('d.created_at', '>=', last?.createdAt ?? from)
      .where('d.created_at', '<', until)
      .orderBy([{ column: 'd.created_at' }, { column: 'd.id' }])
      .limit(EVENTS_AT_A_TIME)
      .select('d.id', 'd.status', 'd.currency', 'd.amount', 'd.created_at as createdAt', `${COLUMNS[match]} as key`);
    if (last) {
      void query.where((behind) => {
        void behind.where('d.created_at', '>', last.createdAt).orWhere('d.id', '>', last.id);
      });
    }
    const rows = (await query) as (Omit<EventToCompare, 'createdAt'> & { readonly createdAt: unknown })[];
    return rows.map((row) => ({ ...row, createdAt: readInteger(row.createdAt) }));
  }, EVENTS_AT_A_TIME);

/** Rows of a comparison that are made into statements at once. */
const ROWS_WRITTEN_AT_A_TIME = 2_000;

/** Keeps a comparison, and lets those of its system go that are too many. */
export async function keepComparison(
  trx: Knex.Transaction,
  comparison: Comparison,
  rows: readonly AffiliateComparisonRowDto[],
): Promise<void> {
  const dialect = dialectOf(trx);
  await writeRows(trx, dialect, [comparisonTable.inserted([comparison])]);
  const places: Record<AffiliateComparisonKind, number> = { not_booked: 0, not_sent: 0, differs: 0, agrees: 0 };
  // A part at a time, so that not all of them are held as statements, too.
  for (const part of chunksOf(ROWS_WRITTEN_AT_A_TIME, rows)) {
    const stored = part.map((row): StoredRow => {
      places[row.kind] += 1;
      return { id: 0, comparison: comparison.id, place: places[row.kind], ...row };
    });
    await writeRows(trx, dialect, [numbered(comparisonRowTable.inserted(stored))]);
  }
  await dropOldest(trx, comparison);
}

async function dropOldest(trx: Knex.Transaction, { id, system }: Comparison): Promise<void> {
  const all = (): Knex.QueryBuilder => trx(comparisonTable.name).where({ system }).orderBy('id', 'desc');
  const kept: unknown = await all().limit(AFFILIATE_COMPARISON_LIMITS.kept).pluck('id');
  const oldest = (kept as string[]).at(-1) ?? id;
  const gone: unknown = await all().where('id', '<', oldest).pluck('id');
  // One after the other: each may have several hundred thousand rows.
  for (const one of gone as string[]) {
    await trx(comparisonRowTable.name).where({ comparison: one }).del();
    await trx(comparisonTable.name).where({ id: one }).del();
  }
}

export interface ListedComparison {
  readonly comparison: Comparison;
  readonly system: { readonly code: string; readonly name: string };
}

const ofSystem = (db: Db, code: string | undefined): Knex.QueryBuilder => {
  const query = db(`${comparisonTable.name} as c`).join(
    `${AFFILIATE_TABLES.systems} as s`,
    's.document_id',
    'c.system',
  );
  return code === undefined ? query : query.where('s.code', code);
};

/** Comparisons of a system, or of all that there are. */
export const countComparisons = (db: Db, code: string | undefined): Promise<number> => countRows(ofSystem(db, code));

/** The same, newest first. */
export const readComparisons = (db: Db, code: string | undefined, { skip, limit }: Span): Promise<ListedComparison[]> =>
  read(ofSystem(db, code).orderBy('c.id', 'desc').offset(skip).limit(limit));

export const readComparison = async (db: Db, id: string): Promise<ListedComparison | undefined> =>
  (await read(ofSystem(db, undefined).where('c.id', id)))[0];

async function read(query: Knex.QueryBuilder): Promise<ListedComparison[]> {
  const rows: unknown = await query
    .select(comparisonTable.columns.map((column) => `c.${column}`))
    .select({ systemCode: 's.code', systemName: 's.name' });
  return (rows as (Record<string, unknown> & { systemCode: string; systemName: string })[]).map((row) => ({
    comparison: comparisonTable.readOne(row),
    system: { code: row.systemCode, name: row.systemName },
  }));
}

/** Rows of a kind in their order, as many as are kept. */
export async function readRows(
  db: Db,
  comparison: string,
  kind: AffiliateComparisonKind,
  { skip, limit }: Span,
): Promise<AffiliateComparisonRowDto[]> {
  const rows: unknown = await db(comparisonRowTable.name)
    .select(comparisonRowTable.columns)
    .where({ comparison, kind })
    .where('place', '>', skip)
    .where('place', '<=', skip + limit)
    .orderBy('place');
  return comparisonRowTable.read(rows).map(({ id: _, comparison: __, place: ___, ...row }) => row);
}
