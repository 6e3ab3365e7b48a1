import { AFFILIATE_COMPARISON_LIMITS } from './affiliate-comparison';

const AMOUNTS = {
  '.': /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?$/,
  ',': /^([+-]?)(\d{1,3}(?:\.\d{3})+|\d+)(,\d+)?$/,
} as const;

/**
 * F15. An amount as networks write it: `1,234.50`, or `1.234,50` where a comma stands before the decimals. Here, so that the
 * admin shows before a file is sent what the server will read in it.
 *
 * @returns a plain decimal; null where there is none; undefined where it is no amount
 */
export function readStatementAmount(cell: string, decimalSign: '.' | ','): string | null | undefined {
  if (cell === '') return null;
  if (cell.length > AFFILIATE_COMPARISON_LIMITS.amount) return undefined;
  const [, sign, whole, fraction = ''] = AMOUNTS[decimalSign].exec(cell) ?? [];
  if (whole === undefined) return undefined;
  return `${sign === '-' ? '-' : ''}${whole.replace(/[.,]/g, '')}${fraction.replace(',', '.')}`;
}
