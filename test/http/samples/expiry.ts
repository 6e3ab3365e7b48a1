import type { ExpiryEndpointTypes } from '../../../server/contract';
import type { Samples } from './sample';

export const EXPIRY_SAMPLES: Samples<keyof ExpiryEndpointTypes> = {
  previewExpiry: () => ({}),
};
