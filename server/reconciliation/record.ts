import type { Knex } from 'knex';
import { RECONCILIATION_LIMITS } from '../contract';
import type { AccountId } from '../kernel';
import type { AuditFinding, Examination } from '../integrity';
import type { ReconciliationDependencies } from './dependencies';
import { type Discrepancy, readStanding, writeDiscrepancies } from './discrepancy-store';
import { type Look, merge, type Merged } from './merge';
import { standingOf } from './rules';
import { insertEvents, insertSightings } from './trail-store';

type Dependencies = Pick<ReconciliationDependencies, 'dialect' | 'newId' | 'audit' | 'settings'>;

/** How much room a run has left (`RECONCILIATION_LIMITS`). */
export interface Room {
  readonly discrepancies: number;
  readonly evidence: number;
}

export const ALL_ROOM: Room = {
  discrepancies: RECONCILIATION_LIMITS.discrepancies,
  evidence: RECONCILIATION_LIMITS.evidence,
};

/**
 * Stores what an examination found, in the transaction of the caller: discrepancies, their history, their evidence, and
 * how each account stands (D1).
 */
export async function record(
  { dialect, newId, audit, settings }: Dependencies,
  trx: Knex.Transaction,
  { accountIds, findings }: Examination,
  look: Look,
  room: Room = ALL_ROOM,
): Promise<Merged> {
  const known = await readStanding(trx, accountIds);
  const merged = merge(known, findings, look, settings.severity, () => newId(look.at));
  const kept = merged.inserted.slice(0, Math.max(0, room.discrepancies));
  const proven = await withEvidence(audit, trx, [...kept, ...merged.updated], findings, room.evidence);
  await writeDiscrepancies(trx, dialect, {
    inserted: proven.slice(0, kept.length),
    updated: proven.slice(kept.length),
  });
  const stored = new Set([...kept, ...known].map(({ id }) => id));
  const events = merged.events.filter(({ discrepancyId }) => stored.has(discrepancyId));
  await insertEvents(
    trx,
    dialect,
    events.map(({ discrepancyId, kind }) => {
      const { event, actor, notes } = look.closing;
      const by = event === kind ? { actor, notes } : { actor: null, notes: null };
      return { id: newId(look.at), discrepancyId, kind, at: look.at, ...by, runId: look.runId, entryId: null };
    }),
  );
  const seen = merged.seen.filter(({ id }) => stored.has(id));
  if (look.runId !== null) await insertSightings(trx, dialect, look.runId, seen);
  const untrue = new Set(merged.seen.map(({ accountId }) => accountId));
  const isUntrue = (id: AccountId) => untrue.has(id);
  await audit.mark(trx, accountIds.filter(isUntrue), 'discrepancy', look.at);
  await audit.mark(
    trx,
    accountIds.filter((id) => !isUntrue(id)),
    'verified',
    look.at,
  );
  return { ...merged, inserted: kept };
}

/** Gathers the evidence of those that have none, because they are new or have changed, as far as there is room. */
async function withEvidence(
  audit: ReconciliationDependencies['audit'],
  trx: Knex.Transaction,
  some: readonly Discrepancy[],
  findings: readonly AuditFinding[],
  room: number,
): Promise<Discrepancy[]> {
  const found = new Map(findings.map((finding) => [standingOf(finding), finding]));
  let left = room;
  const proven: Discrepancy[] = [];
  for (const one of some) {
    const finding = one.standing === null || one.evidence !== null ? undefined : found.get(one.standing);
    const isGathered = finding !== undefined && left > 0;
    if (isGathered) left -= 1;
    proven.push(isGathered ? { ...one, evidence: await audit.evidence(trx, finding) } : one);
  }
  return proven;
}
