import { setTimeout as sleep } from 'node:timers/promises';

import type { Core } from '@strapi/strapi';

import { demoClock } from './clock';
import { inTransaction } from './database';
import type { Actor, ReconciliationRun, Rewards } from './services';

/** Longer than a lease of the tasks (`taskLeaseSeconds`), in seconds. */
const PATIENCE = 90;

interface NightlyRun {
  readonly at: number;
  readonly input: Parameters<Rewards['reconciliation']['run']>[0];
  /** Nobody: by the schedule. */
  readonly actor?: Actor;
  note(): Promise<void>;
}

/**
 * A run of the reconciliation at an instant of the year. The scheduled tasks live by the database's clock, which the demo
 * cannot move: what they wrote down of the run is dated back to when it is to have been.
 */
export async function reconcile(strapi: Core.Strapi, rewards: Rewards, night: NightlyRun): Promise<void> {
  const { at, actor, note } = night;
  demoClock.start(at);
  const { id, status, failure, durationMs } = await runOnce(rewards, night);
  if (status !== 'completed') throw new Error(`The demo's reconciliation ended ${status}: ${failure ?? 'no reason'}`);
  await inTransaction(strapi, async (database) => {
    const asked = actor === undefined ? { origin: 'schedule', slot: at } : {};
    await database('rewards_task_runs')
      .where({ id })
      .update({ ...asked, started_at: at, finished_at: at + (durationMs ?? 0) });
    await note();
  });
}

/** A filling that was broken off in a run has left its lease, which runs out by and by. */
async function runOnce(
  { reconciliation }: Rewards,
  { input, actor }: Pick<NightlyRun, 'input' | 'actor'>,
): Promise<ReconciliationRun> {
  for (let waited = 0; ; waited += 1) {
    try {
      return await reconciliation.run(input, { actor });
    } catch (error) {
      if ((error as { code?: string }).code !== 'RECONCILIATION_RUNNING' || waited === PATIENCE) throw error;
      await sleep(1_000);
    }
  }
}
