import type { Knex } from 'knex';
import type { ReconciliationStatus } from '../contract';
import { transact } from '../kernel';
import type { Examination } from '../integrity';
import type { ReconciliationDependencies } from './dependencies';
import { GONE } from './merge';
import { ALL_ROOM, record, type Room } from './record';
import { advanceRun, readRun, type Run } from './run-store';

/** Another process has gone on with the run. */
export class RunLost extends Error {
  constructor(id: string) {
    super(`The reconciliation ${id} is no longer this process's own.`);
    this.name = 'RunLost';
  }
}

/**
 * Stores what was found and how far the run is, both or neither; ends the run instead when somebody has cancelled it.
 *
 * @throws RunLost
 */
export async function storeStep(
  deps: ReconciliationDependencies,
  run: Run,
  found: Examination,
  members: number,
  cursor: string,
): Promise<Run> {
  const { db, dialect, clock } = deps;
  return transact(db, dialect, async (trx) => {
    const stored = await readRun(trx, run.id);
    if (stored?.isCancelRequested) return finish(trx, deps, run, 'cancelled');
    const look = { runId: run.id, at: clock.now(), verifiedChain: run.verifiesChain, closing: GONE };
    const { inserted, seen } = await record(deps, trx, found, look, roomLeft(run));
    const after: Run = {
      ...run,
      cursor,
      membersProcessed: run.membersProcessed + members,
      membersWithDiscrepancies: run.membersWithDiscrepancies + new Set(seen.map(({ member }) => member)).size,
      discrepanciesFound: run.discrepanciesFound + seen.length,
      discrepanciesNew: run.discrepanciesNew + inserted.length,
    };
    if (!(await advanceRun(trx, after, run.cursor))) throw new RunLost(run.id);
    return after;
  });
}

const roomLeft = ({ discrepanciesNew }: Run): Room => ({
  discrepancies: ALL_ROOM.discrepancies - discrepanciesNew,
  evidence: ALL_ROOM.evidence - discrepanciesNew,
});

/** Ends a run. @throws RunLost */
export async function finish(
  trx: Knex.Transaction,
  { clock }: ReconciliationDependencies,
  run: Run,
  status: ReconciliationStatus,
): Promise<Run> {
  const after: Run = { ...run, status, completedAt: clock.now() };
  if (!(await advanceRun(trx, after, run.cursor))) throw new RunLost(run.id);
  return after;
}
