import type { ReconciliationEndpointTypes, ReconciliationService } from '../../contract';
import { actorOf, type Db } from '../../kernel';
import { administratorOf, adminAction, type AdminAction, fileAction, type HttpContext } from '../../kernel/http';
import { nothing } from '../../kernel/query';
import { exportRun } from '../export';
import { listDiscrepancies, listRuns } from '../lists';
import {
  adjustmentOfOne,
  adjustmentPreviewOfOne,
  bulkResolution,
  discrepancyList,
  notesOfOne,
  oneDiscrepancy,
  oneRun,
  resolutionOfOne,
  runExport,
  runList,
  runStart,
} from '../validate';

const ACCEPTED = 202;
const askedBy = (ctx: HttpContext) => actorOf(administratorOf(ctx));

/** Answers the pages of reconciliation in the admin panel. */
export function reconciliationController(
  db: Db,
  service: ReconciliationService,
): Record<keyof ReconciliationEndpointTypes, AdminAction> {
  return {
    getReconciliation: adminAction('getReconciliation', nothing, () => service.overview()),
    listReconciliationRuns: adminAction('listReconciliationRuns', runList, (query) => listRuns(db, query)),
    startReconciliation: adminAction('startReconciliation', runStart, async (input, ctx) => {
      const run = await service.start(input, { actor: askedBy(ctx) });
      ctx.status = ACCEPTED;
      return run;
    }),
    getReconciliationRun: adminAction('getReconciliationRun', oneRun, (query) => service.getRun(query)),
    cancelReconciliation: adminAction('cancelReconciliation', oneRun, (query) => service.cancel(query)),
    exportReconciliationRun: fileAction('exportReconciliationRun', runExport, ({ run, format }) =>
      exportRun(db, run, format),
    ),
    listDiscrepancies: adminAction('listDiscrepancies', discrepancyList, (query) => listDiscrepancies(db, query)),
    resolveDiscrepancies: adminAction('resolveDiscrepancies', bulkResolution, (input, ctx) =>
      service.resolveMany(input, askedBy(ctx)),
    ),
    getDiscrepancy: adminAction('getDiscrepancy', oneDiscrepancy, (query) => service.getDiscrepancy(query)),
    investigateDiscrepancy: adminAction('investigateDiscrepancy', notesOfOne, ({ discrepancy, ...input }, ctx) =>
      service.investigate(discrepancy, input, askedBy(ctx)),
    ),
    resolveDiscrepancy: adminAction('resolveDiscrepancy', resolutionOfOne, ({ discrepancy, ...input }, ctx) =>
      service.resolve(discrepancy, input, askedBy(ctx)),
    ),
    reopenDiscrepancy: adminAction('reopenDiscrepancy', notesOfOne, ({ discrepancy, ...input }, ctx) =>
      service.reopen(discrepancy, input, askedBy(ctx)),
    ),
    previewDiscrepancyAdjustment: adminAction(
      'previewDiscrepancyAdjustment',
      adjustmentPreviewOfOne,
      ({ discrepancy, ...input }) => service.previewAdjust(discrepancy, input),
    ),
    adjustDiscrepancy: adminAction('adjustDiscrepancy', adjustmentOfOne, ({ discrepancy, ...input }, ctx) =>
      service.adjust(discrepancy, input, askedBy(ctx)),
    ),
  };
}
