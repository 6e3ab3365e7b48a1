import { BULK_COLUMNS, BULK_LIMITS, type BulkColumn } from '../../contract';
import { RewardsError } from '../../kernel';
import { type CsvRecord, misfitOf, readCsv } from '../../kernel/csv-reader';
import { readLines } from '../../kernel/text-lines';

/** A line of the file as it stands there, and why it is no adjustment, where its cells already show it. */
export interface FileLine {
  readonly line: number;
  readonly given: Readonly<Record<BulkColumn, string>>;
  readonly problem: string | null;
}

/** The heading: its cells, and where the columns are. */
interface Heading {
  readonly cells: readonly string[];
  readonly places: Readonly<Record<BulkColumn, number>>;
}

const NOTHING_GIVEN: FileLine['given'] = { member: '', currency: '', amount: '', reason: '' };

/**
 * Reads the CSV of a bulk adjustment. Columns may stand in any order; others are passed over.
 *
 * @throws INVALID_INPUT naming `csv`: no heading, a column is missing or stands twice, no line; TOO_MANY
 */
export async function readFile(csv: string): Promise<FileLine[]> {
  let heading: Heading | undefined;
  const looksRight = (cells: readonly string[]) =>
    heading === undefined ? !(headingOf(cells) instanceof RewardsError) : looksLikeAdjustment(cells, heading);
  const lines: FileLine[] = [];
  for await (const record of readCsv(readLines(oneChunk(csv)), looksRight)) {
    if (!heading) heading = readHeading(record);
    else if (lines.length === BULK_LIMITS.lines) {
      throw new RewardsError('TOO_MANY', { field: 'csv', limit: `${BULK_LIMITS.lines} lines` });
    } else lines.push(toLine(record, heading));
  }
  if (lines.length === 0) throw wrong('has no lines under its heading.');
  return lines;
}

// eslint-disable-next-line @typescript-eslint/require-await -- the reader of lines takes what comes in over time
async function* oneChunk(text: string): AsyncGenerator<string> {
  yield text;
}

function readHeading({ cells, problem }: CsvRecord): Heading {
  const heading = cells === null ? wrong(`has a first line that ${problem}`) : headingOf(cells);
  if (heading instanceof RewardsError) throw heading;
  return heading;
}

function headingOf(cells: readonly string[]): Heading | RewardsError {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  const missing = BULK_COLUMNS.find((column) => !names.includes(column));
  if (missing) return wrong(`has no column "${missing}": the first line must name ${BULK_COLUMNS.join(', ')}.`);
  const twice = BULK_COLUMNS.find((column) => names.indexOf(column) !== names.lastIndexOf(column));
  if (twice) return wrong(`names the column "${twice}" twice.`);
  const [member = -1, currency = -1, amount = -1, reason = -1] = BULK_COLUMNS.map((column) => names.indexOf(column));
  return { cells, places: { member, currency, amount, reason } };
}

function toLine({ line, cells, problem }: CsvRecord, heading: Heading): FileLine {
  if (cells === null) return { line, given: NOTHING_GIVEN, problem };
  return { line, given: givenIn(cells, heading), problem: misfitOf(cells, heading.cells) };
}

function givenIn(cells: readonly string[], { places }: Heading): FileLine['given'] {
  const cell = (column: BulkColumn) => (cells[places[column]] ?? '').trim();
  return { member: cell('member'), currency: cell('currency'), amount: cell('amount'), reason: cell('reason') };
}

/** Whether cells are an adjustment by their looks: a figure where the heading has it. */
const looksLikeAdjustment = (cells: readonly string[], heading: Heading): boolean =>
  misfitOf(cells, heading.cells) === null && /^[-+]?\d[\d.,]*$/.test(givenIn(cells, heading).amount);

const wrong = (problem: string) => new RewardsError('INVALID_INPUT', { field: 'csv', problem });
