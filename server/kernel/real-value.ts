import { LIMITS } from '../contract';
import type { Dialect } from './dialect';

const SCALES = Array.from({ length: LIMITS.scale + 1 }, (_, scale) => scale);
const power = (scale: string, exponent: (scale: number) => number): string =>
  `CASE ${scale} ${SCALES.map((one) => `WHEN ${one} THEN ${10n ** BigInt(exponent(one))}`).join(' ')} END`;

/**
 * SQL that puts amounts of several currencies in the order of what they are worth in major units: first by the whole
 * part, then by the rest. Integers throughout, so that no digit is lost in any database (L3).
 *
 * @param amount the column of minor units
 * @param scale the column of their currency's decimals
 */
export function realValue(dialect: Dialect, amount: string, scale: string): readonly [string, string] {
  const one = power(scale, (decimals) => decimals);
  // All three cut towards zero, and give the rest the sign of the amount.
  const whole = `${amount} ${dialect === 'mysql' ? 'DIV' : '/'} (${one})`;
  return [whole, `(${amount} % (${one})) * (${power(scale, (decimals) => LIMITS.scale - decimals)})`];
}
