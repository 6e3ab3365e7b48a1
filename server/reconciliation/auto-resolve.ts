import { transact } from '../kernel';
import type { ReconciliationDependencies } from './dependencies';
import { readOpenOfRun } from './discrepancy-store';
import { rebuildAccount } from './rebuild-account';
import { record } from './record';
import type { Run } from './run-store';

/** Accounts whose discrepancies are read at a time. */
const PAGE = 200;

/**
 * D11. Rebuilds the accounts of whatever the run saw that a rebuild alone repairs, where the settings allow it, and looks
 * whether that helped.
 *
 * @returns how many discrepancies it closed
 */
export async function autoResolve(deps: ReconciliationDependencies, run: Run, signal: AbortSignal): Promise<number> {
  const { db, dialect, clock, audit, settings } = deps;
  if (settings.autoResolve.size === 0) return run.autoResolved;
  let closed = run.autoResolved;
  for (let after = ''; ;) {
    const open = await readOpenOfRun(db, run.id, [...settings.autoResolve], after, PAGE);
    for (const [accountId, member] of new Map(open.map((one) => [one.accountId, one.member]))) {
      if (signal.aborted) return closed;
      if (!(await rebuildAccount(audit, accountId))) continue;
      const found = await audit.examine([member], { verifyChain: run.verifiesChain });
      const merged = await transact(db, dialect, (trx) =>
        record(deps, trx, found, {
          ...{ runId: run.id, at: clock.now(), verifiedChain: run.verifiesChain },
          closing: { resolution: 'rebuild', event: 'rebuilt', actor: null, notes: null },
        }),
      );
      closed += merged.closed.length;
    }
    const last = open.at(-1);
    if (!last || open.length < PAGE) return closed;
    after = last.id;
  }
}
