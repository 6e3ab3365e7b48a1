import type { LedgerService } from '../contract';
import type { TaskWork } from '../kernel';

/** L31. Brings back every projection that its rows do not bear out; damaged rows are left alone. */
export const integrityTasks = (ledger: Pick<LedgerService, 'rebuild'>): Record<'repair-projections', TaskWork> => ({
  async 'repair-projections'({ signal }) {
    const { leftAlone: _, ...counts } = await ledger.rebuild({}, { signal });
    return counts;
  },
});
