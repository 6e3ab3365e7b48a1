import {
  type ErrorCode,
  LIMITS,
  type PostingResult,
  type RedemptionInput,
  type RedemptionResult,
  type RedemptionSettings,
  type RedemptionStatus,
} from '../contract';
import { formatAmount, type MinorUnits, MINUTE, parsePositiveAmount, RewardsError } from '../kernel';
import { parseInput } from '../kernel/http';
import { lookAtPresent } from '../ledger';
import type { RedemptionDependencies } from './dependencies';
import { statusAt } from './dto';
import { type Offer, readOffer } from './quote';
import { answer, RULE } from './result';
import { requireUseful } from './rules';
import { type Attempt, findRedemption, insertAttempt, readHeldOf, type Redemption } from './store';
import { redemptionInput, type RedemptionRequest } from './validate';

/** L9. Refusals for business reasons, which are on record. */
const BUSINESS: readonly ErrorCode[] = ['WORTH_NOTHING', 'EXCEEDS_ORDER', 'INSUFFICIENT_FUNDS'];

/** What is asked for, checked, and the terms on which it is. */
interface Checked {
  readonly asked: RedemptionRequest;
  readonly offer: Offer;
  readonly amount: MinorUnits;
}

/** D9. Sets an amount aside for an order: see `RedemptionService.hold`. */
export async function hold(
  deps: RedemptionDependencies,
  settings: RedemptionSettings,
  input: RedemptionInput,
): Promise<RedemptionResult> {
  const asked = parseInput(redemptionInput, input);
  const offer = await readOffer(deps, settings, asked);
  const checked: Checked = { asked, offer, amount: parsePositiveAmount(asked.amount, offer.terms.scale) };
  await lookAtPresent(deps.db(), asked.member, offer.terms.currency);
  for (let tries = 0; tries < LIMITS.retries; tries += 1) {
    const before = await readHeldOf(deps.db(), asked.source, asked.orderId);
    const live = before.find((one) => isLive(deps, one));
    if (live) return replay(deps, live, checked);
    const { made, isNew } = await holdAnew(deps, settings, checked, before.length + 1);
    if (isNew) return answer(deps, made, false);
    if (isLive(deps, made)) return replay(deps, made, checked);
    // Somebody held at the same time, and it is over already.
  }
  throw new RewardsError('LEDGER_BUSY');
}

/** Whether an order is held for, or paid with it, be it in part (L39). */
const LIVE: readonly RedemptionStatus[] = ['held', 'captured', 'partly-refunded'];
const isLive = ({ clock }: RedemptionDependencies, redemption: Redemption): boolean =>
  LIVE.includes(statusAt(redemption, clock.now()));

/**
 * Each hold of an order that came to nothing, or was refunded in full, leaves room for one more: whoever tries at the same
 * time shares its number, and so its key in the ledger, which holds once.
 */
async function holdAnew(
  deps: RedemptionDependencies,
  settings: RedemptionSettings,
  checked: Checked,
  number: number,
): Promise<{ readonly made: Redemption; readonly isNew: boolean }> {
  const { amount, offer, asked } = checked;
  const key = `${number}/${asked.orderId}`;
  try {
    requireUseful(amount, offer.bill, offer.terms);
    const { entry, replayed } = await reserve(deps, settings, checked, key);
    const made = await findRedemption(deps.db(), 'hold_id', entry.id);
    // Somebody reserved under this key who was no redemption.
    if (!made) throw new RewardsError('IDEMPOTENCY_CONFLICT', { idempotencyKey: key, field: 'source' });
    return { made, isNew: !replayed };
  } catch (error) {
    if (error instanceof RewardsError && BUSINESS.includes(error.code)) {
      await insertAttempt(deps.db(), toAttempt(deps, checked, { refusal: error }));
    }
    throw error;
  }
}

/** Holds the amount and writes the attempt down, both or neither. */
const reserve = (
  deps: RedemptionDependencies,
  { timeoutMinutes }: RedemptionSettings,
  checked: Checked,
  idempotencyKey: string,
): Promise<PostingResult> =>
  deps.inTransaction(async (trx) => {
    const { asked, offer, amount } = checked;
    const result = await deps.ledger.reserve({
      member: asked.member,
      currency: offer.terms.currency,
      amount: formatAmount(amount, offer.terms.scale),
      timeoutMs: asked.timeoutMs ?? timeoutMinutes * MINUTE,
      idempotencyKey,
      source: asked.source,
      reason: `Redeemed on order ${asked.orderId}`,
      rule: RULE,
      eventId: asked.orderId,
      ...(asked.actor ? { actor: asked.actor } : {}),
    });
    if (!result.replayed) await insertAttempt(trx, toAttempt(deps, checked, { holdId: result.entry.id }));
    return result;
  });

const toAttempt = (
  { clock, newId }: RedemptionDependencies,
  { asked, offer: { terms, standing, bill }, amount }: Checked,
  { holdId, refusal }: { readonly holdId?: string; readonly refusal?: RewardsError },
): Attempt => ({
  id: newId(clock.now()),
  source: asked.source,
  orderId: asked.orderId,
  member: asked.member,
  currency: terms.currency,
  requested: amount,
  orderAmount: bill.orderAmount,
  decimals: terms.decimals,
  value: terms.value,
  tier: standing.tier,
  tierDiscountPercent: standing.percent,
  holdId: holdId ?? null,
  refusal: refusal?.code ?? null,
  refusalDetails: refusal?.details ?? null,
  actor: asked.actor ?? null,
  attemptedAt: clock.now(),
});

/** The same request again; IDEMPOTENCY_CONFLICT when it is another one. */
function replay(
  deps: RedemptionDependencies,
  before: Redemption,
  { asked, offer: { terms, bill }, amount }: Checked,
): Promise<RedemptionResult> {
  const differs = {
    member: before.member !== asked.member,
    currency: before.currency !== terms.currency,
    orderAmount: before.orderAmount !== bill.orderAmount || before.decimals !== terms.decimals,
    amount: before.requested !== amount,
  };
  const field = Object.entries(differs).find(([, isOther]) => isOther)?.[0];
  if (field !== undefined) throw new RewardsError('IDEMPOTENCY_CONFLICT', { idempotencyKey: asked.orderId, field });
  return answer(deps, before, true);
}
