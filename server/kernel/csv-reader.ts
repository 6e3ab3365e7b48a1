import { EARNING_LIMITS } from '../contract';
import type { Line } from './text-lines';

/** A record of a CSV text, at the line where it begins, or why that line is none. */
export type CsvRecord =
  | { readonly line: number; readonly cells: readonly string[]; readonly problem: null }
  | { readonly line: number; readonly cells: null; readonly problem: string };

/** Whether cells look like what the text holds; asked only where a quote runs over the end of a line. */
export type LooksRight = (cells: readonly string[]) => boolean;

const OPEN_QUOTE = 'opens a quote that does not close within a record.';
const BEHIND_QUOTE = 'has text behind a quote that closes.';

/** What parts cells. Of those that stand in a heading equally often the first one does: a name may well have a comma. */
const CSV_SEPARATORS = ['\t', ';', ','] as const;
export type CsvSeparator = (typeof CSV_SEPARATORS)[number];

/** What parts the cells of a heading: what stands in it most often outside of quotes. */
export function separatorIn(heading: string): CsvSeparator {
  const bare = heading.replace(/"[^"]*("|$)/g, '');
  const count = (separator: CsvSeparator): number => bare.split(separator).length;
  return CSV_SEPARATORS.reduce((most, one) => (count(one) > count(most) ? one : most));
}

/** Whoever fixes a format says so; its files are parted by commas. */
const byCommas = (): CsvSeparator => ',';

/**
 * Reads CSV records (RFC 4180): cells parted by commas, or by what the first line says, quoted where they hold that, quotes or
 * line ends. A quote means something at the beginning of a cell only; elsewhere it is a character like any other.
 *
 * A quoted cell may run over line ends. It is taken to do so if it closes, the record that it makes looks right, and no
 * line inside it looks right by itself: else a quote was left open, which costs the line that it stands in, and reading
 * goes on with the line behind it. Blank lines between records are passed over.
 *
 * @param looksRight tells a record from lines that merely follow a stray quote
 * @param longest characters of a record that runs over line ends
 * @param separatorOf what parts cells, by the first line that is not blank
 */
export async function* readCsv(
  lines: AsyncIterable<Line>,
  looksRight: LooksRight,
  longest: number = EARNING_LIMITS.line,
  separatorOf: (firstLine: string) => CsvSeparator = byCommas,
): AsyncGenerator<CsvRecord> {
  const ahead = new LookAhead(lines, longest);
  let nothing: Reading | undefined;
  try {
    for (let line = await ahead.at(0); line !== undefined; line = await ahead.at(0)) {
      if (line.text?.trim() === '') {
        ahead.drop(1);
        continue;
      }
      nothing ??= { cells: [], open: null, separator: separatorOf(line.text ?? '') };
      const { record, lines: taken } = await recordAt(line, ahead, { nothing, looksRight });
      ahead.drop(taken);
      yield record;
    }
  } finally {
    await ahead.close();
  }
}

/** How records begin, and what tells them. */
interface Rule {
  readonly nothing: Reading;
  readonly looksRight: LooksRight;
}

async function recordAt(
  { number: line, text, problem }: Line,
  ahead: LookAhead,
  rule: Rule,
): Promise<{ readonly record: CsvRecord; readonly lines: number }> {
  const bad = (why: string) => ({ record: { line, cells: null, problem: why }, lines: 1 });
  if (text === null) return bad(problem);
  const first = readInto(rule.nothing, text);
  if (first === null) return bad(BEHIND_QUOTE);
  if (first.open === null) return { record: { line, cells: first.cells, problem: null }, lines: 1 };
  const joined = await readOn(ahead, first, rule);
  if (joined === null) return bad(OPEN_QUOTE);
  return { record: { line, cells: joined.cells, problem: null }, lines: joined.lines };
}

/** A record as far as it was read: its cells, and the text of the quoted one that is still open. */
interface Reading {
  readonly cells: readonly string[];
  readonly open: string | null;
  readonly separator: CsvSeparator;
}

/** Reads on behind a line that leaves a quote open; null: it does not close in a record that looks right. */
async function readOn(
  ahead: LookAhead,
  first: Reading,
  { nothing, looksRight }: Rule,
): Promise<{ readonly cells: readonly string[]; readonly lines: number } | null> {
  let reading = first;
  let length = 0;
  for (let behind = 1; behind < EARNING_LIMITS.recordLines; behind += 1) {
    const line = await ahead.at(behind);
    length += line?.text?.length ?? 0;
    if (line === undefined || line.text === null || length > ahead.longest) return null;
    const next = readInto(reading, line.text);
    if (next === null) return null;
    if (next.open === null) return looksRight(next.cells) ? { cells: next.cells, lines: behind + 1 } : null;
    const isInside = next.cells.length === reading.cells.length;
    const alone = isInside ? readInto(nothing, line.text) : null;
    if (alone?.open === null && looksRight(alone.cells)) return null;
    reading = next;
  }
  return null;
}

/** What a quoted cell holds, and its closing quote if the line has it. */
const QUOTED = /([^"]*(?:""[^"]*)*)("?)/y;
const PLAIN = { ',': /[^,]*/y, ';': /[^;]*/y, '\t': /[^\t]*/y } as const satisfies Record<CsvSeparator, RegExp>;

/** Reads a line into a record; null: there is text behind a closing quote. */
function readInto({ cells: before, open, separator }: Reading, text: string): Reading | null {
  const plain = PLAIN[separator];
  const cells = [...before];
  let begun = open === null ? null : `${open}\n`;
  for (let at = 0; ; at += 1) {
    if (begun === null && text[at] !== '"') {
      plain.lastIndex = at;
      cells.push(plain.exec(text)?.[0] ?? '');
      at = plain.lastIndex;
    } else {
      QUOTED.lastIndex = begun === null ? at + 1 : at;
      const [, inside = '', closing] = QUOTED.exec(text) ?? [];
      const cell = `${begun ?? ''}${inside.replaceAll('""', '"')}`;
      if (closing !== '"') return { cells, open: cell, separator };
      cells.push(cell);
      at = QUOTED.lastIndex;
      begun = null;
    }
    if (at === text.length) return { cells, open: null, separator };
    if (text[at] !== separator) return null;
  }
}

/** Lines that are read ahead, and read again where they turn out to stand by themselves. */
class LookAhead {
  private readonly source: AsyncIterator<Line>;
  private readonly waiting: Line[] = [];

  /** @param longest characters of the lines that make one record */
  constructor(
    lines: AsyncIterable<Line>,
    readonly longest: number,
  ) {
    this.source = lines[Symbol.asyncIterator]();
  }

  /** The line so many places ahead; undefined behind the last one. */
  async at(place: number): Promise<Line | undefined> {
    while (this.waiting.length <= place) {
      const next = await this.source.next();
      if (next.done) return undefined;
      this.waiting.push(next.value);
    }
    return this.waiting[place];
  }

  drop(count: number): void {
    this.waiting.splice(0, count);
  }

  /** Whoever stops early leaves a file open otherwise. */
  async close(): Promise<void> {
    await this.source.return?.();
  }
}

/**
 * Why cells do not fit a heading; null: they do. Cells beyond it, and columns that lack theirs, are passed over only where
 * they are empty: anything else has been moved out of its column.
 */
export function misfitOf(cells: readonly string[], heading: readonly string[]): string | null {
  const [longer, shorter] = cells.length > heading.length ? [cells, heading] : [heading, cells];
  if (longer.slice(shorter.length).every((cell) => cell.trim() === '')) return null;
  return `has ${cells.length} cells, the heading has ${heading.length}.`;
}
