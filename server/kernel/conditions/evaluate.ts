import { type JsonValue, writeJson } from '../exact-json';
import { asStorable } from '../storable';
import { type Condition, CONDITION_LIMITS, type Leaf } from './condition';
import { holdsOf } from './operators';

/**
 * Where facts come from: a payload (`valueAt`), a member, counters. Undefined or null: there is no such fact. Asked by names
 * that come from outside, so it finds what is there itself, never what a prototype has.
 */
export type Facts = (name: string) => JsonValue | undefined;

/**
 * How a leaf came out. `missing`: there is no such fact. `incomparable`: there is one, and it cannot be compared so. Neither
 * holds, `ne` and `notIn` among them.
 */
export type Outcome = 'held' | 'failed' | 'missing' | 'incomparable';

/** E10, E6. A leaf, what was found and how it came out. */
export interface LeafVerdict {
  readonly leaf: Leaf;
  /** The fact's value as text, cut to 200 characters; null where it is missing. */
  readonly value: string | null;
  readonly outcome: Outcome;
}

export interface Verdict {
  readonly held: boolean;
  /** Every leaf, in the order of the tree: also those that made no difference. */
  readonly leaves: readonly LeafVerdict[];
}

/** E10. Whether conditions hold, and why. Nothing is run but comparisons. */
export function evaluate(condition: Condition, facts: Facts): Verdict {
  const leaves: LeafVerdict[] = [];
  const holds = (one: Condition): boolean => {
    // Each part is looked at before they are taken together, so that a verdict tells of all of them.
    if ('all' in one) return one.all.map(holds).every(Boolean);
    if ('any' in one) return one.any.map(holds).some(Boolean);
    if ('none' in one) return !one.none.map(holds).some(Boolean);
    const verdict = verdictOf(one, facts(one.fact) ?? null);
    leaves.push(verdict);
    return verdict.outcome === 'held';
  };
  return { held: holds(condition), leaves };
}

function verdictOf(leaf: Leaf, value: JsonValue): LeafVerdict {
  if (value === null) return { leaf, value: null, outcome: 'missing' };
  const held = holdsOf(value, leaf);
  const outcome = held === null ? 'incomparable' : held ? 'held' : 'failed';
  return { leaf, value: told(value), outcome };
}

const told = (value: JsonValue): string =>
  asStorable(typeof value === 'string' ? value : writeJson(value), CONDITION_LIMITS.told);
