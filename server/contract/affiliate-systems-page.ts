/** What the page of affiliate systems shows and sends: health, settings, secrets by name, the dry run and the test send (C11, F12). */
import type { AffiliateSecretDto, AffiliateSystemInput, AffiliateSystemSettings } from './affiliate-systems';
import type { Actor, IsoInstant, PageDto } from './ledger';

/** F11. What signs the requests (F8), among the secrets of a system. */
export const AFFILIATE_SIGNATURE = 'signature';
/** F11. Days for which a former secret can be used beside the one that replaces it. */
export const AFFILIATE_OVERLAP_DAYS = 30;
/** F12. What the `webhook-id` of a test begins with, so that no receiver takes it for an event. */
export const AFFILIATE_TEST_PREFIX = 'test_';

/** F6. The macros that have one name; beside them there are `{payload}`, `{payload.…}`, `{link.…}` and `{secret.…}`. */
export const AFFILIATE_MACROS = [
  'click_id',
  'tid',
  'action_id',
  'pid',
  'external_id',
  'event_id',
  'type',
  'kind',
  'amount',
  'currency',
  'created_at',
  'created_unix',
  'user_id',
  'transaction_id',
  'account_id',
  'link',
] as const;
export type AffiliateMacro = (typeof AFFILIATE_MACROS)[number];

/** F7. Whether events are sent to a system; if not, since when, by whom and why. */
export interface AffiliateSwitchDto {
  readonly isOn: boolean;
  readonly offSince: IsoInstant | null;
  /** Null: it was switched off by itself. */
  readonly offBy: Actor | null;
  readonly offWhy: string | null;
}

/** How a system has fared with the events of the days that the report begins with (F16), and what waits whenever it was recorded. */
export interface AffiliateHealthDto {
  /** Of the events that came to an end, those that succeeded, in percent with one decimal, rounded down; null: none did. */
  readonly successRate: string | null;
  readonly succeeded: number;
  readonly failed: number;
  readonly waiting: number;
  readonly oldestWaitingAt: IsoInstant | null;
  readonly processing: number;
  /** Why the newest event that has failed, or waits for another try, is no success. */
  readonly lastError: AffiliateLastErrorDto | null;
}

export interface AffiliateLastErrorDto {
  readonly event: string;
  readonly at: IsoInstant;
  /** Its first characters, on one line. */
  readonly message: string;
}

export interface AffiliateSystemRowDto {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** The template of the URL, with its macros as they stand there. */
  readonly url: string;
  readonly switch: AffiliateSwitchDto;
  readonly health: AffiliateHealthDto;
}

export interface AffiliateSystemListQuery {
  readonly page?: number;
  readonly pageSize?: number;
}
export type AffiliateSystemListDto = PageDto<AffiliateSystemRowDto>;

/** All that is known of a system; of its secrets, no more than their names. */
export interface AffiliateSystemDetailDto {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly settings: AffiliateSystemSettings;
  /** To be given back when it is saved, so that nobody writes over what somebody else has saved meanwhile. */
  readonly version: IsoInstant;
  readonly switch: AffiliateSwitchDto;
  readonly health: AffiliateHealthDto;
  /** Those that are used now, by name, the newest of a name first. */
  readonly secrets: readonly AffiliateSecretDto[];
  /** Secrets that the template or the signature needs and that are not there. */
  readonly missingSecrets: readonly string[];
  /** F11. Whether the configuration has a key for secrets. */
  readonly canKeepSecrets: boolean;
  /** Whether events, affiliates or links name it, so that it cannot be deleted. */
  readonly isInUse: boolean;
}

/** A system as it is to be, over the one that had this version. */
export interface AffiliateSystemChange extends Omit<AffiliateSystemInput, 'code'> {
  readonly version: IsoInstant;
}

export interface AffiliateSwitchChange {
  readonly on: boolean;
  readonly reason?: string;
}

/** F12. A request as it would be made, with settings that need not be saved. */
export interface AffiliateRequestInput extends Pick<AffiliateSystemInput, 'template'> {
  /** The code of the system, by which its secrets and events are found; left out: there is none yet. */
  readonly code?: string;
  readonly signed?: boolean;
  readonly timeoutMs?: number;
  readonly success?: AffiliateSystemInput['success'];
  /** An event's id, `latest`, or `sample`, which also stands in where there is none yet. Default `latest`. */
  readonly event?: string;
}

/** What is wrong with a template. */
export interface AffiliateTemplateProblemDto {
  /** Such as `template.url` or `template.headers.0.value`. */
  readonly field: string;
  /** The character that it begins with, from 0; null: it is about the whole. */
  readonly at: number | null;
  /** The end of a sentence that begins with the field. */
  readonly problem: string;
}

/** F11. A request without its secrets. */
export interface AffiliateShownRequestDto {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly body: string | null;
}

/** F10. Why nothing is sent to a URL or an address. */
export const AFFILIATE_GUARD_REFUSALS = [
  'url',
  'scheme',
  'credentials',
  'port',
  'forbidden',
  'not-allowed',
  'no-address',
  'unspecified',
  'loopback',
  'private',
  'unique-local',
  'link-local',
  'site-local',
  'carrier-grade-nat',
  'metadata',
  'documentation',
  'benchmarking',
  'multicast',
  'broadcast',
  'discard',
  'reserved',
  'ipv4-in-ipv6',
  '6to4',
  'teredo',
  'nat64',
  'zone',
] as const;
export type AffiliateGuardRefusal = (typeof AFFILIATE_GUARD_REFUSALS)[number];

/** F10. What the guard says of a request, without sending it. */
export interface AffiliateGuardDto {
  /** Without the colon; null where the URL is none. */
  readonly scheme: string | null;
  readonly host: string | null;
  readonly port: number | null;
  /** Null: the request may go out. */
  readonly refusal: AffiliateGuardRefusal | null;
  /** What the host's name leads to, one of which is enough to refuse it; empty where it was not looked up. */
  readonly addresses: readonly { readonly address: string; readonly refusal: AffiliateGuardRefusal | null }[];
  /** The name has no address, or nobody could say. */
  readonly isUnresolved: boolean;
}

/** Which event a request was made of. */
export interface AffiliateRequestSourceDto {
  readonly kind: 'event' | 'sample';
  readonly id: string;
  readonly externalId: string;
  readonly type: string;
  readonly createdAt: IsoInstant;
}

export interface AffiliateRequestPreviewDto {
  /** While there are any, there is nothing else. */
  readonly problems: readonly AffiliateTemplateProblemDto[];
  readonly source: AffiliateRequestSourceDto | null;
  readonly request: AffiliateShownRequestDto | null;
  /** Why the event makes no request. */
  readonly message: string | null;
  readonly guard: AffiliateGuardDto | null;
  /** Without these it would not be sent. */
  readonly missingSecrets: readonly string[];
}

/** F12. What came of a test. */
export interface AffiliateTestDto {
  readonly isSuccess: boolean;
  /** Null: there was no answer. */
  readonly httpStatus: number | null;
  readonly durationMs: number;
  /** As an attempt has it; null for a success. */
  readonly problem: string | null;
  /** For people; null for a success. */
  readonly error: string | null;
  /** F10. Why the guard stopped it, where it did. */
  readonly refusal: AffiliateGuardRefusal | null;
  /** Whether an event would be tried again after it. */
  readonly isTriedAgain: boolean;
  /** Without secrets, up to `AFFILIATE_LIMITS.answer` characters. */
  readonly answer: string | null;
  /** What it went out with. */
  readonly webhookId: string;
  readonly request: AffiliateShownRequestDto | null;
}
