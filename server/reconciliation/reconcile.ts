import { setImmediate } from 'node:timers/promises';
import { RECONCILIATION_LIMITS, type TaskCounts } from '../contract';
import { sentenceOf, type TaskContext, transact } from '../kernel';
import { alert } from './alert';
import { autoResolve } from './auto-resolve';
import { beginRun, scopeOf } from './begin-run';
import type { ReconciliationDependencies } from './dependencies';
import { batchOf } from './rules';
import { advanceRun, readRun, type Run } from './run-store';
import { finish, RunLost, storeStep } from './store-step';

/** Times that a member is tried before the run goes on without them. */
const TRIES = 2;

/** Where the cursor stands when every member was looked at, and when missing accounts were too. No member has such keys. */
const ALL_MEMBERS = '~';
const ALL = '~~';

/**
 * D5, D6. Performs a run, or goes on with one that another process began: members in batches by their key, each batch
 * examined in one snapshot and stored in one transaction together with how far the run is, so that nothing is counted
 * twice. A member that cannot be examined is tried again, and then passed over with an error.
 */
export async function reconcile(deps: ReconciliationDependencies, context: TaskContext): Promise<TaskCounts> {
  let run = await beginRun(deps, context);
  try {
    if (run.status === 'running') run = await throughAll(deps, context, run);
    if (context.signal.aborted) return countsOf(run);
    if (run.status === 'running') run = await end(deps, context, run);
  } catch (error) {
    if (error instanceof RunLost || context.signal.aborted) throw error;
    await fail(deps, run, error);
    throw error;
  }
  return countsOf(run);
}

const countsOf = (run: Run): TaskCounts => ({
  members: run.membersProcessed,
  membersWithDiscrepancies: run.membersWithDiscrepancies,
  discrepancies: run.discrepanciesFound,
  autoResolved: run.autoResolved,
  errors: run.errorCount,
});

async function throughAll(deps: ReconciliationDependencies, context: TaskContext, begun: Run): Promise<Run> {
  const { audit } = deps;
  let run = begun;
  while (run.status === 'running' && !run.cursor.startsWith(ALL_MEMBERS) && !context.signal.aborted) {
    // SQLite answers without letting anybody else have a turn.
    await setImmediate();
    const members = await audit.membersAfter(run.cursor, batchOf(run.membersInScope), scopeOf(run));
    run = await throughBatch(deps, run, members);
    await context.progress(countsOf(run));
  }
  return run;
}

/** Examines members together; when that fails, one by one. */
async function throughBatch(deps: ReconciliationDependencies, run: Run, members: readonly string[]): Promise<Run> {
  if (members.length === 0) return storeStep(deps, run, { accountIds: [], findings: [] }, 0, ALL_MEMBERS);
  const last = members[members.length - 1] ?? run.cursor;
  const isLast = members.length < batchOf(run.membersInScope);
  try {
    const found = await deps.audit.examine(members, { verifyChain: run.verifiesChain });
    return await storeStep(deps, run, found, members.length, isLast ? ALL_MEMBERS : last);
  } catch (error) {
    if (error instanceof RunLost) throw error;
    let after = run;
    for (const member of members) {
      if (after.status !== 'running') return after;
      after = await throughMember(deps, after, member);
    }
    return after;
  }
}

async function throughMember(deps: ReconciliationDependencies, run: Run, member: string): Promise<Run> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const found = await deps.audit.examine([member], { verifyChain: run.verifiesChain });
      return await storeStep(deps, run, found, 1, member);
    } catch (error) {
      if (error instanceof RunLost) throw error;
      if (attempt < TRIES) continue;
      const errors = [...run.errors, { member, message: sentenceOf(error) }].slice(0, RECONCILIATION_LIMITS.errors);
      const failed = { ...run, errorCount: run.errorCount + 1, errors };
      return storeStep(deps, failed, { accountIds: [], findings: [] }, 1, member);
    }
  }
}

/** What is left when every member was looked at: accounts without a row of their own, repairs, the alert. */
async function end(deps: ReconciliationDependencies, context: TaskContext, begun: Run): Promise<Run> {
  const { db, dialect, audit } = deps;
  let run = begun;
  if (run.type === 'full' && run.cursor !== ALL) {
    run = await storeStep(deps, run, await audit.examineHeadless(), 0, ALL);
    if (run.status !== 'running') return run;
  }
  run = { ...run, autoResolved: await autoResolve(deps, run, context.signal) };
  if (context.signal.aborted) return run;
  const ended = await transact(db, dialect, (trx) =>
    finish(trx, deps, run, run.errorCount > 0 ? 'partial' : 'completed'),
  );
  if (ended.discrepanciesFound > deps.settings.alertAbove) await alert(deps, 'discrepancies', ended);
  return ended;
}

async function fail(deps: ReconciliationDependencies, run: Run, error: unknown): Promise<void> {
  const { db, dialect, clock } = deps;
  // As it was stored last: what threw may have come further than this process knows.
  const stored = (await readRun(db, run.id)) ?? run;
  const failed: Run = { ...stored, status: 'failed', failure: sentenceOf(error), completedAt: clock.now() };
  await transact(db, dialect, (trx) => advanceRun(trx, failed, stored.cursor));
  await alert(deps, 'failed', failed);
}
