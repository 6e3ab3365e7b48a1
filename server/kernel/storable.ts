import { isStorable } from './text';

const HALVES = /\p{Surrogate}/gu;

/**
 * Where something that was read holds text that cannot be stored, as the path to it; undefined where nothing does. Looks
 * into plain objects and lists only, as JSON has them.
 */
export function unstorableField(value: unknown, path: readonly string[] = []): string | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : path.join('.');
  if (!isPlain(value)) return undefined;
  for (const [name, part] of Object.entries(value)) {
    const found = unstorableField(part, [...path, name]);
    if (found !== undefined) return found;
  }
  return undefined;
}

const isPlain = (value: unknown): value is object =>
  Array.isArray(value) ||
  (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype);

/**
 * A text as it can be written down: without what cannot be stored, without blanks at its ends, and cut to a length, never
 * within a sign.
 *
 * @param longest in UTF-16 units, as `LIMITS` counts
 */
export function asStorable(text: string, longest: number): string {
  const whole = text.replaceAll('\0', '').replaceAll(HALVES, '\ufffd').trim();
  const cut = whole.slice(0, longest);
  return (/\p{Surrogate}$/u.test(cut) ? cut.slice(0, -1) : cut).trimEnd();
}
