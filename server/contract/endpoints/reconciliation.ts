import type {
  AdjustDiscrepancyInput,
  DiscrepancyDto,
  DiscrepancyListDto,
  DiscrepancyListQuery,
  InvestigateInput,
  ReconciliationOverviewDto,
  ReconciliationRunDto,
  ReconciliationRunListDto,
  ReopenInput,
  ResolveInput,
  ResolveManyInput,
  ResolveManyResult,
  StartReconciliationInput,
} from '../reconciliation';
import type { PostingPreviewDto } from '../preview';
import type { Endpoint, FileText, Nothing } from './endpoint';

export const RECONCILIATION_ENDPOINTS = {
  getReconciliation: { method: 'GET', path: '/reconciliation', permissions: ['view-reconciliation'] },
  listReconciliationRuns: { method: 'GET', path: '/reconciliation/runs', permissions: ['view-reconciliation'] },
  startReconciliation: { method: 'POST', path: '/reconciliation/runs', permissions: ['run-reconciliation'] },
  getReconciliationRun: { method: 'GET', path: '/reconciliation/runs/:run', permissions: ['view-reconciliation'] },
  cancelReconciliation: {
    method: 'POST',
    path: '/reconciliation/runs/:run/cancel',
    permissions: ['run-reconciliation'],
  },
  exportReconciliationRun: {
    method: 'GET',
    path: '/reconciliation/runs/:run/export',
    permissions: ['export-reconciliation'],
  },
  listDiscrepancies: {
    method: 'GET',
    path: '/reconciliation/discrepancies',
    permissions: ['view-reconciliation'],
  },
  resolveDiscrepancies: {
    method: 'POST',
    path: '/reconciliation/discrepancies/resolve',
    permissions: ['resolve-discrepancies'],
  },
  getDiscrepancy: {
    method: 'GET',
    path: '/reconciliation/discrepancies/:discrepancy',
    permissions: ['view-reconciliation'],
  },
  investigateDiscrepancy: {
    method: 'POST',
    path: '/reconciliation/discrepancies/:discrepancy/investigate',
    permissions: ['resolve-discrepancies'],
  },
  resolveDiscrepancy: {
    method: 'POST',
    path: '/reconciliation/discrepancies/:discrepancy/resolve',
    permissions: ['resolve-discrepancies'],
  },
  reopenDiscrepancy: {
    method: 'POST',
    path: '/reconciliation/discrepancies/:discrepancy/reopen',
    permissions: ['resolve-discrepancies'],
  },
  previewDiscrepancyAdjustment: {
    method: 'POST',
    path: '/reconciliation/discrepancies/:discrepancy/adjust/preview',
    permissions: ['adjust-discrepancies'],
  },
  adjustDiscrepancy: {
    method: 'POST',
    path: '/reconciliation/discrepancies/:discrepancy/adjust',
    permissions: ['adjust-discrepancies'],
  },
} as const satisfies Record<string, Endpoint>;

/** Which run. */
export interface OneRun {
  readonly run: string;
}

/** Which discrepancy. */
export interface OneDiscrepancy {
  readonly discrepancy: string;
}

export interface ReconciliationEndpointTypes {
  getReconciliation: { readonly request: Nothing; readonly response: ReconciliationOverviewDto };
  listReconciliationRuns: {
    readonly request: { readonly page?: number; readonly pageSize?: number };
    readonly response: ReconciliationRunListDto;
  };
  /** Begins a run and answers it with 202, still running. */
  startReconciliation: { readonly request: StartReconciliationInput; readonly response: ReconciliationRunDto };
  getReconciliationRun: { readonly request: OneRun; readonly response: ReconciliationRunDto };
  cancelReconciliation: { readonly request: OneRun; readonly response: ReconciliationRunDto };
  /** What a run saw: CSV, or JSON with the evidence. */
  exportReconciliationRun: {
    readonly request: OneRun & { readonly format?: 'csv' | 'json' };
    readonly response: FileText;
  };
  listDiscrepancies: { readonly request: DiscrepancyListQuery; readonly response: DiscrepancyListDto };
  resolveDiscrepancies: { readonly request: ResolveManyInput; readonly response: ResolveManyResult };
  getDiscrepancy: { readonly request: OneDiscrepancy; readonly response: DiscrepancyDto };
  investigateDiscrepancy: {
    readonly request: OneDiscrepancy & Omit<InvestigateInput, 'assignee'>;
    readonly response: DiscrepancyDto;
  };
  resolveDiscrepancy: { readonly request: OneDiscrepancy & ResolveInput; readonly response: DiscrepancyDto };
  reopenDiscrepancy: { readonly request: OneDiscrepancy & ReopenInput; readonly response: DiscrepancyDto };
  previewDiscrepancyAdjustment: {
    readonly request: OneDiscrepancy & Pick<AdjustDiscrepancyInput, 'amount'>;
    readonly response: PostingPreviewDto;
  };
  adjustDiscrepancy: { readonly request: OneDiscrepancy & AdjustDiscrepancyInput; readonly response: DiscrepancyDto };
}
