import { randomUUID } from 'node:crypto';
import type { AdjustmentsService, LedgerService } from '../../contract';
import { actorOf, type Db } from '../../kernel';
import { administratorOf, adminAction, type AdminAction } from '../../kernel/http';
import { listAdjustments } from '../list-adjustments';
import { adjustmentForm, adjustmentListQuery, adjustmentPreview } from './validate';

export interface AdjustmentControllerDependencies {
  readonly db: Db;
  readonly ledger: Pick<LedgerService, 'preview'>;
  readonly adjustments: AdjustmentsService;
}

/** Under which nothing is ever posted, so that a preview never meets a key that was used. */
const PREVIEW = { source: 'preview', reason: 'A preview, never posted', actor: { id: 'admin:preview' } } as const;

/** Answers the page of manual adjustments in the admin panel. */
export function adjustmentController(dependencies: AdjustmentControllerDependencies): Record<string, AdminAction> {
  const { ledger, adjustments } = dependencies;
  return {
    listAdjustments: adminAction('listAdjustments', adjustmentListQuery, (query) =>
      listAdjustments(dependencies, query),
    ),
    previewAdjustment: adminAction('previewAdjustment', adjustmentPreview, (input) =>
      ledger.preview({ ...PREVIEW, ...input, type: 'adjust', idempotencyKey: randomUUID() }),
    ),
    postAdjustment: adminAction('postAdjustment', adjustmentForm, (input, ctx) =>
      adjustments.post({ ...input, actor: actorOf(administratorOf(ctx)) }),
    ),
  };
}
