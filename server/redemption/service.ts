import type { RedemptionService } from '../contract';
import { parseInput } from '../kernel/http';
import { asQuery } from '../kernel/query';
import { capture, get, release } from './close';
import type { RedemptionDependencies } from './dependencies';
import { hold } from './hold';
import { listRedemptions } from './list';
import { quote } from './quote';
import { previewRefund, refund } from './refund';
import { readRedemptionSettings } from './settings';
import { listTerms } from './terms';
import { redemptionList } from './validate';

/**
 * The service `redemption`.
 *
 * @param settings the plugin's configuration under `redemption`; INVALID_INPUT when it cannot be used
 */
export function createRedemption(deps: RedemptionDependencies, settings: unknown): RedemptionService {
  const checked = readRedemptionSettings(settings);
  return {
    quote: (input) => quote(deps, checked, input),
    hold: (input) => hold(deps, checked, input),
    capture: (input) => capture(deps, input),
    release: (input) => release(deps, input),
    refund: (input) => refund(deps, input),
    previewRefund: (input) => previewRefund(deps, input),
    get: (which) => get(deps, which),
    list: async (query) =>
      listRedemptions({ db: deps.db(), clock: deps.clock }, parseInput(redemptionList, asQuery(query))),
    terms: () => listTerms(deps, checked),
  };
}
