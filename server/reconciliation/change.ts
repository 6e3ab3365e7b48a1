/** What every way of resolving a discrepancy does: take an open one, write it anew with its history, and look again. */
import type { Knex } from 'knex';
import type { Actor, DiscrepancyEventKind } from '../contract';
import { RewardsError, transact } from '../kernel';
import type { ReconciliationDependencies } from './dependencies';
import { type Discrepancy, lockDiscrepancy, writeDiscrepancies } from './discrepancy-store';
import { isOpen } from './merge';
import { record } from './record';
import { insertEvents } from './trail-store';

/** @throws DISCREPANCY_NOT_FOUND */
export function found(id: string, one: Discrepancy | undefined): Discrepancy {
  if (!one) throw new RewardsError('DISCREPANCY_NOT_FOUND', { discrepancy: id });
  return one;
}

/** @throws DISCREPANCY_NOT_FOUND, DISCREPANCY_RESOLVED */
export function openOne(id: string, one: Discrepancy | undefined): Discrepancy {
  const known = found(id, one);
  if (!isOpen(known)) throw new RewardsError('DISCREPANCY_RESOLVED');
  return known;
}

/** Locks an open one until the transaction ends. @throws as `openOne` */
export const lockOpen = async (trx: Knex.Transaction, id: string): Promise<Discrepancy> =>
  openOne(id, await lockDiscrepancy(trx, id));

/** Writes a discrepancy anew, and what happened into its history. */
export async function change(
  { dialect, newId, clock }: ReconciliationDependencies,
  trx: Knex.Transaction,
  after: Discrepancy,
  kind: DiscrepancyEventKind,
  actor: Actor,
  { notes, entryId }: { readonly notes?: string | undefined; readonly entryId?: string },
): Promise<void> {
  const at = clock.now();
  await writeDiscrepancies(trx, dialect, { inserted: [], updated: [after] });
  await insertEvents(trx, dialect, [
    {
      id: newId(at),
      discrepancyId: after.id,
      kind,
      at,
      actor,
      runId: null,
      entryId: entryId ?? null,
      notes: notes ?? null,
    },
  ]);
}

/** Closes whatever of a member's is gone after a rebuild. Findings that no run has seen are left to the next one. */
export async function lookAgain(
  deps: ReconciliationDependencies,
  member: string,
  actor: Actor,
  notes: string | null,
): Promise<void> {
  const { db, dialect, audit, clock } = deps;
  const found = await audit.examine([member], { verifyChain: true });
  await transact(db, dialect, (trx) =>
    record(deps, trx, found, {
      ...{ runId: null, at: clock.now(), verifiedChain: true },
      closing: { resolution: 'rebuild', event: 'rebuilt', actor, notes },
    }),
  );
}
