import { z } from 'zod';
import { compareDecimals, plainDecimal } from '../plain-decimal';
import { type Condition, CONDITION_LIMITS as LIMITS } from './condition';
import { instantOf } from './instant';

const text = z.string('must be text').max(LIMITS.text, `must have at most ${LIMITS.text} characters`);
const someText = text.min(1, 'must not be empty');
const wanted = z.union([text, z.boolean()], 'must be text, a decimal as text such as "12.50", or true or false');
const decimal = someText.refine((value) => plainDecimal(value) !== null, {
  error: 'must be a decimal as text, such as "12.50"',
  abort: true,
});
const instant = someText.refine(
  (value) => instantOf(value) !== null,
  'must be an instant such as "2026-01-31T12:00:00Z"',
);
const list = z
  .array(wanted, 'must be a list')
  .min(1, 'must not be empty')
  .max(LIMITS.list, `must have at most ${LIMITS.list} values`);
const range = z
  .tuple([decimal, decimal], 'must be two decimals as text, the smaller one first')
  .refine(([from, to]) => compareDecimals(from, to) <= 0, 'must be two decimals as text, the smaller one first');

const fact = z
  .string('must be text')
  .max(LIMITS.fact, `must have at most ${LIMITS.fact} characters`)
  .refine((path) => path.split('.').every((part) => part.trim() !== ''), 'must be names parted by dots');

const OPERATORS = 'must be eq, ne, in, notIn, gt, gte, lt, lte, between, exists, startsWith, contains, before or after';
const leaf = z.discriminatedUnion(
  'op',
  [
    z.strictObject({ fact, op: z.enum(['eq', 'ne']), value: wanted }),
    z.strictObject({ fact, op: z.enum(['in', 'notIn']), value: list }),
    z.strictObject({ fact, op: z.enum(['gt', 'gte', 'lt', 'lte']), value: decimal }),
    z.strictObject({ fact, op: z.literal('between'), value: range }),
    z.strictObject({ fact, op: z.literal('exists') }),
    z.strictObject({ fact, op: z.enum(['startsWith', 'contains']), value: someText }),
    z.strictObject({ fact, op: z.enum(['before', 'after']), value: instant }),
  ],
  OPERATORS,
);

const GROUPS = {
  all: (parts: Condition[]): Condition => ({ all: parts }),
  any: (parts: Condition[]): Condition => ({ any: parts }),
  none: (parts: Condition[]): Condition => ({ none: parts }),
};
type GroupName = keyof typeof GROUPS;
const GROUP_NAMES: readonly GroupName[] = ['all', 'any', 'none'];

/**
 * E10. Reads a tree of conditions: `{ all: [{ fact: 'payload.amount', op: 'gte', value: '10' }, { none: [ … ] }] }`. Groups are at
 * most 5 deep and never empty, leaves at most 50; the first thing that is wrong is told with the path to it.
 */
export const conditionSchema = z.unknown().transform((input, { issues }): Condition => {
  const tree = new TreeReader(issues).read(input, []);
  return tree ?? z.NEVER;
});

type Path = readonly PropertyKey[];
type Issues = z.core.$RefinementCtx['issues'];

/** Reads what is nested no deeper, and no more of it, than the bounds allow; stops at the first problem. */
class TreeReader {
  private leaves = 0;

  constructor(private readonly issues: Issues) {}

  read(input: unknown, path: Path, depth = 1): Condition | null {
    const group = groupIn(input);
    if (group === null) return this.leaf(input, path);
    if (depth > LIMITS.depth) return this.problem(path, `is nested more than ${LIMITS.depth} deep`);
    const { name, parts, others } = group;
    if (others) return this.problem(path, 'must be a comparison, or one of all, any and none');
    if (!Array.isArray(parts) || parts.length === 0)
      return this.problem([...path, name], 'must be a list, and not empty');
    const read: Condition[] = [];
    for (const [place, part] of parts.entries()) {
      const condition = this.read(part, [...path, name, place], depth + 1);
      if (condition === null) return null;
      read.push(condition);
    }
    return GROUPS[name](read);
  }

  private leaf(input: unknown, path: Path): Condition | null {
    this.leaves += 1;
    if (this.leaves > LIMITS.leaves) return this.problem(path, `is one of more than ${LIMITS.leaves} comparisons`);
    const read = leaf.safeParse(input);
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    if (issue?.code === 'unrecognized_keys')
      return this.problem([...path, issue.keys[0] ?? ''], 'there is no such field');
    return this.problem([...path, ...(issue?.path ?? [])], issue?.message ?? 'is not valid');
  }

  private problem(path: Path, message: string): null {
    this.issues.push({ code: 'custom', path: [...path], message, input: undefined });
    return null;
  }
}

/** The group that an object is, by its own names; null: it is none, and so must be a leaf. */
function groupIn(input: unknown): { name: GroupName; parts: unknown; others: boolean } | null {
  if (typeof input !== 'object' || input === null) return null;
  const name = GROUP_NAMES.find((one) => Object.hasOwn(input, one));
  if (name === undefined) return null;
  return { name, parts: (input as Record<string, unknown>)[name], others: Object.keys(input).length > 1 };
}
