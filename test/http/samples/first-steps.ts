import type { FirstStepEndpointTypes } from '../../../server/contract';
import type { Samples } from './sample';

export const FIRST_STEP_SAMPLES: Samples<keyof FirstStepEndpointTypes> = {
  getFirstSteps: () => ({}),
};
