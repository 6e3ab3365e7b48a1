/** What cannot stand in a column: PostgreSQL refuses a NUL, and no UTF-8 says a lone surrogate. */
// eslint-disable-next-line no-control-regex
const UNSTORABLE = /[\u0000\p{Surrogate}]/u;

/** Whether every database stores a text and gives it back as it was. */
export const isStorable = (text: string): boolean => !UNSTORABLE.test(text);

/** The text of a file: it is read line by line and stored nowhere, so what cannot be stored is told of its line. */
export class FileText {
  constructor(readonly text: string) {}
}

/**
 * What no line of a file holds that is text: control characters but the tab, lone surrogates, and the sign that a decoder
 * leaves in place of bytes that were no UTF-8: by it two customers would become one.
 */
const NO_TEXT = /[^\P{Cc}\t]|[\p{Surrogate}\uFFFD]/u;

/** The first character of a line that is no text, as `U+0000`; null: all of it is. */
export function noTextIn(line: string): string | null {
  const found = NO_TEXT.exec(line)?.[0].codePointAt(0);
  return found === undefined ? null : `U+${found.toString(16).toUpperCase().padStart(4, '0')}`;
}
