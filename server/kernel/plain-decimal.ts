import { formatAmount } from './amount';
import { isJsonNumber, type JsonValue } from './exact-json';
import { unitsOfPlain } from './floor-product';

/**
 * Characters of a decimal that is read out of JSON. No money comes near; without a bound, the eight of `1e999999` would
 * become a million.
 */
export const LONGEST_DECIMAL = 1_000;

/** A plain decimal (F3): digits, and a point with digits behind it. No plus, no exponent, no blank, no separator. */
const PLAIN = /^-?[0-9]+(\.[0-9]+)?$/;

const JSON_NUMBER = /^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/;

/**
 * The plain decimal that a value of JSON says (F3, E2): a number written plainly, a text only if it is one as it stands.
 *
 * @returns null where it says none, or one of more than 1,000 characters
 */
export function plainDecimal(value: JsonValue | undefined): string | null {
  const text = isJsonNumber(value) ? plainNumber(value.value) : value;
  return typeof text === 'string' && text.length <= LONGEST_DECIMAL && PLAIN.test(text) ? text : null;
}

/**
 * A JSON number without an exponent: `1e3` is `1000`, `1E-2` is `0.01`. Every digit stays, zeros behind the point too; zero
 * has no sign. So does PostgreSQL write the numbers of its `jsonb`.
 *
 * @returns null where it has more than 1,000 digits when it is written so
 */
export function plainNumber(number: string): string | null {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = JSON_NUMBER.exec(number) ?? [];
  const shift = Number(exponent);
  if (whole.length + fraction.length + Math.abs(shift) > LONGEST_DECIMAL) return null;
  const decimals = fraction.length - shift;
  const zeros = '0'.repeat(Math.max(0, -decimals));
  return formatAmount(BigInt(`${sign}${whole}${fraction}${zeros}`), Math.max(0, decimals));
}

/** Plain decimals by what they are worth: below zero, zero or above, as the left one is less, the same or more. */
export function compareDecimals(left: string, right: string): number {
  const [one, other] = [unitsOfPlain(left), unitsOfPlain(right)];
  const leftUnits = one.units * 10n ** BigInt(Math.max(0, other.decimals - one.decimals));
  const rightUnits = other.units * 10n ** BigInt(Math.max(0, one.decimals - other.decimals));
  return leftUnits < rightUnits ? -1 : leftUnits > rightUnits ? 1 : 0;
}
