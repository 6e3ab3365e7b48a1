import { type JsonObject, type JsonValue, isJsonObject, ownField, readJson, writeJson } from '../../kernel/exact-json';

/** An event's own texts, as they are stored. */
export interface EventTexts {
  /** JSON. */
  readonly payload: string;
  /** What was sent instead of it, as it was sent; null where nothing was. */
  readonly requestBody: string | null;
}

/** F3. What was sent of an event: its fields, and its text as it is shown. */
export interface SavedPayload {
  readonly text: string;
  readonly fields: JsonObject;
}

const NO_FIELDS: JsonObject = {};

/** Names as a form has them: as they are, or encoded. Markup, sentences and addresses have others. */
const FORM_NAME = /^[\w.*~%+[\]-]*(=|$)/;

/**
 * F3. The saved payload: the request body, else `_payload` of the event's payload, else the event's payload.
 *
 * A request body is there unless it is null: an empty one, or one that says `null`, is a payload without fields. A
 * `_payload` that is null is not there. What cannot be read has no fields, so that no event is lost for it.
 *
 * @param payload the event's payload, read
 */
export function savedPayloadOf(
  { payload: text, requestBody }: EventTexts,
  payload: JsonValue | undefined,
): SavedPayload {
  if (requestBody !== null) return { text: requestBody, fields: fieldsOfBody(requestBody) };
  const inner = ownField(payload, '_payload') ?? null;
  if (inner !== null) return { text: writeJson(inner), fields: fieldsOf(inner) };
  return { text, fields: fieldsOf(payload) };
}

/** What every JSON has that holds an `_payload`, which may be written with an escape. */
const MAY_HOLD_INNER = /_payload|\\u/;

/** F3. What was or will be sent of an event, as text. */
export function savedPayloadText(event: EventTexts): string {
  if (event.requestBody === null && !MAY_HOLD_INNER.test(event.payload)) return event.payload;
  return savedPayloadOf(event, readJson(event.payload)).text;
}

const fieldsOf = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : NO_FIELDS);

/** A body is JSON, else a form, else it has no fields. */
function fieldsOfBody(body: string): JsonObject {
  const json = readJson(body);
  if (json !== undefined) return fieldsOf(json);
  return isForm(body) ? formFields(body) : NO_FIELDS;
}

const isForm = (text: string): boolean => text.includes('=') && text.split('&').every((pair) => FORM_NAME.test(pair));

/** Of a name that stands twice in a form the first one counts, as for `URLSearchParams`. */
const formFields = (form: string): JsonObject => Object.fromEntries([...new URLSearchParams(form)].reverse());
