/**
 * SQL that keeps to rows by whole numbers of theirs. Written out rather than bound: a database's limit of bindings is
 * reached long before its limit of text.
 */
export const among = (column: string, numbers: readonly number[]): string =>
  numbers.length === 0 ? '1 = 0' : `${column} IN (${numbers.join(', ')})`;

/** Splits what one statement could not take at once. */
export function inPartsOf<T>(size: number, all: readonly T[]): (readonly T[])[] {
  const parts: (readonly T[])[] = [];
  for (let start = 0; start < all.length; start += size) parts.push(all.slice(start, start + size));
  return parts;
}
