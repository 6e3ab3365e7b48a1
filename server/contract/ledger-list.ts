import type {
  AllocationDto,
  DecimalString,
  EntryDto,
  EntryType,
  HoldStatus,
  IsoInstant,
  MemberId,
  PageDto,
} from './ledger';

/** Rows of a page of the ledger when nobody asks for another number, and the choices that the page offers. */
export const LEDGER_PAGE_SIZE = 25;
export const LEDGER_PAGE_SIZES = [10, 25, 50, 100] as const;

/** The last page that may be asked for: far past the end of any ledger, and safe to multiply. */
export const LEDGER_LAST_PAGE = 100_000_000;

/**
 * B7. What became of a row: of what a `reserve` row holds (a hold that timed out was released too), or of one that was
 * reversed, as a whole or in part (L37).
 */
export const ROW_STATUSES = ['held', 'captured', 'released', 'partly-reversed', 'reversed'] as const;
export type RowStatus = (typeof ROW_STATUSES)[number];

/** B7. The segments of the ledger page. `reservations` are holds and their releases. */
export const LEDGER_SEGMENTS = [
  'all',
  'grants',
  'deducts',
  'reservations',
  'expirations',
  'reversals',
  'adjustments',
] as const;
export type LedgerSegment = (typeof LEDGER_SEGMENTS)[number];

/** Which rows each segment shows; `all` has no restriction. */
export const TYPES_OF_SEGMENT: Readonly<Record<LedgerSegment, readonly EntryType[] | null>> = {
  all: null,
  grants: ['grant'],
  deducts: ['deduct'],
  reservations: ['reserve', 'release'],
  expirations: ['expire'],
  reversals: ['reversal'],
  adjustments: ['adjustment'],
};

export const SORT_ORDERS = ['ASC', 'DESC'] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];
/** How a list is sorted, as Strapi's table headers write it: `posted:DESC`. */
export type SortOf<Column extends string> = `${Column}:${SortOrder}`;

/**
 * B7. Columns that the ledger is sorted by. Rows that are equal in one follow each other newest first; those of the same
 * amount oldest first where the amounts rise.
 */
export const LEDGER_SORTS = ['txn', 'member', 'type', 'amount', 'lot', 'posted'] as const;
export type LedgerSort = (typeof LEDGER_SORTS)[number];

/** Which rows: of the page, and of the export. */
export interface LedgerFilter {
  readonly segment?: LedgerSegment;
  /** A currency's code; without it, all. */
  readonly currency?: string;
  readonly member?: MemberId;
  /**
   * Free text: a transaction id, or a part of the member's name, handle or email, of the reason or of the event. At most
   * `LEDGER_SEARCH_LENGTH` characters.
   */
  readonly search?: string;
  /** Posted at this instant or later. */
  readonly from?: IsoInstant;
  /** Posted before this instant. */
  readonly to?: IsoInstant;
}

export const LEDGER_SEARCH_LENGTH = 100;

/** Which part of the ledger to list; newest first unless sorted otherwise. */
export interface LedgerListQuery extends LedgerFilter {
  /** From 1. */
  readonly page?: number;
  readonly pageSize?: number;
  readonly sort?: SortOf<LedgerSort>;
}

/** Who a row is about, as lists show them. Name and handle are null where a member has none. */
export interface MemberNameDto {
  readonly id: MemberId;
  readonly name: string | null;
  readonly handle: string | null;
}

/** A currency, as lists show it. */
export interface CurrencyNameDto {
  readonly code: string;
  readonly name: string;
  readonly scale: number;
}

/** One row of the ledger page. Amounts are decimal strings in the currency's scale. */
export interface LedgerRowDto {
  readonly id: string;
  readonly type: EntryType;
  /** Null for a row of which nothing became yet. */
  readonly status: RowStatus | null;
  readonly member: MemberNameDto;
  readonly currency: CurrencyNameDto;
  /** What the row adds to the balance, signed; zero for `reserve` and `release`. */
  readonly amount: DecimalString;
  /** What the row adds to the held part, signed. */
  readonly held: DecimalString;
  /** The lot that the row opened or wrote off. */
  readonly lotId: string | null;
  /** B8. */
  readonly reason: string | null;
  readonly rule: string | null;
  readonly eventId: string | null;
  readonly effectiveAt: IsoInstant;
  readonly postedAt: IsoInstant;
}

export type LedgerListDto = PageDto<LedgerRowDto>;

/** How another row belongs to the one that is told of. */
export const ENTRY_RELATIONS = [
  'caused-by',
  'caused',
  'reverses',
  'reversed-by',
  'settles',
  'settled-by',
  'same-hold',
  'same-lot',
] as const;
export type EntryRelation = (typeof ENTRY_RELATIONS)[number];

export interface RelatedEntryDto {
  readonly relation: EntryRelation;
  readonly id: string;
  readonly type: EntryType;
  readonly amount: DecimalString;
  readonly held: DecimalString;
  readonly postedAt: IsoInstant;
}

/** What a row did to a lot. */
export interface LotMoveDto extends Pick<AllocationDto, 'lotId' | 'holdId' | 'amount' | 'held'> {
  readonly earnedAt: IsoInstant;
  readonly expiresAt: IsoInstant | null;
}

export interface HoldDto {
  /** The id of its `reserve` row. */
  readonly id: string;
  readonly amount: DecimalString;
  readonly captured: DecimalString;
  readonly released: DecimalString;
  /** What is still held. */
  readonly remaining: DecimalString;
  readonly status: HoldStatus;
  readonly expiresAt: IsoInstant | null;
}

/** How much of a row was reversed, and how much still can be; both without a sign. */
export interface ReversalOfEntryDto {
  readonly reversed: DecimalString;
  readonly left: DecimalString;
}

/** All there is to say of one row. */
export interface EntryDetailDto {
  readonly entry: EntryDto;
  readonly status: RowStatus | null;
  readonly member: MemberNameDto;
  readonly currency: CurrencyNameDto;
  /** What the row opened and moved, the lot that it opened first. At most `ENTRY_LOTS`. */
  readonly lots: readonly LotMoveDto[];
  readonly moreLots: boolean;
  readonly hold: HoldDto | null;
  /** At most `RELATED_ENTRIES`, oldest first. */
  readonly related: readonly RelatedEntryDto[];
  readonly moreRelated: boolean;
  /** L37. What was reversed of it and what is left to be; null for a row that can never be reversed. */
  readonly reversal: ReversalOfEntryDto | null;
  /** Whether `reverse` could take this row: its type allows it and something of it is left. */
  readonly reversible: boolean;
}

export const RELATED_ENTRIES = 50;
export const ENTRY_LOTS = 100;

/** B10. An open lot that is about to expire, or should have. */
export interface ExpiringLotDto {
  readonly lotId: string;
  readonly member: MemberNameDto;
  readonly currency: CurrencyNameDto;
  /** What is left of it and not held. */
  readonly remaining: DecimalString;
  readonly expiresAt: IsoInstant;
  /** Whole days until then, rounded down; negative once it is overdue. */
  readonly daysLeft: number;
  readonly overdue: boolean;
}

export interface ExpiringLotsQuery {
  readonly currency?: string;
  readonly page?: number;
  readonly pageSize?: number;
}
