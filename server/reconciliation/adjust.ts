import {
  type Actor,
  type AdjustDiscrepancyInput,
  type DiscrepancyDto,
  isOfLedger,
  type PostingPreviewDto,
} from '../contract';
import { RewardsError } from '../kernel';
import { change, found, lockOpen, lookAgain, openOne } from './change';
import type { ReconciliationDependencies } from './dependencies';
import { type Discrepancy, lockDiscrepancy } from './discrepancy-store';
import { getDiscrepancy } from './lists';
import { isOpen } from './merge';
import { rebuildAccount } from './rebuild-account';

/**
 * Puts a discrepancy right by a row of the ledger, linked both ways (D4). The account's projections are rebuilt first, in
 * the same transaction, so that the adjustment starts from what the ledger says.
 *
 * @throws DISCREPANCY_NOT_FOUND, DISCREPANCY_RESOLVED, DISCREPANCY_REMAINS, and as the ledger's `adjust`
 */
export async function adjust(
  deps: ReconciliationDependencies,
  id: string,
  { amount, reason, idempotencyKey }: AdjustDiscrepancyInput,
  actor: Actor,
): Promise<DiscrepancyDto> {
  const { db, clock, adjustments, inTransaction } = deps;
  const member = await inTransaction(async (trx) => {
    const one = found(id, await lockDiscrepancy(trx, id));
    if (isOpen(one)) await rebuildFirst(deps, one);
    const { entry, replayed } = await adjustments.post({
      ...{ kind: 'reconciliation', member: one.member, currency: one.currency, amount, reason, idempotencyKey },
      actor,
      discrepancy: id,
    });
    // The second click of two: the first one has resolved it.
    if (replayed && one.entryId === entry.id) return null;
    openOne(id, one);
    // What the ledger itself lacks later runs still see, and pass over.
    const standing = isOfLedger(one.kind) ? one.standing : null;
    const resolved = { resolution: 'adjust', resolvedAt: clock.now(), resolvedBy: actor, notes: reason } as const;
    const after: Discrepancy = { ...one, standing, status: 'resolved', entryId: entry.id, ...resolved };
    await change(deps, trx, after, 'adjusted', actor, { notes: reason, entryId: entry.id });
    return one.member;
  });
  if (member !== null) await lookAgain(deps, member, actor, reason);
  return getDiscrepancy(db, id);
}

/**
 * What that would do to the account, by the same steps, all of which are taken back: its figures before are those that
 * the rebuild leaves.
 *
 * @throws as `adjust`
 */
export function previewAdjust(
  deps: ReconciliationDependencies,
  id: string,
  { amount }: Pick<AdjustDiscrepancyInput, 'amount'>,
): Promise<PostingPreviewDto> {
  return deps.rollBackAfter(async (trx) => {
    const one = await lockOpen(trx, id);
    await rebuildFirst(deps, one);
    return deps.adjustments.preview({ member: one.member, currency: one.currency, amount });
  });
}

/** A person who adjusts has seen what is damaged. */
async function rebuildFirst({ audit }: ReconciliationDependencies, { accountId }: Discrepancy): Promise<void> {
  if (await rebuildAccount(audit, accountId, { despiteDamage: true })) return;
  throw new RewardsError('DISCREPANCY_REMAINS');
}
