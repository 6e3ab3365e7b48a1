/** What of affiliate events and systems the overview shows, because somebody should look at it (F7). */
import type { IsoInstant } from './ledger';

export const AFFILIATE_ATTENTION = {
  /** How long an event may wait, in milliseconds, before somebody should know. */
  waiting: 60 * 60 * 1000,
  /** Events that are counted; of more it is only said that there are more. */
  counted: 10_000,
} as const;

/** How many events: `AFFILIATE_ATTENTION.counted` where there are more. */
export interface AffiliateTroubleDto {
  readonly count: number;
  readonly isMore: boolean;
}

/** Events that have waited for long: not sent yet, or tried and to be tried again. */
export interface AffiliateWaitingDto extends AffiliateTroubleDto {
  readonly status: 'pending' | 'retried';
  /** When the first of them was recorded. */
  readonly oldestAt: IsoInstant;
}

export interface AffiliateAttentionDto {
  /** Recorded in the window that the report shows unless it is asked for another one (F16), and not tried again by itself. */
  readonly failed: AffiliateTroubleDto;
  /** Of each status that there is. */
  readonly waiting: readonly AffiliateWaitingDto[];
}

/** F7. A system that was switched off by itself, and not by a person. */
export interface AffiliateSystemOffDto {
  readonly code: string;
  readonly name: string;
  readonly since: IsoInstant;
  readonly why: string;
}
