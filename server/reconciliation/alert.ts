import type { ReconciliationAlertEvent } from '../contract';
import type { ReconciliationDependencies } from './dependencies';
import { toRunDto } from './run-dto';
import type { Run } from './run-store';

/** D10. Tells of a run that found too much, or failed. No way of telling keeps another one, or the run, from its end. */
export async function alert(
  { channels, log }: Pick<ReconciliationDependencies, 'channels' | 'log'>,
  why: ReconciliationAlertEvent['why'],
  run: Run,
): Promise<void> {
  const event = { why, run: toRunDto(run, null) };
  for (const channel of channels) {
    try {
      await channel.tell(event);
    } catch (error) {
      log.warn(`The alert of reconciliation ${run.id} could not be told by ${channel.name}: ${String(error)}`);
    }
  }
}
