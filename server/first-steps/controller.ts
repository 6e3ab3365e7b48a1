import type { FirstStepEndpointTypes } from '../contract';
import { adminAction, type AdminAction } from '../kernel/http';
import { nothing } from '../kernel/query';
import { type FirstStepDependencies, firstSteps } from './first-steps';

/** Answers the overview of an install that is not yet in use. */
export const firstStepController = (
  deps: FirstStepDependencies,
): Record<keyof FirstStepEndpointTypes, AdminAction> => ({
  getFirstSteps: adminAction('getFirstSteps', nothing, (_, { state }) =>
    firstSteps(deps, (action, subject) => state.userAbility?.can(action, subject) ?? false),
  ),
});
