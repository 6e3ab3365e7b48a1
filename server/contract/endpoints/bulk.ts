import type { BatchListDto, BatchReversalDto, BulkInput, BulkPreviewDto, BulkResultDto } from '../bulk';
import type { Endpoint } from './endpoint';
import type { CorrectionInput } from './ledger';

export const BULK_ENDPOINTS = {
  listBatches: { method: 'GET', path: '/adjustment-batches', permissions: ['view-adjustments'] },
  previewBatch: { method: 'POST', path: '/adjustment-batches/preview', permissions: ['transactions.adjust-in-bulk'] },
  postBatch: { method: 'POST', path: '/adjustment-batches', permissions: ['transactions.adjust-in-bulk'] },
  reverseBatch: {
    method: 'POST',
    path: '/adjustment-batches/:batch/reversal',
    permissions: ['transactions.adjust-in-bulk'],
  },
} as const satisfies Record<string, Endpoint>;

export interface BulkEndpointTypes {
  listBatches: {
    readonly request: { readonly page?: number; readonly pageSize?: number };
    readonly response: BatchListDto;
  };
  previewBatch: { readonly request: Pick<BulkInput, 'csv'>; readonly response: BulkPreviewDto };
  postBatch: { readonly request: BulkInput; readonly response: BulkResultDto };
  reverseBatch: { readonly request: { readonly batch: string } & CorrectionInput; readonly response: BatchReversalDto };
}
