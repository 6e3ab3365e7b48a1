/**
 * Reconciliation (D1 to D12): finds whatever stopped being true, shows it, and helps to put it right.
 *
 * A run is performed by the scheduled task `reconcile` and has its id, so that the task's lease lets one process at a time
 * perform it and another one go on with it (`reconcile`). Members are examined in batches by the ledger's own audit, each in
 * one snapshot; what was found is brought together with what is known (`merge`) and stored with the run's progress in one
 * transaction (`record`). People resolve what is left (`resolve`): by a rebuild, by an adjustment, or by saying why not.
 * No ledger row is ever edited.
 *
 * Decided here:
 * - A run that found something that is ignored, or that an adjustment settled, says nothing of it until its figures change.
 * - Rows that were cut off an account's end are proved by the account's head alone, which a rebuild puts right: that
 *   discrepancy is closed by a person only.
 * - What a person's own look after a repair finds for the first time is left to the next run to report.
 */
export { reconcile } from './reconcile';
export { createReconciliation } from './service';
export { reconciliationController, reconciliationRoutes } from './http';
export { readDiscrepanciesOf } from './export';
export { reconciliationModels } from './schema';
export { readReconciliationSettings } from './settings';
export { eventTeller, type Mail, mailTeller } from './tellers';
export type { ReconciliationDependencies, Teller } from './dependencies';
