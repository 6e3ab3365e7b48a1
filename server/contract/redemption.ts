import type { ErrorDto } from './errors';
import type { Actor, DecimalString, IsoInstant, MemberId, PageDto } from './ledger';
import type { CurrencyNameDto, MemberNameDto } from './ledger-list';

/** Bounds of redeeming at checkout. */
export const REDEMPTION_LIMITS = {
  /** Characters of an order's id. */
  orderId: 120,
  /** Decimals of the order's money. */
  decimals: 4,
  /** Currencies that can be redeemed. */
  currencies: 20,
  /** Characters of the key of a refund, which is a part of its rows' keys. */
  refundKey: 120,
  /** A hold's longest time-out: 366 days, in minutes. */
  timeoutMinutes: 366 * 24 * 60,
} as const;

export const REDEMPTION_PAGE_SIZE = 25;

/** Where an order's id is unique unless it is said otherwise. */
export const REDEMPTION_SOURCE = 'checkout';

/** D9. The part of the plugin's configuration under `redemption`. */
export interface RedemptionSettings {
  /** What one whole unit of a currency takes off an order, by the currency's code: `{ credits: '1', points: '0.01' }`. */
  readonly values: Readonly<Record<string, DecimalString>>;
  /** Decimals of the order's money. */
  readonly decimals: number;
  /** After how many minutes a hold lapses that was neither captured nor released. */
  readonly timeoutMinutes: number;
}

export const DEFAULT_REDEMPTION: RedemptionSettings = { values: { credits: '1' }, decimals: 2, timeoutMinutes: 30 };

/**
 * How a redemption stands, told by its hold. `held`: waits for the payment; `captured`: spent on the order, or a part of it;
 * `partly-refunded`, `refunded`: some or all of what was captured was given back since (L39); `released`: let go before
 * anything was captured; `expired`: its time-out passed before that; `refused`: nothing was held (L9).
 */
export const REDEMPTION_STATUSES = [
  'held',
  'captured',
  'partly-refunded',
  'refunded',
  'released',
  'expired',
  'refused',
] as const;
export type RedemptionStatus = (typeof REDEMPTION_STATUSES)[number];

export interface QuoteInput {
  readonly member: MemberId;
  /** What the order costs before any discount, in its own money, major units: more than zero. */
  readonly orderAmount: DecimalString;
  /** The code of a currency that can be redeemed. May be left out where there is but one. */
  readonly currency?: string;
  /** How much to redeem. Default: as much as the order and the member's balance allow. */
  readonly amount?: DecimalString;
}

/**
 * What a redemption comes to. Amounts of the order (`orderAmount`, `tierDiscount`, `discount`, `toPay`) are in its own money;
 * all others in the redeemed currency.
 */
export interface RedemptionFiguresDto {
  readonly member: MemberId;
  readonly currency: string;
  readonly orderAmount: DecimalString;
  /** The code of the member's tier. */
  readonly tier: string | null;
  /** D7. Per cent. */
  readonly tierDiscountPercent: DecimalString;
  /** What the tier takes off: floor(orderAmount × per cent). */
  readonly tierDiscount: DecimalString;
  /** What is redeemed: of a hold what it holds, after its end what was captured and was not given back (L39). */
  readonly amount: DecimalString;
  /** What `amount` takes off besides: floor(amount × value), at most what the tier leaves. */
  readonly discount: DecimalString;
  /** `orderAmount` less both discounts. */
  readonly toPay: DecimalString;
}

export interface QuoteDto extends RedemptionFiguresDto {
  /** What the member can spend now. */
  readonly available: DecimalString;
  /** The most that this order and this balance allow to redeem. */
  readonly redeemable: DecimalString;
  /** What the member can spend after it. */
  readonly remaining: DecimalString;
}

export interface RedemptionInput extends QuoteInput {
  /** More than zero. */
  readonly amount: DecimalString;
  /** The shop's id of the order, unique within `source`. */
  readonly orderId: string;
  /** Where the order's id is unique. Default `checkout`. */
  readonly source?: string;
  /** Milliseconds after which the hold lapses. Default: `redemption.timeoutMinutes` of the configuration. */
  readonly timeoutMs?: number;
  readonly actor?: Actor;
}

/** Which redemption: the last one of an order that held anything, or one by its own id. */
export type WhichRedemption =
  | { readonly orderId: string; readonly source?: string; readonly redemption?: undefined }
  | { readonly redemption: string; readonly orderId?: undefined; readonly source?: undefined };

export type CaptureRedemptionInput = WhichRedemption & {
  /** Default: all that is held. What is left is released. */
  readonly amount?: DecimalString;
  readonly actor?: Actor;
};

export type ReleaseRedemptionInput = WhichRedemption & { readonly actor?: Actor };

/** What a refund gives back, in the redeemed currency. Default: all that was captured and not given back yet. */
export type PreviewRedemptionRefundInput = WhichRedemption & { readonly amount?: DecimalString };

export type RefundRedemptionInput = PreviewRedemptionRefundInput & {
  /** Required with `amount`, because a part may be given back twice; the same refund is done once (L8). */
  readonly idempotencyKey?: string;
  readonly reason?: string;
  readonly actor?: Actor;
};

