import type { ExpiryPreviewDto } from '../expiry';
import type { Endpoint, Nothing } from './endpoint';

export const EXPIRY_ENDPOINTS = {
  /** For whoever is about to run the task `expire-due`. */
  previewExpiry: { method: 'GET', path: '/expiry/preview', permissions: ['run-tasks'] },
} as const satisfies Record<string, Endpoint>;

export interface ExpiryEndpointTypes {
  previewExpiry: { readonly request: Nothing; readonly response: ExpiryPreviewDto };
}
