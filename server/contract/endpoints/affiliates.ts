import type { AffiliateAttentionDto } from '../affiliate-attention';
import type {
  AffiliateActPreviewDto,
  AffiliateActPreviewInput,
  AffiliateActsInput,
  AffiliateActsResult,
  AffiliateDaysDto,
  AffiliateSystemNameDto,
} from '../affiliate-report';
import type {
  AffiliateEventDetailDto,
  AffiliateEventFilter,
  AffiliateEventListDto,
  AffiliateEventQuery,
} from '../affiliates';
import type { Endpoint, FileText, Nothing } from './endpoint';

export const AFFILIATE_ENDPOINTS = {
  listAffiliateEvents: { method: 'GET', path: '/affiliates/events', permissions: ['view-affiliate-events'] },
  countAffiliateDays: { method: 'GET', path: '/affiliates/events/days', permissions: ['view-affiliate-events'] },
  /** A part of the overview. */
  getAffiliateAttention: { method: 'GET', path: '/affiliates/attention', permissions: ['view-affiliate-events'] },
  exportAffiliateEvents: {
    method: 'GET',
    path: '/affiliates/events/export',
    permissions: ['export-affiliate-events'],
  },
  getAffiliateEvent: { method: 'GET', path: '/affiliates/events/:event', permissions: ['view-affiliate-events'] },
  listAffiliateSystemNames: {
    method: 'GET',
    path: '/affiliates/system-names',
    permissions: ['view-affiliate-events', 'compare-affiliate-events'],
  },
  previewAffiliateActs: { method: 'POST', path: '/affiliates/acts/preview', permissions: ['send-affiliate-events'] },
  actOnAffiliateEvents: { method: 'POST', path: '/affiliates/acts', permissions: ['send-affiliate-events'] },
} as const satisfies Record<string, Endpoint>;

/** Which event. */
export interface OneAffiliateEvent {
  readonly event: string;
}

export interface AffiliateEndpointTypes {
  listAffiliateEvents: { readonly request: AffiliateEventQuery; readonly response: AffiliateEventListDto };
  countAffiliateDays: { readonly request: AffiliateEventFilter; readonly response: AffiliateDaysDto };
  getAffiliateAttention: { readonly request: Nothing; readonly response: AffiliateAttentionDto };
  exportAffiliateEvents: { readonly request: AffiliateEventFilter; readonly response: FileText };
  getAffiliateEvent: { readonly request: OneAffiliateEvent; readonly response: AffiliateEventDetailDto };
  listAffiliateSystemNames: { readonly request: Nothing; readonly response: readonly AffiliateSystemNameDto[] };
  previewAffiliateActs: { readonly request: AffiliateActPreviewInput; readonly response: AffiliateActPreviewDto };
  actOnAffiliateEvents: { readonly request: AffiliateActsInput; readonly response: AffiliateActsResult };
}
