import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import {
  RECONCILIATION_LIMITS,
  RECONCILIATION_TYPES,
  type ReconciliationStatus,
  type ReconciliationType,
  type TaskCounts,
} from '../contract';
import { type Milliseconds, present, type TaskContext, transact } from '../kernel';
import type { Examination, MemberScope } from '../ledger';
import { alert } from './alert';
import { autoResolve } from './auto-resolve';
import type { ReconciliationDependencies } from './dependencies';
import { GONE } from './merge';
import { ALL_ROOM, record, type Room } from './record';
import { advanceRun, failOthers, insertRun, readNewest, readRun, type Run } from './run-store';

/** Rows that a transaction dated before the last run began may still have been committed after it looked. */
const OVERLAP: Milliseconds = 10 * 60_000;

/** Times that a member is tried before the run goes on without them. */
const TRIES = 2;

/** Where the cursor stands when every member was looked at. No member has such a key. */
const THE_END = '~';

/** Another process has gone on with the run. */
class RunLost extends Error {
  constructor(id: string) {
    super(`The reconciliation ${id} is no longer this process's own.`);
    this.name = 'RunLost';
  }
}

/**
 * D5, D6. Performs a run, or goes on with one that another process began: members in batches by their key, each batch
 * examined in one snapshot and stored in one transaction together with how far the run is, so that nothing is counted
 * twice. A member that cannot be examined is tried again, and then passed over with an error.
 */
export async function reconcile(deps: ReconciliationDependencies, context: TaskContext): Promise<TaskCounts> {
  let run = await begin(deps, context);
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

async function begin(deps: ReconciliationDependencies, { runId, input, actor }: TaskContext): Promise<Run> {
  const { db, dialect, clock, settings, audit } = deps;
  const now = clock.now();
  await failOthers(db, runId, 'Its process ended, and no other one could go on with it.', now);
  const there = await readRun(db, runId);
  if (there) return there;
  const type = RECONCILIATION_TYPES.find((one) => one === input.type) ?? 'full';
  const member = input.member ?? null;
  const postedSince = type === 'incremental' ? await lastGood(deps) : null;
  const membersInScope = await audit.countMembers(scopeOf({ member, postedSince }));
  const verifiesChain = input.verifyChain === undefined ? settings.verifyChain : input.verifyChain === 'true';
  await insertRun(db, dialect, {
    ...{ id: runId, type, status: 'running', member, verifiesChain, postedSince, actor },
    ...{ startedAt: now, completedAt: null, membersInScope, membersProcessed: 0, membersWithDiscrepancies: 0 },
    ...{ discrepanciesFound: 0, discrepanciesNew: 0, autoResolved: 0, errorCount: 0, errors: [], failure: null },
    ...{ isCancelRequested: false, cursor: '' },
  });
  return present(await readRun(db, runId), 'the run that was just written');
}

/** From when on rows count as posted since the last good run; from the beginning when there was none. */
async function lastGood({ db }: ReconciliationDependencies): Promise<Milliseconds> {
  const types: ReconciliationType[] = ['full', 'incremental'];
  const [last] = await readNewest(db, { statuses: ['completed'], types }, 1);
  return last ? last.startedAt - OVERLAP : 0;
}

const scopeOf = ({ member, postedSince }: Pick<Run, 'member' | 'postedSince'>): MemberScope => ({
  ...(member === null ? {} : { member }),
  ...(postedSince === null ? {} : { postedSince }),
});

async function throughAll(deps: ReconciliationDependencies, context: TaskContext, begun: Run): Promise<Run> {
  const { audit } = deps;
  let run = begun;
  while (run.status === 'running' && run.cursor !== THE_END && !context.signal.aborted) {
    // SQLite answers without letting anybody else have a turn.
    await setImmediate();
    const members = await audit.membersAfter(run.cursor, RECONCILIATION_LIMITS.batch, scopeOf(run));
    run = await throughBatch(deps, run, members);
    await context.progress(countsOf(run));
  }
  return run;
}

/** Examines members together; when that fails, one by one. */
async function throughBatch(deps: ReconciliationDependencies, run: Run, members: readonly string[]): Promise<Run> {
  if (members.length === 0) return store(deps, run, { accountIds: [], findings: [] }, 0, THE_END);
  const last = members[members.length - 1] ?? run.cursor;
  const isLast = members.length < RECONCILIATION_LIMITS.batch;
  try {
    const found = await deps.audit.examine(members, { verifyChain: run.verifiesChain });
    return await store(deps, run, found, members.length, isLast ? THE_END : last);
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
      return await store(deps, run, found, 1, member);
    } catch (error) {
      if (error instanceof RunLost) throw error;
      if (attempt < TRIES) continue;
      const errors = [...run.errors, { member, message: sentenceOf(error) }].slice(0, RECONCILIATION_LIMITS.errors);
      const failed = { ...run, errorCount: run.errorCount + 1, errors };
      return store(deps, failed, { accountIds: [], findings: [] }, 1, member);
    }
  }
}

/** Stores what was found and how far the run is, both or neither. */
async function store(
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

/** What is left when every member was looked at: accounts without a row of their own, repairs, the alert. */
async function end(deps: ReconciliationDependencies, context: TaskContext, begun: Run): Promise<Run> {
  const { db, dialect, audit } = deps;
  let run = begun;
  if (run.type === 'full') {
    const headless = await audit.examineHeadless();
    if (headless.accountIds.length > 0) run = await store(deps, run, headless, 0, THE_END);
  }
  run = { ...run, autoResolved: await autoResolve(deps, run, context.signal) };
  if (context.signal.aborted) return run;
  const ended = await transact(db, dialect, (trx) =>
    finish(trx, deps, run, run.errorCount > 0 ? 'partial' : 'completed'),
  );
  if (ended.discrepanciesFound > deps.settings.alertAbove) await alert(deps, 'discrepancies', ended);
  return ended;
}

async function finish(
  trx: Knex.Transaction,
  { clock }: ReconciliationDependencies,
  run: Run,
  status: ReconciliationStatus,
): Promise<Run> {
  const after: Run = { ...run, status, completedAt: clock.now() };
  if (!(await advanceRun(trx, after, run.cursor))) throw new RunLost(run.id);
  return after;
}

async function fail(deps: ReconciliationDependencies, run: Run, error: unknown): Promise<void> {
  const { db, dialect, clock } = deps;
  // As it was stored last: what threw may have come further than this process knows.
  const stored = (await readRun(db, run.id)) ?? run;
  const failed: Run = { ...stored, status: 'failed', failure: sentenceOf(error), completedAt: clock.now() };
  await transact(db, dialect, (trx) => advanceRun(trx, failed, stored.cursor));
  await alert(deps, 'failed', failed);
}

/** One line of what an error says; a driver's tells its statement first, and the reason behind the last dash. */
function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split(' - ').at(-1)?.split('\n')[0] ?? '').slice(0, 500) || 'It failed without saying why.';
}
