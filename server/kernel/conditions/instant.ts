import { z } from 'zod';
import type { Milliseconds } from '../clock';
import type { JsonValue } from '../exact-json';

const instant = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

/** The instant that a text in ISO 8601 says, with its offset, or the first one of a day in UTC; null: it says none. */
export function instantOf(value: JsonValue): Milliseconds | null {
  const read = instant.safeParse(value);
  return read.success ? Date.parse(read.data) : null;
}
