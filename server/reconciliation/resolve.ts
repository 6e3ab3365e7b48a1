import {
  type Actor,
  type DiscrepancyDto,
  type InvestigateInput,
  isOfLedger,
  type ReopenInput,
  type ResolveInput,
} from '../contract';
import { RewardsError, transact } from '../kernel';
import { change, found, lockOpen, lookAgain, openOne } from './change';
import type { ReconciliationDependencies } from './dependencies';
import { lockDiscrepancy, readDiscrepancy } from './discrepancy-store';
import { getDiscrepancy } from './lists';
import { isOpen, reopened } from './merge';
import { rebuildAccount } from './rebuild-account';

/** Somebody looks into it. @throws DISCREPANCY_NOT_FOUND, DISCREPANCY_RESOLVED */
export async function investigate(
  deps: ReconciliationDependencies,
  id: string,
  { assignee, notes }: InvestigateInput,
  actor: Actor,
): Promise<DiscrepancyDto> {
  await transact(deps.db, deps.dialect, async (trx) => {
    const one = await lockOpen(trx, id);
    await change(deps, trx, { ...one, status: 'investigating', assignee: assignee ?? actor }, 'investigating', actor, {
      notes,
    });
  });
  return getDiscrepancy(deps.db, id);
}

/**
 * Puts a discrepancy right by a rebuild of its account, or passes it over for good.
 *
 * @throws DISCREPANCY_NOT_FOUND, DISCREPANCY_RESOLVED; NOT_REBUILDABLE for one of the ledger itself; DISCREPANCY_REMAINS
 */
export async function resolve(
  deps: ReconciliationDependencies,
  id: string,
  { action, notes }: ResolveInput,
  actor: Actor,
): Promise<DiscrepancyDto> {
  if (action === 'ignore') await ignore(deps, id, notes, actor);
  else await rebuild(deps, id, notes, actor);
  return getDiscrepancy(deps.db, id);
}

async function ignore(deps: ReconciliationDependencies, id: string, notes: string | undefined, actor: Actor) {
  const { db, dialect, clock } = deps;
  await transact(db, dialect, async (trx) => {
    const one = await lockOpen(trx, id);
    const resolved = {
      resolution: 'ignore',
      resolvedAt: clock.now(),
      resolvedBy: actor,
      notes: notes ?? null,
    } as const;
    await change(deps, trx, { ...one, status: 'ignored', ...resolved }, 'ignored', actor, { notes });
  });
}

/**
 * Makes one that is ignored count again. One that no run has seen since is none any more, and stays as it is.
 *
 * @throws DISCREPANCY_NOT_FOUND, DISCREPANCY_NOT_IGNORED
 */
export async function reopen(
  deps: ReconciliationDependencies,
  id: string,
  { notes }: ReopenInput,
  actor: Actor,
): Promise<DiscrepancyDto> {
  await transact(deps.db, deps.dialect, async (trx) => {
    const one = found(id, await lockDiscrepancy(trx, id));
    if (one.status !== 'ignored' || one.standing === null) throw new RewardsError('DISCREPANCY_NOT_IGNORED');
    await change(deps, trx, { ...reopened(one), assignee: null }, 'reopened', actor, { notes });
  });
  return getDiscrepancy(deps.db, id);
}

async function rebuild(
  deps: ReconciliationDependencies,
  id: string,
  notes: string | undefined,
  actor: Actor,
): Promise<void> {
  const one = openOne(id, await readDiscrepancy(deps.db, id));
  if (isOfLedger(one.kind)) throw new RewardsError('NOT_REBUILDABLE');
  if (!(await rebuildAccount(deps.audit, one.accountId))) throw new RewardsError('DISCREPANCY_REMAINS');
  await lookAgain(deps, one.member, actor, notes ?? null);
  const after = await readDiscrepancy(deps.db, id);
  if (after && isOpen(after)) throw new RewardsError('DISCREPANCY_REMAINS');
}
