import { InvariantViolation } from '../kernel';
import type { LedgerAudit } from '../ledger';

/**
 * Recomputes an account from its rows, as far as they allow it: of rows whose beginning is missing nobody can tell what
 * they were about.
 *
 * @returns false when the rows do not allow it; nothing was changed
 */
export async function rebuildAccount(audit: Pick<LedgerAudit, 'rebuild'>, accountId: number): Promise<boolean> {
  try {
    await audit.rebuild([accountId]);
    return true;
  } catch (error) {
    if (error instanceof InvariantViolation) return false;
    throw error;
  }
}
