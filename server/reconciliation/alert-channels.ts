import { RECONCILIATION_ALERT_EVENT, type ReconciliationAlertEvent } from '../contract';
import type { AlertChannel } from './dependencies';

/** Tells Strapi's event hub, and so the webhooks that want to know. */
export const eventChannel = (emit: (event: string, data: ReconciliationAlertEvent) => Promise<void>): AlertChannel => ({
  name: 'the event hub',
  tell: (alert) => emit(RECONCILIATION_ALERT_EVENT, alert),
});

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Tells every recipient by mail. One whose mail cannot be sent keeps no other from theirs. */
export const mailChannel = (recipients: readonly string[], send: (mail: Mail) => Promise<void>): AlertChannel => ({
  name: 'mail',
  async tell(alert) {
    const failures: string[] = [];
    for (const to of recipients) {
      await send({ to, ...mailOf(alert) }).catch((error: unknown) => failures.push(`${to}: ${String(error)}`));
    }
    if (failures.length > 0) throw new Error(failures.join('; '));
  },
});

function mailOf({ why, run }: ReconciliationAlertEvent): Omit<Mail, 'to'> {
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
