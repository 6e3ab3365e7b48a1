import {
  AFFILIATE_COMPARISON_KINDS,
  AFFILIATE_COMPARISON_LIMITS,
  type AffiliateComparisonDto,
  type AffiliateComparisonKind,
  type AffiliateComparisonListDto,
  type AffiliateComparisonRowDto,
  type AffiliateComparisonRowsDto,
} from '../../contract';
import { type Db, longWorkOf, type PageRequest, pageOf, RewardsError, ROWS_AT_A_TIME } from '../../kernel';
import type { Knex } from 'knex';
import { BYTE_ORDER_MARK, type CsvCell, CsvNumber, csvRecord } from '../../kernel/csv';
import { streamOf } from '../../kernel/file-stream';
import type { FileAnswer } from '../../kernel/http';
import { countComparisons, readComparison, readComparisons, readRows } from './comparison-store';
import { toDto } from './compare';

/** F15. The comparisons that are kept, of one system or of all, newest first. */
export const listComparisons = async (
  db: Db,
  { system, ...page }: PageRequest & { readonly system?: string | undefined },
): Promise<AffiliateComparisonListDto> =>
  pageOf(page, await countComparisons(db, system), async (span) =>
    (await readComparisons(db, system, span)).map(toDto),
  );

/** @throws COMPARISON_NOT_FOUND */
export async function getComparison(db: Db, id: string): Promise<AffiliateComparisonDto> {
  const found = await readComparison(db, id);
  if (!found) throw new RewardsError('COMPARISON_NOT_FOUND', { comparison: id });
  return toDto(found);
}

/** F15. A page of what is of one kind; of very many rows the first ones. @throws COMPARISON_NOT_FOUND */
export async function listComparisonRows(
  db: Db,
  {
    comparison: id,
    kind,
    ...page
  }: PageRequest & { readonly comparison: string; readonly kind: AffiliateComparisonKind },
): Promise<AffiliateComparisonRowsDto> {
  const { counts } = await getComparison(db, id);
  return pageOf(page, Math.min(counts[kind], AFFILIATE_COMPARISON_LIMITS.rows), (span) => readRows(db, id, kind, span));
}

const number = (digits: string | null): CsvCell => (digits === null ? null : new CsvNumber(digits));

/** The columns of the file, in order. */
const COLUMNS: readonly (readonly [header: string, cell: (row: AffiliateComparisonRowDto) => CsvCell])[] = [
  ['result', ({ kind }) => kind],
  ['id', ({ key }) => key],
  ['currency', ({ currency }) => currency],
  ['sent', ({ ours }) => number(ours)],
  ['booked', ({ theirs }) => number(theirs)],
  ['events', ({ events }) => number(String(events))],
  ['lines', ({ lines }) => number(String(lines))],
  ['event id', ({ event }) => event],
  ['event status', ({ eventStatus }) => eventStatus],
  ['line', ({ line }) => (line === null ? null : number(String(line)))],
  ['network status', ({ status }) => status],
  ['network date', ({ date }) => date],
];

/** F15. Every row that is kept of a comparison, kind by kind, as a file that is made while it is sent. @throws COMPARISON_NOT_FOUND */
export async function exportComparison(db: Knex, id: string): Promise<FileAnswer> {
  const { system, startDate, endDate } = await getComparison(db, id);
  return {
    name: `affiliate-comparison_${system.code}_${startDate}_${endDate}_${id}.csv`,
    type: 'text/csv; charset=utf-8',
    content: streamOf(asCsv(db, id), longWorkOf(db).settings().reader, () => undefined),
  };
}

async function* asCsv(db: Db, id: string): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvRecord(COLUMNS.map(([header]) => header));
  for (const kind of AFFILIATE_COMPARISON_KINDS) {
    for (let skip = 0; skip < AFFILIATE_COMPARISON_LIMITS.rows; skip += ROWS_AT_A_TIME) {
      const rows = await readRows(db, id, kind, { skip, limit: ROWS_AT_A_TIME });
      if (rows.length > 0) yield rows.map((row) => csvRecord(COLUMNS.map(([, cell]) => cell(row)))).join('');
      if (rows.length < ROWS_AT_A_TIME) break;
    }
  }
}
