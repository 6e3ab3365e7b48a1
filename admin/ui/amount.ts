import { type DecimalString, MAX_MINOR_UNITS } from '../../server/contract';
import { decimalSeparator } from './decimal';

/** What can be wrong with an amount as it was typed. */
export const AMOUNT_PROBLEMS = ['number', 'decimals', 'zero', 'large'] as const;
export type AmountProblem = (typeof AMOUNT_PROBLEMS)[number];

export type ReadAmount =
  | { readonly amount: DecimalString; readonly problem: null }
  /** Without a problem: nothing has been typed yet. */
  | { readonly amount: null; readonly problem: AmountProblem | null };

const wrong = (problem: AmountProblem | null): ReadAmount => ({ amount: null, problem });

/**
 * Reads a signed amount as a person types it, as text from end to end (L1): with a plus or a minus of either width, with
 * the decimal separator of their language or a point. Groups of digits are not taken: `1.000` would be one to some and a
 * thousand to others.
 *
 * @param scale the currency's decimals; undefined while no currency is chosen
 */
export function readAmount(typed: string, scale: number | undefined, locale: string): ReadAmount {
  const text = typed.trim().replace(/^[−–]/, '-').replace(decimalSeparator(locale), '.');
  if (text === '') return wrong(null);
  const [, sign, whole, fraction = ''] = /^([+-]?)(\d{1,20})(?:\.(\d{1,20}))?$/.exec(text) ?? [];
  if (whole === undefined) return wrong('number');
  if (scale !== undefined && fraction.length > scale) return wrong('decimals');
  const minorUnits = BigInt(whole + fraction.padEnd(scale ?? 0, '0'));
  if (minorUnits === 0n) return wrong('zero');
  if (minorUnits > MAX_MINOR_UNITS) return wrong('large');
  const digits = BigInt(whole).toString();
  return { amount: `${sign === '-' ? '-' : ''}${digits}${fraction && `.${fraction}`}`, problem: null };
}

/** Reads an amount that has to be more than zero, where a sign makes no sense. */
export function readPositiveAmount(typed: string, scale: number | undefined, locale: string): ReadAmount {
  const read = readAmount(typed, scale, locale);
  return read.amount?.startsWith('-') ? wrong('zero') : read;
}
