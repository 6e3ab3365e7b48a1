/**
 * What reconciliation (D5) sees of the ledger: every figure that is untrue of a number of members at once, read from one
 * snapshot, in the words of D3; and the rows that prove it. Changes nothing but the note of when an account was looked at.
 */
export { createAudit, type Examination, type LedgerAudit } from './audit';
export type { MemberScope } from './audit-store';
export type { AuditFinding } from './finding';
