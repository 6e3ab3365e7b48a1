import { BULK_COLUMNS, BULK_LIMITS, type BulkColumn } from '../../contract';
import { RewardsError } from '../../kernel';
import { readCsv } from '../../kernel/csv-reader';
import { readLines } from '../../kernel/text-lines';

/** A line of the file as it stands there. `cells` is null where it cannot be read as CSV. */
export interface FileLine {
  readonly line: number;
  readonly given: Readonly<Record<BulkColumn, string>>;
  readonly unreadable: boolean;
}

const NOTHING_GIVEN: FileLine['given'] = { member: '', currency: '', amount: '', reason: '' };

/**
 * Reads the CSV of a bulk adjustment. Columns may stand in any order; others are passed over.
 *
 * @throws INVALID_INPUT naming `csv`: no heading, a column is missing or stands twice, no line; TOO_MANY
 */
export async function readFile(csv: string): Promise<FileLine[]> {
  let columns: Map<BulkColumn, number> | undefined;
  const lines: FileLine[] = [];
  for await (const { line, cells } of readCsv(readLines(oneChunk(csv.replace(/^\uFEFF/, ''))))) {
    if (!columns) columns = columnsOf(cells ?? []);
    else if (lines.length === BULK_LIMITS.lines) {
      throw new RewardsError('TOO_MANY', { field: 'csv', limit: `${BULK_LIMITS.lines} lines` });
    } else lines.push(toLine(line, cells, columns));
  }
  if (lines.length === 0) throw wrong('has no lines under its heading.');
  return lines;
}

// eslint-disable-next-line @typescript-eslint/require-await -- the reader of lines takes what comes in over time
async function* oneChunk(text: string): AsyncGenerator<string> {
  yield text;
}

function columnsOf(heading: readonly string[]): Map<BulkColumn, number> {
  const names = heading.map((cell) => cell.trim().toLowerCase());
  return new Map(
    BULK_COLUMNS.map((column) => {
      const place = names.indexOf(column);
      if (place < 0) throw wrong(`has no column "${column}": the first line must name ${BULK_COLUMNS.join(', ')}.`);
      if (names.lastIndexOf(column) !== place) throw wrong(`names the column "${column}" twice.`);
      return [column, place];
    }),
  );
}

function toLine(line: number, cells: readonly string[] | null, columns: ReadonlyMap<BulkColumn, number>): FileLine {
  if (cells === null) return { line, given: NOTHING_GIVEN, unreadable: true };
  const cell = (column: BulkColumn) => (cells[columns.get(column) ?? -1] ?? '').trim();
  const given = { member: cell('member'), currency: cell('currency'), amount: cell('amount'), reason: cell('reason') };
  return { line, given, unreadable: false };
}

const wrong = (problem: string) => new RewardsError('INVALID_INPUT', { field: 'csv', problem });
