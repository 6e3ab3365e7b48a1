/** CSV as RFC 4180 has it, safe to open in a spreadsheet. */

/** The byte order mark by which a spreadsheet knows the text for UTF-8. */
export const CSV_START = '\ufeff';

/** A cell: text that somebody wrote, or a figure that this plugin made, which is not looked at. */
export type CsvCell = string | { readonly raw: string } | null;

/** One record with its line end. */
export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(toCell).join(',')}\r\n`;

function toCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return cell.raw;
  // A spreadsheet would run what begins like a formula; an apostrophe makes it text.
  const safe = /^[\s]*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
