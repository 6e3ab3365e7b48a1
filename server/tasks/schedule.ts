import cron, { type ScheduledTask } from 'node-cron';
import type { Milliseconds } from '../kernel';
import type { TaskPlan } from './settings';

/** A timer of node-cron, which knows nothing of leases and never sees a throw. */
export interface Timer {
  stop(): Promise<void>;
}

/**
 * Calls at every instant of a plan's schedule until it is stopped. Does not hold the process open.
 *
 * @param due must not throw; given the instant as the schedule has it, the same on every instance
 */
export function schedule({ schedule: expression, timezone }: TaskPlan, due: (slot: Milliseconds) => void): Timer {
  const fire = ({ date }: { readonly date: Date }) => due(date.getTime());
  const timer = cron.schedule(expression, fire, { timezone, unref: true, suppressMissedWarning: true });
  // What it finds more than a second late, because the process was busy, node-cron does not run. Late is better.
  timer.on('execution:missed', fire);
  return { stop: async () => timer.destroy() };
}

/** The next instant of a plan's schedule after now, by the system's clock, by which the timers go. */
export function nextInstant({ schedule: expression, timezone }: TaskPlan): Milliseconds | null {
  let timer: ScheduledTask | undefined;
  try {
    timer = cron.createTask(expression, () => undefined, { timezone });
    return timer.getNextRuns(1)[0]?.getTime() ?? null;
  } finally {
    // node-cron keeps all of them in a list of its own.
    void timer?.destroy();
  }
}
