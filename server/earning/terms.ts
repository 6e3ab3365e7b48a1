import type { EarningSettings } from '../contract';
import { RewardsError, ZERO } from '../kernel';
import type { EarningDependencies } from './desk';
import type { EarningTerms } from './rules';

/** What an order earns at where no tier says otherwise. */
const PLAIN_MULTIPLIER = '1';

/**
 * The terms in force for a currency.
 *
 * @throws UNKNOWN_CURRENCY
 */
export async function readTerms(
  deps: EarningDependencies,
  settings: EarningSettings,
  currency: string,
): Promise<EarningTerms> {
  const rulebook = await deps.rules.rulebook();
  const { tiers } = await deps.rules.current();
  const rules = rulebook.currency(currency);
  if (!rules) throw new RewardsError('UNKNOWN_CURRENCY', { currency });
  const tierCurrency = tiers?.currency ?? null;
  const multipliers = new Map(tiers?.rungs.map(({ code, multiplier }) => [code, multiplier]));
  return {
    currency,
    scale: rules.scale,
    rate: settings.rate,
    tierCurrency,
    tierAt: (lifetimeEarned) =>
      tierCurrency === null ? null : rulebook.standing(tierCurrency, { balance: ZERO, lifetimeEarned }).tier,
    multiplierOf: (tier) => (tier === null ? undefined : multipliers.get(tier)) ?? PLAIN_MULTIPLIER,
  };
}
