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
  return { held: holds(condition, facts, leaves), leaves };
}

/** @param leaves where what came of each leaf is put */
function holds(condition: Condition, facts: Facts, leaves: LeafVerdict[]): boolean {
  // Each part is looked at before they are taken together, so that a verdict tells of all of them.
  if ('all' in condition) return holdEach(condition.all, facts, leaves).every(Boolean);
  if ('any' in condition) return holdEach(condition.any, facts, leaves).some(Boolean);
  if ('none' in condition) return !holdEach(condition.none, facts, leaves).some(Boolean);
  const verdict = verdictOf(condition, facts(condition.fact) ?? null);
  leaves.push(verdict);
  return verdict.outcome === 'held';
}

const holdEach = (parts: readonly Condition[], facts: Facts, leaves: LeafVerdict[]): boolean[] =>
  parts.map((part) => holds(part, facts, leaves));

function verdictOf(leaf: Leaf, value: JsonValue): LeafVerdict {
  if (value === null) return { leaf, value: null, outcome: 'missing' };
  const held = holdsOf(value, leaf);
  const outcome = held === null ? 'incomparable' : held ? 'held' : 'failed';
  return { leaf, value: told(value), outcome };
}

const told = (value: JsonValue): string =>
  asStorable(typeof value === 'string' ? value : writeJson(value), CONDITION_LIMITS.told);

/**
 * What can be said of conditions while some facts are not known yet: whether they hold whatever these are, fail whatever these are, or
 * whether that is open.
 *
 * @param isKnown whether a fact is, by its name
 */
export function outlook(
  condition: Condition,
  facts: Facts,
  isKnown: (name: string) => boolean,
): 'holds' | 'fails' | 'open' {
  if ('all' in condition || 'any' in condition || 'none' in condition) {
    const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : condition.none;
    const outlooks = parts.map((part) => outlook(part, facts, isKnown));
    if ('all' in condition) {
      if (outlooks.includes('fails')) return 'fails';
      return outlooks.includes('open') ? 'open' : 'holds';
    }
    const some = outlooks.includes('holds') ? 'holds' : outlooks.includes('open') ? 'open' : 'fails';
    if ('any' in condition || some === 'open') return some;
    return some === 'holds' ? 'fails' : 'holds';
  }
  if (!isKnown(condition.fact)) return 'open';
  return evaluate(condition, facts).held ? 'holds' : 'fails';
}

/** The names of the facts that conditions ask for. */
export function factsIn(condition: Condition): readonly string[] {
  if ('all' in condition) return condition.all.flatMap(factsIn);
  if ('any' in condition) return condition.any.flatMap(factsIn);
  if ('none' in condition) return condition.none.flatMap(factsIn);
  return [condition.fact];
}
