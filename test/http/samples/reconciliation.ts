import type { ReconciliationEndpointTypes, ReconciliationService, TasksService } from '../../../server/contract';
import { createIdSource } from '../../../server/kernel';
import { until } from '../../support/tasks';
import type { Samples, SampleWorld } from './sample';

const REASON = 'A sample of the tests';
const newId = createIdSource();

/** The run of the sample before may not have ended yet. */
async function idle({ open }: SampleWorld): Promise<ReconciliationService> {
  const rewards = open.strapi.plugin('rewards');
  const tasks = rewards.service<TasksService>('tasks');
  await until(async () => (await tasks.list()).every(({ current }) => current === null), 'every task had ended');
  return rewards.service<ReconciliationService>('reconciliation');
}

/** The id of a run that has ended. */
async function ended(world: SampleWorld): Promise<string> {
  const service = await idle(world);
  return (await service.run({ type: 'user_specific', member: world.member })).id;
}

/** The id of a run that nobody performs any more. */
async function running({ open }: SampleWorld): Promise<string> {
  const id = newId(Date.now());
  const counts = ['members_processed', 'members_with_discrepancies', 'discrepancies_found', 'discrepancies_new'];
  const zeros = [...counts, 'members_in_scope', 'auto_resolved', 'error_count', 'is_cancel_requested'];
  await open.knex('rewards_reconciliation_runs').insert({
    ...{
      id,
      type: 'full',
      status: 'running',
      verifies_chain: 1,
      started_at: open.clock.now(),
      errors: '[]',
      cursor: '',
    },
    ...Object.fromEntries(zeros.map((name) => [name, 0])),
  });
  return id;
}

/** The id of an open discrepancy, of a member of its own: on the world's member the ledger's own samples post. */
async function discrepancy(world: SampleWorld): Promise<string> {
  const { open, currency } = world;
  const service = await idle(world);
  const member = await open.member();
  await open.ledger.grant({ member, currency, amount: '100', idempotencyKey: open.key() });
  await open.knex('rewards_accounts').where({ member }).update({ balance: 101 });
  await service.run({ type: 'user_specific', member });
  const [found] = (await service.listDiscrepancies({ member })).rows;
  if (!found) throw new Error('The damage of a sample was not found.');
  return found.id;
}

export const RECONCILIATION_SAMPLES: Samples<keyof ReconciliationEndpointTypes> = {
  getReconciliation: () => ({}),
  listReconciliationRuns: () => ({}),
  startReconciliation: async (world) => {
    await idle(world);
    return { body: { type: 'full' } };
  },
  getReconciliationRun: async (world) => ({ path: { run: await ended(world) } }),
  cancelReconciliation: async (world) => ({ path: { run: await running(world) }, body: {} }),
  exportReconciliationRun: async (world) => ({ path: { run: await ended(world) }, query: { format: 'json' } }),
  listDiscrepancies: () => ({}),
  getDiscrepancy: async (world) => ({ path: { discrepancy: await discrepancy(world) } }),
  investigateDiscrepancy: async (world) => ({ path: { discrepancy: await discrepancy(world) }, body: {} }),
  resolveDiscrepancy: async (world) => ({
    path: { discrepancy: await discrepancy(world) },
    body: { action: 'rebuild' },
  }),
  resolveDiscrepancies: async (world) => ({
    body: { action: 'ignore', notes: REASON, discrepancies: [await discrepancy(world)] },
  }),
  reopenDiscrepancy: async (world) => {
    const id = await discrepancy(world);
    const actor = { id: 'admin:1', name: 'Ada Admin' };
    await (await idle(world)).resolve(id, { action: 'ignore', notes: REASON }, actor);
    return { path: { discrepancy: id }, body: {} };
  },
  previewDiscrepancyAdjustment: async (world) => ({
    path: { discrepancy: await discrepancy(world) },
    body: { amount: '5' },
  }),
  adjustDiscrepancy: async (world) => ({
    path: { discrepancy: await discrepancy(world) },
    body: { amount: '5', reason: REASON, idempotencyKey: world.open.key() },
  }),
};
