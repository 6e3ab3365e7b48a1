import { unitsAt } from '../../kernel/floor-product';

/** Decimals in which amounts of all currencies are summed by the database. */
export const UNIT_DECIMALS = 8;

/**
 * The most units either side of zero: ten thousand million of any money. Nine times as much still fits into a signed
 * integer of 64 bits, so that two of them can be added or compared wherever such integers are.
 */
export const MAX_UNITS = 10n ** 18n;

/**
 * An amount as a whole number of 10^-8, by which the database sums (F4).
 *
 * @param amount a plain decimal
 * @returns null where it has more decimals that are not zero, or is too large: its text is then summed instead
 */
export function unitsOf(amount: string): bigint | null {
  const units = unitsAt(amount, UNIT_DECIMALS);
  return units !== null && units <= MAX_UNITS && units >= -MAX_UNITS ? units : null;
}
