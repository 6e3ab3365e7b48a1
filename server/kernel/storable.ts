import { isStorable } from './text';

/** Of printable ASCII, without blanks at its ends: it is storable as it stands. */
const SIMPLE = /^[!-~](?:[ -~]*[!-~])?$/;

const HALVES = /\p{Surrogate}/gu;

/** Lists and objects within each other. Nothing that is asked for is as deep, and a look into it would find no end. */
const DEEPEST = 20;

/** What keeps a part of something that was read from being stored. */
export interface Unstorable {
  /** The path to it. */
  readonly field: string;
  readonly problem: string;
}

/** The first part that cannot be stored; undefined where all can. Looks into plain objects and lists only, as JSON has them. */
export function unstorableIn(value: unknown, path: readonly string[] = []): Unstorable | undefined {
  if (typeof value === 'string') {
    return isStorable(value)
      ? undefined
      : { field: path.join('.'), problem: 'holds characters that cannot be stored.' };
  }
  if (!isPlain(value)) return undefined;
  if (path.length > DEEPEST) return { field: path[0] ?? '', problem: 'is nested too deeply.' };
  for (const [name, part] of Object.entries(value)) {
    const found = unstorableIn(part, [...path, name]);
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
  if (text.length <= longest && SIMPLE.test(text)) return text;
  const whole = text.replaceAll('\0', '').replaceAll(HALVES, '\ufffd').trim();
  const cut = whole.slice(0, longest);
  return (/\p{Surrogate}$/u.test(cut) ? cut.slice(0, -1) : cut).trimEnd();
}
