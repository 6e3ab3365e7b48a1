/** E10. Bounds of a tree of conditions. */
export const CONDITION_LIMITS = {
  /** Groups within each other. */
  depth: 5,
  /** Leaves in all. */
  leaves: 50,
  /** Characters of the name of a fact. */
  fact: 200,
  /** Characters of a text that a fact is compared with. */
  text: 200,
  /** Values of a list that a fact may be in. */
  list: 100,
  /** Characters of a fact's value that a verdict tells. */
  told: 200,
} as const;

/** What a fact is compared with. A number is a decimal string, so that it is exact: `"12.50"`. */
export type Wanted = string | boolean;

/**
 * E10. One comparison of a fact.
 *
 * `eq`, `ne`, `in`, `notIn` compare decimals by what they are worth, texts letter by letter, and truth values. `gt`, `gte`, `lt`,
 * `lte` and `between` (both ends within) want decimals, `before` and `after` instants or days in ISO 8601, a day being its
 * first instant in UTC. `contains` finds a part of a text, or an element of a list.
 */
export type Leaf = { readonly fact: string } & (
  | { readonly op: 'eq' | 'ne'; readonly value: Wanted }
  | { readonly op: 'in' | 'notIn'; readonly value: readonly Wanted[] }
  | { readonly op: 'gt' | 'gte' | 'lt' | 'lte'; readonly value: string }
  | { readonly op: 'between'; readonly value: readonly [from: string, to: string] }
  | { readonly op: 'exists'; readonly value?: undefined }
  | { readonly op: 'startsWith' | 'contains' | 'before' | 'after'; readonly value: string }
);

/** E10. A leaf, or a group: all of it hold, any of it does, none of it does. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly none: readonly Condition[] }
  | Leaf;
