import { invariant } from './errors';
import { formatAmount, type MinorUnits, minor } from './amount';

const PLAIN = /^(-?)([0-9]+)(?:\.([0-9]+))?$/;

/** A plain decimal as a whole number of its smallest unit, and how many decimals that has. */
export function unitsOfPlain(text: string): { readonly units: bigint; readonly decimals: number } {
  const [, sign, whole, fraction = ''] = PLAIN.exec(text) ?? [];
  invariant(whole !== undefined, `"${text}" is no plain decimal`);
  return { units: BigInt(`${sign ?? ''}${whole}${fraction}`), decimals: fraction.length };
}

/**
 * E11. The product of plain decimals, rounded down once, in minor units: exact whatever the number of their digits.
 *
 * @param scale decimals of the currency
 */
export function floorProduct(factors: readonly string[], scale: number): MinorUnits {
  const read = factors.map(unitsOfPlain);
  const units = read.reduce((product, factor) => product * factor.units, 10n ** BigInt(scale));
  const divisor = 10n ** BigInt(read.reduce((sum, { decimals }) => sum + decimals, 0));
  const quotient = units / divisor;
  // Division of whole numbers rounds towards zero.
  return minor(units < 0n && quotient * divisor !== units ? quotient - 1n : quotient);
}

/** A plain decimal in units of 10^-`decimals`; null where it is finer than that. */
export function unitsAt(text: string, decimals: number): bigint | null {
  const read = unitsOfPlain(text);
  const shift = decimals - read.decimals;
  if (shift >= 0) return read.units * 10n ** BigInt(shift);
  const divisor = 10n ** BigInt(-shift);
  return read.units % divisor === 0n ? read.units / divisor : null;
}

/** Units as a plain decimal without zeros at its end. */
export const plainOfUnits = (units: bigint, decimals: number): string => {
  const text = formatAmount(units, decimals);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
};
