import { firstField, type JsonValue, readJson, writeJson } from '../../kernel/exact-json';
import { asStorable } from '../../kernel/storable';

/** Characters of an answer that are kept (F13), and of the error that it says (F5). */
export const LONGEST_ANSWER = 20_000;

const ERROR_FIELDS = ['message', 'error', 'code'];

/**
 * F5. The error that an answer says: of a JSON body the first of `message`, `error`, `code` that is there and not null, a list or
 * an object as JSON, a number as it was written; else the raw text.
 *
 * Whether the body is JSON is told by the body alone: networks send JSON as text or as a page, and pages as JSON.
 *
 * @returns at most 20,000 characters that every database stores (`keptAnswer`); null where the answer says nothing
 */
export function errorOf(body: string): string | null {
  const said = firstField(readJson(body), ERROR_FIELDS);
  return keptAnswer(said === undefined ? body : textOf(said)) || null;
}

const textOf = (value: JsonValue): string => (typeof value === 'string' ? value : writeJson(value));

/**
 * F13. As much of an answer as is kept: its first 20,000 characters, without blanks at its ends. What no database stores is
 * left out (NUL) or stands as U+FFFD (half a sign).
 */
export const keptAnswer = (body: string): string => asStorable(body, LONGEST_ANSWER);
