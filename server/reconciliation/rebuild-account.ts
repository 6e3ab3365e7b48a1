import { type AccountId, InvariantViolation } from '../kernel';
import type { LedgerAudit } from '../integrity';

/**
 * Recomputes an account from its rows, as far as they allow it: of rows whose beginning is missing nobody can tell what
 * they were about. Damaged rows are left alone, unless `despiteDamage`: a person who adjusts has seen them.
 *
 * @returns false when the rows do not allow it; nothing was changed
 */
export async function rebuildAccount(
  audit: Pick<LedgerAudit, 'rebuild'>,
  accountId: AccountId,
  options = { despiteDamage: false },
): Promise<boolean> {
  try {
    await audit.rebuild([accountId], options);
    return true;
  } catch (error) {
    if (error instanceof InvariantViolation) return false;
    throw error;
  }
}
