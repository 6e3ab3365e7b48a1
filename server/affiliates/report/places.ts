import { Decimal } from 'decimal.js';

/** Decimals of an amount as a report shows it, whatever its currency (F4, F18). */
const PLACES = 2;

/**
 * A decimal in two places, rounded half away from zero as PostgreSQL's ROUND does; zero has no sign. Exact for any number of
 * digits: what is given is written in fewer places and never calculated with.
 */
export function roundedToPlaces(decimal: string | Decimal): string {
  const text = new Decimal(decimal).toFixed(PLACES, Decimal.ROUND_HALF_UP);
  return /[1-9]/.test(text) ? text : text.replace('-', '');
}
