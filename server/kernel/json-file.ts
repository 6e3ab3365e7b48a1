/** A part of a JSON file: a value, or a list that is written as it is read. */
export type JsonPart = readonly [name: string, value: unknown] | readonly [name: string, list: JsonList];

export class JsonList {
  constructor(readonly items: AsyncIterable<unknown>) {}
}

/** A JSON object as text, piece by piece, so that a list of any length is never held as a whole. */
export async function* jsonFile(parts: readonly JsonPart[]): AsyncGenerator<string> {
  for (const [i, [name, value]] of parts.entries()) {
    yield `${i === 0 ? '{\n' : ',\n'}${JSON.stringify(name)}: `;
    if (value instanceof JsonList) yield* listText(value.items);
    else yield JSON.stringify(value, null, 2);
  }
  yield parts.length === 0 ? '{}\n' : '\n}\n';
}

async function* listText(items: AsyncIterable<unknown>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const item of items) {
    yield before + JSON.stringify(item);
    before = ',\n';
  }
  yield before === '[\n' ? '[]' : '\n]';
}
