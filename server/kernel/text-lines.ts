import { EARNING_LIMITS } from '../contract';

/** A line of a text, without its end. `null`: the line is longer than the limit, and was passed over. */
export interface Line {
  readonly number: number;
  readonly text: string | null;
}

/**
 * Splits a text into lines as it comes in. Ends of lines are LF or CRLF; the last line may lack one. Holds one line at
 * most, however long a text without line ends is.
 */
export async function* readLines(chunks: AsyncIterable<string | Uint8Array>): AsyncGenerator<Line> {
  const decoder = new TextDecoder();
  let number = 1;
  let rest = '';
  let isTooLong = false;
  const lineOf = (text: string): Line => {
    const line = { number, text: isTooLong || text.length > EARNING_LIMITS.line ? null : text.replace(/\r$/, '') };
    number += 1;
    isTooLong = false;
    return line;
  };
  for await (const chunk of chunks) {
    const parts = (rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) yield lineOf(part);
    if (rest.length > EARNING_LIMITS.line) {
      isTooLong = true;
      rest = '';
    }
  }
  rest += decoder.decode();
  if (rest !== '' || isTooLong) yield lineOf(rest);
}
