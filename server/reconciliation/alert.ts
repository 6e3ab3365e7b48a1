import type { ReconciliationAlertEvent } from '../contract';
import { type MailText, tellAlert } from '../kernel/alert';
import type { ReconciliationDependencies } from './dependencies';
import { toRunDto } from './run-dto';
import type { Run } from './run-store';

/** D10. Tells of a run that found too much, or failed. No way of telling keeps another one, or the run, from its end. */
export const alert = (
  { channels, log }: Pick<ReconciliationDependencies, 'channels' | 'log'>,
  why: ReconciliationAlertEvent['why'],
  run: Run,
): Promise<void> =>
  tellAlert(channels, { why, run: toRunDto(run, null) }, { what: `The alert of reconciliation ${run.id}`, log });

export function mailOfAlert({ why, run }: ReconciliationAlertEvent): MailText {
  const subject =
    why === 'failed'
      ? 'Rewards: a reconciliation failed'
      : `Rewards: a reconciliation found ${run.discrepanciesFound} discrepancies`;
  const lines = [
    `Run ${run.id} (${run.type}), started ${run.startedAt}, ended ${run.completedAt ?? 'not yet'}: ${run.status}.`,
    `Members processed: ${run.membersProcessed} of ${run.membersInScope}; with discrepancies: ${run.membersWithDiscrepancies}.`,
    `Discrepancies: ${run.discrepanciesFound}, ${run.discrepanciesNew} of them new; put right at once: ${run.autoResolved}.`,
    `Errors: ${run.errorCount}.`,
    ...(run.failure === null ? [] : [`It failed: ${run.failure}`]),
    '',
    'The discrepancies and their evidence are in the Strapi admin, under Rewards → Reconciliation.',
  ];
  return { subject, text: lines.join('\n') };
}
