import { type DecimalString, MAX_MINOR_UNITS } from '../../server/contract';
import { decimalSeparator, groupSeparator, groupsOf } from './decimal';

/** What can be wrong with an amount as it was typed; `positive` where neither zero nor less makes sense. */
export const AMOUNT_PROBLEMS = ['number', 'decimals', 'zero', 'positive', 'large'] as const;
export type AmountProblem = (typeof AMOUNT_PROBLEMS)[number];

export type ReadAmount =
  | { readonly amount: DecimalString; readonly problem: null }
  /** Without a problem: nothing has been typed yet. */
  | { readonly amount: null; readonly problem: AmountProblem | null };

const wrong = (problem: AmountProblem | null): ReadAmount => ({ amount: null, problem });

/** What says in which direction a text runs and shows nothing: a copy of a page may have it in front. */
const DIRECTION_MARKS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;
/** A plus, or a hyphen, dash or minus of any width. */
const SIGN = /^([+\-\u2010\u2011\u2013\u2212]?)\s*(.*)$/s;
/** Nobody has these between two amounts, so that between digits they group them, whatever the language. */
const NO_BREAK_SPACES = ['\u00A0', '\u2009', '\u202F'];
const MOST_CHARACTERS = 60;

/**
 * Reads a signed amount as the page shows amounts (`formatDecimal`) and as people of the language type them, as text from
 * end to end (L1): groups of digits are left out, or stand where the language has them. What could be meant otherwise is
 * no number rather than another one, as `12.50` is in German, `12,50` in English, and `500 200`, which may be two.
 *
 * @param scale the currency's decimals; undefined while no currency is chosen
 */
export function readAmount(typed: string, scale: number | undefined, locale: string): ReadAmount {
  const text = typed.replace(DIRECTION_MARKS, '').trim();
  if (text === '') return wrong(null);
  const [, sign = '', figure = ''] = SIGN.exec(text) ?? [];
  const parts = text.length > MOST_CHARACTERS ? null : partsOf(figure, locale);
  if (parts === null) return wrong('number');
  const { whole, fraction } = parts;
  if (scale !== undefined && fraction.length > scale) return wrong('decimals');
  const minorUnits = BigInt(whole + fraction.padEnd(scale ?? 0, '0'));
  if (minorUnits === 0n) return wrong('zero');
  if (minorUnits > MAX_MINOR_UNITS) return wrong('large');
  const minus = sign === '' || sign === '+' ? '' : '-';
  return { amount: `${minus}${BigInt(whole)}${fraction && `.${fraction}`}`, problem: null };
}

/** Reads an amount that has to be more than zero, where a sign makes no sense. */
export function readPositiveAmount(typed: string, scale: number | undefined, locale: string): ReadAmount {
  const read = readAmount(typed, scale, locale);
  return read.problem === 'zero' || read.amount?.startsWith('-') ? wrong('positive') : read;
}

/** The digits before and after the decimal separator; null where it is no number of the language. */
function partsOf(figure: string, locale: string): { readonly whole: string; readonly fraction: string } | null {
  const [grouped = '', fraction, ...more] = figure.split(decimalSeparator(locale));
  const whole = ungrouped(grouped, locale);
  if (whole === null || more.length > 0 || (fraction !== undefined && !/^\d+$/.test(fraction))) return null;
  return { whole, fraction: fraction ?? '' };
}

/** Takes out what groups the digits; null where it stands in another place than the language has it. */
function ungrouped(grouped: string, locale: string): string | null {
  const [separator, ...others] = new Set(grouped.replace(/\d/g, ''));
  if (separator === undefined) return grouped === '' ? null : grouped;
  if (others.length > 0 || !mayGroup(separator, locale)) return null;
  const groups = grouped.split(separator);
  const digits = groups.join('');
  return digits !== '' && groupsOf(digits, locale).join() === groups.join() ? digits : null;
}

/** A keyboard has no narrow space: where the language groups by a space of its own, a common one does as well. */
function mayGroup(separator: string, locale: string): boolean {
  const own = groupSeparator(locale);
  return separator === own || NO_BREAK_SPACES.includes(separator) || (separator === ' ' && /^\s$/.test(own));
}
