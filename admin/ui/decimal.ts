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

/** One decimal string less another, exact to the last digit. */
export function difference(one: string, other: string): string {
  const decimals = Math.max(...[one, other].map((amount) => amount.split('.')[1]?.length ?? 0));
  const [from, taken] = [one, other].map((amount) => {
    const [whole = '0', fraction = ''] = amount.split('.');
    return BigInt(whole + fraction.padEnd(decimals, '0'));
  });
  const units = (from ?? 0n) - (taken ?? 0n);
  const digits = String(units)
    .replace('-', '')
    .padStart(decimals + 1, '0');
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${digits.slice(0, digits.length - decimals)}${fraction && `.${fraction}`}`;
}

/** A decimal string as money is written: with two decimals at least, and all that it has. */
export function asMoney(amount: string): string {
  const [whole = '0', fraction = ''] = amount.split('.');
  return `${whole}.${fraction.padEnd(2, '0')}`;
}

/** What stands between the whole and the rest of a number in a language. */
export const decimalSeparator = (locale: string): string =>
  grouping(locale)
    .formatToParts(0.5)
    .find(({ type }) => type === 'decimal')?.value ?? '.';

/** What stands between groups of digits in a language. */
export const groupSeparator = (locale: string): string =>
  grouping(locale)
    .formatToParts(LARGE)
    .find(({ type }) => type === 'group')?.value ?? ',';

/** Digits in the groups of a language, also where it leaves few digits ungrouped, as Spanish does. */
export const groupsOf = (digits: string, locale: string): string[] =>
  grouping(locale)
    .formatToParts(BigInt(digits))
    .filter(({ type }) => type === 'integer')
    .map(({ value }) => value);

/** A decimal string as a person of a language would type it, to stand in a field. */
export const asTyped = (amount: string, locale: string): string => amount.replace('.', decimalSeparator(locale));

/** A number that every language groups. */
const LARGE = 1_234_567;

const grouping = (locale: string) => new Intl.NumberFormat(locale, { numberingSystem: 'latn', useGrouping: 'always' });
