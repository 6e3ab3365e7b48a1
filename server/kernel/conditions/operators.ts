import { isJsonList, isJsonNumber, type JsonValue } from '../exact-json';
import { compareDecimals, plainDecimal, plainNumber } from '../plain-decimal';
import type { Leaf, Wanted } from './condition';
import { instantOf } from './instant';

/**
 * E10. Whether a leaf holds of a value that is there.
 *
 * @returns null where the two cannot be compared: an order of what is no decimal, a list with a text
 */
export function holdsOf(value: NonNullable<JsonValue>, leaf: Leaf): boolean | null {
  switch (leaf.op) {
    case 'exists':
      return true;
    case 'eq':
      return isSame(value, leaf.value);
    case 'ne':
      return not(isSame(value, leaf.value));
    case 'in':
      return isOneOf(value, leaf.value);
    case 'notIn':
      return not(isOneOf(value, leaf.value));
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return isInOrder(leaf.op, plainDecimal(value), leaf.value);
    case 'between':
      return isBetween(plainDecimal(value), leaf.value);
    case 'before':
    case 'after':
      return isInTime(leaf.op, instantOf(value), instantOf(leaf.value));
    case 'startsWith':
      return textOf(value)?.startsWith(leaf.value) ?? null;
    case 'contains':
      return contains(value, leaf.value);
  }
}

const not = (held: boolean | null): boolean | null => (held === null ? null : !held);

/** Zeros in front make a code or a number plate of it, which is compared letter by letter: `007` is not `7`. */
const isCode = (text: string): boolean => /^-?0[0-9]/.test(text);

function isSame(value: JsonValue, wanted: Wanted): boolean | null {
  if (typeof value === 'boolean') return value === wanted;
  const text = textOf(value);
  if (text === null) return null;
  if (typeof wanted === 'boolean') return false;
  if (text === wanted) return true;
  const areDecimals = [text, wanted].every((one) => plainDecimal(one) !== null && !isCode(one));
  return areDecimals && compareDecimals(text, wanted) === 0;
}

function isOneOf(value: JsonValue, wanted: readonly Wanted[]): boolean | null {
  const same = wanted.map((one) => isSame(value, one));
  return same.includes(true) || (same.includes(null) ? null : false);
}

/** A text, or a number as it is written plainly; null where it is neither. */
function textOf(value: JsonValue): string | null {
  if (isJsonNumber(value)) return plainNumber(value.value) ?? value.value;
  return typeof value === 'string' ? value : null;
}

function isInOrder(op: 'gt' | 'gte' | 'lt' | 'lte', left: string | null, right: string): boolean | null {
  if (left === null) return null;
  const order = compareDecimals(left, right);
  return { gt: order > 0, gte: order >= 0, lt: order < 0, lte: order <= 0 }[op];
}

function isBetween(value: string | null, [from, to]: readonly [string, string]): boolean | null {
  return value === null ? null : compareDecimals(value, from) >= 0 && compareDecimals(value, to) <= 0;
}

function isInTime(op: 'before' | 'after', left: number | null, right: number | null): boolean | null {
  if (left === null || right === null) return null;
  return op === 'before' ? left < right : left > right;
}

function contains(value: JsonValue, wanted: string): boolean | null {
  if (isJsonList(value)) return value.some((one) => isSame(one, wanted) === true);
  return textOf(value)?.includes(wanted) ?? null;
}
