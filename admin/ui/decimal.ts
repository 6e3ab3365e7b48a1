/** As wide as a plus, which a hyphen is not. */
const MINUS = '−';

/**
 * Writes a decimal string as people of a language do, digit for digit: it never becomes a JavaScript number, which
 * would round what has more than 15 digits (L3).
 *
 * @param sign whether a plus stands before what is more than zero
 */
export function formatDecimal(amount: string, locale: string, sign: 'always' | 'negative'): string {
  const isNegative = amount.startsWith('-');
  const [whole = '0', fraction] = amount.replace(/^[+-]/, '').split('.');
  const isZero = !/[1-9]/.test(amount);
  const grouped = new Intl.NumberFormat(locale, { numberingSystem: 'latn' }).format(BigInt(whole));
  const digits = fraction === undefined ? grouped : grouped + decimalSeparator(locale) + fraction;
  if (isNegative && !isZero) return MINUS + digits;
  return sign === 'always' && !isZero ? `+${digits}` : digits;
}

/** What stands between the whole and the rest of a number in a language. */
export function decimalSeparator(locale: string): string {
  const parts = new Intl.NumberFormat(locale, { numberingSystem: 'latn' }).formatToParts(0.5);
  return parts.find(({ type }) => type === 'decimal')?.value ?? '.';
}

/** A decimal string as a person of a language would type it, to stand in a field. */
export const asTyped = (amount: string, locale: string): string => amount.replace('.', decimalSeparator(locale));
