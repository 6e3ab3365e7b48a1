import type { ErrorDto } from './errors';
import type { DecimalString, IsoInstant, PageDto } from './ledger';
import type { MemberNameDto } from './ledger-list';

/** What one bulk adjustment may hold: it is posted as one transaction. */
export const BULK_LIMITS = { lines: 1_000, characters: 512 * 1024 } as const;

/** The columns of a bulk adjustment's CSV, in any order. `member` is a documentId, an external id, a handle or an email. */
export const BULK_COLUMNS = ['member', 'currency', 'amount', 'reason'] as const;
export type BulkColumn = (typeof BULK_COLUMNS)[number];

/** Why a line cannot be posted. */
export interface BulkProblemDto extends ErrorDto {
  readonly field: string | null;
}

/** One line of a bulk adjustment, tried out by the code that posts. */
export interface BulkLineDto {
  /** In the file, the heading being line 1. */
  readonly line: number;
  readonly given: Readonly<Record<BulkColumn, string>>;
  readonly member: MemberNameDto | null;
  /** The balance before and after, where the line can be posted. */
  readonly before: DecimalString | null;
  readonly after: DecimalString | null;
  readonly problem: BulkProblemDto | null;
}

export interface BulkTotalDto {
  /** Its code. */
  readonly currency: string;
  readonly added: DecimalString;
  readonly taken: DecimalString;
}

export interface BulkPreviewDto {
  readonly lines: readonly BulkLineDto[];
  readonly good: number;
  readonly bad: number;
  /** What the good lines come to, currency by currency. */
  readonly totals: readonly BulkTotalDto[];
}

export interface BulkInput {
  /** The file's text. */
  readonly csv: string;
  /** Leaves bad lines out; without it one bad line refuses all. */
  readonly skipBad?: boolean;
  /** Made by the form once, so that a double click posts once. */
  readonly idempotencyKey: string;
}

export interface BulkResultDto {
  readonly batch: string;
  readonly posted: number;
  readonly skipped: number;
  /** True when the file had been posted before under this key. */
  readonly replayed: boolean;
}

export interface BatchReversalDto {
  readonly batch: string;
  readonly reversed: number;
}

/** A bulk adjustment, as the audit lists it. */
export interface BatchRowDto {
  readonly batch: string;
  readonly lines: number;
  /** Lines of which nothing is left. */
  readonly reversed: number;
  readonly administrator: { readonly id: string; readonly name: string | null };
  readonly postedAt: IsoInstant;
}

export type BatchListDto = PageDto<BatchRowDto>;
