/** What may be asked of reconciliation, of the service and by HTTP alike. */
import { z } from 'zod';
import {
  DISCREPANCY_FILTERS,
  DISCREPANCY_KINDS,
  DISCREPANCY_SORTS,
  LIMITS,
  RECONCILIATION_LIMITS,
  RECONCILIATION_PAGE_SIZE,
  RECONCILIATION_TYPES,
  SEVERITIES,
} from '../contract';
import { actorField, correctionFields, nameField, pageFields, sortField } from '../kernel/query';

const ID = 26;
const oneOf = <const Values extends readonly string[]>(values: Values) =>
  z.enum(values, `must be one of ${values.join(', ')}.`);

export const oneRun = z.strictObject({ run: nameField(ID) });
export const oneDiscrepancy = z.strictObject({ discrepancy: nameField(ID) });
export const whoever = z.strictObject({ actor: actorField });
export const runExport = oneRun.extend({ format: oneOf(['csv', 'json']).default('csv') });

export const runList = z.strictObject(pageFields(RECONCILIATION_PAGE_SIZE));
export type RunListRequest = z.output<typeof runList>;

export const discrepancyList = z.strictObject({
  ...pageFields(RECONCILIATION_PAGE_SIZE),
  sort: sortField(DISCREPANCY_SORTS, 'severity:DESC'),
  severity: oneOf(SEVERITIES).optional(),
  status: oneOf(DISCREPANCY_FILTERS).default('open'),
  kind: oneOf(DISCREPANCY_KINDS).optional(),
  member: nameField(40).optional(),
  run: nameField(ID).optional(),
});
export type DiscrepancyListRequest = z.output<typeof discrepancyList>;

export const runStart = z
  .strictObject({
    type: oneOf(RECONCILIATION_TYPES),
    member: nameField(40).optional(),
    verifyChain: z.boolean('must be true or false.').optional(),
  })
  .superRefine(({ type, member }, ctx) => {
    const isOfOne = type === 'user_specific';
    if (isOfOne === (member !== undefined)) return;
    const message = isOfOne ? 'must say which member.' : 'is for runs of the type user_specific only.';
    ctx.addIssue({ code: 'custom', path: ['member'], message });
  });

const notes = z
  .string(`must be text of at most ${RECONCILIATION_LIMITS.notes} characters.`)
  .max(RECONCILIATION_LIMITS.notes, `must have at most ${RECONCILIATION_LIMITS.notes} characters.`)
  .transform((value) => value.trim() || undefined)
  .optional();

export const investigation = z.strictObject({ notes, assignee: actorField.optional() });
export const reopening = z.strictObject({ notes });

const resolutionFields = { action: oneOf(['rebuild', 'ignore']), notes };

/** Whoever ignores something says why. */
const notesToIgnore = (
  { action, notes: given }: { readonly action: string; readonly notes?: string | undefined },
  ctx: z.RefinementCtx,
): void => {
  if (action !== 'ignore' || (given ?? '').length >= LIMITS.reasonOfAdjustment) return;
  const message = `must be text of at least ${LIMITS.reasonOfAdjustment} characters.`;
  ctx.addIssue({ code: 'custom', path: ['notes'], message });
};

export const resolution = z.strictObject(resolutionFields).superRefine(notesToIgnore);
export const bulkResolution = z
  .strictObject({
    ...resolutionFields,
    discrepancies: z
      .array(nameField(ID), 'must be a list of ids.')
      .min(1, 'must name at least one.')
      .max(RECONCILIATION_LIMITS.bulk, `must name at most ${RECONCILIATION_LIMITS.bulk}.`),
  })
  .superRefine(notesToIgnore);

export const adjustmentPreview = z.strictObject({ amount: z.string('must be a decimal string such as "-12.50".') });
export const adjustment = adjustmentPreview.extend(correctionFields);

/** The same, with the discrepancy that the path names. */
export const notesOfOne = z.strictObject({ notes, discrepancy: nameField(ID) });
export const resolutionOfOne = z
  .strictObject({ ...resolutionFields, discrepancy: nameField(ID) })
  .superRefine(notesToIgnore);
export const adjustmentOfOne = adjustment.extend({ discrepancy: nameField(ID) });
export const adjustmentPreviewOfOne = adjustmentPreview.extend({ discrepancy: nameField(ID) });
