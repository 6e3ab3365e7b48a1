import { once } from 'node:events';
import type { Actor, ReconciliationRunDto, StartReconciliationInput, TaskInput } from '../contract';
import { type Milliseconds, RewardsError } from '../kernel';
import type { ReconciliationDependencies } from './dependencies';
import { getRun } from './lists';
import { readRun, requestCancel } from './run-store';

/** How long a run may take to write itself down. */
const PATIENCE: Milliseconds = 10_000;

/**
 * Begins a run on this instance. When a run lies around whose process died, that one is gone on with and answered.
 *
 * @param options `wait`: answer when it has come to its end
 * @throws MEMBER_NOT_FOUND, RECONCILIATION_RUNNING
 */
export async function start(
  deps: ReconciliationDependencies,
  { type, member, verifyChain }: StartReconciliationInput,
  { actor, wait }: { readonly actor?: Actor | undefined; readonly wait: boolean },
): Promise<ReconciliationRunDto> {
  if (member !== undefined && !(await deps.membersThatExist(deps.db, [member])).has(member)) {
    throw new RewardsError('MEMBER_NOT_FOUND', { member });
  }
  const input: TaskInput = {
    type,
    ...(member === undefined ? {} : { member }),
    ...(verifyChain === undefined ? {} : { verifyChain: String(verifyChain) }),
  };
  const { id } = await performed(deps, input, actor, wait);
  // Listened for before it is looked for: it may have begun already, or begin meanwhile.
  const looked = new AbortController();
  const signal = AbortSignal.any([looked.signal, AbortSignal.timeout(PATIENCE)]);
  const told = once(deps.begun, id, { signal }).catch(() => undefined);
  try {
    if (!(await readRun(deps.db, id))) await told;
  } finally {
    looked.abort();
  }
  return getRun(deps.db, id);
}

async function performed(deps: ReconciliationDependencies, input: TaskInput, actor: Actor | undefined, wait: boolean) {
  try {
    return await deps.tasks().run('reconcile', { actor, input, wait });
  } catch (error) {
    if (!(error instanceof RewardsError) || error.code !== 'TASK_RUNNING') throw error;
    throw new RewardsError('RECONCILIATION_RUNNING', { since: error.details.since ?? '' });
  }
}

/** Asks a run to end after the members that it is at. @throws RUN_NOT_FOUND, RUN_ENDED */
export async function cancel({ db }: ReconciliationDependencies, run: string): Promise<ReconciliationRunDto> {
  const isAsked = await requestCancel(db, run);
  const after = await getRun(db, run);
  if (!isAsked) throw new RewardsError('RUN_ENDED');
  return after;
}
