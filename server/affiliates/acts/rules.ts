import { AFFILIATE_EVENT_STATUSES, type AffiliateEventStatus, type AffiliateReportAct } from '../../contract';
import { mayBecome } from '../delivery/moves';

/** F2. What an event becomes by what somebody does with it. */
export const ACT_BECOMES: Readonly<Record<AffiliateReportAct, AffiliateEventStatus>> = {
  retry: 'pending',
  cancel: 'cancelled',
};

/**
 * F12. Whether somebody can have an event sent once more, or call it off, as it stands. While it is being sent nobody can: whoever
 * sends it has not said yet what came of it, and put back it would be sent twice.
 */
export const canBeActedOn = (status: AffiliateEventStatus, act: AffiliateReportAct): boolean =>
  status !== 'processing' && mayBecome(status, ACT_BECOMES[act]);

/** The statuses in which somebody can. */
export const statusesFor = (act: AffiliateReportAct): readonly AffiliateEventStatus[] =>
  AFFILIATE_EVENT_STATUSES.filter((status) => canBeActedOn(status, act));
