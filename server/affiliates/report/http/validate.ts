/** What may be asked of the report of affiliate events (F16, F12). */
import { z } from 'zod';
import {
  AFFILIATE_EVENT_STATUSES,
  AFFILIATE_LIMITS,
  AFFILIATE_PAGE_SIZE,
  AFFILIATE_REPORT_ACTS,
  LEDGER_LAST_PAGE,
  LIMITS,
} from '../../../contract';
import { correctionFields, countUpTo, instantField, nameField, searchField } from '../../../kernel/query';
import { placeOf } from '../act-on-many';

const ULID = 26;
const day = z.iso.date('must be a day such as "2026-01-31".').optional();

/** F16. The filters of the list, its export, its chart, and of what is done with many events. */
const filterFields = {
  startDate: day,
  endDate: day,
  eventType: nameField(AFFILIATE_LIMITS.type).optional(),
  status: z.enum(AFFILIATE_EVENT_STATUSES, `must be one of ${AFFILIATE_EVENT_STATUSES.join(', ')}.`).optional(),
  partner: searchField(AFFILIATE_LIMITS.identifier),
  system: nameField(AFFILIATE_LIMITS.code).optional(),
};

export const eventFilter = z.strictObject(filterFields);
export const eventList = eventFilter.extend({
  page: countUpTo(LEDGER_LAST_PAGE).default(1),
  pageSize: countUpTo(AFFILIATE_LIMITS.pageSize).default(AFFILIATE_PAGE_SIZE),
});
export const oneEvent = z.strictObject({ event: nameField(ULID) });

const ids = z
  .array(nameField(ULID), 'must be a list.')
  .min(1, 'must not be empty.')
  .max(AFFILIATE_LIMITS.events, `at most ${AFFILIATE_LIMITS.events} are allowed.`)
  .transform((all) => [...new Set(all)]);

const targetFields = {
  act: z.enum(AFFILIATE_REPORT_ACTS, `must be one of ${AFFILIATE_REPORT_ACTS.join(', ')}.`),
  events: ids.optional(),
  filter: eventFilter.optional(),
};

type Given = { readonly events?: string[] | undefined; readonly filter?: z.output<typeof eventFilter> | undefined };

/** Either ids or a filter. */
function targetOf({ events, filter }: Given, ctx: z.RefinementCtx) {
  if (events !== undefined && filter === undefined) return { events };
  if (filter !== undefined && events === undefined) return { filter };
  ctx.addIssue({ code: 'custom', message: 'give either events or filter.', path: ['events'] });
  return z.NEVER;
}

export const actPreview = z
  .strictObject(targetFields)
  .transform(({ act, ...given }, ctx) => ({ act, ...targetOf(given, ctx) }));

const cursor = z.string('must be text.').transform((value, ctx) => {
  const place = placeOf(value);
  if (place) return place;
  ctx.addIssue('must be what the answer before said is next.');
  return z.NEVER;
});

export const actsInput = z
  .strictObject({
    ...targetFields,
    reason: correctionFields.reason.optional(),
    asOf: instantField.optional(),
    after: cursor.optional(),
  })
  .refine(({ act, reason }) => act !== 'cancel' || reason !== undefined, {
    message: `must be text of at least ${LIMITS.reasonOfAdjustment} characters.`,
    path: ['reason'],
  })
  .transform(({ act, reason = null, asOf, after, ...given }, ctx) => ({
    ...{ act, reason, asOf, after },
    ...targetOf(given, ctx),
  }));
