import type { Knex } from 'knex';
import type {
  EarningSettings,
  EntryDto,
  RefundInput,
  RefundOutcome,
  RefundPreviewDto,
  RefundResult,
  ReverseInput,
} from '../contract';
import { formatAmount, minus, type MinorUnits, RewardsError, ZERO } from '../kernel';
import { lockLifetimes } from '../ledger';
import type { EarningDependencies } from './desk';
import { requireCurrency } from './for-order';
import { againKey, orderKey } from './order-key';
import { type OrderValue, orderValueText, parseOrderValue, valueLess } from './order-value';
import { earnedFor, REFUND_RULE, termsOfGrant } from './rules';
import { findOrderGrant, type OrderGrant, readRefunds } from './store';
import { checkRefund } from './validate';

/** A refund whose input was checked. */
interface Asked extends Omit<ReturnType<typeof checkRefund>, 'refundedTotal' | 'currency'> {
  readonly currency: string;
  readonly scale: number;
  readonly refunded: OrderValue;
}

/** What a refund comes to, and the posting that carries it out. */
interface Decided {
  readonly figures: Omit<RefundResult, 'entry'>;
  readonly posting: ReverseInput | null;
}

/** L38. Takes back what an order has earned too much: see `EarningService.refundOrder`. */
export async function refundOrder(
  deps: EarningDependencies,
  settings: EarningSettings,
  input: RefundInput,
): Promise<RefundResult> {
  const asked = await ask(deps, settings, input);
  return deps.transactions.run(async (trx) => {
    const { figures, posting } = await decide(deps, trx, asked);
    return { ...figures, entry: posting && (await reverse(deps, posting)) };
  });
}

const reverse = async ({ ledger }: EarningDependencies, posting: ReverseInput): Promise<EntryDto> =>
  (await ledger.reverse(posting)).entry;

/** What that would do: see `EarningService.previewRefund`. */
export async function previewRefund(
  deps: EarningDependencies,
  settings: EarningSettings,
  input: RefundInput,
): Promise<RefundPreviewDto> {
  const asked = await ask(deps, settings, input);
  return deps.transactions.rollBackAfter(async (trx) => {
    const { figures, posting } = await decide(deps, trx, asked);
    return { ...figures, posting: posting && (await deps.ledger.preview({ type: 'reverse', ...posting })) };
  });
}

async function ask(deps: EarningDependencies, settings: EarningSettings, input: RefundInput): Promise<Asked> {
  const { refundedTotal, ...given } = checkRefund(input);
  const refunded = parseOrderValue(refundedTotal, 'refundedTotal');
  const currency = given.currency ?? settings.currency;
  const { scale } = await requireCurrency(deps, currency);
  return { ...given, currency, scale, refunded };
}

/** Decides with the account locked, so that refunds of one order come one after the other. */
async function decide(deps: EarningDependencies, trx: Knex.Transaction, asked: Asked): Promise<Decided> {
  const { currency, orderId, source, scale, refunded } = asked;
  await deps.rules.lock(trx);
  const keyOf = asked.completedAgain ? againKey : orderKey;
  const grant = await findOrderGrant(trx, source, keyOf(currency, orderId));
  const terms = grant && termsOfGrant(grant);
  if (!grant || !terms) throw new RewardsError('ORDER_NOT_FOUND', { orderId, currency });
  const left = valueLess(terms.value, refunded);
  if (left.units < 0n) {
    const details = { field: 'refundedTotal', most: orderValueText(terms.value), requested: orderValueText(refunded) };
    throw new RewardsError('EXCEEDS_ORDER', details);
  }
  await lockLifetimes(trx, currency, [grant.member]);
  const before = await readRefunds(trx, grant.entryId);
  const earned = minus(grant.amount, before.amount);
  const excess = minus(earned, earnedFor(left, terms.rate, terms.multiplier, scale));
  const takenBack = excess > 0n ? excess : ZERO;
  const amount = (value: MinorUnits): string => formatAmount(value, scale);
  return {
    figures: {
      outcome: takenBack > 0n ? 'refunded' : outcomeOfNothing(refunded, before.told),
      member: grant.member,
      currency,
      earned: amount(grant.amount),
      takenBack: amount(takenBack),
      stays: amount(minus(earned, takenBack)),
    },
    posting: takenBack > 0n ? postingOf(asked, grant, amount(takenBack)) : null,
  };
}

/** Why nothing is taken back for a total: by what earlier refunds were told. */
function outcomeOfNothing(refunded: OrderValue, told: readonly string[]): RefundOutcome {
  const differences = told.map((total) => valueLess(parseOrderValue(total), refunded).units);
  if (differences.some((units) => units > 0n)) return 'late';
  return differences.includes(ZERO) ? 'replayed' : 'unchanged';
}

/** What stays earned never rises, so a total is reversed for once. */
function postingOf(
  { orderId, source, refunded }: Asked,
  { entryId, metadata }: OrderGrant,
  amount: string,
): ReverseInput {
  const refundedTotal = orderValueText(refunded);
  return {
    entryId,
    amount,
    idempotencyKey: `refund/${entryId}/${refundedTotal}`,
    source,
    reason: `${refundedTotal} refunded on order ${orderId}`,
    rule: REFUND_RULE,
    eventId: orderId,
    metadata: { order: metadata?.order ?? null, refundedTotal },
  };
}
