import { RECONCILIATION_TYPES, type ReconciliationType } from '../contract';
import { type Milliseconds, present, type TaskContext } from '../kernel';
import type { MemberScope } from '../integrity';
import type { ReconciliationDependencies } from './dependencies';
import { failOthers, insertRun, readNewest, readRun, type Run } from './run-store';

/** Rows that a transaction dated before the last run began may still have been committed after it looked. */
const OVERLAP: Milliseconds = 10 * 60_000;

/** The run that a task's run performs: written down now, or by the process that began it. */
export async function beginRun(deps: ReconciliationDependencies, { runId, input, actor }: TaskContext): Promise<Run> {
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

/** Whom a run looks at. */
export const scopeOf = ({ member, postedSince }: Pick<Run, 'member' | 'postedSince'>): MemberScope => ({
  ...(member === null ? {} : { member }),
  ...(postedSince === null ? {} : { postedSince }),
});
