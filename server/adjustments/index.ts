/** Manual adjustments (B18 to B20): a row of the ledger and the record of who asked for it, both or neither. */
import type { AdjustmentsService } from '../contract';
import { type AdjustmentDependencies, postAdjustment } from './post-adjustment';

export { bulkController, bulkRoutes } from './bulk/http';
export type { BulkDependencies } from './bulk/dependencies';
export { ADJUSTMENT_UID, adjustmentContentType } from './content-type';
export { readAdjustmentsOf } from './adjustment-list-store';
export { ADJUSTMENTS_TABLE } from './schema';

/** The service `adjustments`. */
export function createAdjustments(dependencies: AdjustmentDependencies): AdjustmentsService {
  return { post: (input) => postAdjustment(dependencies, input) };
}
