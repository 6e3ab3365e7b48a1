import type { DecimalString, EntryDto, IsoInstant, MemberId } from './ledger';

/** An account's figures at one side of a posting. */
export interface AccountFiguresDto {
  readonly balance: DecimalString;
  readonly held: DecimalString;
  readonly available: DecimalString;
  readonly lifetimeEarned: DecimalString;
  /** Codes; null below the lowest, and where the currency drives none. */
  readonly level: string | null;
  readonly tier: string | null;
}

/** What a posting would leave of a lot that it opens or changes. */
export interface LotChangeDto {
  /** Null for a lot that the posting would open. */
  readonly lotId: string | null;
  readonly earnedAt: IsoInstant;
  readonly expiresAt: IsoInstant | null;
  readonly before: DecimalString;
  readonly after: DecimalString;
}

/** What a posting would do: made by the code that posts, in a transaction that is then rolled back. */
export interface PostingPreviewDto {
  readonly member: MemberId;
  readonly currency: string;
  readonly before: AccountFiguresDto;
  readonly after: AccountFiguresDto;
  /** Lots that would change, in the order in which they were earned. */
  readonly lots: readonly LotChangeDto[];
  /** The rows that would be posted, in order. Their ids are not those that a real posting gets. */
  readonly entries: readonly EntryDto[];
}
