import type { EarningResult, EarningSettings, GrantInput, MemberId, OrderInput, PostingOutcome } from '../contract';
import { formatAmount, present, RewardsError, ZERO } from '../kernel';
import type { EarningDependencies } from './desk';
import { earnOrders } from './earn-orders';
import { createLedgerDesk } from './ledger-desk';
import { orderKey } from './order-key';
import { parseOrderValue } from './order-value';
import { readTerms } from './terms';
import { checkOrder, requirePast } from './validate';

/** D8. Earns for one order: see `EarningService.forOrder`. */
export async function forOrder(
  deps: EarningDependencies,
  settings: EarningSettings,
  input: OrderInput,
): Promise<EarningResult> {
  const given = checkOrder(input);
  const value = parseOrderValue(given.amount);
  requirePast(given.orderedAt, deps.clock.now());
  const currency = given.currency ?? settings.currency;
  const { scale } = await readTerms(deps, settings, currency);
  const member = given.member ?? (await memberOf(deps, given.externalId));
  const order = {
    key: orderKey(currency, given.orderId),
    member,
    value,
    orderedAt: given.orderedAt,
    name: `order ${given.orderId}`,
    eventId: given.orderId,
    line: 1,
  };
  const desk = createLedgerDesk(deps, given.source, (grants) => Promise.all(grants.map((grant) => post(deps, grant))));
  const outcomes = await earnOrders(desk, () => readTerms(deps, settings, currency), [order]);
  const outcome = present(outcomes[0], 'the outcome of the order');
  if (outcome.kind === 'refused') throw new RewardsError(outcome.error.code, outcome.error.details);
  const { earned, entry } = outcome.kind === 'skipped' ? { earned: ZERO, entry: null } : outcome;
  return { outcome: outcome.kind, member, currency, earned: formatAmount(earned, scale), entry };
}

async function memberOf({ members }: EarningDependencies, externalId: string | undefined): Promise<MemberId> {
  return (await members.ensure({ externalId: present(externalId, 'the owner of the order') })).documentId;
}

/** One by one, so that grants of several callers at once can share a transaction (L30). */
async function post({ ledger }: EarningDependencies, grant: GrantInput): Promise<PostingOutcome> {
  try {
    return { ok: true, result: await ledger.grant(grant) };
  } catch (error) {
    if (error instanceof RewardsError) return { ok: false, error: error.toDto() };
    throw error;
  }
}
