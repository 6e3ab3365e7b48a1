import type { AffiliateSystemOffEvent } from './affiliate-systems';
import type { Consent } from './consent';
import type { LotsExpiringEvent } from './tasks';
import type { DecimalString, EntryDto, IsoInstant, MemberId } from './ledger';
import type { ReconciliationAlertEvent } from './reconciliation';

/** What every event out of the outbox says (L44). */
export interface NoticeHead {
  /** The same whenever the event is told again, and no other event's. */
  readonly id: string;
  /** When it happened. */
  readonly at: IsoInstant;
  readonly member: MemberId;
}

/**
 * A row of the ledger, in figures and ids. Free text, such as the reason, may hold what is personal and is not among them:
 * whoever needs it asks for the row.
 */
export type PostedEntry = Pick<
  EntryDto,
  | 'id'
  | 'sequence'
  | 'type'
  | 'amount'
  | 'held'
  | 'balanceAfter'
  | 'heldAfter'
  | 'lotId'
  | 'expiresAt'
  | 'holdId'
  | 'reversesId'
  | 'settlesId'
  | 'causeId'
  | 'source'
  | 'rule'
  | 'eventId'
  | 'effectiveAt'
  | 'postedAt'
>;

/** A row was written, also one that another posting caused. */
export interface PostedEvent extends NoticeHead {
  readonly currency: string;
  readonly entry: PostedEntry;
  /** `balanceAfter − heldAfter`: what can be spent, in major units. */
  readonly available: DecimalString;
}

/** A member has another level, by a posting or by an edit of the rules. Codes; null: none. */
export interface LevelChangedEvent extends NoticeHead {
  readonly former: string | null;
  readonly level: string | null;
}

/** As `LevelChangedEvent`, of the tier. */
export interface TierChangedEvent extends NoticeHead {
  readonly former: string | null;
  readonly tier: string | null;
}

/** A member has a badge that they did not have, or has it no more. */
export interface BadgeEvent extends NoticeHead {
  /** The badge's code. */
  readonly badge: string;
  /** The documentId of the award. */
  readonly award: string;
}

/** V7. A member has changed their mind, or is anonymous from now on. */
export interface ConsentChangedEvent extends NoticeHead {
  readonly consent: Consent;
  readonly former: boolean;
  readonly given: boolean;
}

/** Every event of the plugin's on Strapi's event hub, with what a listener is given. */
export interface RewardsEvents {
  readonly 'rewards.posted': PostedEvent;
  readonly 'rewards.level-changed': LevelChangedEvent;
  readonly 'rewards.tier-changed': TierChangedEvent;
  readonly 'rewards.badge-awarded': BadgeEvent;
  readonly 'rewards.badge-revoked': BadgeEvent;
  readonly 'rewards.consent-changed': ConsentChangedEvent;
  readonly 'rewards.lots-expiring': LotsExpiringEvent;
  readonly 'rewards.reconciliation-alert': ReconciliationAlertEvent;
  readonly 'rewards.affiliate-system-off': AffiliateSystemOffEvent;
}

/** Those that come out of the outbox: after the commit, at least once, in order for each member. */
export const NOTICE_NAMES = [
  'rewards.posted',
  'rewards.level-changed',
  'rewards.tier-changed',
  'rewards.badge-awarded',
  'rewards.badge-revoked',
  'rewards.consent-changed',
] as const satisfies readonly (keyof RewardsEvents)[];
export type NoticeName = (typeof NOTICE_NAMES)[number];

/** What is told where the setting `events` says nothing: all but what costs each posting a row. */
export const TOLD_BY_DEFAULT: readonly NoticeName[] = NOTICE_NAMES.filter((name) => name !== 'rewards.posted');

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export const OUTBOX_LIMITS = {
  /** How long all listeners of one event may take, in milliseconds. */
  telling: 10 * SECOND,
  /** After a failure an event is told again after these, in milliseconds; after the last it is kept as failed. */
  waits: [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, 60 * MINUTE, 120 * MINUTE],
  /** Characters of what a listener said that are kept. */
  error: 1_000,
} as const;
