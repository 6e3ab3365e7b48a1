/** E10. How conditions compare, as the server knows it. */
export const CONDITION_OPS = [
  ...(['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'between'] as const),
  ...(['in', 'notIn', 'exists', 'startsWith', 'contains', 'before', 'after'] as const),
] as const;
export type ConditionOp = (typeof CONDITION_OPS)[number];

export const CONDITION_GROUPS = ['all', 'any', 'none'] as const;
export type ConditionGroup = (typeof CONDITION_GROUPS)[number];

export type LeafValue = string | boolean;

export interface ConditionLeaf {
  readonly fact: string;
  readonly op: ConditionOp;
  /** One value, two or more, or none. */
  readonly values: readonly LeafValue[];
}

export type ConditionTree =
  ConditionLeaf | { readonly group: ConditionGroup; readonly parts: readonly ConditionTree[] };

/** A mission's conditions; null where they are none that this page knows, such as those of a newer server. */
export function readConditions(given: unknown): ConditionTree | null {
  if (typeof given !== 'object' || given === null) return null;
  const record = given as Readonly<Record<string, unknown>>;
  const group = CONDITION_GROUPS.find((name) => Array.isArray(record[name]));
  if (group !== undefined) {
    const parts = (record[group] as readonly unknown[]).map(readConditions);
    return parts.includes(null) ? null : { group, parts: parts as readonly ConditionTree[] };
  }
  const { fact, op, value } = record;
  const known = CONDITION_OPS.find((one) => one === op);
  if (typeof fact !== 'string' || known === undefined) return null;
  const values: readonly unknown[] = value === undefined ? [] : Array.isArray(value) ? value : [value];
  const isValue = (one: unknown): one is LeafValue => typeof one === 'string' || typeof one === 'boolean';
  return values.every(isValue) ? { fact, op: known, values } : null;
}
