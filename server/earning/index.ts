/** Earning for orders (D8): one at a time as they come in, or a whole history. */
import type { EarningService } from '../contract';
import type { EarningDependencies } from './desk';
import { forOrder } from './for-order';
import { importOrders } from './import-orders';
import { checkEarningSettings } from './validate';

export type { EarningDependencies } from './desk';
export { earningModels } from './schema';
export { readSkippedOf } from './store';
export { checkEarningSettings } from './validate';

/**
 * The service `earning`.
 *
 * @param settings the plugin's configuration under `earning`; INVALID_INPUT when it cannot be used
 */
export function createEarning(deps: EarningDependencies, settings: unknown): EarningService {
  const checked = checkEarningSettings(settings);
  return {
    forOrder: (input) => forOrder(deps, checked, input),
    importOrders: (history, options) => importOrders(deps, checked, history, options),
  };
}
