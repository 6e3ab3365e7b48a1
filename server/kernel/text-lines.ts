import { EARNING_LIMITS } from '../contract';
import { noTextIn } from './text';

/** A line of a text, without its end, or why it cannot be read. */
export type Line =
  | { readonly number: number; readonly text: string; readonly problem: null }
  | { readonly number: number; readonly text: null; readonly problem: string };

/** A line as it stands in the text. `null`: it is longer than the limit, and was passed over. */
export interface PlainLine {
  readonly number: number;
  readonly text: string | null;
}

/**
 * The lines of a file that came from somebody: what is no text is told in its line's place. A byte order mark at the
 * beginning of a line is dropped, for files are joined to one another, too.
 *
 * @param longest characters of a line; one that has more is passed over, and told
 */
export async function* readLines(
  chunks: AsyncIterable<string | Uint8Array>,
  longest: number = EARNING_LIMITS.line,
): AsyncGenerator<Line> {
  for await (const { number, text } of splitLines(chunks, longest)) {
    if (text === null) {
      yield { number, text: null, problem: 'is too long.' };
      continue;
    }
    const found = noTextIn(text);
    if (found === null) yield { number, text: text.replace(/^\uFEFF/, ''), problem: null };
    else yield { number, text: null, problem: `holds a character that is no text: ${found}.` };
  }
}

/**
 * Splits a text into lines as it comes in. Ends of lines are LF or CRLF; the last line may lack one. Holds one line at
 * most, however long a text without line ends is.
 */
export async function* splitLines(
  chunks: AsyncIterable<string | Uint8Array>,
  longest: number = EARNING_LIMITS.line,
): AsyncGenerator<PlainLine> {
  const decoder = new TextDecoder();
  let number = 1;
  let rest = '';
  let isTooLong = false;
  const lineOf = (text: string): PlainLine => {
    const line = { number, text: isTooLong || text.length > longest ? null : text.replace(/\r$/, '') };
    number += 1;
    isTooLong = false;
    return line;
  };
  for await (const chunk of chunks) {
    // Only what is new is looked through: a long line may come in many small pieces.
    const parts = (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })).split('\n');
    parts[0] = rest + (parts[0] ?? '');
    rest = parts.pop() ?? '';
    for (const part of parts) yield lineOf(part);
    if (rest.length > longest) {
      isTooLong = true;
      rest = '';
    }
  }
  rest += decoder.decode();
  if (rest !== '' || isTooLong) yield lineOf(rest);
}
