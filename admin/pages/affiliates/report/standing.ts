import type { AffiliateEventStatus } from '../../../../server/contract';
import type { Tone } from '../../../ui/Pill';

/** C8. */
export const TONE_OF: Readonly<Record<AffiliateEventStatus, Tone>> = {
  success: 'success',
  failed: 'danger',
  not_qualified: 'danger',
  pending: 'warning',
  processing: 'warning',
  retried: 'warning',
  cancelled: 'neutral',
};
