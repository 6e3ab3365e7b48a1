const INDENT = '  ';

/** A string, or what stands between two signs of structure. */
const TOKEN = /"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s"{}[\],:]+/gs;

/**
 * JSON a value a line, for a person to read. Only blanks are changed: no digit of a number is lost, as it would be in a number of
 * JavaScript's, and a text that was cut off is shown as far as it goes. What is no JSON stays as it is.
 */
export function prettyJson(text: string): string {
  if (!/^\s*[{[]/.test(text)) return text;
  const tokens = text.match(TOKEN) ?? [];
  let depth = 0;
  const line = () => `\n${INDENT.repeat(depth)}`;
  return tokens
    .map((token, i) => {
      const isEmpty = CLOSING[token] !== undefined && tokens[i + 1] === CLOSING[token];
      if (token === '{' || token === '[') {
        depth += isEmpty ? 0 : 1;
        return isEmpty ? token : token + line();
      }
      if (token === '}' || token === ']') {
        const closesEmpty = CLOSING[tokens[i - 1] ?? ''] === token;
        depth = Math.max(0, depth - (closesEmpty ? 0 : 1));
        return closesEmpty ? token : line() + token;
      }
      if (token === ',') return token + line();
      return token === ':' ? ': ' : token;
    })
    .join('');
}

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' };
