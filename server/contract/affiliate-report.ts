/** What the report of affiliate events can be asked besides its rows: days, acts on many events, names of systems (C, F12). */
import type { AffiliateEventFilter, AffiliateEventStatus } from './affiliates';
import type { IsoInstant } from './ledger';

/** Rows of a page that the report's page offers. */
export const AFFILIATE_PAGE_SIZES = [10, 20, 50, 100] as const;

/** F12. What somebody can do with events: have them sent once more, or call them off. */
export const AFFILIATE_REPORT_ACTS = ['retry', 'cancel'] as const;
export type AffiliateReportAct = (typeof AFFILIATE_REPORT_ACTS)[number];

/** A system as a filter offers it. */
export interface AffiliateSystemNameDto {
  readonly code: string;
  readonly name: string;
}

/** Events of a day of UTC, by how they stand; a status that none has is left out. */
export interface AffiliateDayDto {
  readonly day: string;
  readonly counts: Readonly<Partial<Record<AffiliateEventStatus, number>>>;
}

export interface AffiliateDaysDto {
  /** Every day of the window, oldest first: the last `AFFILIATE_LIMITS.chartDays` of them. */
  readonly days: readonly AffiliateDayDto[];
  /** Whether the window has earlier days. */
  readonly isCut: boolean;
}

/** F12. Which events something is done with: up to 1,000 by their ids, or all that a filter lets through. Exactly one of both. */
export interface AffiliateActTarget {
  readonly events?: readonly string[];
  readonly filter?: AffiliateEventFilter;
}

export interface AffiliateActPreviewInput extends AffiliateActTarget {
  readonly act: AffiliateReportAct;
}

/** Events with which nothing can be done, by how they stand; null: there are no such events. */
export interface AffiliateUnableDto {
  readonly status: AffiliateEventStatus | null;
  readonly count: number;
}

/** F12. What an act would come to. */
export interface AffiliateActPreviewDto {
  readonly able: number;
  readonly unable: readonly AffiliateUnableDto[];
  /** When it was counted. Given back with a filter, events that were recorded since are left alone. */
  readonly asOf: IsoInstant;
}

export interface AffiliateActsInput extends AffiliateActPreviewInput {
  /** Why. Asked for when events are called off. */
  readonly reason?: string;
  /** Of a filter: leaves events alone that were recorded after this instant. */
  readonly asOf?: IsoInstant;
  /** Of a filter: what the answer before said is next. */
  readonly after?: string;
}

/** F12. What an act came to: of a filter, for its next 1,000 events. */
export interface AffiliateActsResult {
  readonly done: number;
  readonly unable: readonly AffiliateUnableDto[];
  /** Where to go on; null when there is nothing more to be done. */
  readonly next: string | null;
}
