import type { Knex } from 'knex';
import { type Actor, TASK_LIMITS, type TaskCounts, type TaskInput } from '../contract';
import { databaseNow, type Dialect, type IdSource, type Milliseconds, transact } from '../kernel';
import { type Lease, lockLease, writeLease } from './lease-store';
import { hasSlot, insertRun, pruneRuns, readRun, type Run, updateRun } from './run-store';

export interface LeaseDependencies {
  readonly db: Knex;
  readonly dialect: Dialect;
  readonly newId: IdSource;
  /** Which process this is; no two have the same. */
  readonly owner: string;
  /** How long a process may be silent. */
  readonly leaseMs: Milliseconds;
}

/** Why a run is wanted: for an instant of the schedule, because somebody asks, or only to take over what lies around. */
export type Want =
  | { readonly by: 'schedule'; readonly slot: Milliseconds }
  | { readonly by: 'manual'; readonly actor: Actor | undefined; readonly input?: TaskInput | undefined }
  | { readonly by: 'watch' };

/** A run that this process holds the lease of. */
export interface Claim {
  readonly run: Run;
  readonly fence: number;
  readonly isResumed: boolean;
}

/** `running`: the lease is somebody's. `done`: the instant of the schedule was run for. `nothing`: nobody left a run. */
export type Refused =
  { readonly refused: 'running'; readonly run: Run | undefined } | { readonly refused: 'done' | 'nothing' };

/** The lease has changed hands: what this process would still write is refused. */
export class LeaseLost extends Error {
  constructor(task: string) {
    super(`The run of ${task} is no longer this process's own: another one has taken it over.`);
    this.name = 'LeaseLost';
  }
}

/**
 * Gives a process the run of a task, or says why not. A run that its process gave up, or fell silent over, is taken over
 * before anything new begins; one over which several fell silent is abandoned.
 */
export async function claim(deps: LeaseDependencies, task: string, want: Want): Promise<Claim | Refused> {
  return transact(deps.db, deps.dialect, async (trx) => {
    const lease = await lockLease(trx, task);
    const now = await databaseNow(trx);
    const left = lease.runId === null ? undefined : await readRun(trx, lease.runId);
    if (lease.owner !== null && lease.expiresAt > now) return { refused: 'running', run: left };

    const mine = { ...lease, owner: deps.owner, fence: lease.fence + 1, expiresAt: now + deps.leaseMs };
    if (left) {
      const fellSilent = lease.owner !== null;
      if (!fellSilent || left.takeovers < TASK_LIMITS.takeovers) {
        const run = { ...left, owner: deps.owner, takeovers: left.takeovers + (fellSilent ? 1 : 0) };
        await updateRun(trx, run);
        await writeLease(trx, mine);
        return { run, fence: mine.fence, isResumed: true };
      }
      const error = `${left.takeovers + 1} processes in turn fell silent over this run; it is not tried again.`;
      await updateRun(trx, { ...left, status: 'abandoned', finishedAt: now, error });
      await free(trx, lease);
    }
    if (want.by === 'watch') return { refused: 'nothing' };
    if (want.by === 'schedule' && (await hasSlot(trx, task, want.slot))) return { refused: 'done' };
    const run = newRun(deps, task, want, now);
    await insertRun(trx, run);
    await writeLease(trx, { ...mine, runId: run.id });
    return { run, fence: mine.fence, isResumed: false };
  });
}

function newRun(deps: LeaseDependencies, task: string, want: Exclude<Want, { by: 'watch' }>, now: Milliseconds): Run {
  return {
    id: deps.newId(now),
    task,
    origin: want.by,
    slot: want.by === 'schedule' ? want.slot : null,
    actor: (want.by === 'manual' ? want.actor : undefined) ?? null,
    input: (want.by === 'manual' ? want.input : undefined) ?? {},
    owner: deps.owner,
    status: 'running',
    takeovers: 0,
    startedAt: now,
    finishedAt: null,
    counts: {},
    error: null,
  };
}

const free = (trx: Knex.Transaction, lease: Lease) =>
  writeLease(trx, { ...lease, owner: null, runId: null, fence: lease.fence + 1, expiresAt: 0 });

/** Work under the lock of a lease that is still the claim's. @throws LeaseLost */
function asOwner<T>(
  { db, dialect }: LeaseDependencies,
  { run, fence }: Claim,
  work: (trx: Knex.Transaction, lease: Lease) => Promise<T>,
): Promise<T> {
  return transact(db, dialect, async (trx) => {
    const lease = await lockLease(trx, run.task);
    // One that has expired, but that nobody has taken, is still its owner's: under the lock that cannot change.
    if (lease.fence !== fence) throw new LeaseLost(run.task);
    return work(trx, lease);
  });
}

/** Says that the process is alive, and how far its run is. @throws LeaseLost */
export const renew = (deps: LeaseDependencies, held: Claim, counts: TaskCounts): Promise<void> =>
  asOwner(deps, held, async (trx, lease) => {
    await updateRun(trx, { ...held.run, counts });
    await writeLease(trx, { ...lease, expiresAt: (await databaseNow(trx)) + deps.leaseMs });
  });

/** Ends a run, makes the task free, and forgets the oldest of its history. @throws LeaseLost */
export const finish = (
  deps: LeaseDependencies,
  held: Claim,
  counts: TaskCounts,
  error: string | null,
  keep: number = TASK_LIMITS.history,
): Promise<void> =>
  asOwner(deps, held, async (trx, lease) => {
    const status = error === null ? 'succeeded' : 'failed';
    await updateRun(trx, { ...held.run, status, counts, error, finishedAt: await databaseNow(trx) });
    await free(trx, lease);
    await pruneRuns(trx, held.run.task, keep);
  });

/** Leaves a run to whoever looks next; this process writes nothing of it any more. @throws LeaseLost */
export const giveUp = (deps: LeaseDependencies, held: Claim, counts: TaskCounts): Promise<void> =>
  asOwner(deps, held, async (trx, lease) => {
    await updateRun(trx, { ...held.run, counts });
    await writeLease(trx, { ...lease, owner: null, fence: lease.fence + 1, expiresAt: 0 });
  });
