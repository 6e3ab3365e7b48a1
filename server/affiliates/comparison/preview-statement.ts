import {
  AFFILIATE_COMPARISON_LIMITS,
  type AffiliateFileText,
  type AffiliateStatementDto,
  type AffiliateStatementLineDto,
} from '../../contract';
import { type CsvRecord, misfitOf } from '../../kernel/csv-reader';
import { readRecords } from './read-statement';

const { shownLines } = AFFILIATE_COMPARISON_LIMITS;

/**
 * F15. What a comparison would read at the beginning of a file: the names of its columns and the first lines, by the same reader.
 *
 * @param isCut whether the file goes on behind it
 * @throws INVALID_INPUT naming `csv`
 */
export async function previewStatement(text: AffiliateFileText, isCut: boolean): Promise<AffiliateStatementDto> {
  let columns: readonly string[] = [];
  const lines: AffiliateStatementLineDto[] = [];
  // One more than is told: what is behind it is whole, wherever the text ends.
  for await (const { heading, record } of readRecords(text)) {
    columns = heading;
    if (record !== null) lines.push(lineOf(record, heading));
    if (lines.length > shownLines) break;
  }
  const isLastHalf = isCut && lines.length <= shownLines;
  return { columns, lines: isLastHalf ? lines.slice(0, -1) : lines.slice(0, shownLines) };
}

function lineOf({ line, cells, problem }: CsvRecord, heading: readonly string[]): AffiliateStatementLineDto {
  if (cells === null) return { line, cells: null, problem };
  const misfit = misfitOf(cells, heading);
  if (misfit !== null) return { line, cells: null, problem: misfit };
  return { line, cells: heading.map((_, i) => cells[i] ?? ''), problem: null };
}
