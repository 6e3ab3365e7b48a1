import type { Figure } from './measure';

export type Unit = '/s' | 'ms' | 's' | 'MB';

/** One figure beside one floor of the same run. Without a floor it stands for itself. */
export interface Line {
  readonly name: string;
  readonly figure: Figure;
  readonly unit: Unit;
  readonly floor: { readonly name: string; readonly figure: Figure } | null;
}

/** What the issue asks of a figure. `reached` and `met` are computed from the run. */
export interface Verdict {
  readonly aim: string;
  readonly reached: string;
  readonly met: boolean;
}

export interface Report {
  readonly engine: string;
  readonly lines: readonly Line[];
  readonly verdicts: readonly Verdict[];
  /** What a reader has to know of how the figures came about. */
  readonly notes: readonly string[];
}

/** How often as fast as the floor: more than 1 is faster, for rates and for times alike. */
export function speedOf({ figure, unit, floor }: Line): number | null {
  if (!floor) return null;
  return unit === '/s' ? figure.median / floor.figure.median : floor.figure.median / figure.median;
}

/** The table that `npm run bench` prints. */
export function formatReport({ engine, lines, verdicts, notes }: Report): string {
  const rows = lines.map((line) => [
    line.name,
    amount(line.figure.median, line.unit),
    `${amount(line.figure.lowest, line.unit)} … ${amount(line.figure.highest, line.unit)}`,
    line.floor?.name ?? '',
    line.floor ? amount(line.floor.figure.median, line.unit) : '',
    line.floor ? `${speedOf(line)!.toFixed(2)} ×` : '',
  ]);
  const head = ['line', 'median', 'range', 'floor', 'median', 'speed'];
  const aims = verdicts.map(({ aim, reached, met }) => [met ? 'met' : 'MISSED', aim, reached]);
  return [
    `\n${engine}`,
    table([head, ...rows], [1, 2, 4, 5]),
    ...(aims.length > 0 ? ['', table([['aim', '', 'reached'], ...aims], [])] : []),
    ...notes.map((note) => `  ${note}`),
  ].join('\n');
}

export const count = (value: number): string => value.toLocaleString('en-US');

export function amount(value: number, unit: Unit): string {
  const digits = value < 10 ? 2 : value < 100 ? 1 : 0;
  return `${value.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits })} ${unit}`;
}

function table(rows: readonly (readonly string[])[], rightAligned: readonly number[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (rightAligned.includes(i) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd();
  return [line(rows[0]!), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.slice(1).map(line)].join('\n');
}
