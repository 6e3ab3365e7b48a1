import type { EarningResult, EarningSettings, MemberId, OrderInput } from '../contract';
import { formatAmount, present, RewardsError, ZERO } from '../kernel';
import type { CurrencyRules } from '../ledger';
import { type Completion, firstCompletion, inCompletion } from './completion';
import type { EarningDependencies } from './desk';
import { earnOrders } from './earn-orders';
import { createLedgerDesk } from './ledger-desk';
import { parseOrderValue } from './order-value';
import { termsOf } from './terms';
import { checkOrder, requirePast } from './validate';

/** D8. Earns for one order: see `EarningService.forOrder`. */
export async function forOrder(
  deps: EarningDependencies,
  settings: EarningSettings,
  input: OrderInput,
): Promise<EarningResult> {
  const given = checkOrder(input);
  const value = parseOrderValue(given.amount);
  requirePast(given.orderedAt, deps.clock.now() + deps.clockSkew);
  const currency = given.currency ?? settings.currency;
  // Before a member is made of whoever it is.
  await requireCurrency(deps, currency);
  const member = given.member ?? (await memberOf(deps, given.externalId));
  const order = {
    member,
    value,
    orderedAt: given.orderedAt,
    eventId: given.orderId,
    line: 1,
  };
  const desk = createLedgerDesk(deps, given.source);
  const earn = (completion: Completion) =>
    earnOrders(desk, (inForce) => termsOf(inForce, settings, currency), [{ ...order, ...completion }]);
  const outcomes = given.completedAgain
    ? await inCompletion(deps, { ...given, currency, member }, earn)
    : await earn(firstCompletion({ ...given, currency }));
  const outcome = present(outcomes[0], 'the outcome of the order');
  if (outcome.kind === 'refused') throw new RewardsError(outcome.error.code, outcome.error.details);
  const { earned, entry } = outcome.kind === 'skipped' ? { earned: ZERO, entry: null } : outcome;
  const { scale } = await requireCurrency(deps, currency);
  return { outcome: outcome.kind, member, currency, earned: formatAmount(earned, scale), entry };
}

/** @throws UNKNOWN_CURRENCY */
export async function requireCurrency({ rules }: EarningDependencies, currency: string): Promise<CurrencyRules> {
  const found = (await rules.rulebook()).currency(currency);
  if (!found) throw new RewardsError('UNKNOWN_CURRENCY', { currency });
  return found;
}

async function memberOf({ members }: EarningDependencies, externalId: string | undefined): Promise<MemberId> {
  return (await members.ensure({ externalId: present(externalId, 'the owner of the order') })).documentId;
}
