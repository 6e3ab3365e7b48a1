import { randomUUID } from 'node:crypto';
import type { LedgerService, PostAdjustmentInput, PostingPreviewDto } from '../contract';

/** Under which nothing is ever posted, so that a preview never meets a key that was used. */
const PREVIEW = { source: 'preview', reason: 'A preview, never posted', actor: { id: 'admin:preview' } } as const;

/**
 * What an adjustment would do to the account, what has fallen due on it included.
 *
 * @throws as `postAdjustment`
 */
export const previewAdjustment = (
  ledger: Pick<LedgerService, 'preview'>,
  { member, currency, amount }: Pick<PostAdjustmentInput, 'member' | 'currency' | 'amount'>,
): Promise<PostingPreviewDto> =>
  ledger.preview({ ...PREVIEW, member, currency, amount, type: 'adjust', idempotencyKey: randomUUID() });
