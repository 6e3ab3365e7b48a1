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

/** Where the cursor stands when every member was looked at, and when missing accounts were too. No member has such keys. */
const ALL_MEMBERS = '~';
const ALL = '~~';

/**
 * D5, D6. Performs a run, or goes on with one that another process began: members in batches by their key, each batch
 * examined in one snapshot and stored in one transaction together with how far the run is, so that nothing is counted
 * twice. A member that cannot be examined is tried again, and then passed over with an error.
 */
export async function reconcile(deps: ReconciliationDependencies, context: TaskContext): Promise<TaskCounts> {
  let run = await beginRun(deps, context).finally(() => deps.begun.emit(context.runId));
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
    const members = await audit.membersAfter(run.cursor, batchOf(run.verifiesChain), scopeOf(run));
    run = await throughBatch(deps, run, members);
    await context.progress(countsOf(run));
  }
  return run;
}

/** Examines members together; when that fails, each half by itself, so that one of thousands is soon found. */
async function throughBatch(deps: ReconciliationDependencies, run: Run, members: readonly string[]): Promise<Run> {
  try {
    const found = await deps.audit.examine(members, { verifyChain: run.verifiesChain });
    return await storeStep(deps, run, found, members.length, members.at(-1) ?? ALL_MEMBERS);
  } catch (error) {
    const [member] = members;
    if (error instanceof RunLost || member === undefined) throw error;
    if (members.length === 1) return throughMember(deps, run, member);
    const half = Math.ceil(members.length / 2);
    const after = await throughBatch(deps, run, members.slice(0, half));
    return after.status === 'running' ? throughBatch(deps, after, members.slice(half)) : after;
  }
}

/** Tries a member once more who could not be examined, and passes them over with an error. */
async function throughMember(deps: ReconciliationDependencies, run: Run, member: string): Promise<Run> {
  try {
    const found = await deps.audit.examine([member], { verifyChain: run.verifiesChain });
    return await storeStep(deps, run, found, 1, member);
  } catch (error) {
    if (error instanceof RunLost) throw error;
    const errors = [...run.errors, { member, message: sentenceOf(error) }].slice(0, RECONCILIATION_LIMITS.errors);
    const failed = { ...run, errorCount: run.errorCount + 1, errors };
    return storeStep(deps, failed, { accountIds: [], findings: [] }, 1, member);
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
