import type { ErrorDto } from './errors';
import type { DecimalString, EntryDto, InstantInput, IsoInstant, MemberId } from './ledger';
import type { PostingPreviewDto } from './preview';

/** Bounds of earning for orders and of the import. */
export const EARNING_LIMITS = {
  /** Characters of an order's id. */
  orderId: 120,
  /** Characters of a customer's id in the shop. */
  externalId: 120,
  /** Decimals of an order's value, and of a rate or a multiplier. */
  decimals: 8,
  /** Orders that the import decides and posts together. */
  chunk: 1_000,
  /** Orders that the import sorts in memory; more are sorted in files. */
  sortInMemory: 50_000,
  /** Characters of one line, or of one CSV record, of an import. */
  line: 65_536,
  /** Lines of one CSV record of an import: a quoted cell may hold line ends. */
  recordLines: 200,
  /** Problems that a summary lists; it counts them all. */
  problems: 1_000,
} as const;

/** D8. The part of the plugin's configuration under `earning`. */
export interface EarningSettings {
  /** The share of an order's value that is earned, before the tier's multiplier: `"0.05"`. */
  readonly rate: DecimalString;
  /** The code of the currency that orders earn, unless a call names another one. */
  readonly currency: string;
}

export const DEFAULT_EARNING: EarningSettings = { rate: '0.05', currency: 'credits' };

/** Whose order it is: the documentId of a member, or the shop's own id, for which a member is made when there is none. */
export type OrderOwner =
  | { readonly member: MemberId; readonly externalId?: undefined }
  | { readonly externalId: string; readonly member?: undefined };

export type OrderInput = OrderOwner & {
  /** The shop's id of the order, unique within `source`. */
  readonly orderId: string;
  /** Zero or more, in the order's own money, major units: `"29.33"`. */
  readonly amount: DecimalString;
  /** When the order was completed: now or in the past; a little ahead (`clockSkewSeconds`, L42) is taken as now. */
  readonly orderedAt: InstantInput;
  /** The currency to earn. Default: `earning.currency` of the configuration. */
  readonly currency?: string;
  /** Where the order's id is unique. Default `orders`. */
  readonly source?: string;
  /** L38. True when an order that was refunded in full has been completed again: it then earns anew, once. */
  readonly completedAgain?: boolean;
};

/** What became of an order. `skipped`: it earns nothing, because its share rounds down to zero. */
export type EarningOutcome = 'granted' | 'replayed' | 'skipped';

export interface EarningResult {
  readonly outcome: EarningOutcome;
  readonly member: MemberId;
  readonly currency: string;
  /** In the earned currency; zero when skipped. */
  readonly earned: DecimalString;
  /** The grant; null when skipped. */
  readonly entry: EntryDto | null;
}

export interface RefundInput {
  readonly orderId: string;
  /** All that was refunded of the order so far, in its own money, major units: from zero to all that it was. */
  readonly refundedTotal: DecimalString;
  /** The currency that was earned. Default: `earning.currency` of the configuration. */
  readonly currency?: string;
  /** Where the order's id is unique. Default `orders`. */
  readonly source?: string;
  /** True: of the order as it was completed again (`OrderInput`), whose refunds count from zero. */
  readonly completedAgain?: boolean;
}

/**
 * What came of a refund. `refunded`: something was taken back. `replayed`: this total was told before. `late`: a larger one
 * was. `unchanged`: there is nothing to take back for it, because less is earned already, or as much.
 */
export type RefundOutcome = 'refunded' | 'replayed' | 'late' | 'unchanged';

/** L38. What an order earned, and what stays of it after a refund; all in the earned currency. */
export interface RefundResult {
  readonly outcome: RefundOutcome;
  readonly member: MemberId;
  readonly currency: string;
  /** What the order was granted. */
  readonly earned: DecimalString;
  /** What is reversed now. */
  readonly takenBack: DecimalString;
  /** What stays earned. */
  readonly stays: DecimalString;
  /** The reversal; null when nothing is taken back. */
  readonly entry: EntryDto | null;
}

export interface RefundPreviewDto extends Omit<RefundResult, 'entry'> {
  /** What the reversal would do; null when nothing would be taken back. */
  readonly posting: PostingPreviewDto | null;
}

