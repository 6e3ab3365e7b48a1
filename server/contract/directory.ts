import type { DecimalString, EntryType, IsoInstant, MemberId, PageDto } from './ledger';
import type { CurrencyNameDto, HoldDto, MemberNameDto, SortOf } from './ledger-list';
import type { ConsentsDto, HeldBadgeDto, MemberBalanceDto, MemberDto, TierProgressDto } from './members';

export const DIRECTORY_PAGE_SIZE = 25;
export const DIRECTORY_SEARCH_LENGTH = 100;
/** Members that the picker of a form is offered at a time. */
export const PICKER_SIZE = 20;
/** Open lots that a member's page lists. */
export const SCHEDULE_LOTS = 200;
/** Open holds that a member's page lists. */
export const SCHEDULE_HOLDS = 200;
/** Steps of a member's level history, the newest ones. */
export const LEVEL_STEPS = 100;

/** The part of the plugin's configuration under `headline`. */
export interface HeadlineSettings {
  /**
   * The code of the currency that pages show as a member's points. Default: the currency `points`, else the oldest one
   * that neither drives levels nor only rises.
   */
  readonly points?: string;
}

/**
 * B13. Columns that the directory is sorted by. Members that are equal in one follow each other by id, up or down as the
 * column does. Whoever has no name, or was never seen, comes last either way; no account counts as a balance of zero.
 */
export const DIRECTORY_SORTS = ['member', 'points', 'reputation', 'badges', 'lastSeen'] as const;
export type DirectorySort = (typeof DIRECTORY_SORTS)[number];

/** Names of what the pages show by their codes. */
export interface CatalogueDto {
  readonly currencies: readonly (CurrencyNameDto & { readonly risingOnly: boolean })[];
  readonly levels: readonly { readonly code: string; readonly name: string }[];
  readonly tiers: readonly { readonly code: string; readonly name: string }[];
}

export interface DirectoryFilter {
  /** A part of the name, the handle or the email. */
  readonly search?: string;
}

export interface DirectoryQuery extends DirectoryFilter {
  readonly page?: number;
  readonly pageSize?: number;
  /** Default `member:ASC`. */
  readonly sort?: SortOf<DirectorySort>;
}

export interface DirectoryRowDto extends MemberNameDto {
  readonly email: string | null;
  /** Balances in the two headline currencies; null where there is no such currency. */
  readonly points: DecimalString | null;
  readonly reputation: DecimalString | null;
  readonly badges: number;
  /** Names. */
  readonly level: string | null;
  readonly tier: string | null;
  readonly lastSeenAt: IsoInstant | null;
  readonly anonymised: boolean;
}

/** B13. A page of the directory: everyone with a balance, a badge or any activity. */
export interface DirectoryDto extends PageDto<DirectoryRowDto> {
  /** How many there are without the search: "25 of 312". */
  readonly totalMembers: number;
  /** The currencies of the two columns. */
  readonly headline: { readonly points: CurrencyNameDto | null; readonly reputation: CurrencyNameDto | null };
}

/** A member as a form's picker offers them. */
export interface PickedMemberDto extends MemberNameDto {
  readonly email: string | null;
}

/** A user of the site as a form's picker offers them. */
export interface PickedUserDto {
  readonly documentId: string;
  readonly username: string | null;
  readonly email: string | null;
}

export interface UserPickerDto {
  /** Whether the site has users at all: false where the plugin users-permissions is missing. */
  readonly hasUsers: boolean;
  /** At most `PICKER_SIZE`, newest first. */
  readonly users: readonly PickedUserDto[];
}

/** D1. Whether the account was found to be as the ledger says. */
export const RECONCILIATION_STATES = ['pending', 'verified', 'discrepancy'] as const;
export type ReconciliationState = (typeof RECONCILIATION_STATES)[number];

/** One account of a member, with how it stood when it was reconciled last. */
export interface MemberAccountDto extends MemberBalanceDto {
  readonly reconciliation: { readonly status: ReconciliationState; readonly at: IsoInstant | null };
}

export interface BadgeDto {
  readonly documentId: string;
  readonly code: string;
  readonly name: string;
  readonly description: string | null;
}

/** An open lot of a member, in the order in which they expire. */
export interface MemberLotDto {
  readonly lotId: string;
  readonly currency: CurrencyNameDto;
  readonly earnedAt: IsoInstant;
  readonly expiresAt: IsoInstant | null;
  readonly amount: DecimalString;
  readonly remaining: DecimalString;
  readonly held: DecimalString;
}

export interface MemberHoldDto extends HoldDto {
  readonly currency: CurrencyNameDto;
  readonly reason: string | null;
  readonly reservedAt: IsoInstant;
}

/** Somebody's open hold that ends by itself. */
export interface DueHoldDto extends MemberHoldDto {
  readonly member: MemberNameDto;
  /** Past its time-out, and not released yet. */
  readonly overdue: boolean;
}

export type DueHoldsDto = PageDto<DueHoldDto>;

export interface DueHoldsQuery {
  readonly currency?: string;
  readonly page?: number;
  readonly pageSize?: number;
}

/** One step of a member's way up or down the levels, told by the ledger and the thresholds of today. */
export interface LevelStepDto {
  readonly entryId: string;
  readonly type: EntryType;
  readonly at: IsoInstant;
  /** Names; null below the lowest. */
  readonly from: string | null;
  readonly to: string | null;
  readonly balanceAfter: DecimalString;
}

/** B15. Everything that a member's page shows but their ledger and their consent, which have endpoints of their own. */
export interface MemberDetailDto {
  readonly member: Omit<MemberDto, 'consents'>;
  readonly headline: {
    readonly points: MemberBalanceDto | null;
    readonly reputation: MemberBalanceDto | null;
    /** The name of the level, null below the lowest. */
    readonly level: string | null;
    readonly badges: number;
  };
  readonly balances: readonly MemberAccountDto[];
  readonly badges: readonly HeldBadgeDto[];
  readonly tierProgress: TierProgressDto | null;
  /** Open ones, oldest first; at most `SCHEDULE_HOLDS`. */
  readonly holds: readonly MemberHoldDto[];
  /** Open lots, soonest expiry first, those that never expire last; at most `SCHEDULE_LOTS`. */
  readonly lots: readonly MemberLotDto[];
  /** Newest first; at most `LEVEL_STEPS`. */
  readonly levelHistory: readonly LevelStepDto[];
  /** How many there are of what is listed up to a bound, so that a page can say what it leaves out. */
  readonly totals: { readonly holds: number; readonly lots: number; readonly levelSteps: number };
}

/** B15. Columns that a member's own ledger is sorted by. */
export const MEMBER_LEDGER_SORTS = ['type', 'amount', 'posted'] as const;
export type MemberLedgerSort = (typeof MEMBER_LEDGER_SORTS)[number];

export interface MemberLedgerQuery {
  readonly page?: number;
  readonly pageSize?: number;
  readonly sort?: SortOf<MemberLedgerSort>;
}

export interface OneMember {
  readonly member: MemberId;
}

export type MemberConsentDto = ConsentsDto;
