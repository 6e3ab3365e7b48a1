/** The rewards club: events that come in, what was decided on them, and the payouts that followed (A, E). */
import type { ErrorDto } from './errors';
import type { Actor, DecimalString, InstantInput, IsoInstant, MemberId } from './ledger';
import type { JsonObject } from './affiliates';
import type { MissionTriggerDto } from './missions';

/** Bounds of the club. */
export const CLUB_LIMITS = {
  /** Events that one call records. */
  events: 1_000,
  /** Characters. */
  source: 40,
  /** With source, mission and reward it makes an idempotency key of the ledger (E16). */
  externalId: 100,
  type: 64,
  /** Of an event's payload, in bytes of UTF-8 (E1). */
  payload: 65_536,
  /** Of a mission's code; that of a pool as well. */
  code: 40,
  name: 120,
  description: 1_000,
  note: 1_000,
  path: 200,
  /** Rewards and caps of a mission. */
  rewards: 10,
  caps: 10,
  /** Periods in a row that a streak can want, and events that a goal can. */
  streak: 366,
  goal: 1_000_000,
  /** Missions that can be active at a time. */
  activeMissions: 500,
  /** Times that an event is decided before it is left in error. */
  tries: 5,
  /** E8. Days by which an event may be late, unless its source says otherwise. */
  horizonDays: { standard: 30, most: 3_650 },
} as const;

/**
 * E7. `received`: not decided yet; `held`: it cannot be decided, see the reason; `error`: deciding failed at each try; the others
 * follow from the payouts: `processed` without any, `failed` where one failed, else `pending`, else `paid`.
 */
export const CLUB_EVENT_STATUSES = ['received', 'held', 'error', 'processed', 'failed', 'pending', 'paid'] as const;
export type ClubEventStatus = (typeof CLUB_EVENT_STATUSES)[number];

/** E4, E8. Why an event is held. */
export const HELD_REASONS = ['MEMBER_UNKNOWN', 'TOO_LATE'] as const;
export type HeldReason = (typeof HELD_REASONS)[number];

/** E15. */
export const PAYOUT_STATUSES = ['pending', 'paid', 'failed', 'rejected', 'reversed'] as const;
export type PayoutStatus = (typeof PAYOUT_STATUSES)[number];

/** E15. Why a payout waits, or has failed. */
export const PAYOUT_REASONS = [
  'POOL_EMPTY',
  'CAP_REACHED',
  'AMOUNT_INVALID',
  'AMOUNT_OVERFLOW',
  'MEMBER_ANONYMISED',
  'NOT_POSTED',
] as const;
export type PayoutReason = (typeof PAYOUT_REASONS)[number];

/** E1. An event as a source reports it. Who it is about is told in one of three ways. */
export interface ClubEventInput {
  /** Who reports it, such as `shop`: letters, digits, `.`, `_` and `-`. */
  readonly source: string;
  /** Its id there: recorded once for ever. */
  readonly externalId: string;
  /** What happened, such as `order.paid`: what missions are triggered by. */
  readonly type: string;
  readonly member?: MemberId;
  /** The member's id at the site or the shop. */
  readonly memberExternalId?: string;
  /** The documentId of a user of users-permissions. */
  readonly siteUser?: string;
  /** When it happened, now or in the past. Default: now. */
  readonly occurredAt?: InstantInput;
  /** Text is JSON as it stands, so that no digit is lost (E2). */
  readonly payload?: JsonObject | string;
  /** Who entered it by hand, or which token sent it. */
  readonly actor?: Actor;
}

/** An event and how it stands. */
export interface ClubEventDto {
  readonly id: string;
  readonly source: string;
  readonly externalId: string;
  readonly type: string;
  /** Null: nobody is known yet whom it is about. */
  readonly member: MemberId | null;
  readonly occurredAt: IsoInstant;
  readonly receivedAt: IsoInstant;
  readonly status: ClubEventStatus;
  readonly reason: HeldReason | null;
  /** What went wrong where it was last tried to decide on it. */
  readonly error: string | null;
}

/** @see ClubService.record */
export interface ClubRecordResult {
  readonly event: ClubEventDto;
  /** E1. True when it was recorded before. */
  readonly replayed: boolean;
}

/** What became of one event of many. */
export type ClubRecordOutcome =
  ({ readonly ok: true } & ClubRecordResult) | { readonly ok: false; readonly error: ErrorDto };

/** What was known of a member when an event was decided (E6, E10). */
export interface MemberFactsDto {
  readonly level: string | null;
  readonly tier: string | null;
  readonly multiplier: DecimalString;
  readonly badges: readonly string[];
  /** What can be spent, by currency. */
  readonly balances: Readonly<Record<string, DecimalString>>;
  readonly lifetime: Readonly<Record<string, DecimalString>>;
  readonly memberSince: IsoInstant;
}

