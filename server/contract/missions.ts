/** Missions: which events earn what (E9 to E13), and the pools that pay (E14). */
import type { Actor, DecimalString, InstantInput, IsoInstant } from './ledger';

/** E9. Draft → active ⇄ paused → ended. */
export const MISSION_STATES = ['draft', 'active', 'paused', 'ended'] as const;
export type MissionState = (typeof MISSION_STATES)[number];

/** E12. Calendar periods of the mission's time zone. */
export const PERIODS = ['day', 'week', 'month', 'year'] as const;
export type Period = (typeof PERIODS)[number];
/** A period, or all time. */
export type PeriodOrAll = Period | 'all';

/**
 * E11. A fixed amount; a share of what stands at a path of the payload: floor(value × rate × the multiplier of the member's tier, if it
 * counts); or a badge.
 */
export type MissionReward =
  | { readonly kind: 'amount'; readonly currency: string; readonly amount: DecimalString }
  | {
      readonly kind: 'share';
      readonly currency: string;
      readonly path: string;
      readonly rate: DecimalString;
      readonly useMultiplier: boolean;
    }
  | { readonly kind: 'badge'; readonly badge: string };

/** E12. How often a member can fulfil a mission; every `n`th matching event only. */
export type MissionFrequency =
  | { readonly kind: 'each-time' }
  | { readonly kind: 'once'; readonly per: PeriodOrAll }
  | { readonly kind: 'nth'; readonly n: number };

/** E12. What has to come together before a mission is fulfilled. */
export type MissionGoal =
  | { readonly kind: 'count'; readonly target: number; readonly per: PeriodOrAll }
  | { readonly kind: 'sum'; readonly target: DecimalString; readonly path: string; readonly per: PeriodOrAll }
  | { readonly kind: 'streak'; readonly target: number; readonly per: Period };

/**
 * E13. At most so much, or so often, for a member, for whatever has the same value at a path of the payload, or for all who fulfil
 * the mission.
 */
export interface MissionCap {
  readonly scope: 'member' | 'identifier' | 'mission';
  /** For an identifier: where it stands in the payload. */
  readonly path?: string;
  readonly per: PeriodOrAll;
  /** In a currency of the mission's rewards. */
  readonly amount?: { readonly currency: string; readonly limit: DecimalString };
  /** Times that the mission is fulfilled. */
  readonly count?: number;
  /** Whether a reward beyond the cap is cut to what is left, instead of failing. */
  readonly trim?: boolean;
}

/** E9. What a mission says; a version of it never changes. */
export interface MissionDefinition {
  /** The type of event that it looks at. */
  readonly trigger: string;
  /** E10. A tree of `all`, `any`, `none` and comparisons; see `docs/semantics.md`. Default: every such event. */
  readonly conditions?: object;
  readonly rewards: readonly MissionReward[];
  readonly frequency?: MissionFrequency;
  readonly goal?: MissionGoal;
  readonly caps?: readonly MissionCap[];
  /** The code of the pool that pays what is in its currency. */
  readonly pool?: string;
  readonly validFrom?: IsoInstant;
  /** The first instant at which it is valid no more. */
  readonly validUntil?: IsoInstant;
  /** An IANA name, such as `Europe/Berlin`. Default `UTC`. */
  readonly timeZone?: string;
}

export interface MissionInput {
  /** Letters, digits, `.`, `_` and `-`; part of each payout's id. */
  readonly code: string;
  readonly name: string;
  readonly description?: string;
  readonly definition: MissionDefinition;
  readonly actor?: Actor;
}

/** What a person does with a mission's state. */
export const MISSION_ACTS = ['activate', 'pause', 'end'] as const;
export type MissionAct = (typeof MISSION_ACTS)[number];

export interface MissionActInput {
  readonly code: string;
  readonly act: MissionAct;
  /** Since when it is so, now or in the past: an activated mission then decides late events of that time (E8). Default: now. */
  readonly at?: InstantInput;
  readonly actor?: Actor;
}

export interface MissionTriggerDto {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

export interface MissionDto extends MissionTriggerDto {
  readonly description: string | null;
  readonly state: MissionState;
  /** The number of the newest version; null before it was first activated. */
  readonly version: number | null;
  readonly definition: MissionDefinition;
}

/** E14. What changes a pool. */
export const POOL_MOVES = ['fund', 'withdraw', 'pay', 'return'] as const;
export type PoolMove = (typeof POOL_MOVES)[number];

export interface PoolInput {
  readonly code: string;
  readonly name: string;
  readonly currency: string;
  readonly actor?: Actor;
}

export interface PoolMoveInput {
  /** The pool's code. */
  readonly pool: string;
  /** More than zero. */
  readonly amount: DecimalString;
  readonly reason: string;
  /** The same key moves money once. */
  readonly idempotencyKey: string;
  readonly actor?: Actor;
}

export interface PoolDto {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly currency: string;
  /** What can be paid out. */
  readonly available: DecimalString;
  readonly funded: DecimalString;
  readonly paid: DecimalString;
  /** E14. Payouts that wait for money, and how much they come to. */
  readonly waiting: number;
  readonly waitingAmount: DecimalString;
}

/** E14. One row of a pool; `amount` is signed. */
export interface PoolRowDto {
  readonly id: string;
  readonly move: PoolMove;
  readonly amount: DecimalString;
  readonly availableAfter: DecimalString;
  readonly payout: string | null;
  readonly reason: string | null;
  readonly actor: Actor | null;
  readonly at: IsoInstant;
}

export interface PoolMoveResult {
  readonly pool: PoolDto;
  readonly row: PoolRowDto;
  readonly replayed: boolean;
}
