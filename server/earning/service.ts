import type { EarningService } from '../contract';
import type { EarningDependencies } from './desk';
import { forOrder } from './for-order';
import { importOrders } from './import-orders';
import { previewRefund, refundOrder } from './refund-order';
import { checkEarningSettings } from './validate';

/**
 * The service `earning`.
 *
 * @param settings the plugin's configuration under `earning`; INVALID_INPUT when it cannot be used
 */
export function createEarning(deps: EarningDependencies, settings: unknown): EarningService {
  const checked = checkEarningSettings(settings);
  return {
    forOrder: (input) => forOrder(deps, checked, input),
    refundOrder: (input) => refundOrder(deps, checked, input),
    previewRefund: (input) => previewRefund(deps, checked, input),
    importOrders: (history, options) => importOrders(deps, checked, history, options),
  };
}
