import type { DecimalString, IsoInstant, MemberId, PageDto } from './ledger';
import type { CurrencyNameDto, MemberNameDto, SortOf } from './ledger-list';

export const ADJUSTMENT_PAGE_SIZE = 25;

/** B20. Columns that the audit table is sorted by. */
export const ADJUSTMENT_SORTS = ['member', 'amount', 'posted'] as const;
export type AdjustmentSort = (typeof ADJUSTMENT_SORTS)[number];

export interface AdjustmentListQuery {
  readonly page?: number;
  readonly pageSize?: number;
  /** Default `posted:DESC`. */
  readonly sort?: SortOf<AdjustmentSort>;
  readonly member?: MemberId;
}

export interface AdjustmentRowDto {
  readonly entryId: string;
  readonly member: MemberNameDto;
  readonly currency: CurrencyNameDto;
  readonly amount: DecimalString;
  readonly reason: string;
  readonly administrator: { readonly id: string; readonly name: string | null };
  /** L37. How much of it was backed out, without its sign. */
  readonly reversed: DecimalString;
  /** The newest row that backed out a part of it, or all. */
  readonly reversedBy: string | null;
  readonly postedAt: IsoInstant;
}

export type AdjustmentListDto = PageDto<AdjustmentRowDto>;

/** What an administrator's form asks for; who they are, the server knows. */
export interface AdjustmentFormInput {
  readonly member: MemberId;
  readonly currency: string;
  /** Signed: `"500"` or `"-200"`. */
  readonly amount: DecimalString;
  /** At least 8 characters. */
  readonly reason: string;
  /** Made by the form once, so that a double click posts once (B19). */
  readonly idempotencyKey: string;
}
