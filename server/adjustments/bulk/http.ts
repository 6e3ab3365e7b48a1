import { z } from 'zod';
import { pageOf } from '../../kernel';
import { type BULK_ENDPOINTS, BULK_LIMITS } from '../../contract';
import { administratorOf, adminAction, type AdminAction } from '../../kernel/http';
import { correctionFields, nameField, pageFields } from '../../kernel/query';
import { FileText } from '../../kernel/text';
import { countBatches, readBatches } from './bulk-store';
import type { BulkDependencies } from './dependencies';
import { postBulk } from './post-bulk';
import { previewBulk } from './preview-bulk';
import { reverseBulk } from './reverse-bulk';

const csv = z
  .string('must be the text of a CSV file.')
  .max(BULK_LIMITS.characters, `must have at most ${BULK_LIMITS.characters} characters.`)
  .transform((text) => new FileText(text));

const previewInput = z.strictObject({ csv });
const postInput = z.strictObject({
  csv,
  skipBad: z.boolean('must be true or false.').optional(),
  idempotencyKey: correctionFields.idempotencyKey,
});
const reverseInput = z.strictObject({ batch: nameField(40), ...correctionFields });

/** Answers the pages of bulk adjustments in the admin panel. */
export function bulkController(deps: BulkDependencies): Record<keyof typeof BULK_ENDPOINTS, AdminAction> {
  return {
    listBatches: adminAction('listBatches', z.strictObject(pageFields()), async (asked) =>
      pageOf(asked, await countBatches(deps.db()), (span) => readBatches(deps.db(), span)),
    ),
    previewBatch: adminAction('previewBatch', previewInput, (input, ctx) =>
      previewBulk(deps, input.csv.text, administratorOf(ctx)),
    ),
    postBatch: adminAction('postBatch', postInput, ({ skipBad = false, csv: file, idempotencyKey }, ctx) =>
      postBulk(deps, { csv: file.text, idempotencyKey, skipBad }, administratorOf(ctx)),
    ),
    reverseBatch: adminAction('reverseBatch', reverseInput, (input, ctx) =>
      reverseBulk(deps, input, administratorOf(ctx)),
    ),
  };
}
