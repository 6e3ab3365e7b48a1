/**
 * Whether the ledger is whole: figures against rows (L31), the chain (L5), what reconciliation sees (D5); and the repair of
 * projections. Nothing here changes a row of the ledger or a balance that the rows bear out.
 */
export type { AuditFinding, Examination, LedgerAudit, MemberScope } from './audit';
export { Health } from './health';
export { createIntegrity, type Integrity } from './integrity';
export { integrityRoom } from './room';
