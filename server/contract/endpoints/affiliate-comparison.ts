import type {
  AffiliateComparisonDto,
  AffiliateComparisonInput,
  AffiliateComparisonRowsDto,
  AffiliateComparisonRowsQuery,
} from '../affiliate-comparison';
import type { Endpoint, FileText, Nothing } from './endpoint';

const permissions = ['compare-affiliate-events'] as const;

export const AFFILIATE_COMPARISON_ENDPOINTS = {
  listAffiliateComparisons: { method: 'GET', path: '/affiliates/comparisons', permissions },
  compareAffiliateEvents: { method: 'POST', path: '/affiliates/comparisons', permissions },
  listAffiliateComparisonRows: { method: 'GET', path: '/affiliates/comparisons/:comparison/rows', permissions },
  exportAffiliateComparison: { method: 'GET', path: '/affiliates/comparisons/:comparison/export', permissions },
} as const satisfies Record<string, Endpoint>;

/** Which comparison. */
export interface OneAffiliateComparison {
  readonly comparison: string;
}

export interface AffiliateComparisonEndpointTypes {
  listAffiliateComparisons: { readonly request: Nothing; readonly response: readonly AffiliateComparisonDto[] };
  compareAffiliateEvents: { readonly request: AffiliateComparisonInput; readonly response: AffiliateComparisonDto };
  listAffiliateComparisonRows: {
    readonly request: AffiliateComparisonRowsQuery;
    readonly response: AffiliateComparisonRowsDto;
  };
  exportAffiliateComparison: { readonly request: OneAffiliateComparison; readonly response: FileText };
}
