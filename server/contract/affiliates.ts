/** Affiliate events: what is recorded of them, how they stand, and what the report says (C, F). */
import type { AffiliateReportAct } from './affiliate-report';
import type { ErrorDto } from './errors';
import type { Actor, DecimalString, IsoInstant, MemberId, PageDto } from './ledger';

/** Bounds of affiliate events. */
export const AFFILIATE_LIMITS = {
  /** Events that one call records. */
  events: 1_000,
  /** Characters. */
  code: 64,
  externalId: 200,
  type: 64,
  kind: 64,
  /** A pid, a click, a user, an account: whatever names something of an event. */
  identifier: 200,
  /** Of an event's payload as JSON, and of a body that is sent as it is. */
  payload: 65_536,
  linkPayload: 16_384,
  currency: 32,
  /** Of an answer, as much as is kept (F5, F13). */
  answer: 20_000,
  url: 4_096,
  reason: 1_000,
  /** Of a payload, as much as a row of the list shows. */
  shownPayload: 1_000,
  systemName: 120,
  /** F6. Milliseconds until a request is given up. */
  timeoutMs: { least: 100, standard: 15_000, most: 60_000 },
  ratePerMinute: 600_000,
  concurrency: { standard: 8, most: 256 },
  /** Types that a system can name; headers of its requests, rules by which rows of the ledger become its events. */
  types: 50,
  headers: 20,
  ledgerRules: 50,
  /** Rows of a page of the report, by the API (F16). */
  pageSize: 1_000,
  /** Attempts, acts and corrections that an event's page shows of each. */
  history: 100,
  /** C13. Problems that an import lists; it counts them all. */
  problems: 1_000,
  /** Days that the report's chart draws. */
  chartDays: 92,
} as const;

/** F16. Rows of a page unless it is said otherwise. */
export const AFFILIATE_PAGE_SIZE = 20;
/** F16. Days of the window unless it is said otherwise. */
export const AFFILIATE_WINDOW_DAYS = 7;
/** F3. The currency of an event that names none. */
export const UNKNOWN_CURRENCY_NAME = 'UNKNOWN';

/** F2. The types that the report knows by name; others are recorded by theirs. */
export const AFFILIATE_EVENT_TYPES = ['registration', 'deposit', 'ggr', 'withdrawal', 'bonus'] as const;

/**
 * F2. `pending`: to be sent; `processing`: being sent; `retried`: a try failed and another one is due; `success`; `failed`: no
 * more tries by itself; `not_qualified`: a condition of the system did not hold; `cancelled`: by a person, or its cause was
 * reversed before it was sent.
 */
export const AFFILIATE_EVENT_STATUSES = [
  'pending',
  'processing',
  'success',
  'failed',
  'not_qualified',
  'cancelled',
  'retried',
] as const;
export type AffiliateEventStatus = (typeof AFFILIATE_EVENT_STATUSES)[number];

/** What is JSON. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue };
export type JsonObject = { readonly [name: string]: JsonValue };

/** F1. An event to be recorded. */
export interface AffiliateEventInput {
  /** The code of the affiliate system that it goes to. */
  readonly system: string;
  /** Its id where it comes from: recorded once for each system. */
  readonly externalId: string;
  /** F2. One of `AFFILIATE_EVENT_TYPES`, or a name of your own. */
  readonly type: string;
  readonly kind?: string;
  /** The external id of a link of that system. */
  readonly link?: string;
  /** The partner, as the event itself names them. */
  readonly pid?: string;
  /**
   * F9. Whom it is about, as the system knows them: events of one subject arrive in their order. Default: the first there is
   * of member, user, account, click; else the event stands alone.
   */
  readonly subject?: string;
  readonly member?: MemberId;
  /** The member by the external id, in place of `member`. */
  readonly memberExternalId?: string;
  readonly userId?: string;
  readonly transactionId?: string;
  readonly accountId?: string;
  readonly actionId?: string;
  readonly clickId?: string;
  readonly tid?: string;
  /** What macros and the money of the event are read from (F3). Text is JSON as it stands, so that no digit is lost. */
  readonly payload?: JsonObject | string;
  /** The body that is sent in place of the system's template, as it stands. */
  readonly requestBody?: JsonObject | string;
  /** The ledger row that caused it. */
  readonly causeEntry?: string;
  /** The payout that caused it. */
  readonly causePayout?: string;
  readonly actor?: Actor;
}

/** An event as it was recorded, and how it stands. */
export interface AffiliateEventDto {
  readonly id: string;
  readonly system: { readonly id: string; readonly code: string; readonly name: string };
  readonly externalId: string;
  readonly type: string;
  readonly kind: string | null;
  readonly status: AffiliateEventStatus;
  readonly createdAt: IsoInstant;
  /** F5. */
  readonly sentAt: IsoInstant | null;
  /** F5. Why it is no success; null when it is one, or nothing was answered yet. */
  readonly error: string | null;
  /** F3. Exactly as the event has it; null when it has none. */
  readonly amount: DecimalString | null;
  /** F3. `UNKNOWN` when the event names none. */
  readonly currency: string;
  readonly pid: string | null;
  readonly link: AffiliateLinkNameDto | null;
  readonly subject: string | null;
  readonly member: MemberId | null;
  readonly userId: string | null;
  readonly transactionId: string | null;
  readonly accountId: string | null;
  readonly actionId: string | null;
  readonly clickId: string | null;
  readonly tid: string | null;
  /** Tries so far. */
  readonly attempts: number;
  readonly nextAttemptAt: IsoInstant | null;
  /** The address of the last try, without secrets (F11). */
  readonly url: string | null;
  readonly causeEntry: string | null;
  readonly causePayout: string | null;
  /** F14. The event that this one corrects. */
  readonly corrects: string | null;
}

