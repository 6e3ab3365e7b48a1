/** V8. What a shop outside says and is told: as the services, with the member named by the shop's own id. */
import type { EarningOutcome, RefundResult } from './earning';
import type { DecimalString } from './ledger';
import type { QuoteDto, RedemptionResult } from './redemption';

/** What became of an order. */
export interface ShopOrderDto {
  readonly orderId: string;
  readonly externalId: string;
  readonly outcome: EarningOutcome;
  readonly currency: string;
  /** In the earned currency; zero when skipped. */
  readonly earned: DecimalString;
  /** The ledger's row; null when skipped. */
  readonly entryId: string | null;
}

/** L38. What came of a refund: as the service says, in the earned currency. */
export type ShopRefundDto = Pick<RefundResult, 'outcome' | 'currency' | 'earned' | 'takenBack' | 'stays'> & {
  readonly orderId: string;
  /** The ledger's row; null where nothing was taken back. */
  readonly entryId: string | null;
};

/** As the quote of the service, of the shop's own customer. */
export type ShopQuoteDto = Omit<QuoteDto, 'member'> & { readonly externalId: string };

/** A redemption as the shop needs it. */
export type ShopRedemptionDto = Pick<
  RedemptionResult,
  | 'id'
  | 'status'
  | 'orderId'
  | 'currency'
  | 'orderAmount'
  | 'tier'
  | 'tierDiscountPercent'
  | 'tierDiscount'
  | 'requested'
  | 'amount'
  | 'discount'
  | 'toPay'
  | 'refunded'
  | 'expiresAt'
>;

/** What an action of a shop came to. */
export type ShopRedemptionResult = ShopRedemptionDto & {
  /** What the customer can spend now. */
  readonly remaining: DecimalString;
  /** True when this had been done before and nothing was posted now. */
  readonly replayed: boolean;
};
