import type { FirstStepsDto } from '../first-steps';
import type { Endpoint, Nothing } from './endpoint';

export const FIRST_STEP_ENDPOINTS = {
  /** A part of the overview, so opened by the same permission. */
  getFirstSteps: { method: 'GET', path: '/first-steps', permissions: ['view-ledger'] },
} as const satisfies Record<string, Endpoint>;

export interface FirstStepEndpointTypes {
  getFirstSteps: { readonly request: Nothing; readonly response: FirstStepsDto };
}
