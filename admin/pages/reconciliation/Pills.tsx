import type { DiscrepancyStatus, ReconciliationStatus, Severity } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Pill, type Tone } from '../../ui/Pill';

const TONE_OF_SEVERITY: Record<Severity, Tone> = {
  low: 'neutral',
  medium: 'secondary',
  high: 'warning',
  critical: 'danger',
};

const TONE_OF_STATUS: Record<DiscrepancyStatus, Tone> = {
  detected: 'alternative',
  investigating: 'primary',
  resolved: 'success',
  ignored: 'neutral',
};

const TONE_OF_RUN: Record<ReconciliationStatus, Tone> = {
  running: 'primary',
  completed: 'success',
  partial: 'warning',
  failed: 'danger',
  cancelled: 'neutral',
};

export function SeverityPill({ severity }: { readonly severity: Severity }) {
  const translate = useTranslate();
  return <Pill tone={TONE_OF_SEVERITY[severity]}>{translate(`reconciliation.severity.${severity}`)}</Pill>;
}

export function StatusPill({ status }: { readonly status: DiscrepancyStatus }) {
  const translate = useTranslate();
  return <Pill tone={TONE_OF_STATUS[status]}>{translate(`reconciliation.status.${status}`)}</Pill>;
}

export function RunPill({ status }: { readonly status: ReconciliationStatus }) {
  const translate = useTranslate();
  return <Pill tone={TONE_OF_RUN[status]}>{translate(`reconciliation.run.status.${status}`)}</Pill>;
}
