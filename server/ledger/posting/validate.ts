import { z } from 'zod';
import { LIMITS, type PostingInput, type Scope } from '../../contract';
import {
  type Milliseconds,
  parseAmount,
  parsePositiveAmount,
  present,
  requirePositiveAmount,
  RewardsError,
} from '../../kernel';
import { isStorable } from '../../kernel/text';
import { keyHash } from '../chain';
import type { Command } from './command';
import { ENGINE_SOURCE } from '../rules/context';
import { requirePast } from '../rules/decide';
import type { CurrencyRules, Rulebook } from '../rulebook';

/** Text that every database stores and gives back as it was: no lone surrogate, no NUL. */
const text = (most: number) => z.string().max(most).refine(isStorable, 'holds characters that cannot be stored');
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
  z.strictObject({ type: z.literal('reverse'), ...context, entryId: requiredText(26), amount: z.unknown().optional() }),
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
 * @param now the server's clock
 * @throws INVALID_INPUT naming the field; UNKNOWN_CURRENCY; INVALID_AMOUNT, ZERO_AMOUNT, AMOUNT_OVERFLOW
 */
export function toCommand(input: PostingInput, rulebook: Rulebook, now: Milliseconds): Command {
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
    clockSkew: rulebook.clockSkew ?? 0,
    keyHash: keyHash(given.source, given.idempotencyKey),
  };
  switch (given.type) {
    case 'grant':
    case 'deduct':
      return {
        ...given,
        ...common,
        amount: parsePositiveAmount(given.amount, rulesOf(given, rulebook, now).scale),
      } as Command;
    case 'reserve':
      return {
        ...given,
        ...common,
        timeoutMs: given.timeoutMs,
        amount: parsePositiveAmount(given.amount, rulesOf(given, rulebook, now).scale),
      };
    case 'adjust':
      return {
        ...given,
        ...common,
        expiresAt: given.expiresAt,
        amount: parseAmount(given.amount, rulesOf(given, rulebook, now).scale),
      };
    case 'capture':
    case 'release':
    case 'reverse':
      // The decimals are known once the hold, or the row, was found; that the amount is text is known now.
      if (given.amount !== undefined) requirePositiveAmount(given.amount, LIMITS.scale);
      return { ...given, ...common, amount: given.amount };
  }
}

function rulesOf(given: NamesCurrency, rulebook: Rulebook, now: Milliseconds): CurrencyRules {
  const { currency, effectiveAt } = given;
  const rules = rulebook.currency(currency);
  if (rules) return rules;
  // Of two things that are wrong, the one that stands first in `ERRORS` is told.
  requirePast({ effectiveAt, clockSkew: rulebook.clockSkew ?? 0 }, now);
  throw new RewardsError('UNKNOWN_CURRENCY', { currency });
}

interface NamesCurrency {
  readonly currency: string;
  readonly effectiveAt?: Milliseconds | undefined;
}

const scope = z.strictObject({ member: requiredText(40).optional(), currency: requiredText(32).optional() });
const entryQuery = z.strictObject({ entryId: requiredText(26) });
const accountQuery = { member: requiredText(40), currency: requiredText(32) };
const pageNumber = z.int().min(1);
const memberQuery = z.strictObject({ member: accountQuery.member });
const historyQuery = z.strictObject({
  ...{ member: accountQuery.member, currency: accountQuery.currency.optional() },
  page: pageNumber.default(1),
  pageSize: pageNumber.max(LIMITS.pageSize).default(25),
});
const balanceQuery = z.strictObject({
  ...accountQuery,
  at: instant.optional(),
  basis: z.enum(['posted', 'effective']).default('posted'),
});

function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw toRefusal(parsed.error);
  return parsed.data;
}

/*
 * Each of these checks a query, fills in what was left out, and refuses with INVALID_INPUT naming the field.
 */
export const toScope = (value: Scope): Scope => read(scope, value);
export const toEntryQuery = (value: unknown) => read(entryQuery, value);
export const toMemberQuery = (value: unknown) => read(memberQuery, value);
export const toHistoryQuery = (value: unknown) => read(historyQuery, value);
export const toBalanceQuery = (value: unknown) => read(balanceQuery, value);

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
