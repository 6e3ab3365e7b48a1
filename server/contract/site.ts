/** What a site is told: requirements S2 to S4, rules V1 to V10. Amounts are decimal strings, instants ISO 8601 in UTC. */
import type { DecimalString, EntryType, IsoInstant } from './ledger';
import type { CurrencyNameDto } from './ledger-list';
import type { ConsentsDto, MemberBalanceDto, TierProgressDto } from './members';

/** Entries of a badge, a level or a tier, in the shape in which Strapi's content API has them. */
export type SiteContent = Readonly<Record<string, unknown>>;

/** V2. A member as anybody may see them. */
export interface PublicProfileDto {
  readonly documentId: string;
  readonly handle: string | null;
  /** Null for whoever goes by an alias: then the handle is all there is. */
  readonly name: string | null;
  readonly memberSince: IsoInstant;
  readonly level: SiteContent | null;
  readonly tier: SiteContent | null;
  /** Newest first, with `awardedAt`. */
  readonly badges: readonly SiteContent[];
}

export interface SitePagination {
  readonly page: number;
  readonly pageSize: number;
  readonly pageCount: number;
  readonly total: number;
}

/** V4. The span of a leaderboard; weeks begin on Monday, all by UTC. */
export const LEADERBOARD_PERIODS = ['all', 'month', 'week'] as const;
export type LeaderboardPeriod = (typeof LEADERBOARD_PERIODS)[number];

/** V4. Equal amounts share a rank: 1, 2, 2, 2, 5. */
export interface LeaderboardRowDto {
  readonly rank: number;
  readonly amount: DecimalString;
  readonly handle: string | null;
  readonly name: string | null;
  /** Whether there is a profile to go to, under the handle. */
  readonly hasProfile: boolean;
}

export interface LeaderboardDto {
  readonly currency: CurrencyNameDto;
  readonly period: LeaderboardPeriod;
  /** When the period began; null for all time. */
  readonly since: IsoInstant | null;
  readonly rows: readonly LeaderboardRowDto[];
}

/** V4. Where somebody stands; null where they are not in it, or have earned nothing. */
export interface OwnRankDto {
  readonly currency: CurrencyNameDto;
  readonly period: LeaderboardPeriod;
  readonly since: IsoInstant | null;
  readonly rank: number | null;
  readonly amount: DecimalString | null;
  /** How many are in it. */
  readonly of: number;
}

/** V5. What somebody who is signed in sees of themselves. */
export interface MeDto {
  /** Null for a user who is no member yet (V6). */
  readonly member: {
    readonly handle: string | null;
    readonly name: string | null;
    readonly memberSince: IsoInstant;
  } | null;
  /** Every currency there is, those without a posting at zero. */
  readonly balances: readonly MemberBalanceDto[];
  readonly level: SiteContent | null;
  readonly tier: SiteContent | null;
  readonly tierProgress: TierProgressDto | null;
  /** Newest first, with `awardedAt`, and `award`, by which the credential is asked for (V11). */
  readonly badges: readonly SiteContent[];
  readonly consent: ConsentsDto;
}

/** A row of one's own history, in words. */
export interface OwnEntryDto {
  readonly at: IsoInstant;
  readonly currency: CurrencyNameDto;
  readonly type: EntryType;
  /** What it was, in the language that was asked for. */
  readonly text: string;
  readonly reason: string | null;
  /** What it added to the balance, signed; zero for what only holds or gives back. */
  readonly amount: DecimalString;
  /** What it added to the held part, signed. */
  readonly held: DecimalString;
  readonly balanceAfter: DecimalString;
  /** When what it brought expires. */
  readonly expiresAt: IsoInstant | null;
}

export interface OwnHistoryDto {
  readonly rows: readonly OwnEntryDto[];
  /** Asks for the rows behind these; null where there are none. */
  readonly next: string | null;
}

/** A lot of one's own that expires, soonest first. */
export interface OwnExpiryDto {
  readonly currency: CurrencyNameDto;
  readonly earnedAt: IsoInstant;
  readonly expiresAt: IsoInstant;
  readonly amount: DecimalString;
  /** What is left of it, and of that what an open reservation holds. */
  readonly remaining: DecimalString;
  readonly held: DecimalString;
}

/** Languages in which rows are told. */
export const SITE_LOCALES = ['en', 'de'] as const;
export type SiteLocale = (typeof SITE_LOCALES)[number];

export const SITE_LIMITS = {
  /** Rows of a page. */
  pageSize: 100,
  defaultPageSize: 25,
  /** The last page that is answered. */
  lastPage: 10_000,
  /** Lots of the expiry schedule. */
  lots: 200,
  /** The most requests a minute that can be set. */
  ratePerMinute: 1_000_000,
} as const;

/** V8. How many requests a minute are taken, and as many at once. */
export interface RateLimitSettings {
  /** Of an API token, on the routes of a shop. */
  readonly perToken: number;
  /** Of somebody who is signed in, on the routes of `me` that write or cost much. */
  readonly perUser: number;
}

export const DEFAULT_RATE_LIMIT: RateLimitSettings = { perToken: 1_200, perUser: 60 };

/** What is set for the site, under `site` in the plugin's configuration. */
export interface SiteSettings {
  /** False where something in front of Strapi limits already. */
  readonly rateLimit: RateLimitSettings | false;
}
