import { AFFILIATE_WINDOW_DAYS, type AffiliateEventStatus } from '../../../../server/contract';
import type { Days } from '../../../ui/list/spec';
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

const DAY = 24 * 60 * 60 * 1000;

/** F16. The days that the server takes where none are given: up to today, from a week before the last one. */
export function standardDays({ from, to = dayOf(Date.now()) }: Partial<Days>): Days {
  const last = Date.parse(to);
  // What is no day goes to the server, which says so.
  if (from !== undefined || Number.isNaN(last)) return { from: from ?? '', to };
  return { from: dayOf(last - AFFILIATE_WINDOW_DAYS * DAY), to };
}

const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
