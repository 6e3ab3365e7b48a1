import {
  type ConditionGroup,
  type ConditionLeaf,
  type ConditionOp,
  type LeafValue,
  readConditions,
} from '../../../ui/mission/conditions';

export interface LeafDraft {
  readonly fact: string;
  readonly op: ConditionOp;
  /** Several are parted by commas. */
  readonly value: string;
}

export interface ConditionDraft {
  readonly group: ConditionGroup;
  readonly leaves: readonly LeafDraft[];
  /** Conditions that this form cannot show, as JSON; they are kept as they are. */
  readonly kept: string;
}

export const NEW_LEAF: LeafDraft = { fact: 'payload.', op: 'gte', value: '' };
export const NO_CONDITIONS: ConditionDraft = { group: 'all', leaves: [], kept: '' };

const SEVERAL: readonly ConditionOp[] = ['in', 'notIn', 'between'];

/** One group of comparisons; anything deeper, or what would come back as something else, is kept as JSON. */
export function conditionDraftOf(conditions: object | undefined): ConditionDraft {
  if (conditions === undefined) return NO_CONDITIONS;
  const draft = flatDraftOf(conditions);
  const isAsBefore = draft !== null && sorted(conditionsOf(draft)) === sorted(asGroup(conditions));
  return isAsBefore ? draft : { ...NO_CONDITIONS, kept: JSON.stringify(conditions) };
}

function flatDraftOf(conditions: object): ConditionDraft | null {
  const tree = readConditions(conditions);
  if (tree === null) return null;
  const { group, parts } = 'group' in tree ? tree : { group: 'all' as const, parts: [tree] };
  const leaves = parts.filter((part): part is ConditionLeaf => !('group' in part));
  if (leaves.length < parts.length) return null;
  return {
    ...{ group, kept: '' },
    leaves: leaves.map(({ fact, op, values }) => ({ fact, op, value: values.map(String).join(', ') })),
  };
}

/** As the server takes them; undefined: none. */
export function conditionsOf({ group, leaves, kept }: ConditionDraft): object | undefined {
  if (kept !== '') return JSON.parse(kept) as object;
  if (leaves.length === 0) return undefined;
  return {
    [group]: leaves.map(({ fact, op, value }) => ({
      ...{ fact: fact.trim(), op },
      ...(op !== 'exists' && { value: valueOf(op, value) }),
    })),
  };
}

function valueOf(op: ConditionOp, value: string): LeafValue | readonly LeafValue[] {
  const isTruthCompared = op === 'eq' || op === 'ne' || op === 'in' || op === 'notIn';
  const read = (text: string): LeafValue =>
    isTruthCompared && (text === 'true' || text === 'false') ? text === 'true' : text;
  return SEVERAL.includes(op) ? value.split(',').map((part) => read(part.trim())) : read(value.trim());
}

/** A comparison alone is a group of one. */
const asGroup = (conditions: object): object => ('fact' in conditions ? { all: [conditions] } : conditions);

/** The same text, in whatever order its keys stand. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