/** How a condition came out: the value that was found, null where there was none, and whether it held. */
export interface LeafOutcomeDto {
  readonly outcome: 'held' | 'failed' | 'missing' | 'incomparable';
  readonly value: string | null;
}

/** E12. A count that a mission keeps of a member: events, a sum, or periods in a row. */
export interface ProgressDto {
  readonly kind: 'nth' | 'count' | 'sum' | 'streak';
  /** The period by the mission's calendar, such as `2026-11-28`, `2026-W48`, `2026-11`; `all` where it has none. */
  readonly period: string;
  readonly before: DecimalString;
  readonly after: DecimalString;
  readonly target: DecimalString;
}

/** E13. A cap that a reward was held against. */
export interface CapSeenDto {
  /** Which of the mission's caps, from 0. */
  readonly cap: number;
  readonly period: string;
  readonly used: DecimalString;
  readonly limit: DecimalString;
}

/** E6. A payout as it was decided. */
export interface PlannedPayoutDto {
  /** Which of the mission's rewards, from 0. */
  readonly reward: number;
  readonly status: 'pending' | 'paid' | 'failed';
  readonly reason: PayoutReason | null;
  /** Null for a badge, and where no amount could be told. */
  readonly amount: DecimalString | null;
  /** What it would have been without its caps. */
  readonly untrimmed: DecimalString | null;
  readonly caps: readonly CapSeenDto[];
  /** E14. What the pool had free when it was looked at; null where the mission has none. */
  readonly poolBefore: DecimalString | null;
}

/**
 * E6. What a mission made of an event. `conditions`: one did not hold; `not-valid`: outside of the time in which it is valid;
 * `progress`: it counts towards a goal that is not reached yet; `frequency`: it has been fulfilled as often as it can be;
 * `fulfilled`.
 */
export const MISSION_OUTCOMES = ['fulfilled', 'progress', 'frequency', 'conditions', 'not-valid'] as const;
export type MissionOutcome = (typeof MISSION_OUTCOMES)[number];

export interface MissionDecisionDto {
  /** The mission's documentId, and the number of the version that was in force. */
  readonly mission: string;
  readonly version: number;
  readonly outcome: MissionOutcome;
  /** Every comparison of its conditions, in the order in which they stand there. */
  readonly leaves: readonly LeafOutcomeDto[];
  readonly progress: ProgressDto | null;
  readonly payouts: readonly PlannedPayoutDto[];
}

/** E6. All that was looked at when an event was decided; it never changes. */
export interface DecisionDto {
  readonly decidedAt: IsoInstant;
  readonly member: MemberFactsDto;
  readonly missions: readonly MissionDecisionDto[];
}

export interface PayoutDto {
  readonly id: string;
  readonly event: string;
  readonly member: MemberId;
  /** The mission's code and name, and the number of its version. */
  readonly mission: MissionTriggerDto;
  readonly version: number;
  /** Which of its rewards, from 0. */
  readonly reward: number;
  /** E16. */
  readonly externalId: string;
  readonly currency: string | null;
  readonly amount: DecimalString | null;
  readonly badge: string | null;
  /** The code of the pool that pays. */
  readonly pool: string | null;
  readonly status: PayoutStatus;
  readonly reason: PayoutReason | null;
  /** What a person needs to understand the reason, by name. */
  readonly details: Readonly<Record<string, string>>;
  /** The row of the ledger. */
  readonly entry: string | null;
  readonly createdAt: IsoInstant;
  readonly paidAt: IsoInstant | null;
}

/** E22. An event with all that is known of it. */
export interface ClubEventDetailDto extends ClubEventDto {
  /** Null once it was dropped (E23). */
  readonly payload: string | null;
  readonly enteredBy: Actor | null;
  readonly decision: DecisionDto | null;
  readonly payouts: readonly PayoutDto[];
}

/** The setting `club` of the plugin's configuration. */
export interface ClubSettings {
  /** What is known of sources of events, by their names; others have what is standard. */
  readonly sources?: Readonly<
    Record<
      string,
      {
        /** E4. Whether a member who is not known is made of the external id or the site user. Default: no. */
        readonly makesMembers?: boolean;
        /** E8. Days by which its events may be late. Default 30. */
        readonly horizonDays?: number;
      }
    >
  >;
}

/** The setting `features`. */
export interface FeatureSettings {
  /** E24. Whether there is a rewards club. Default: yes. */
  readonly rewardsClub?: boolean;
}
