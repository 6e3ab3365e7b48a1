import { Decimal } from 'decimal.js';
import { MAX_MINOR_UNITS } from '../contract';
import { invariant, RewardsError } from './errors';

/** An integer count of a currency's minor unit (L1). A bigint, so that no arithmetic on it can become a float. */
export type MinorUnits = bigint & { readonly __minorUnits: true };

/** Decimals wide enough for any amount at any scale; rounding is never left to the library. */
const Exact = Decimal.clone({ precision: 64, toExpNeg: -64, toExpPos: 64 });

const TEN = new Exact(10);

const DECIMAL_STRING = /^[+-]?\d+(\.\d+)?$/;

export const ZERO = 0n as MinorUnits;

export const minor = (value: bigint): MinorUnits => value as MinorUnits;
export const plus = (a: MinorUnits, b: MinorUnits): MinorUnits => minor(a + b);
export const minus = (a: MinorUnits, b: MinorUnits): MinorUnits => minor(a - b);
export const negate = (a: MinorUnits): MinorUnits => minor(-a);
export const least = (a: MinorUnits, b: MinorUnits): MinorUnits => (a < b ? a : b);
export const isWithinBounds = (value: bigint): boolean => value <= MAX_MINOR_UNITS && value >= -MAX_MINOR_UNITS;

/**
 * Reads an amount that came from outside (L1, L2).
 *
 * @param input a decimal string in major units, such as `"12.50"`
 * @param scale the currency's decimals
 * @param field the input's name, for the refusal
 * @returns minor units
 * @throws INVALID_AMOUNT for a number, an exponent, a blank, NaN or more decimals than the scale; ZERO_AMOUNT;
 *   AMOUNT_OVERFLOW beyond 2^53 − 1 minor units
 */
export function parseAmount(input: unknown, scale: number, field = 'amount'): MinorUnits {
  return scaled(readDecimal(input, scale, field), scale, field);
}

/** `parseAmount` for an amount that must be more than zero. */
export function parsePositiveAmount(input: unknown, scale: number, field = 'amount'): MinorUnits {
  const value = parseAmount(input, scale, field);
  if (value < 0n) throw negative(field);
  return value;
}

/**
 * What can be asked of an amount while its currency, and so its scale, is not known yet: it may have up to `mostDecimals`
 * and must be in bounds as if it had none.
 *
 * @throws as `parsePositiveAmount`
 */
export function requirePositiveAmount(input: unknown, mostDecimals: number, field = 'amount'): void {
  const value = readDecimal(input, mostDecimals, field);
  scaled(value.trunc(), 0, field);
  if (value.isNegative()) throw negative(field);
}

function readDecimal(input: unknown, mostDecimals: number, field: string): Decimal {
  if (typeof input !== 'string') {
    throw new RewardsError('INVALID_AMOUNT', { field, problem: 'must be a decimal string such as "12.50".' });
  }
  if (!DECIMAL_STRING.test(input) || input.length > 40) {
    throw new RewardsError('INVALID_AMOUNT', { field, problem: `"${input.slice(0, 40)}" is not a decimal number.` });
  }
  if ((input.split('.')[1] ?? '').length > mostDecimals) {
    throw new RewardsError('INVALID_AMOUNT', { field, problem: `at most ${mostDecimals} decimals are allowed.` });
  }
  const value = new Exact(input);
  if (value.isZero()) throw new RewardsError('ZERO_AMOUNT', { field });
  return value;
}

function scaled(value: Decimal, scale: number, field: string): MinorUnits {
  const units = toMinor(value.times(TEN.pow(scale)));
  if (!isWithinBounds(units)) throw new RewardsError('AMOUNT_OVERFLOW', { field });
  return units;
}

/** A whole number of minor units, as it comes of decimals. */
const toMinor = (whole: Decimal): MinorUnits => minor(BigInt(whole.toFixed(0)));

const negative = (field: string): RewardsError =>
  new RewardsError('INVALID_AMOUNT', { field, problem: 'must be more than zero.' });

/**
 * Writes minor units as a decimal string with exactly `scale` decimals. Takes sums of any size.
 */
export function formatAmount(value: bigint, scale: number): string {
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Reads back what `formatAmount` wrote at the same scale. */
export function readFormatted(text: string): MinorUnits {
  invariant(DECIMAL_STRING.test(text), `"${text}" is no amount`);
  return minor(BigInt(text.replace('.', '')));
}

/**
 * Reads an integer column. Drivers give a BIGINT as text (PostgreSQL, MySQL) or as a number (SQLite), which is exact
 * up to 2^53 − 1; a number beyond that has lost digits and is refused rather than believed (L3).
 */
export function readMinorUnits(column: unknown): MinorUnits {
  if (typeof column === 'number') {
    invariant(Number.isSafeInteger(column), `an integer column arrived as the inexact number ${column}`);
    return minor(BigInt(column));
  }
  if (typeof column === 'bigint') return minor(column);
  invariant(typeof column === 'string' && /^-?\d+$/.test(column), `an integer column holds ${String(column)}`);
  return minor(BigInt(column));
}

/** Reads an integer column that is no money: a sequence number, a count, an instant in milliseconds. */
export function readInteger(column: unknown): number {
  const isInteger = typeof column === 'string' ? /^-?\d+$/.test(column) : ['number', 'bigint'].includes(typeof column);
  const value = Number(column);
  invariant(isInteger && Number.isSafeInteger(value), `an integer column holds ${String(column)}`);
  return value;
}

/** The share of an amount, rounded down: `floor(amount × rate)` in minor units (D8). `rate` is a decimal string. */
export const floorShare = (amount: MinorUnits, ...rates: readonly string[]): MinorUnits =>
  floorShareIn(amount, { from: 0, to: 0 }, ...rates);

/** From which scale to which one an amount is carried over. */
export interface Rescale {
  readonly from: number;
  readonly to: number;
}

/** `floorShare` of an amount with another scale than its share. */
export function floorShareIn(amount: MinorUnits, { from, to }: Rescale, ...rates: readonly string[]): MinorUnits {
  const product = rates.reduce((share, rate) => share.times(rate), new Exact(amount.toString()));
  return toMinor(product.times(TEN.pow(to - from)).floor());
}

/**
 * How much is needed so that its share is so large: `ceil(share ÷ rate)`, the inverse of `floorShareIn`. A quotient of 16
 * digits by 12 that is no whole number is at least 10^-12 away from one, so its 64 digits tell on which side it lies.
 */
export function ceilQuotientIn(share: MinorUnits, { from, to }: Rescale, rate: string): MinorUnits {
  return toMinor(
    new Exact(share.toString())
      .times(TEN.pow(to - from))
      .div(rate)
      .ceil(),
  );
}
