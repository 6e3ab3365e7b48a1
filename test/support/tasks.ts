/** Instances of the scheduled tasks beside Strapi's own: several processes of a host, as far as the database can tell. */
import { setTimeout as sleep } from 'node:timers/promises';

import { TASK_NAMES, type TaskName, TASKS } from '../../server/contract';
import { createIdSource, dialectOf, type TaskWork } from '../../server/kernel';
import { createTasks, type Tasks } from '../../server/tasks/tasks';
import type { LeaseDependencies } from '../../server/tasks/lease';
import type { TasksDependencies } from '../../server/tasks/tasks';
import type { OpenLedger } from './ledger';

export interface Instance extends Tasks {
  readonly owner: string;
  /** What it has said to the log. */
  readonly said: string[];
}

let counter = 0;

/** What a process needs to take part; it keeps no lease alive by itself. */
export function processOf(open: OpenLedger, leaseMs = 60_000): LeaseDependencies {
  counter += 1;
  return {
    db: open.knex,
    dialect: dialectOf(open.knex),
    newId: createIdSource(),
    owner: `process-${counter}`,
    leaseMs,
  };
}

/** @param work of every task, unless the overrides say otherwise */
export function instanceOf(open: OpenLedger, work: TaskWork, overrides: Partial<TasksDependencies> = {}): Instance {
  const said: string[] = [];
  const note = (level: string) => (message: string) => void said.push(`${level}: ${message}`);
  const deps = {
    ...processOf(open),
    log: { debug: note('debug'), warn: note('warn'), error: note('error') },
    work: Object.fromEntries(TASK_NAMES.map((name) => [name, work])) as Record<TaskName, TaskWork>,
    plans: TASK_NAMES.map((name) => ({ name, schedule: TASKS[name].schedule, timezone: 'UTC', enabled: true })),
    isScheduling: true,
    ...overrides,
  };
  return { ...createTasks(deps), owner: deps.owner, said };
}

/** Work that ends when the test says so, or when it is asked to stop. */
export function gate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  let begun = (): void => undefined;
  const hasBegun = new Promise<void>((resolve) => (begun = resolve));
  const work: TaskWork = async ({ signal, counts }) => {
    begun();
    const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    await Promise.race([opened, stopped]);
    return { ...counts, passed: 1 };
  };
  return { work, open: () => open(), hasBegun };
}

/**
 * Waits until something is so; a bound, so that what never comes fails the test.
 *
 * @param seen says how it stands instead
 */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  what: string,
  { patience = 20_000, every = 20, seen = (): string => '' } = {},
): Promise<void> {
  for (const end = Date.now() + patience; !(await isSo());) {
    await sleep(every);
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}. ${seen()}`);
  }
}
