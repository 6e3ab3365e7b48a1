import type { AdjustmentEndpointTypes } from '../../../server/contract';
import type { Samples } from './sample';

export const ADJUSTMENT_SAMPLES: Samples<keyof AdjustmentEndpointTypes> = {
  listAdjustments: () => ({}),
  previewAdjustment: ({ member, currency }) => ({ body: { member, currency, amount: '5' } }),
  postAdjustment: ({ open, member, currency }) => ({
    body: { member, currency, amount: '5', reason: 'A sample of the tests', idempotencyKey: open.key() },
  }),
};
