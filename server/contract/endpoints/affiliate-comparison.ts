import type {
  AffiliateComparisonDto,
  AffiliateComparisonInput,
  AffiliateComparisonListDto,
  AffiliateComparisonListQuery,
  AffiliateComparisonRowsDto,
  AffiliateComparisonRowsQuery,
  AffiliateStatementDto,
  AffiliateStatementInput,
} from '../affiliate-comparison';
import type { Endpoint, FileText } from './endpoint';

const permissions = ['compare-affiliate-events'] as const;

export const AFFILIATE_COMPARISON_ENDPOINTS = {
  listAffiliateComparisons: { method: 'GET', path: '/affiliates/comparisons', permissions },
  compareAffiliateEvents: { method: 'POST', path: '/affiliates/comparisons', permissions },
  previewAffiliateStatement: { method: 'POST', path: '/affiliates/comparisons/preview', permissions },
  getAffiliateComparison: { method: 'GET', path: '/affiliates/comparisons/:comparison', permissions },
  listAffiliateComparisonRows: { method: 'GET', path: '/affiliates/comparisons/:comparison/rows', permissions },
  exportAffiliateComparison: { method: 'GET', path: '/affiliates/comparisons/:comparison/export', permissions },
} as const satisfies Record<string, Endpoint>;

/** Which comparison. */
export interface OneAffiliateComparison {
  readonly comparison: string;
}

export interface AffiliateComparisonEndpointTypes {
  listAffiliateComparisons: {
    readonly request: AffiliateComparisonListQuery;
    readonly response: AffiliateComparisonListDto;
  };
  compareAffiliateEvents: { readonly request: AffiliateComparisonInput; readonly response: AffiliateComparisonDto };
  previewAffiliateStatement: { readonly request: AffiliateStatementInput; readonly response: AffiliateStatementDto };
  getAffiliateComparison: { readonly request: OneAffiliateComparison; readonly response: AffiliateComparisonDto };
  listAffiliateComparisonRows: {
    readonly request: AffiliateComparisonRowsQuery;
    readonly response: AffiliateComparisonRowsDto;
  };
  exportAffiliateComparison: { readonly request: OneAffiliateComparison; readonly response: FileText };
}
