import type { EarningSettings } from '../contract';
import { RewardsError, ZERO } from '../kernel';
import type { RulesInForce } from '../members';
import type { EarningTerms } from './rules';

/** What an order earns at where no tier says otherwise. */
const PLAIN_MULTIPLIER = '1';

/**
 * The terms on which a currency is earned.
 *
 * @throws UNKNOWN_CURRENCY
 */
export function termsOf(
  { rules: { tiers }, rulebook }: RulesInForce,
  settings: EarningSettings,
  currency: string,
): EarningTerms {
  const found = rulebook.currency(currency);
  if (!found) throw new RewardsError('UNKNOWN_CURRENCY', { currency });
  const tierCurrency = tiers?.currency ?? null;
  const multipliers = new Map(tiers?.rungs.map(({ code, multiplier }) => [code, multiplier]));
  return {
    currency,
    scale: found.scale,
    rate: settings.rate,
    tierCurrency,
    tierAt: (lifetimeEarned) =>
      tierCurrency === null ? null : rulebook.standing(tierCurrency, { balance: ZERO, lifetimeEarned }).tier,
    multiplierOf: (tier) => (tier === null ? undefined : multipliers.get(tier)) ?? PLAIN_MULTIPLIER,
  };
}
