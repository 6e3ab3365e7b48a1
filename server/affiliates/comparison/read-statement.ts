import {
  AFFILIATE_COMPARISON_LIMITS,
  AFFILIATE_LIMITS,
  type AffiliateColumnMapping,
  type AffiliateFileText,
} from '../../contract';
import { RewardsError } from '../../kernel';
import { type CsvRecord, misfitOf, readCsv } from '../../kernel/csv-reader';
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
  let heading: readonly string[] | undefined;
  let lines = 0;
  const looksRight = (cells: readonly string[]): boolean => heading === undefined || misfitOf(cells, heading) === null;
  for await (const record of readCsv(readLines(text, LIMITS.line), looksRight, LIMITS.line)) {
    if (heading === undefined) {
      heading = headingOf(record, mapping);
      continue;
    }
    lines += 1;
    if (lines > LIMITS.lines) throw new RewardsError('TOO_MANY', { field: 'csv', limit: String(LIMITS.lines) });
    yield lineOf(record, heading, mapping);
  }
  if (heading === undefined) throw wrong('csv', 'has no heading.');
}

function headingOf({ cells, problem }: CsvRecord, mapping: AffiliateColumnMapping): readonly string[] {
  if (cells === null) throw wrong('csv', `the first line ${problem}`);
  const heading = cells.map((cell) => cell.trim());
  for (const column of COLUMNS) {
    const name = mapping[column];
    if (name !== null && !heading.includes(name)) throw wrong(`mapping.${column}`, 'is no column of the file.');
  }
  return heading;
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

const AMOUNTS = {
  '.': /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?$/,
  ',': /^([+-]?)(\d{1,3}(?:\.\d{3})+|\d+)(,\d+)?$/,
} as const;

/**
 * An amount as networks write it: `1,234.50`, or `1.234,50` where a comma stands before the decimals.
 *
 * @returns a plain decimal; null where there is none; undefined where it is no amount
 */
export function readStatementAmount(cell: string, decimalSign: '.' | ','): string | null | undefined {
  if (cell === '') return null;
  if (cell.length > LIMITS.amount) return undefined;
  const [, sign, whole, fraction = ''] = AMOUNTS[decimalSign].exec(cell) ?? [];
  if (whole === undefined) return undefined;
  return `${sign === '-' ? '-' : ''}${whole.replace(/[.,]/g, '')}${fraction.replace(',', '.')}`;
}

const wrong = (field: string, problem: string): RewardsError => new RewardsError('INVALID_INPUT', { field, problem });
