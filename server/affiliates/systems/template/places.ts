/** F6. Where a macro can stand, and how its value is written there, so that it stays a value whatever it holds. */
import { type MacroValue, wellFormed } from './macros';

/** `component`: within a path's segment, or a name or value of a query or form. `json-text`: within a string; `json-value`: in place of a value. */
export type Place = 'component' | 'json-text' | 'json-value' | 'header';

/** Everything but letters, digits, `-`, `.`, `_` and `~` (RFC 3986). */
export const percentEncoded = (text: string): string =>
  encodeURIComponent(wellFormed(text)).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

export const jsonEscaped = (text: string): string => JSON.stringify(wellFormed(text)).slice(1, -1);

const CONTROLS = /\p{Cc}+/gu;

const WRITTEN: Readonly<Record<Place, (value: MacroValue) => string>> = {
  component: ({ text }) => percentEncoded(text ?? ''),
  'json-text': ({ text }) => jsonEscaped(text ?? ''),
  'json-value': ({ json }) => json,
  // A line break would begin another header.
  header: ({ text }) => wellFormed(text ?? '').replace(CONTROLS, ' '),
};

export const writtenAt = (place: Place, value: MacroValue): string => WRITTEN[place](value);
