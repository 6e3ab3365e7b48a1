import { RewardsError } from './errors';

/** Digits of a decimal that a double gives back as they were. */
const EXACT_DIGITS = 15;

/**
 * JSON that was given as an object or as its text, as text. Text stays as it stands, so that no digit of it is lost (E2, F3).
 *
 * @throws INVALID_INPUT naming a number that a program has read with other digits than were written, as far as can be told
 */
export function jsonText(field: string, given: string | object): string {
  if (typeof given === 'string') return given;
  const inexact = inexactIn(given, field);
  if (inexact !== undefined) {
    const problem = 'is a number with more digits than a program keeps: give it as text.';
    throw new RewardsError('INVALID_INPUT', { field: inexact, problem });
  }
  return JSON.stringify(given);
}

/** Whether a text is a JSON object. */
export function isObjectText(text: string): boolean {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && !Array.isArray(read);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function inexactIn(value: unknown, path: string): string | undefined {
  if (typeof value === 'number') return isExact(value) ? undefined : path;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, part] of Object.entries(value)) {
    const found = inexactIn(part, `${path}.${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isExact(value: number): boolean {
  if (!Number.isFinite(value)) return false;
  return (
    Number.isSafeInteger(value) ||
    String(value)
      .replace(/e.*$|\D/g, '')
      .replace(/^0+/, '').length <= EXACT_DIGITS
  );
}
