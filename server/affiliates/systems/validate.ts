/** F6, F7. How a system may be set up. */
import { z } from 'zod';
import {
  AFFILIATE_LIMITS,
  type AffiliateSystemInput,
  type AffiliateSystemSettings,
  ENTRY_TYPES,
  LIMITS,
} from '../../contract';
import { RewardsError } from '../../kernel';
import { parseInput } from '../../kernel/http';
import { nameField } from '../../kernel/query';
import { problemOfSchedule } from '../delivery/schedule';
import { requireTemplate } from './template';

const { timeoutMs, concurrency, ratePerMinute, types, type, url, payload, headers, ledgerRules } = AFFILIATE_LIMITS;
const HEADER = 2_000;
const ULID = 26;

const whole = (least: number, most: number) => {
  const problem = `must be a whole number from ${least} to ${most}.`;
  return z.int(problem).min(least, problem).max(most, problem);
};
const yesOrNo = z.boolean('must be true or false.');
const codeProblem = 'must begin with a small letter and hold small letters, digits and hyphens only, 64 at most.';

const template = z.strictObject({
  url: nameField(url),
  method: z.enum(['GET', 'POST'], 'must be GET or POST.').default('POST'),
  headers: z
    .array(z.strictObject({ name: nameField(100), value: z.string('must be text.').max(HEADER) }), 'must be a list.')
    .max(headers, `at most ${headers} are allowed.`)
    .default([]),
  bodyFormat: z.enum(['json', 'form', 'none'], 'must be json, form or none.').default('json'),
  body: z.string('must be text.').max(payload, `must have at most ${payload} characters.`).default('{payload}'),
});

const success = z.discriminatedUnion(
  'by',
  [
    z.strictObject({ by: z.literal('status') }),
    z.strictObject({ by: z.literal('text'), text: nameField(500) }),
    z.strictObject({ by: z.literal('field'), path: nameField(200), equals: z.string('must be text.').max(500) }),
  ],
  'must be one of status, text and field.',
);

const ledgerRule = z.strictObject({
  type: nameField(type),
  currency: nameField(32),
  entryTypes: z
    .array(z.enum(ENTRY_TYPES, `must be one of ${ENTRY_TYPES.join(', ')}.`), 'must be a list.')
    .min(1, 'must not be empty.'),
  source: nameField(LIMITS.source).nullable().default(null),
  rule: nameField(LIMITS.rule).nullable().default(null),
});

/** While somebody types, a header may have no name yet. */
const draftHeaders = z
  .array(z.strictObject({ name: z.string().max(HEADER), value: z.string().max(HEADER) }), 'must be a list.')
  .max(headers, `at most ${headers} are allowed.`)
  .default([]);

/** What no request depends on. */
const UNASKED = {
  ...{ schedule: null, ratePerMinute: null, concurrency: concurrency.standard, types: null },
  ...{ corrections: false, ledgerRules: [] },
};

/** F6. What a request is made by. */
const requestFields = {
  template,
  timeoutMs: whole(timeoutMs.least, timeoutMs.most).default(timeoutMs.standard),
  success: success.default({ by: 'status' }),
  signed: yesOrNo.default(false),
};

export const systemFields = z.strictObject({
  code: z.string(codeProblem).regex(/^[a-z][a-z0-9-]{0,63}$/, codeProblem),
  name: nameField(AFFILIATE_LIMITS.systemName),
  ...requestFields,
  schedule: z.array(z.number('must be a number of milliseconds.'), 'must be a list.').nullable().default(null),
  ratePerMinute: whole(1, ratePerMinute).nullable().default(null),
  concurrency: whole(1, concurrency.most).default(concurrency.standard),
  types: z
    .array(nameField(type), 'must be a list.')
    .max(types, `at most ${types} are allowed.`)
    .nullable()
    .default(null),
  corrections: yesOrNo.default(false),
  ledgerRules: z
    .array(ledgerRule, 'must be a list.')
    .max(ledgerRules, `at most ${ledgerRules} are allowed.`)
    .default([]),
});

/** F12. What a request is to be made of; a template that is no good yet is told by its problems. */
export const requestInput = z
  .strictObject({
    ...requestFields,
    template: template.extend({ url: z.string('must be text.').max(url), headers: draftHeaders }),
    code: nameField(AFFILIATE_LIMITS.code).optional(),
    event: nameField(ULID).default('latest'),
  })
  .transform(({ code, event, ...request }) => ({ code, event, settings: { ...UNASKED, ...request } }));

/** A system that can be used. */
export interface CheckedSystem {
  readonly code: string;
  readonly name: string;
  readonly settings: AffiliateSystemSettings;
}

/** @throws INVALID_INPUT naming the field */
export function checkSystem(input: AffiliateSystemInput): CheckedSystem {
  const { code, name, ...settings } = parseInput(systemFields, input);
  const { bodyFormat: format, ...written } = settings.template;
  requireTemplate({ ...written, format });
  const problem = settings.schedule && problemOfSchedule(settings.schedule);
  if (problem) throw new RewardsError('INVALID_INPUT', { field: 'schedule', problem });
  return { code, name, settings };
}
