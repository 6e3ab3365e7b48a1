import { EARNING_LIMITS } from '../contract';
import type { Line } from './read-lines';

/** A record of a CSV text, at the line where it begins. `null`: longer than the limit, or a quote is left open. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[] | null;
}

const countQuotes = (text: string): number => text.split('"').length - 1;

/**
 * Puts lines together into CSV records (RFC 4180): cells parted by commas, quoted where they hold commas, quotes or line
 * ends. A record that cannot be read is passed over; reading goes on behind it.
 */
export async function* readCsv(lines: AsyncIterable<Line>): AsyncGenerator<CsvRecord> {
  let open: { line: number; text: string } | null = null;
  for await (const { number, text } of lines) {
    if (text === null) {
      yield { line: open?.line ?? number, cells: null };
      open = null;
      continue;
    }
    if (open === null && text.trim() === '') continue;
    const joined: { line: number; text: string } =
      open === null ? { line: number, text } : { line: open.line, text: `${open.text}\n${text}` };
    open = null;
    if (countQuotes(joined.text) % 2 === 0) yield { line: joined.line, cells: cellsOf(joined.text) };
    else if (joined.text.length > EARNING_LIMITS.line) yield { line: joined.line, cells: null };
    else open = joined;
  }
  if (open !== null) yield { line: open.line, cells: null };
}

const CELL = /(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))(?=,|$)/gy;

function cellsOf(text: string): string[] | null {
  const cells: string[] = [];
  let end = 0;
  CELL.lastIndex = 0;
  for (let match = CELL.exec(text); match && end < text.length; match = CELL.exec(text)) {
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
    end = CELL.lastIndex;
  }
  return end === text.length ? cells : null;
}