/** The link of an event, as it was when the event was recorded. */
export interface AffiliateLinkNameDto {
  readonly id: string;
  readonly externalId: string;
  /** The affiliate whose link it is. */
  readonly affiliate: string | null;
  readonly pid: string | null;
  readonly stag: string | null;
}

/** What of an event names whom or what it is about (F18). */
export interface AffiliateRelatedDto {
  readonly kind: 'user' | 'transaction' | 'account' | 'link';
  readonly id: string;
}

/** An event as the report shows it. */
export interface AffiliateShownEventDto extends AffiliateEventDto {
  /** F18. The first there is of user, transaction, account and link. */
  readonly related: AffiliateRelatedDto | null;
  /** F18. */
  readonly partner: string | null;
  /** F18. The amount in two decimals. */
  readonly shownAmount: DecimalString | null;
  /** F12. What can be done with it as it stands. */
  readonly allows: readonly AffiliateReportAct[];
}

export interface AffiliateEventRowDto extends AffiliateShownEventDto {
  /** F3. What was or will be sent, cut to `AFFILIATE_LIMITS.shownPayload` characters. */
  readonly payload: string;
}

/** F16. What the report is asked. */
export interface AffiliateEventFilter {
  /** A day in UTC, `2026-01-31`. Default: seven days before `endDate`. */
  readonly startDate?: string;
  /** The last day, inclusive. Default: today. */
  readonly endDate?: string;
  readonly eventType?: string;
  readonly status?: AffiliateEventStatus;
  /** Exactly a pid of the event, or the external id, pid or stag of its link. */
  readonly partner?: string;
  /** The code of a system. */
  readonly system?: string;
}

export interface AffiliateEventQuery extends AffiliateEventFilter {
  readonly page?: number;
  readonly pageSize?: number;
}

/** F4. What the successes of one currency come to. */
export interface AffiliateTotalDto {
  readonly currency: string;
  /** In two decimals. */
  readonly amount: DecimalString;
  readonly count: number;
}

export interface AffiliateEventListDto extends PageDto<AffiliateEventRowDto> {
  /** The window that was looked at. */
  readonly startDate: string;
  readonly endDate: string;
  /** F4. By currency, in alphabetical order. */
  readonly totals: readonly AffiliateTotalDto[];
  /** F4. Successes that have no amount. */
  readonly successesWithoutAmount: number;
}

/** F13. A try to send an event. */
export interface AffiliateAttemptDto {
  readonly id: string;
  readonly number: number;
  /** Who had it sent; null: the schedule. */
  readonly actor: Actor | null;
  readonly startedAt: IsoInstant;
  readonly durationMs: number;
  readonly method: string;
  readonly url: string;
  readonly httpStatus: number | null;
  readonly outcome: AffiliateAttemptOutcome;
  /** Why there was no answer. */
  readonly problem: string | null;
  readonly answer: string | null;
  readonly nextAttemptAt: IsoInstant | null;
}

/** `interrupted`: the process ended between request and answer. */
export const AFFILIATE_ATTEMPT_OUTCOMES = ['success', 'retry', 'failed', 'interrupted'] as const;
export type AffiliateAttemptOutcome = (typeof AFFILIATE_ATTEMPT_OUTCOMES)[number];

export const AFFILIATE_ACTS = ['retry', 'cancel', 'not_qualified', 'corrected'] as const;
export type AffiliateAct = (typeof AFFILIATE_ACTS)[number];

/** What somebody, or a rule, did with an event besides sending it. */
export interface AffiliateActDto {
  readonly act: AffiliateAct;
  readonly actor: Actor | null;
  readonly reason: string | null;
  readonly at: IsoInstant;
}

/** An event with all that is known of it. */
export interface AffiliateEventDetailDto {
  readonly event: AffiliateShownEventDto;
  /** As it was given, in JSON. */
  readonly payload: string;
  readonly requestBody: string | null;
  /** F3. */
  readonly savedPayload: string;
  /** The last `AFFILIATE_LIMITS.history` of them, in their order. */
  readonly attempts: readonly AffiliateAttemptDto[];
  /** As many at most, in their order. */
  readonly acts: readonly AffiliateActDto[];
  /** F14. Events that correct this one, as many at most. */
  readonly corrections: readonly AffiliateEventDto[];
}

/** F1. What recording an event came to. */
export interface AffiliateRecordResult {
  readonly event: AffiliateEventDto;
  /** True when the event had been recorded before, and nothing was written now. */
  readonly replayed: boolean;
}

/** One line of many. */
export type AffiliateRecordOutcome =
  | { readonly ok: true; readonly event: AffiliateEventDto; readonly replayed: boolean }
  | { readonly ok: false; readonly error: ErrorDto };

/** F12. What became of an event that was to be sent once more, or called off. */
export interface AffiliateActOutcome {
  readonly id: string;
  readonly done: boolean;
  /** How it stands after it; null: there is no such event. */
  readonly status: AffiliateEventStatus | null;
}

/** Who acts on events, and why. */
export interface AffiliateActBy {
  readonly actor: Actor;
  readonly reason?: string;
}
