import { z } from 'zod';
import { LIMITS, type PostingInput, type Scope } from '../contract';
import { type Milliseconds, parseAmount, parsePositiveAmount, present, RewardsError } from '../kernel';
import { keyHash } from './chain';
import type { Command } from './command';
import { ENGINE_SOURCE } from './rules/context';
import type { CurrencyRules, Rulebook } from './rulebook';

/** Text that every database stores and gives back as it was: no lone surrogate, no NUL. */
const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine(
      (value) => !value.includes('\0') && !/\p{Surrogate}/u.test(value),
      'holds characters that cannot be stored',
    );
const requiredText = (most: number) => text(most).min(1);
const optionalText = (most: number) => text(most).nullish();

/** Instants of four-digit years after 1970, as milliseconds. */
const LAST_INSTANT = Date.UTC(9999, 11, 31);
const instant = z
  .union([z.iso.datetime({ offset: true }), z.date()], 'must be an ISO 8601 instant such as "2026-01-31T12:00:00Z"')
  .transform((value): Milliseconds => new Date(value).getTime())
  .refine((ms) => Math.abs(ms) <= LAST_INSTANT, 'is out of range');

const metadata = z
  .record(requiredText(64), z.union([text(2_000), z.number(), z.boolean(), z.null()]))
  .transform((value) => JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))))
  .refine((json) => json.length <= LIMITS.metadata, `is longer than ${LIMITS.metadata} characters of JSON`);

const actor = z.strictObject({ id: requiredText(LIMITS.actorId), name: optionalText(LIMITS.actorName) });

const context = {
  idempotencyKey: requiredText(LIMITS.idempotencyKey),
  source: requiredText(LIMITS.source)
    .refine((source) => source !== ENGINE_SOURCE, `"${ENGINE_SOURCE}" is the ledger's own`)
    .default('api'),
  reason: optionalText(LIMITS.reason),
  rule: optionalText(LIMITS.rule),
  eventId: optionalText(LIMITS.eventId),
  actor: actor.nullish(),
  metadata: metadata.nullish(),
  effectiveAt: instant.optional(),
};
const onAccount = { member: requiredText(40), currency: requiredText(32), amount: z.unknown() };
const expiresAt = instant.nullish();

const posting = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('grant'), ...onAccount, ...context, expiresAt }),
  z.strictObject({ type: z.literal('deduct'), ...onAccount, ...context }),
  z.strictObject({
    type: z.literal('reserve'),
    ...onAccount,
    ...context,
    timeoutMs: z.int().min(1).max(LIMITS.holdTimeout).optional(),
  }),
  z.strictObject({
    type: z.literal('capture'),
    ...context,
    holdId: requiredText(26),
    amount: z.unknown().optional(),
    keepOpen: z.boolean().default(false),
  }),
  z.strictObject({ type: z.literal('release'), ...context, holdId: requiredText(26), amount: z.unknown().optional() }),
  z.strictObject({ type: z.literal('reverse'), ...context, entryId: requiredText(26) }),
  z.strictObject({
    type: z.literal('adjust'),
    ...onAccount,
    ...context,
    expiresAt,
    reason: requiredText(LIMITS.reason).refine(
      (reason) => reason.trim().length >= LIMITS.reasonOfAdjustment,
      `must have at least ${LIMITS.reasonOfAdjustment} characters`,
    ),
    actor,
  }),
]);

/**
 * Checks a posting before anything is read for it, and puts it into the form in which it is decided.
 *
 * @throws INVALID_INPUT naming the field; UNKNOWN_CURRENCY; INVALID_AMOUNT, ZERO_AMOUNT, AMOUNT_OVERFLOW
 */
export function toCommand(input: PostingInput, rulebook: Rulebook): Command {
  const parsed = posting.safeParse(input);
  if (!parsed.success) throw toRefusal(parsed.error);
  const { actor: by, ...given } = parsed.data;
  const common = {
    reason: given.reason ?? null,
    rule: given.rule ?? null,
    eventId: given.eventId ?? null,
    actorId: by?.id ?? null,
    actorName: by?.name ?? null,
    metadata: given.metadata ?? null,
    effectiveAt: given.effectiveAt,
    keyHash: keyHash(given.source, given.idempotencyKey),
  };
  switch (given.type) {
    case 'grant':
    case 'deduct':
      return {
        ...given,
        ...common,
        amount: parsePositiveAmount(given.amount, rulesOf(given, rulebook).scale),
      } as Command;
    case 'reserve':
      return {
        ...given,
        ...common,
        timeoutMs: given.timeoutMs,
        amount: parsePositiveAmount(given.amount, rulesOf(given, rulebook).scale),
      };
    case 'adjust':
      return {
        ...given,
        ...common,
        expiresAt: given.expiresAt,
        amount: parseAmount(given.amount, rulesOf(given, rulebook).scale),
      };
    case 'capture':
    case 'release':
      // The decimals are known once the hold was found; that the amount is text is known now.
      if (given.amount !== undefined) parsePositiveAmount(given.amount, LIMITS.scale);
      return { ...given, ...common, amount: given.amount };
    case 'reverse':
      return { ...given, ...common };
  }
}

function rulesOf({ currency }: { readonly currency: string }, rulebook: Rulebook): CurrencyRules {
  const rules = rulebook.currency(currency);
  if (!rules) throw new RewardsError('UNKNOWN_CURRENCY', { currency });
  return rules;
}

/**
 * Reads an instant that came from outside.
 *
 * @returns milliseconds since 1970 (UTC)
 * @throws INVALID_INPUT naming the field
 */
export function toInstant(value: unknown, field: string): Milliseconds {
  const parsed = instant.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new RewardsError('INVALID_INPUT', { field, problem: firstIssue(parsed.error).message });
}

const scope = z.strictObject({ member: requiredText(40).optional(), currency: requiredText(32).optional() });

/**
 * Checks what a check, a rebuild or a verification is to cover.
 *
 * @throws INVALID_INPUT naming the field
 */
export function toScope(value: Scope): Scope {
  const parsed = scope.safeParse(value);
  if (!parsed.success) throw toRefusal(parsed.error);
  const { member, currency } = parsed.data;
  return { ...(member === undefined ? {} : { member }), ...(currency === undefined ? {} : { currency }) };
}

const firstIssue = (error: z.ZodError) => present(error.issues[0], 'the issue of a refused input');

/** The first thing that is wrong, as a refusal that names its field. */
function toRefusal(error: z.ZodError): RewardsError {
  const issue = firstIssue(error);
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const field = unknown ?? issue.path.join('.');
  return new RewardsError('INVALID_INPUT', {
    field: field === '' ? 'input' : field,
    problem: unknown === undefined ? issue.message : 'is not a field of this input.',
  });
}
