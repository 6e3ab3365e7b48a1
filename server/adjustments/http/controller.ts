import type { AdjustmentsService } from '../../contract';
import { actorOf, type Db } from '../../kernel';
import { administratorOf, adminAction, type AdminAction } from '../../kernel/http';
import { listAdjustments } from '../list-adjustments';
import { adjustmentForm, adjustmentListQuery, adjustmentPreview } from './validate';

export interface AdjustmentControllerDependencies {
  readonly db: Db;
  readonly adjustments: AdjustmentsService;
}

/** Answers the page of manual adjustments in the admin panel. */
export function adjustmentController(dependencies: AdjustmentControllerDependencies): Record<string, AdminAction> {
  const { adjustments } = dependencies;
  return {
    listAdjustments: adminAction('listAdjustments', adjustmentListQuery, (query) =>
      listAdjustments(dependencies, query),
    ),
    previewAdjustment: adminAction('previewAdjustment', adjustmentPreview, (input) => adjustments.preview(input)),
    postAdjustment: adminAction('postAdjustment', adjustmentForm, (input, ctx) =>
      adjustments.post({ ...input, actor: actorOf(administratorOf(ctx)) }),
    ),
  };
}
