/** What the pages of the rewards club show: operations, inbox, missions and pools (A2 to A6, A11 to A13). */
import type { ClubEventDetailDto, ClubEventDto, ClubEventStatus, PayoutReason, PayoutStatus } from './club';
import type { DecimalString, IsoInstant, PageDto } from './ledger';
import type { CurrencyNameDto } from './ledger-list';
import type { MissionDefinition, MissionDto, MissionTriggerDto, PoolDto, PoolRowDto } from './missions';

/** E21. Days of the window unless it is said otherwise. */
export const CLUB_WINDOW_DAYS = 7;
/** Days that the chart draws. */
export const CLUB_CHART_DAYS = 92;

/** A2, A11. Which events; all that is given holds. */
export interface ClubEventFilter {
  /** E21. From this day, or this instant, of receiving. Default: seven days before the end. */
  readonly from?: string;
  /** Up to the end of this day, or this instant. Default: today. */
  readonly to?: string;
  readonly status?: ClubEventStatus;
  /** E22. `true`: a payout is pending or has failed, or the event is in error or held. */
  readonly problems?: 'true';
  readonly type?: string;
  readonly source?: string;
  /** The code of a mission that made a payout of the event. */
  readonly mission?: string;
  readonly member?: string;
  /** The event's id, or its external id, as a whole. */
  readonly id?: string;
}

export interface ClubEventQuery extends ClubEventFilter {
  readonly page?: number;
  readonly pageSize?: number;
}

/** A payout as a row of the list tells it. */
export interface PayoutBriefDto {
  readonly mission: MissionTriggerDto;
  readonly status: PayoutStatus;
  readonly reason: PayoutReason | null;
  readonly currency: string | null;
  readonly amount: DecimalString | null;
  readonly badge: string | null;
}

export interface ClubEventRowDto extends ClubEventDto {
  readonly memberName: string | null;
  readonly payouts: readonly PayoutBriefDto[];
}

/** The window that was looked at: `[from, until)`. */
export interface ClubWindowDto {
  readonly from: IsoInstant;
  readonly until: IsoInstant;
}

export interface ClubEventListDto extends PageDto<ClubEventRowDto>, ClubWindowDto {}

/** A3, E21. What payouts come to in a currency. */
export interface PayoutAmountsDto {
  readonly currency: CurrencyNameDto;
  readonly paid: DecimalString;
  readonly pending: DecimalString;
  readonly failed: DecimalString;
}

export interface ClubDayDto {
  /** `2026-11-28`, in UTC. */
  readonly day: string;
  readonly received: number;
  readonly paid: number;
  readonly pending: number;
  readonly failed: number;
}

/** A3, E21. Figures of the events that a filter lets through, and of their payouts. */
export interface ClubFiguresDto extends ClubWindowDto {
  readonly eventsReceived: number;
  /** A11. How many of them stand how. */
  readonly statuses: Readonly<Partial<Record<ClubEventStatus, number>>>;
  readonly payoutsPaid: number;
  readonly payoutsPending: number;
  readonly payoutsFailed: number;
  /** Per cent with one decimal, rounded half up; null where there are no payouts. */
  readonly successRate: DecimalString | null;
  readonly amounts: readonly PayoutAmountsDto[];
  /** The last days of the window. */
  readonly days: readonly ClubDayDto[];
}

/** A version of a mission that an event was decided by. */
export interface DecidingMissionDto extends MissionTriggerDto {
  readonly version: number;
  readonly definition: MissionDefinition;
}

/** E22. An event with all that explains it. */
export interface ClubEventPageDto extends ClubEventDetailDto {
  readonly memberName: string | null;
  /** The versions that the decision names. */
  readonly missions: readonly DecidingMissionDto[];
}

/** A12. */
export interface MissionRowDto extends MissionDto {
  readonly payoutsPaid: number;
  readonly payoutsPending: number;
  readonly payoutsFailed: number;
}

/** A13. */
export interface PoolPageDto {
  readonly pool: PoolDto;
  /** Its newest rows. */
  readonly rows: PageDto<PoolRowDto>;
}

/** E24. Whether there is a rewards club. */
export interface ClubStateDto {
  readonly isOn: boolean;
}