/** One order of a history. */
export interface OrderRecord {
  /** The shop's id of the customer. */
  readonly externalId: string;
  readonly orderedAt: InstantInput;
  readonly amount: DecimalString;
  /** Left out where the history has none: then equal records are told apart by counting them. */
  readonly orderId?: string;
}

/** `cdnow`: customer, date (YYYYMMDD), items, value, parted by blanks. `csv`: a header names the columns. */
export const ORDER_FORMATS = ['cdnow', 'csv'] as const;
export type OrderFormat = (typeof ORDER_FORMATS)[number];

/** An order history in any order of time: text as it is read from a file, or records. */
export type OrderHistory =
  | { readonly text: AsyncIterable<string | Uint8Array>; readonly format: OrderFormat }
  | { readonly orders: Iterable<OrderRecord> | AsyncIterable<OrderRecord> };

export interface ImportOptions {
  readonly currency?: string;
  /** Where order ids are unique. Default `orders`, as for `forOrder`: an order that came in live is not earned twice. */
  readonly source?: string;
  /** `skip` (default) passes over bad lines; `abort` posts nothing when there is one, and stops at the first refusal. */
  readonly onError?: 'skip' | 'abort';
  /** Decides everything and writes nothing. */
  readonly dryRun?: boolean;
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface ImportProgress {
  /** `reading` counts lines or records; `posting` counts orders. */
  readonly phase: 'reading' | 'posting';
  readonly done: number;
  /** Known once everything was read. */
  readonly total: number | null;
}

/** A line that is no order, or an order that the ledger refused. */
export interface OrderProblem {
  /** 1 is the first line of the text, or the first record. */
  readonly line: number;
  readonly error: ErrorDto;
}

export interface ImportSummary {
  /** `aborted`: only with `onError: 'abort'`. */
  readonly status: 'completed' | 'aborted';
  readonly dryRun: boolean;
  readonly currency: string;
  /** Orders read, bad lines not among them. */
  readonly orders: number;
  readonly granted: number;
  /** Orders that earn nothing. */
  readonly skipped: number;
  /** Orders that had been granted before. */
  readonly replayed: number;
  /** Orders that the ledger refused. */
  readonly refused: number;
  readonly badLines: number;
  /** Customers with at least one order. */
  readonly members: number;
  /** What this run granted. */
  readonly total: DecimalString;
  /** The oldest and the newest order. */
  readonly from: IsoInstant | null;
  readonly to: IsoInstant | null;
  /** The first ones, by line. */
  readonly problems: readonly OrderProblem[];
}

/** D8. What orders earn. */
export interface EarningService {
  /**
   * Grants floor(amount × rate × multiplier of the member's tier at this moment). The same order again is answered with
   * its first grant, whatever tier the member has reached since.
   *
   * Refuses with INVALID_INPUT, INVALID_AMOUNT, AMOUNT_OVERFLOW, IN_THE_FUTURE, UNKNOWN_CURRENCY,
   * MEMBER_NOT_FOUND, IDEMPOTENCY_CONFLICT when the order's id was used with another member, value or time.
   */
  forOrder(input: OrderInput): Promise<EarningResult>;
  /**
   * L38. Takes back what an order has earned too much once so much of it was refunded: what stays is floor((amount −
   * refundedTotal) × rate × multiplier), both of the time of earning. Safe to repeat and to arrive out of order.
   *
   * Refuses with INVALID_INPUT, INVALID_AMOUNT, AMOUNT_OVERFLOW, UNKNOWN_CURRENCY, ORDER_NOT_FOUND when nothing was earned
   * on the order, EXCEEDS_ORDER, and as `ledger.reverse` with GRANT_ALREADY_SPENT.
   */
  refundOrder(input: RefundInput): Promise<RefundResult>;
  /** What `refundOrder` would do, by the code that does it, with nothing posted; refuses likewise. */
  previewRefund(input: RefundInput): Promise<RefundPreviewDto>;
  /**
   * Replays an order history, oldest first, as if `forOrder` were called for one order after the other. Safe to run
   * again: nothing is granted twice. Refuses with INVALID_INPUT and UNKNOWN_CURRENCY; what is wrong with single orders
   * stands in the summary.
   *
   * Memory: one chunk, one run of the sort, and the ids of the customers; a dry run keeps each order's key besides.
   */
  importOrders(history: OrderHistory, options?: ImportOptions): Promise<ImportSummary>;
}
