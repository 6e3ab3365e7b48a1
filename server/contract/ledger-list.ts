import type { DecimalString, EntryType, IsoInstant, MemberId, PageDto } from './ledger';

/** Rows of a page of the ledger when nobody asks for another number, and the choices that the page offers. */
export const LEDGER_PAGE_SIZE = 25;
export const LEDGER_PAGE_SIZES = [10, 25, 50, 100] as const;

/** The last page that may be asked for: far past the end of any ledger, and safe to multiply. */
export const LEDGER_LAST_PAGE = 100_000_000;

/** B7. What became of what a `reserve` row holds. A hold that timed out was released too. */
export const ROW_STATUSES = ['held', 'captured', 'released'] as const;
export type RowStatus = (typeof ROW_STATUSES)[number];

/** Which part of the ledger to list, newest first. */
export interface LedgerListQuery {
  /** From 1. */
  readonly page?: number;
  readonly pageSize?: number;
}

/** One row of the ledger page. Amounts are decimal strings in the currency's scale. */
export interface LedgerRowDto {
  readonly id: string;
  readonly type: EntryType;
  /** For a `reserve` row; null for any other. */
  readonly status: RowStatus | null;
  /** Name and handle are null where a member has none. */
  readonly member: { readonly id: MemberId; readonly name: string | null; readonly handle: string | null };
  readonly currency: { readonly code: string; readonly name: string };
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
