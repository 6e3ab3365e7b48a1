/** C14, F15. What was sent to an affiliate system beside what its network says that it has booked. */
import type { AffiliateEventStatus } from './affiliates';
import type { Actor, DecimalString, IsoInstant, PageDto } from './ledger';

export const AFFILIATE_COMPARISON_LIMITS = {
  /** Lines of a file, without its heading. */
  lines: 100_000,
  /** Characters of a line. */
  line: 65_536,
  /** Characters of a column's name, of what stands in an id's cell, and of an amount's. */
  column: 200,
  id: 200,
  amount: 100,
  /** Characters of a status or a date, as much as is kept. */
  word: 64,
  statuses: 20,
  fileName: 200,
  /** Rows of a kind that are kept; counts and sums are of all. */
  rows: 100_000,
  /** Problems that are told; all are counted. */
  problems: 100,
  /** Characters of a file's beginning that is looked at before it is compared, and lines of it that are told. */
  beginning: 65_536,
  shownLines: 50,
  /** Days of a window, and days before and after it in which the events of lines are looked for. */
  days: 92,
  marginDays: 31,
  /** Comparisons of a system that are kept. */
  kept: 10,
} as const;

/** By what a line of a network's file is an event of ours: its id, its external id, its click, its transaction. */
export const AFFILIATE_MATCHES = ['event', 'externalId', 'clickId', 'transactionId'] as const;
export type AffiliateMatch = (typeof AFFILIATE_MATCHES)[number];

/** What the columns of a network's file are, by their names in its heading. */
export interface AffiliateColumnMapping {
  readonly match: AffiliateMatch;
  readonly idColumn: string;
  readonly amountColumn: string;
  /** Exactly one of both: a column, or the currency of all lines. */
  readonly currencyColumn: string | null;
  readonly currency: string | null;
  readonly statusColumn: string | null;
  /** Statuses of lines that are booked, in whatever case; none: all of them. */
  readonly bookedStatuses: readonly string[];
  readonly dateColumn: string | null;
  /** What stands before the decimals of an amount; the other one parts thousands. */
  readonly decimalSign: '.' | ',';
}

export interface AffiliateComparisonInput {
  /** The code of a system. */
  readonly system: string;
  /** Days in UTC: events that were sent of those recorded in them have to be booked. */
  readonly startDate: string;
  /** The last day, inclusive. */
  readonly endDate: string;
  readonly mapping: AffiliateColumnMapping;
  readonly fileName?: string;
  /** The file's text, or the file as a part of the form. */
  readonly csv: string;
}

/** The beginning of a file, to see what its columns are. */
export interface AffiliateStatementInput {
  readonly csv: string;
  /** Whether the file goes on behind it: its last line may then be half of one, and is not told. */
  readonly isCut?: boolean;
}

export interface AffiliateStatementLineDto {
  /** In the file, the heading being line 1. */
  readonly line: number;
  /** As many as the heading has; null: the line cannot be read. */
  readonly cells: readonly string[] | null;
  readonly problem: string | null;
}

export interface AffiliateStatementDto {
  /** The names in the heading, in its order. */
  readonly columns: readonly string[];
  /** The first ones. */
  readonly lines: readonly AffiliateStatementLineDto[];
}

/** `not_booked`: sent, and not booked. `not_sent`: booked, and not sent. */
export const AFFILIATE_COMPARISON_KINDS = ['not_booked', 'not_sent', 'differs', 'agrees'] as const;
export type AffiliateComparisonKind = (typeof AFFILIATE_COMPARISON_KINDS)[number];

/** What the rows of a kind come to in one currency. */
export interface AffiliateComparisonSumDto {
  readonly kind: AffiliateComparisonKind;
  /** Null: rows without an amount. */
  readonly currency: string | null;
  readonly rows: number;
  /** Exact. */
  readonly ours: DecimalString;
  readonly theirs: DecimalString;
}

export interface AffiliateComparisonProblemDto {
  /** In the file, the heading being line 1. */
  readonly line: number;
  readonly problem: string;
}

/** What of a comparison is kept as it was found. */
export interface AffiliateComparisonResult {
  readonly lines: number;
  /** Lines of a status that is not booked. */
  readonly unbookedLines: number;
  /** Lines of a day outside the window, of events that are not found. */
  readonly outsideLines: number;
  readonly badLines: number;
  readonly counts: Readonly<Record<AffiliateComparisonKind, number>>;
  /** By kind, then currency. No currency is mixed with another one. */
  readonly sums: readonly AffiliateComparisonSumDto[];
  /** The first ones. */
  readonly problems: readonly AffiliateComparisonProblemDto[];
}

export interface AffiliateComparisonDto extends AffiliateComparisonResult {
  readonly id: string;
  readonly system: { readonly code: string; readonly name: string };
  readonly startDate: string;
  readonly endDate: string;
  readonly fileName: string | null;
  /** Of a system's latest comparison it is what the next one begins with. */
  readonly mapping: AffiliateColumnMapping;
  readonly actor: Actor | null;
  readonly createdAt: IsoInstant;
}

/** Newest first. */
export type AffiliateComparisonListDto = PageDto<AffiliateComparisonDto>;

export interface AffiliateComparisonListQuery {
  readonly page?: number;
  readonly pageSize?: number;
  /** The code of a system. */
  readonly system?: string;
}

/** What one id comes to in one currency. */
export interface AffiliateComparisonRowDto {
  readonly kind: AffiliateComparisonKind;
  /** The id by which it was compared; null: the event has none. */
  readonly key: string | null;
  readonly currency: string | null;
  readonly ours: DecimalString | null;
  readonly theirs: DecimalString | null;
  /** How many events and lines it is of; of each the first. */
  readonly events: number;
  readonly lines: number;
  readonly event: string | null;
  readonly eventStatus: AffiliateEventStatus | null;
  readonly line: number | null;
  readonly status: string | null;
  readonly date: string | null;
}

export type AffiliateComparisonRowsDto = PageDto<AffiliateComparisonRowDto>;

export interface AffiliateComparisonRowsQuery {
  readonly comparison: string;
  readonly kind: AffiliateComparisonKind;
  readonly page?: number;
  readonly pageSize?: number;
}