/** An attempt to redeem on an order, on record whatever came of it (L9). */
export interface RedemptionDto extends RedemptionFiguresDto {
  readonly id: string;
  readonly status: RedemptionStatus;
  readonly source: string;
  readonly orderId: string;
  /** What was asked for. */
  readonly requested: DecimalString;
  /** The `reserve` row; null when refused. */
  readonly holdId: string | null;
  /** L39. What was captured and given back since, in the redeemed currency. */
  readonly refunded: DecimalString;
  /** The `deduct` row, once captured; of several the first one. */
  readonly captureId: string | null;
  /** The row that gave back what was captured; of several the newest one. */
  readonly refundId: string | null;
  /** When the hold lapses. */
  readonly expiresAt: IsoInstant | null;
  readonly refusal: ErrorDto | null;
  readonly actor: { readonly id: string; readonly name: string | null } | null;
  readonly attemptedAt: IsoInstant;
}

/** D9. What a hold, a capture, a release or a refund came to. */
export interface RedemptionResult extends RedemptionDto {
  /** What the member can spend now. */
  readonly remaining: DecimalString;
  /** True when this had been done before and nothing was posted now. */
  readonly replayed: boolean;
}

/** How a redemption stands, and how it would after a refund. */
export interface RedemptionRefundPreviewDto {
  readonly before: RedemptionResult;
  readonly after: RedemptionResult;
}

export interface RedemptionListQuery {
  readonly page?: number;
  readonly pageSize?: number;
  readonly status?: RedemptionStatus;
  readonly member?: MemberId;
  /** Exactly this order. */
  readonly orderId?: string;
}

export interface RedemptionRowDto extends Omit<RedemptionDto, 'member' | 'currency'> {
  readonly member: MemberNameDto;
  readonly currency: CurrencyNameDto;
}

export type RedemptionListDto = PageDto<RedemptionRowDto>;

/** What can be redeemed, and for how much. */
export interface RedemptionTermsDto {
  readonly currencies: readonly (CurrencyNameDto & { readonly value: DecimalString })[];
  readonly decimals: number;
  readonly timeoutMinutes: number;
}

/**
 * D9. Redeeming at checkout. `quote` says what an order would cost; `hold` sets the amount aside while the customer pays;
 * `capture` spends it, or a part; `release` gives it back; `refund` gives back what was captured. Each answers with the
 * discount and what remains.
 */
export interface RedemptionService {
  /**
   * Writes nothing. Refuses with INVALID_INPUT, INVALID_AMOUNT, ZERO_AMOUNT, AMOUNT_OVERFLOW, UNKNOWN_CURRENCY,
   * MEMBER_NOT_FOUND, NOT_REDEEMABLE, RISING_ONLY, WORTH_NOTHING, EXCEEDS_ORDER, INSUFFICIENT_FUNDS.
   */
  quote(input: QuoteInput): Promise<QuoteDto>;
  /**
   * Holds once for an order, however often it is asked: while the hold is open, and after it was captured, the same request
   * is answered with it. After a release, a time-out or a refund of all that was captured (L39) the same order can be held
   * anew.
   *
   * Refuses as `quote`, and with IDEMPOTENCY_CONFLICT when the order is held or captured for another member, amount or
   * order amount, and LEDGER_BUSY. A refusal with WORTH_NOTHING, EXCEEDS_ORDER or INSUFFICIENT_FUNDS is on record as an
   * attempt (L9).
   */
  hold(input: RedemptionInput): Promise<RedemptionResult>;
  /**
   * Spends what is held; sent again, it answers the same. Refuses with INVALID_INPUT, INVALID_AMOUNT, ZERO_AMOUNT,
   * AMOUNT_OVERFLOW, REDEMPTION_NOT_FOUND, IDEMPOTENCY_CONFLICT, ALREADY_CAPTURED, ALREADY_RELEASED, HOLD_EXPIRED,
   * EXCEEDS_HOLD.
   */
  capture(input: CaptureRedemptionInput): Promise<RedemptionResult>;
  /**
   * Gives back what is held; sent again, it answers the same. Refuses with INVALID_INPUT, REDEMPTION_NOT_FOUND,
   * ALREADY_CAPTURED, ALREADY_RELEASED, HOLD_EXPIRED.
   */
  release(input: ReleaseRedemptionInput): Promise<RedemptionResult>;
  /**
   * L39. Gives back what was captured, or a part, what was captured last first. Without an amount, sent again, it answers the
   * same; so it does with an amount under the same key. Refuses with INVALID_INPUT, INVALID_AMOUNT, ZERO_AMOUNT,
   * AMOUNT_OVERFLOW, REDEMPTION_NOT_FOUND, IDEMPOTENCY_CONFLICT, NOT_CAPTURED, ALREADY_REVERSED, EXCEEDS_ENTRY.
   */
  refund(input: RefundRedemptionInput): Promise<RedemptionResult>;
  /** What `refund` would do, by the code that does it, with nothing posted; refuses likewise. */
  previewRefund(input: PreviewRedemptionRefundInput): Promise<RedemptionRefundPreviewDto>;
  /** The redemption as it stands; null when nothing was ever held for the order, or there is none of that id. */
  get(which: WhichRedemption): Promise<RedemptionDto | null>;
  /** Every attempt, newest first. Refuses with INVALID_INPUT. */
  list(query?: RedemptionListQuery): Promise<RedemptionListDto>;
  /** What can be redeemed, and for how much. */
  terms(): Promise<RedemptionTermsDto>;
}
