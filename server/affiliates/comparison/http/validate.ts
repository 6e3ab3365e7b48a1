/** What may be asked of comparisons (F15). */
import { z } from 'zod';
import {
  AFFILIATE_COMPARISON_KINDS,
  AFFILIATE_COMPARISON_LIMITS,
  AFFILIATE_LIMITS,
  AFFILIATE_MATCHES,
  type AffiliateFileText,
} from '../../../contract';
import { nameField, pageFields } from '../../../kernel/query';

const ULID = 26;
const LIMITS = AFFILIATE_COMPARISON_LIMITS;
const day = z.iso.date('must be a day such as "2026-01-31".');
const column = nameField(LIMITS.column);
const oneOf = (words: readonly string[]) => `must be one of ${words.join(', ')}.`;

const mapping = z
  .strictObject(
    {
      match: z.enum(AFFILIATE_MATCHES, oneOf(AFFILIATE_MATCHES)),
      idColumn: column,
      amountColumn: column,
      currencyColumn: column.nullable().default(null),
      currency: nameField(AFFILIATE_LIMITS.currency).nullable().default(null),
      statusColumn: column.nullable().default(null),
      bookedStatuses: z
        .array(nameField(LIMITS.word), 'must be a list.')
        .max(LIMITS.statuses, `at most ${LIMITS.statuses} are allowed.`)
        .default([]),
      dateColumn: column.nullable().default(null),
      decimalSign: z.enum(['.', ','], 'must be a point or a comma.').default('.'),
    },
    'must be an object.',
  )
  .refine(({ currencyColumn, currency }) => (currencyColumn === null) !== (currency === null), {
    message: 'give either currencyColumn or currency.',
    path: ['currency'],
  });

const isStream = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

/** The text of a file, or the file itself. */
const csv = z
  .union([z.string(), z.custom<AffiliateFileText>(isStream)], 'must be the text of a file.')
  .transform((given): AffiliateFileText => (typeof given === 'string' ? inOnePart(given) : given));

// eslint-disable-next-line @typescript-eslint/require-await -- the reader takes what comes in over time
async function* inOnePart(text: string): AsyncGenerator<string> {
  yield text;
}

export const comparisonInput = z.strictObject({
  system: nameField(AFFILIATE_LIMITS.code),
  startDate: day,
  endDate: day,
  mapping,
  fileName: nameField(LIMITS.fileName).optional(),
  csv,
});

const beginning = `must be text of at most ${LIMITS.beginning} characters.`;

export const statementInput = z.strictObject({
  csv: z.string(beginning).max(LIMITS.beginning, beginning).transform(inOnePart),
  isCut: z.boolean('must be true or false.').default(false),
});

export const comparisonList = z.strictObject({ ...pageFields(), system: nameField(AFFILIATE_LIMITS.code).optional() });

export const oneComparison = z.strictObject({ comparison: nameField(ULID) });

export const comparisonRows = oneComparison.extend({
  ...pageFields(),
  kind: z.enum(AFFILIATE_COMPARISON_KINDS, oneOf(AFFILIATE_COMPARISON_KINDS)),
});
