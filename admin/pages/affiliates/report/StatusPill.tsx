import type { AffiliateEventStatus } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { Pill } from '../../../ui/Pill';
import { TONE_OF } from './standing';

/** How an event stands (C8). */
export function StatusPill({ status }: { readonly status: AffiliateEventStatus }) {
  const translate = useTranslate();
  return <Pill tone={TONE_OF[status]}>{translate(`affiliates.status.${status}`)}</Pill>;
}
