import { isLosslessNumber, type LosslessNumber, parse, stringify } from 'lossless-json';

/** JSON that lost nothing when it was read: a number is the text that it was written as (E2). */
export type JsonValue = string | boolean | null | LosslessNumber | JsonList | JsonObject;
export type JsonList = readonly JsonValue[];
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

/** Lists and objects within each other that are read. Nothing that is sent is as deep, and the reader would find no end. */
const DEEPEST = 100;

/**
 * Reads JSON as `JSON.parse` does, but for its numbers, which keep every digit. Of a name that stands twice in an object
 * the last one counts. `__proto__` is a name like any other.
 *
 * @returns undefined where the text is no JSON, or nested more than 100 deep
 */
export function readJson(text: string): JsonValue | undefined {
  if (isTooDeep(text)) return undefined;
  try {
    return parse(text, null, { onDuplicateKey: ({ newValue }) => newValue }) as JsonValue;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Writes JSON without blanks, its numbers as they were read. */
export const writeJson = (value: JsonValue): string => stringify(value) as string;

export const isJsonNumber = (value: JsonValue | undefined): value is LosslessNumber => isLosslessNumber(value);

export const isJsonList = (value: JsonValue | undefined): value is JsonList => Array.isArray(value);

export const isJsonObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !isJsonNumber(value) && !isJsonList(value);

/** What an object has under a name itself, not by its prototype; undefined where it has none, or is no object. */
export const ownField = (value: JsonValue | undefined, name: string): JsonValue | undefined =>
  isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** The first field of these names that is there and not null; undefined where none is (F3, F5). */
export const firstField = (value: JsonValue | undefined, names: readonly string[]): JsonValue | undefined =>
  names.map((name) => ownField(value, name)).find((field) => field !== undefined && field !== null);

const INDEX = /^(0|[1-9][0-9]{0,8})$/;

/**
 * What stands at a path, such as `order.lines.0.sku`; undefined where nothing does.
 *
 * @param path names of fields and places in lists, parted by dots; only what is there itself is found (E10)
 */
export function valueAt(value: JsonValue | undefined, path: string): JsonValue | undefined {
  let found = value;
  for (const part of path.split('.')) {
    if (isJsonList(found)) found = INDEX.test(part) ? found[Number(part)] : undefined;
    else found = ownField(found, part);
  }
  return found;
}

/** Looks at brackets outside of texts alone: as far as this is JSON, its depth. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (isInText) {
      if (sign === '\\') at += 1;
      else if (sign === '"') isInText = false;
    } else if (sign === '"') isInText = true;
    else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}
