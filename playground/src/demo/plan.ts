/**
 * What happens in the demo's year, as a plan: made up from a seed and nothing else, so that it is the same on every run
 * and an interrupted filling can go through it again. Instants count from the beginning of the year, in milliseconds.
 */
export interface Happening {
  readonly at: number;
  /** Unique in the plan: the idempotency key, and the name by which a later happening refers to this one. */
  readonly key: string;
  /** The number of the member; -1 where it is about nobody. */
  readonly member: number;
  readonly deed: Deed;
}

export type Deed =
  | {
      readonly do: 'grant' | 'deduct';
      readonly currency: string;
      readonly amount: string;
      readonly reason: string;
      readonly rule: string;
      readonly eventId: string;
      /** Counted as the instants are. */
      readonly expiresAt?: number;
    }
  /** D8: earned through the service, so that tiers count. */
  | { readonly do: 'order'; readonly orderId: string; readonly amount: string }
  /** D9: through the service, so that tiers count. */
  | Redeeming
  | { readonly do: 'reverse'; readonly of: string; readonly reason: string }
  | {
      readonly do: 'adjust';
      readonly currency: string;
      readonly amount: string;
      readonly reason: string;
      readonly by: number;
    }
  /** The nightly expiry run. */
  | { readonly do: 'sweep' };

/** What happens at the checkout of an order. */
export type Redeeming =
  | {
      readonly do: 'hold';
      readonly orderId: string;
      readonly orderAmount: string;
      readonly amount: string;
      readonly timeoutMs: number;
      /** The code with which it is refused. */
      readonly refused?: string;
    }
  | { readonly do: 'capture'; readonly orderId: string; readonly amount?: string }
  | { readonly do: 'release'; readonly orderId: string };

export const isRedeeming = (deed: Deed): deed is Redeeming => ['hold', 'capture', 'release'].includes(deed.do);

export const MINUTE = 60 * 1_000;
export const HOUR = 60 * 60 * 1000;
export const DAY = 24 * HOUR;
export const DAYS = 365;
export const MEMBERS = 312;
/** These take a rest in the last days, so that what falls due on their accounts stays due until somebody sweeps. */
export const QUIET_MEMBERS = 24;
export const QUIET_DAYS = 6;
/** The nights at the end of the year on which the accounts are reconciled. */
export const NIGHTS = 30;
