import { EARNING_LIMITS } from '../contract';
import type { Line } from './text-lines';

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

const CELL = /"([^"]*(?:""[^"]*)*)"|[^",]*/y;

function cellsOf(text: string): string[] | null {
  const cells: string[] = [];
  for (let start = 0; ; start = CELL.lastIndex + 1) {
    CELL.lastIndex = start;
    const match = CELL.exec(text);
    if (!match) return null;
    cells.push(match[1]?.replaceAll('""', '"') ?? match[0]);
    if (CELL.lastIndex === text.length) return cells;
    if (text[CELL.lastIndex] !== ',') return null;
  }
}
