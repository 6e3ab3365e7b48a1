/**
 * SQL that keeps to rows by whole numbers of theirs. Written out rather than bound: a database's limit of bindings is
 * reached long before its limit of text.
 */
export const inList = (column: string, numbers: readonly number[]): string =>
  numbers.length === 0 ? '1 = 0' : `${column} IN (${numbers.join(', ')})`;
