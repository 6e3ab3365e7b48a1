import type { Actor, TaskCounts, TaskInput } from '../contract';
import type { Milliseconds } from './clock';

/** What a task is given while it runs. */
export interface TaskContext {
  /**
   * Fires when the run has to end: Strapi stops, or another process has taken the run over. A task that works in steps
   * returns before its next one; the run is then gone on with elsewhere, under the same id.
   */
  readonly signal: AbortSignal;
  readonly runId: string;
  /** The instant of the schedule that it runs for; null when somebody asked for it. */
  readonly scheduledAt: Milliseconds | null;
  /** Who asked for it; null when the schedule did. */
  readonly actor: Actor | null;
  /** What was asked of it, the same after a take-over. */
  readonly input: TaskInput;
  /** Whether another process began this run: what that one did is done, and `counts` says how much of it was noted. */
  readonly isResumed: boolean;
  /** What the run had counted when it was noted last; all of nothing at its beginning. */
  readonly counts: TaskCounts;
  /**
   * Notes how far the run is: all that it has counted, what it found in `counts` included. Cheap to call often: it writes
   * once a second at most.
   *
   * @throws when the run is no longer this process's own
   */
  progress(counts: TaskCounts): Promise<void>;
}

/**
 * The work of a task; answers what it has counted in all. It may be stopped at any point and run again, also while a
 * paused process still believes that it runs: what it does must bear being done twice.
 */
export type TaskWork = (context: TaskContext) => Promise<TaskCounts>;
