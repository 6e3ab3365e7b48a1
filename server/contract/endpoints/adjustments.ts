import type { AdjustmentFormInput, AdjustmentListDto, AdjustmentListQuery } from '../adjustment-list';
import type { PostingResult } from '../ledger';
import type { PostingPreviewDto } from '../preview';
import type { Endpoint } from './endpoint';

export const ADJUSTMENT_ENDPOINTS = {
  listAdjustments: { method: 'GET', path: '/adjustments', permissions: ['view-adjustments'] },
  previewAdjustment: { method: 'POST', path: '/adjustments/preview', permissions: ['transactions.adjust'] },
  postAdjustment: { method: 'POST', path: '/adjustments', permissions: ['transactions.adjust'] },
} as const satisfies Record<string, Endpoint>;

export interface AdjustmentEndpointTypes {
  listAdjustments: { readonly request: AdjustmentListQuery; readonly response: AdjustmentListDto };
  previewAdjustment: {
    readonly request: Omit<AdjustmentFormInput, 'reason' | 'idempotencyKey'>;
    readonly response: PostingPreviewDto;
  };
  postAdjustment: { readonly request: AdjustmentFormInput; readonly response: PostingResult };
}
