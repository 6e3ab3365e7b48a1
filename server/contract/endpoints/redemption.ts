import type {
  QuoteDto,
  QuoteInput,
  RedemptionInput,
  RedemptionListDto,
  RedemptionListQuery,
  RedemptionRefundPreviewDto,
  RedemptionResult,
  RedemptionTermsDto,
} from '../redemption';
import type { Endpoint, Nothing } from './endpoint';
import type { CorrectionInput } from './ledger';

export const REDEMPTION_ENDPOINTS = {
  getRedemptionTerms: { method: 'GET', path: '/redemption-terms', permissions: ['view-redemptions', 'redeem'] },
  listRedemptions: { method: 'GET', path: '/redemptions', permissions: ['view-redemptions'] },
  quoteRedemption: { method: 'POST', path: '/redemptions/quote', permissions: ['redeem'] },
  holdRedemption: { method: 'POST', path: '/redemptions', permissions: ['redeem'] },
  captureRedemption: { method: 'POST', path: '/redemptions/:redemption/capture', permissions: ['redeem'] },
  releaseRedemption: { method: 'POST', path: '/redemptions/:redemption/release', permissions: ['redeem'] },
  previewRedemptionRefund: { method: 'GET', path: '/redemptions/:redemption/refund', permissions: ['redeem'] },
  refundRedemption: { method: 'POST', path: '/redemptions/:redemption/refund', permissions: ['redeem'] },
} as const satisfies Record<string, Endpoint>;

export interface OneRedemption {
  readonly redemption: string;
}

export interface RedemptionEndpointTypes {
  getRedemptionTerms: { readonly request: Nothing; readonly response: RedemptionTermsDto };
  listRedemptions: { readonly request: RedemptionListQuery; readonly response: RedemptionListDto };
  quoteRedemption: { readonly request: QuoteInput; readonly response: QuoteDto };
  /** Whoever is logged in is the actor, and the source is the service's own. */
  holdRedemption: {
    readonly request: Omit<RedemptionInput, 'actor' | 'source' | 'timeoutMs'>;
    readonly response: RedemptionResult;
  };
  captureRedemption: {
    readonly request: OneRedemption & { readonly amount?: string };
    readonly response: RedemptionResult;
  };
  releaseRedemption: { readonly request: OneRedemption; readonly response: RedemptionResult };
  previewRedemptionRefund: {
    readonly request: OneRedemption & { readonly amount?: string };
    readonly response: RedemptionRefundPreviewDto;
  };
  refundRedemption: {
    readonly request: OneRedemption & CorrectionInput & { readonly amount?: string };
    readonly response: RedemptionResult;
  };
}
