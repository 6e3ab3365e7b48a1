/** CSV by RFC 4180, as spreadsheets read it, and without anything that they would run. */

/** A text, a number written out in digits, or nothing. */
export type CsvCell = string | CsvNumber | null;

/** A decimal number, which stays one in a spreadsheet: `new CsvNumber('-12.50')`. */
export class CsvNumber {
  constructor(readonly digits: string) {
    if (!/^-?\d+(\.\d+)?$/.test(digits)) throw new Error(`"${digits.slice(0, 40)}" is no decimal number.`);
  }
}

/** By it a spreadsheet knows that the file is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * What makes a spreadsheet take a text for a formula (OWASP, CSV injection), also in its full-width form and behind blanks
 * that some programs cut off; and the blanks that OWASP names themselves.
 */
const FORMULA = /^(?:[\s\0]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n])/;

/** Where a reader could end the cell, by whatever separator it was told to use, or cut something off. */
const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/;

/** Ids, codes, instants and short words, which most cells are: neither of the two. */
const PLAIN = /^[A-Za-z0-9][\w.:-]*$/;

/** One record with its line's end. */
export function csvRecord(cells: readonly CsvCell[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

function cellOf(cell: CsvCell): string {
  if (cell === null) return '';
  if (cell instanceof CsvNumber) return cell.digits;
  if (PLAIN.test(cell)) return cell;
  const isFormula = FORMULA.test(cell);
  const text = isFormula ? `'${cell}` : cell;
  return isFormula || NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
