/** What may be asked of the page of affiliate systems. */
import { z } from 'zod';
import { AFFILIATE_LIMITS, LIMITS } from '../../../contract';
import { correctionFields, instantField, nameField, pageFields } from '../../../kernel/query';

const ULID = 26;
const PAGE_SIZE = 20;
const oneField = { system: nameField(AFFILIATE_LIMITS.code) };

export const systemList = z.strictObject(pageFields(PAGE_SIZE));
export const oneSystem = z.strictObject(oneField);
export const oneSecret = z.strictObject({ ...oneField, secret: nameField(ULID) });
/** What it is to be, the verb reads for itself. */
export const systemChange = z.looseObject({ ...oneField, version: instantField });
export const anything = z.looseObject({});
export const switchChange = z
  .strictObject({
    ...oneField,
    on: z.boolean('must be true or false.'),
    reason: correctionFields.reason.optional(),
  })
  .refine(({ on, reason }) => on || reason !== undefined, {
    message: `must be text of at least ${LIMITS.reasonOfAdjustment} characters.`,
    path: ['reason'],
  });
