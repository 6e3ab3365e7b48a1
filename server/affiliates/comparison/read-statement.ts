import {
  AFFILIATE_COMPARISON_LIMITS,
  AFFILIATE_LIMITS,
  type AffiliateColumnMapping,
  type AffiliateFileText,
  readStatementAmount,
} from '../../contract';
import { RewardsError } from '../../kernel';
import { type CsvRecord, misfitOf, readCsv, separatorIn } from '../../kernel/csv-reader';
import { asStorable } from '../../kernel/storable';
import { readLines } from '../../kernel/text-lines';

const LIMITS = AFFILIATE_COMPARISON_LIMITS;

/** A line of a network's file, as its columns say. */
export interface StatementLine {
  readonly line: number;
  readonly key: string;
  /** In upper case. */
  readonly currency: string;
  /** A plain decimal; null where the cell is empty. */
  readonly amount: string | null;
  readonly status: string | null;
  readonly isBooked: boolean;
  readonly date: string | null;
}

/** A line that cannot be compared: a sentence whose subject is the line. */
export interface BadLine {
  readonly line: number;
  readonly problem: string;
}

/**
 * F15. Reads a network's own CSV by what its columns are said to be, one line at a time.
 *
 * @throws INVALID_INPUT naming `csv` or the column that the heading lacks, TOO_MANY
 */
export async function* readStatement(
  text: AffiliateFileText,
  mapping: AffiliateColumnMapping,
): AsyncGenerator<StatementLine | BadLine> {
  let lines = 0;
  for await (const { record, heading } of readRecords(text)) {
    if (record === null) {
      requireColumns(heading, mapping);
      continue;
    }
    lines += 1;
    if (lines > LIMITS.lines) throw new RewardsError('TOO_MANY', { field: 'csv', limit: String(LIMITS.lines) });
    yield lineOf(record, heading, mapping);
  }
}

/** What stands in a file: the names of its columns, and at first nothing more; then a record at a time. */
interface OfFile {
  readonly heading: readonly string[];
  readonly record: CsvRecord | null;
}

/** The records of a file whose cells are parted by whatever parts those of its heading. @throws INVALID_INPUT naming `csv` */
export async function* readRecords(text: AffiliateFileText): AsyncGenerator<OfFile> {
  let heading: readonly string[] | undefined;
  const looksRight = (cells: readonly string[]): boolean => heading === undefined || misfitOf(cells, heading) === null;
  for await (const record of readCsv(readLines(text, LIMITS.line), looksRight, LIMITS.line, separatorIn)) {
    if (heading !== undefined) {
      yield { heading, record };
      continue;
    }
    if (record.cells === null) throw wrong('csv', `the first line ${record.problem}`);
    heading = record.cells.map((cell) => cell.trim());
    yield { heading, record: null };
  }
  if (heading === undefined) throw wrong('csv', 'has no heading.');
}

function requireColumns(heading: readonly string[], mapping: AffiliateColumnMapping): void {
  for (const column of COLUMNS) {
    const name = mapping[column];
    if (name !== null && !heading.includes(name)) throw wrong(`mapping.${column}`, 'is no column of the file.');
  }
}

const COLUMNS = ['idColumn', 'amountColumn', 'currencyColumn', 'statusColumn', 'dateColumn'] as const;

function lineOf(
  { line, cells, problem }: CsvRecord,
  heading: readonly string[],
  mapping: AffiliateColumnMapping,
): StatementLine | BadLine {
  if (cells === null) return { line, problem };
  const misfit = misfitOf(cells, heading);
  if (misfit !== null) return { line, problem: misfit };
  const cell = (name: string | null): string => (name === null ? '' : (cells[heading.indexOf(name)] ?? '').trim());
  const key = cell(mapping.idColumn);
  if (key === '') return { line, problem: `has no "${mapping.idColumn}".` };
  if (key.length > LIMITS.id) return { line, problem: `has too long a "${mapping.idColumn}".` };
  const amount = readStatementAmount(cell(mapping.amountColumn), mapping.decimalSign);
  if (amount === undefined) return { line, problem: `has no amount in "${mapping.amountColumn}".` };
  const currency = (mapping.currency ?? cell(mapping.currencyColumn)).toUpperCase();
  if (amount !== null && (currency === '' || currency.length > AFFILIATE_LIMITS.currency)) {
    return { line, problem: 'has no currency.' };
  }
  const status = wordOf(cell(mapping.statusColumn));
  return {
    line,
    key,
    currency,
    amount,
    status,
    isBooked: isBooked(status, mapping),
    date: wordOf(cell(mapping.dateColumn)),
  };
}

const wordOf = (cell: string): string | null => asStorable(cell, LIMITS.word) || null;

function isBooked(status: string | null, { statusColumn, bookedStatuses }: AffiliateColumnMapping): boolean {
  if (statusColumn === null || bookedStatuses.length === 0) return true;
  return bookedStatuses.some((one) => one.toLowerCase() === status?.toLowerCase());
}

const wrong = (field: string, problem: string): RewardsError => new RewardsError('INVALID_INPUT', { field, problem });
