/** Affiliate systems: where events are sent, how, and by which secrets (C11, F6 to F11). */
import type { Actor, EntryType, IsoInstant } from './ledger';

/** F6. How a request to a system is made. Macros such as `{click_id}` stand for what an event says. */
export interface AffiliateTemplate {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly bodyFormat: 'json' | 'form' | 'none';
  readonly body: string;
}

/** F6. By what an answer is a success: its status of 2xx, a text that its body contains, or a field of its JSON body. */
export type AffiliateSuccessTest =
  | { readonly by: 'status' }
  | { readonly by: 'text'; readonly text: string }
  /** `path`: names parted by dots, such as `result.status`; `equals`: its value as text. */
  | { readonly by: 'field'; readonly path: string; readonly equals: string };

/** F6, F7. Where and how events are sent to a system, and which of them. */
export interface AffiliateSystemSettings {
  readonly template: AffiliateTemplate;
  readonly timeoutMs: number;
  /** Waits before the second try, the third, …, in milliseconds. Null: those of F7. */
  readonly schedule: readonly number[] | null;
  /** Requests a minute, at most; null: as many as there are. */
  readonly ratePerMinute: number | null;
  /** Requests at a time. */
  readonly concurrency: number;
  readonly success: AffiliateSuccessTest;
  /** F8. Whether requests are signed as Standard Webhooks. */
  readonly signed: boolean;
  /** Types of events that the system wants; null: all. Others are recorded as `not_qualified`. */
  readonly types: readonly string[] | null;
  /** F14. Whether it wants to be told that a cause was reversed. */
  readonly corrections: boolean;
  /** C13. Rows of the ledger that become events, of members who came by a link of the system's. The first rule that fits holds. */
  readonly ledgerRules: readonly AffiliateLedgerRule[];
}

/** C13. Which rows of the ledger become events, and of which type. */
export interface AffiliateLedgerRule {
  readonly type: string;
  /** The code of a currency. */
  readonly currency: string;
  readonly entryTypes: readonly EntryType[];
  /** Only rows of this source, or that name this rule; null: all. */
  readonly source: string | null;
  readonly rule: string | null;
}

/** C11. A system as it is set up; what is left out has its default. */
export interface AffiliateSystemInput {
  /** By which events name it: small letters, digits and hyphens. A system that has it already is changed. */
  readonly code: string;
  readonly name: string;
  readonly template: {
    readonly url: string;
    /** Default `POST`. */
    readonly method?: 'GET' | 'POST';
    readonly headers?: AffiliateTemplate['headers'];
    /** Default `json`. */
    readonly bodyFormat?: AffiliateTemplate['bodyFormat'];
    /** Default: the saved payload as it is. */
    readonly body?: string;
  };
  /** Default 15,000. */
  readonly timeoutMs?: number;
  readonly schedule?: readonly number[] | null;
  readonly ratePerMinute?: number | null;
  /** Default 8. */
  readonly concurrency?: number;
  /** Default: any status of 2xx. */
  readonly success?: AffiliateSuccessTest;
  readonly signed?: boolean;
  readonly types?: readonly string[] | null;
  readonly corrections?: boolean;
  readonly ledgerRules?: readonly (Omit<AffiliateLedgerRule, 'source' | 'rule'> &
    Partial<Pick<AffiliateLedgerRule, 'source' | 'rule'>>)[];
}

export interface AffiliateSystemDto {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly settings: AffiliateSystemSettings;
}

/** The part of the plugin's configuration under `affiliates`. */
export interface AffiliateSettings {
  /** F11. 32 bytes each, in base64 or hexadecimal: the first encrypts, all of them decrypt. Without one no secret is kept. */
  readonly secretKeys?: readonly string[];
  /** F10. Ports that requests may go to. Default 80 and 443. */
  readonly ports?: readonly number[];
  /** F10. Names of hosts, `.example.com` for all below it. Default: all but those that are forbidden. */
  readonly allowedHosts?: readonly string[];
  readonly forbiddenHosts?: readonly string[];
  /** F10. For tests and the demo: requests may go to this machine. */
  readonly allowLoopback?: boolean;
  /** F7. Mail addresses that are told when a system was switched off by itself. Default: none. */
  readonly recipients?: readonly string[];
}

/** F11. A secret of a system's; what it says is never told. */
export interface AffiliateSecretInput {
  /** The code of the system. */
  readonly system: string;
  /** As macros name it: `{secret.name}`. `signature` signs the requests (F8). */
  readonly name: string;
  readonly secret: string;
  /** For how long the former one is still used beside it to sign. In milliseconds; default: not at all. */
  readonly overlapMs?: number;
}

export interface AffiliateSecretDto {
  readonly id: string;
  readonly name: string;
  readonly createdAt: IsoInstant;
  /** Null: it is used from here on. */
  readonly endsAt: IsoInstant | null;
}

/** F7. The event that tells of a system that was switched off, because it is gone or fails for long. */
export const AFFILIATE_SYSTEM_OFF_EVENT = 'rewards.affiliate-system-off';

export interface AffiliateSystemOffEvent {
  readonly system: { readonly id: string; readonly code: string; readonly name: string };
  readonly since: IsoInstant;
  readonly why: string;
}

/** F7. Whether events are sent to a system, who says so, and why. */
export interface AffiliateSwitchInput {
  /** The code of the system. */
  readonly system: string;
  readonly on: boolean;
  readonly actor: Actor;
  readonly reason?: string;
}
