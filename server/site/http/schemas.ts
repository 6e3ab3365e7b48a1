/** What the routes of the site take and answer, as schemas: requests are read by them, and `strapi openapi` writes them (V9). */
import { z } from 'zod';
import {
  ENTRY_TYPES,
  LEADERBOARD_PERIODS,
  type LeaderboardDto,
  MEMBER_LIMITS,
  type MeDto,
  type OwnExpiryDto,
  type OwnHistoryDto,
  type OwnRankDto,
  type PublicProfileDto,
  SITE_LIMITS,
  SITE_LOCALES,
} from '../../contract';
import { consentFields } from '../../members';
import { countUpTo, isoField, nameField } from '../../kernel/query';

const decimal = z.string().describe('A decimal string in major units, such as "12.50".');
const instant = z.string().describe('An instant in ISO 8601, in UTC.');
const currency = z.object({ code: z.string(), name: z.string(), scale: z.int() });
/** An entry as Strapi's content API has it. */
const content = z.record(z.string(), z.unknown());
const tier = z.object({
  ...{ code: z.string(), name: z.string(), threshold: decimal, multiplier: decimal, discountPercent: decimal },
});
const consent = z.object({
  ...{ publicProfile: z.boolean(), leaderboard: z.boolean(), alias: z.boolean(), notificationEmails: z.boolean() },
});

const answer = <T extends z.ZodType>(data: T) => z.object({ data, meta: z.object({}).optional() });

const currencyField = nameField(32);
const pageFields = {
  page: countUpTo(SITE_LIMITS.lastPage).default(1),
  pageSize: countUpTo(SITE_LIMITS.pageSize).default(SITE_LIMITS.defaultPageSize),
};
const periodField = z.enum(LEADERBOARD_PERIODS, `must be one of ${LEADERBOARD_PERIODS.join(', ')}.`).default('all');

const profile = z.object({
  ...{ documentId: z.string(), handle: z.string().nullable(), name: z.string().nullable(), memberSince: instant },
  ...{ level: content.nullable(), tier: content.nullable(), badges: z.array(content) },
}) satisfies z.ZodType<PublicProfileDto>;

const board = z.object({
  ...{ currency, period: z.enum(LEADERBOARD_PERIODS), since: instant.nullable() },
  rows: z.array(
    z.object({
      ...{ rank: z.int(), amount: decimal, handle: z.string().nullable(), name: z.string().nullable() },
      hasProfile: z.boolean(),
    }),
  ),
}) satisfies z.ZodType<LeaderboardDto>;

const ownRank = z.object({
  ...{ currency, period: z.enum(LEADERBOARD_PERIODS), since: instant.nullable() },
  ...{ rank: z.int().nullable(), amount: decimal.nullable(), of: z.int() },
}) satisfies z.ZodType<OwnRankDto>;

const balance = z.object({
  ...{ currency, balance: decimal, held: decimal, available: decimal, lifetimeEarned: decimal, lifetimeSpent: decimal },
});

const me = z.object({
  member: z.object({ handle: z.string().nullable(), name: z.string().nullable(), memberSince: instant }).nullable(),
  balances: z.array(balance),
  level: content.nullable(),
  tier: content.nullable(),
  tierProgress: z
    .object({ currency, tier: tier.nullable(), next: tier.nullable(), remaining: decimal, percent: z.int() })
    .nullable(),
  badges: z.array(content),
  consent,
}) satisfies z.ZodType<MeDto>;

const history = z.object({
  rows: z.array(
    z.object({
      ...{ at: instant, currency, type: z.enum(ENTRY_TYPES), text: z.string(), reason: z.string().nullable() },
      ...{ amount: decimal, held: decimal, balanceAfter: decimal, expiresAt: instant.nullable() },
    }),
  ),
  next: z.string().nullable(),
}) satisfies z.ZodType<OwnHistoryDto>;

const expiry = z.array(
  z.object({
    ...{ currency, earnedAt: instant, expiresAt: instant },
    ...{ amount: decimal, remaining: decimal, held: decimal },
  }),
) satisfies z.ZodType<readonly OwnExpiryDto[]>;

export const PROFILE = { params: { handle: nameField(MEMBER_LIMITS.handle) }, response: answer(profile) };
export const LEADERBOARD = {
  params: { currency: currencyField },
  query: { period: periodField, ...pageFields },
  response: answer(board),
};
export const ME = { response: answer(me) };
export const OWN_RANK = {
  params: { currency: currencyField },
  query: { period: periodField },
  response: answer(ownRank),
};
export const OWN_HISTORY = {
  query: {
    cursor: nameField(200).optional(),
    limit: countUpTo(SITE_LIMITS.pageSize).default(SITE_LIMITS.defaultPageSize),
    currency: currencyField.optional(),
    locale: z.enum(SITE_LOCALES, `must be one of ${SITE_LOCALES.join(', ')}.`).default('en'),
  },
  response: answer(history),
};
export const OWN_EXPIRY = { response: answer(expiry) };
export const OWN_STATEMENT = {
  query: { currency: currencyField, at: isoField },
  response: answer(balance.extend({ at: instant })),
};
export const OWN_EXPORT = { response: z.record(z.string(), z.unknown()) };
export const OWN_CONSENT = { response: answer(consent) };
export const CHOOSE_CONSENT = { body: consentFields, response: answer(consent) };
