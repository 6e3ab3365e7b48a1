/** Reads CSV by RFC 4180, character by character. */
export function parseCsv(text: string): string[][] {
  const records: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i]!;
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text[i + 1] === '"') cell += text[(i += 1)];
      else isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if (character === ',' || (character === '\r' && text[i + 1] === '\n')) {
      records.at(-1)!.push(cell);
      cell = '';
      if (character === '\r') records.push([]);
      if (character === '\r') i += 1;
    } else cell += character;
  }
  expect(records.pop()).toEqual([]);
  return records;
}

/** The records of a file by the names of its columns, without the mark before them. */
export function recordsIn(text: string): Record<string, string>[] {
  const [header = [], ...records] = parseCsv(text.replace(/^\uFEFF/, ''));
  return records.map((cells) => {
    const named = cells.map((cell, i): [string, string] => [header[i] ?? '', cell]);
    return Object.fromEntries(named);
  });
}
