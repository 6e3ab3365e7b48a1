/**
 * Schemas for what stands in a request of the admin panel. A refusal names the field and says what would be right. That a
 * text can be stored, `parseInput` sees to, whatever the schema.
 */
import { z } from 'zod';
import { LEDGER_LAST_PAGE, LEDGER_PAGE_SIZE, LIMITS, SORT_ORDERS, type SortOf, type SortOrder } from '../contract';
import type { Milliseconds } from './clock';

/** A whole number from 1, as it stands in a query string: digits only, once. */
export const countUpTo = (largest: number) => {
  const problem = `must be a whole number from 1 to ${largest}.`;
  return z
    .string(problem)
    .regex(/^\d{1,15}$/, problem)
    .transform(Number)
    .pipe(z.int(problem).min(1, problem).max(largest, problem));
};

/** `page` and `pageSize`, the fields of every list. */
export const pageFields = (pageSize: number = LEDGER_PAGE_SIZE) => ({
  page: countUpTo(LEDGER_LAST_PAGE).default(1),
  pageSize: countUpTo(LIMITS.pageSize).default(pageSize),
});

/** What a service was asked, as a query string would say it: a list's schema reads numbers from text. */
export const asQuery = (query: object = {}): unknown =>
  Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, typeof value === 'number' ? String(value) : value]),
  );

export interface Sorting<Column extends string> {
  readonly column: Column;
  readonly order: SortOrder;
}

/** `sort`, such as `posted:DESC`. */
export function sortField<Column extends string>(columns: readonly Column[], standard: SortOf<Column>) {
  const known = new Map<string, Sorting<Column>>(
    columns.flatMap((column) => SORT_ORDERS.map((order) => [`${column}:${order}`, { column, order }] as const)),
  );
  return z
    .string()
    .default(standard)
    .transform((value, ctx): Sorting<Column> => {
      const sorting = known.get(value);
      if (sorting) return sorting;
      ctx.addIssue(`must be one of ${columns.join(', ')}, followed by :ASC or :DESC.`);
      return z.NEVER;
    });
}

/** Text that is searched for: without blanks at its ends; only blanks are no search. */
export const searchField = (longest: number) =>
  z
    .string(`must be text of at most ${longest} characters.`)
    .max(longest, `must be text of at most ${longest} characters.`)
    .refine((value) => !value.includes('\0'), 'holds characters that cannot be searched for.')
    .transform((value) => value.trim() || undefined)
    .optional();

/** Characters of an instant, with more digits of a second than anybody needs. */
const LONGEST_INSTANT = 40;
const noInstant = 'must be an ISO 8601 instant such as "2026-01-31T12:00:00Z".';

/** An instant in ISO 8601, as it was written. */
export const isoField = z.iso.datetime({ offset: true, error: noInstant }).max(LONGEST_INSTANT, noInstant);

/** An instant in ISO 8601, as milliseconds. */
export const instantField = isoField.transform((value): Milliseconds => new Date(value).getTime());

/** An instant as a host's code may give it, a Date among them, as milliseconds. */
export const instantInputField = z.union([
  instantField,
  z.date('must be an instant.').transform((date): Milliseconds => date.getTime()),
]);

/** A text that names something: an id, a code. */
export const nameField = (longest: number) =>
  z.string('must be text.').min(1, 'must not be empty.').max(longest, `must have at most ${longest} characters.`);

/** What takes nothing. */
export const nothing = z.strictObject({});

/** Who did something, as a host application or a shop names them. */
export const actorField = z.strictObject({
  id: nameField(LIMITS.actorId),
  name: nameField(LIMITS.actorName).optional(),
});

/** Looked at once its currency is known, which says what is wrong with it; `strapi openapi` is told what would be right. */
const amount: z.ZodType<string> = z
  .any()
  .meta({ type: 'string', description: 'A decimal string in major units, such as "12.50".' });

/** An amount; one that is missing is an empty one. */
export const amountField = z
  .unknown()
  .optional()
  .transform((value): unknown => value ?? '')
  .pipe(amount);

/** One that may be left out, which is not the same as an empty one. */
export const amountIfAny = amount.optional();

/** Why somebody corrects something, long enough to say it (B18), and the key by which a double click posts once (B19). */
export const correctionFields = {
  reason: z
    .string(`must be text of at least ${LIMITS.reasonOfAdjustment} characters.`)
    .max(LIMITS.reason, `must have at most ${LIMITS.reason} characters.`)
    .refine(
      (value) => value.trim().length >= LIMITS.reasonOfAdjustment,
      `must be text of at least ${LIMITS.reasonOfAdjustment} characters.`,
    ),
  idempotencyKey: nameField(LIMITS.idempotencyKey),
};
