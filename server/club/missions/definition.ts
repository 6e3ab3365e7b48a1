import { z } from 'zod';
import {
  CLUB_LIMITS as LIMITS,
  type MissionCap,
  type MissionDefinition,
  type MissionFrequency,
  type MissionGoal,
  type MissionReward,
  PERIODS,
} from '../../contract';
import type { Milliseconds } from '../../kernel';
import { type Condition, conditionSchema } from '../../kernel/conditions';
import { parseInput } from '../../kernel/http';
import { plainDecimal } from '../../kernel/plain-decimal';
import { instantField, nameField } from '../../kernel/query';
import { isTimeZone } from '../decide/periods';

/** A mission's definition as it is decided by. */
export interface ReadDefinition {
  readonly trigger: string;
  readonly conditions: Condition | null;
  readonly rewards: readonly MissionReward[];
  readonly frequency: MissionFrequency;
  readonly goal: MissionGoal | null;
  readonly caps: readonly MissionCap[];
  readonly pool: string | null;
  readonly validFrom: Milliseconds | null;
  readonly validUntil: Milliseconds | null;
  readonly timeZone: string;
}

const CODE = /^[A-Za-z0-9._-]+$/;

/** A code, or a source: part of a payout's id, whose parts are kept apart by slashes (E16). */
export const codeField = (longest: number) =>
  nameField(longest).regex(CODE, 'must be of letters, digits, ".", "_" and "-".');

const positive = 'must be a decimal string above zero, such as "12.50".';
const decimal = z
  .string(positive)
  .max(40, positive)
  .refine((value) => plainDecimal(value) !== null && !value.startsWith('-') && /[1-9]/.test(value), positive);
const path = nameField(LIMITS.path).refine(
  (value) => value.split('.').every((part) => part.trim() !== ''),
  'must be names parted by dots.',
);
const currency = nameField(32);
const count = (most: number) => {
  const problem = `must be a whole number from 1 to ${most}.`;
  return z.int(problem).min(1, problem).max(most, problem);
};
const period = z.enum(PERIODS, `must be ${PERIODS.join(', ')}.`);
const periodOrAll = z.enum([...PERIODS, 'all'], `must be ${PERIODS.join(', ')} or all.`);

const reward = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('amount'), currency, amount: decimal }),
    z.strictObject({ kind: z.literal('share'), currency, path, rate: decimal, useMultiplier: z.boolean() }),
    z.strictObject({ kind: z.literal('badge'), badge: nameField(64) }),
  ],
  'must be of the kind amount, share or badge.',
);

const frequency = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('each-time') }),
    z.strictObject({ kind: z.literal('once'), per: periodOrAll }),
    z.strictObject({ kind: z.literal('nth'), n: count(LIMITS.goal) }),
  ],
  'must be of the kind each-time, once or nth.',
);

const goal = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('count'), target: count(LIMITS.goal), per: periodOrAll }),
    z.strictObject({ kind: z.literal('sum'), target: decimal, path, per: periodOrAll }),
    z.strictObject({ kind: z.literal('streak'), target: count(LIMITS.streak), per: period }),
  ],
  'must be of the kind count, sum or streak.',
);

const cap = z
  .strictObject({
    scope: z.enum(['member', 'identifier', 'mission'], 'must be member, identifier or mission.'),
    path: path.optional(),
    per: periodOrAll,
    amount: z.strictObject({ currency, limit: decimal }).optional(),
    count: count(LIMITS.goal).optional(),
    trim: z.boolean().optional(),
  })
  .refine(({ amount, count: most }) => (amount === undefined) !== (most === undefined), {
    message: 'give either an amount or a count.',
  })
  .refine(({ scope, path: where }) => (scope === 'identifier') === (where !== undefined), {
    message: 'an identifier has a path, and nothing else has one.',
    path: ['path'],
  })
  .refine(({ trim, amount }) => trim !== true || amount !== undefined, {
    message: 'only an amount can be trimmed.',
    path: ['trim'],
  });

const definition = z
  .strictObject(
    {
      trigger: nameField(LIMITS.type),
      conditions: conditionSchema.optional(),
      rewards: z
        .array(reward, 'must be a list.')
        .min(1, 'must have at least one reward.')
        .max(LIMITS.rewards, `must have at most ${LIMITS.rewards} rewards.`),
      frequency: frequency.optional(),
      goal: goal.optional(),
      caps: z.array(cap, 'must be a list.').max(LIMITS.caps, `must have at most ${LIMITS.caps} caps.`).optional(),
      pool: codeField(LIMITS.code).optional(),
      validFrom: instantField.optional(),
      validUntil: instantField.optional(),
      timeZone: nameField(64).refine(isTimeZone, 'must be an IANA time zone, such as "Europe/Berlin".').optional(),
    },
    'must be an object.',
  )
  .refine(({ goal: wanted, frequency: often }) => !(wanted && often?.kind === 'nth'), {
    message: 'a mission with a goal is fulfilled each time or once.',
    path: ['frequency'],
  })
  .refine(({ validFrom, validUntil }) => !validFrom || !validUntil || validFrom < validUntil, {
    message: 'must be later than validFrom.',
    path: ['validUntil'],
  });

/**
 * E9 to E13. Reads what a mission says.
 *
 * @throws INVALID_INPUT naming the field
 */
export function readDefinition(given: MissionDefinition): ReadDefinition {
  const read = parseInput(z.strictObject({ definition }), { definition: given }).definition;
  return {
    ...{ trigger: read.trigger, rewards: read.rewards },
    conditions: read.conditions ?? null,
    frequency: read.frequency ?? { kind: 'each-time' },
    goal: read.goal ?? null,
    caps: read.caps ?? [],
    pool: read.pool ?? null,
    validFrom: read.validFrom ?? null,
    validUntil: read.validUntil ?? null,
    timeZone: read.timeZone ?? 'UTC',
  };
}
