import { detectEngines, publishEngines } from '/work/main/scripts/engines.cjs';
import { startStrapi } from '/work/main/test/support/strapi';
async function main() {
  process.env.REWARDS_TEST_ENGINES = 'sqlite';
  publishEngines(await detectEngines());
  const app = await startStrapi({ engine: 'sqlite', env: { REWARDS_DEMO: 'true' } });
  const s: any = app.strapi.plugin('rewards').service('reconciliation');
  const { rows } = await s.listRuns({ pageSize: 100 });
  console.log(rows.map((r: any) => `${r.startedAt} ${r.type} ${r.durationMs}ms chain=${r.verifiesChain} found=${r.discrepanciesFound} new=${r.discrepanciesNew} members=${r.membersProcessed} by=${r.startedBy?.name}`).join('\n'));
  const d = await s.listDiscrepancies({ pageSize: 100 });
  console.log(d.rows.map((r: any) => `${r.severity} ${r.kind} ${r.field} ${r.member.name} ${r.expected} -> ${r.actual} (${r.difference}) ${r.status} seen ${r.timesSeen} since ${r.firstSeenAt} ${r.assignee?.name}`).join('\n'));
  const t = await (app.strapi.plugin('rewards').service('tasks') as any).history({ task: 'reconcile', page: 1, pageSize: 5 });
  console.log(JSON.stringify(t.rows, null, 0));
  const one = await s.getDiscrepancy({ discrepancy: d.rows[1].id });
  console.log(JSON.stringify(one).slice(0, 2500));
  await app.stop();
}
main().then(() => process.exit(0), (e) => { console.error(e); process.exit(1); });
