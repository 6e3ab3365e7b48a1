/**
 * Reconciliation (D1 to D12): finds whatever stopped being true, shows it, and helps to put it right.
 *
 * A run is performed by the scheduled task `reconcile` and has its id, so that the task's lease lets one process at a time
 * perform it and another one go on with it (`reconcile`). Members are examined in batches by the ledger's own audit, each in
 * one snapshot; what was found is brought together with what is known (`merge`) and stored with the run's progress in one
 * transaction (`record`). People resolve what is left (`resolve`): by a rebuild, by an adjustment, or by saying why not.
 * No ledger row is ever edited.
 *
 * What was decided on the way: docs/decisions/0012-what-reconciliation-passes-over.md.
 */
export { reconciliationRoom } from './room';
