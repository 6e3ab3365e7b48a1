/**
 * Redeeming at checkout (D9): an order is quoted, an amount held while the customer pays, then captured or released. Every
 * attempt is on record (L9); what became of it, its hold in the ledger tells.
 */
import type { RedemptionService } from '../contract';
import { parseInput } from '../kernel/http';
import { asQuery } from '../kernel/query';
import { capture, get, release } from './close';
import type { RedemptionDependencies } from './dependencies';
import { hold } from './hold';
import { listRedemptions } from './list';
import { quote } from './quote';
import { readRedemptionSettings } from './settings';
import { listTerms } from './terms';
import { redemptionList } from './validate';

export type { RedemptionDependencies } from './dependencies';
export { redemptionController, redemptionRoutes } from './http';
export { redemptionsOf } from './list';
export { redemptionModels } from './schema';
export { readRedemptionSettings } from './settings';

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
    get: (which) => get(deps, which),
    list: async (query) =>
      listRedemptions({ db: deps.db(), clock: deps.clock }, parseInput(redemptionList, asQuery(query))),
    terms: () => listTerms(deps, checked),
  };
}
