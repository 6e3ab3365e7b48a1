import type { ClubEventStatus, PayoutStatus } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Pill, type Tone } from '../../ui/Pill';

/** A5. */
const TONE_OF_EVENT: Readonly<Record<ClubEventStatus, Tone>> = {
  ...{ paid: 'success', pending: 'warning', failed: 'danger', error: 'danger', processed: 'primary' },
  ...{ received: 'neutral', held: 'neutral' },
};

const TONE_OF_PAYOUT: Readonly<Record<PayoutStatus, Tone>> = {
  ...{ paid: 'success', pending: 'warning', failed: 'danger', rejected: 'danger', reversed: 'neutral' },
};

/** How an event stands (A5). */
export function EventPill({ status }: { readonly status: ClubEventStatus }) {
  const translate = useTranslate();
  return <Pill tone={TONE_OF_EVENT[status]}>{translate(`club.status.${status}`)}</Pill>;
}

export function PayoutPill({ status }: { readonly status: PayoutStatus }) {
  const translate = useTranslate();
  return <Pill tone={TONE_OF_PAYOUT[status]}>{translate(`club.payout.${status}`)}</Pill>;
}
