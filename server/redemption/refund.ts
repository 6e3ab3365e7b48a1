import type { Knex } from 'knex';
import type {
  PreviewRedemptionRefundInput,
  RedemptionRefundPreviewDto,
  RedemptionResult,
  RefundRedemptionInput,
} from '../contract';
import { formatAmount, type MinorUnits, parsePositiveAmount, plus, RewardsError, ZERO } from '../kernel';
import { parseInput } from '../kernel/http';
import { findByKeys, keyHash, lockLifetimes, readStandingCaptures, type StandingCapture } from '../ledger';
import type { RedemptionDependencies } from './dependencies';
import { type Held, needHeld } from './find';
import { answer, RULE } from './result';
import { partsOfRefund } from './rules';
import { previewRefundInput, refundInput, type RefundRequest } from './validate';

/** L39. Gives back what was captured, or a part: see `RedemptionService.refund`. */
export async function refund(deps: RedemptionDependencies, input: RefundRedemptionInput): Promise<RedemptionResult> {
  const asked = parseInput(refundInput, input);
  return deps.inTransaction((trx) => giveBack(deps, trx, asked));
}

/** What that would do: see `RedemptionService.previewRefund`. */
export async function previewRefund(
  deps: RedemptionDependencies,
  input: PreviewRedemptionRefundInput,
): Promise<RedemptionRefundPreviewDto> {
  const asked = parseInput(previewRefundInput, input);
  // Of its own, so that it never meets one that was used.
  const idempotencyKey = deps.newId(deps.clock.now());
  return deps.rollBackAfter(async (trx) => {
    const before = await answer(deps, await needHeld(deps, asked), true);
    return { before, after: await giveBack(deps, trx, { ...asked, idempotencyKey }) };
  });
}

/** Decides with the account locked, so that refunds of one redemption come one after the other. */
async function giveBack(
  deps: RedemptionDependencies,
  trx: Knex.Transaction,
  asked: RefundRequest,
): Promise<RedemptionResult> {
  await deps.rules.lock(trx);
  const { member, currency } = await needHeld(deps, asked);
  await lockLifetimes(trx, currency, [member]);
  const redemption = await needHeld(deps, asked);
  const captures = await readStandingCaptures(trx, redemption.holdId);
  const amount = asked.amount === undefined ? undefined : parsePositiveAmount(asked.amount, redemption.scale);
  if (await isReplay(trx, redemption, captures, { ...asked, amount })) return answer(deps, redemption, true);
  const parts = partsOfRefund(captures, requireLeft(redemption, captures, amount));
  for (const part of parts) {
    await deps.ledger.reverse({
      entryId: part.entryId,
      amount: formatAmount(part.amount, redemption.scale),
      idempotencyKey: keyOf(asked, part),
      source: redemption.source,
      reason: asked.reason ?? `Order ${redemption.orderId} refunded`,
      rule: RULE,
      eventId: redemption.orderId,
      ...(asked.actor ? { actor: asked.actor } : {}),
    });
  }
  return answer(deps, await needHeld(deps, { redemption: redemption.id }), false);
}

/** One key for each capture; without one of the caller's, of what was left of it, which there is once. */
const keyOf = (
  { idempotencyKey }: Pick<RefundRequest, 'idempotencyKey'>,
  { entryId }: Pick<StandingCapture, 'entryId'>,
): string => (idempotencyKey === undefined ? `refund/${entryId}` : `refund/${entryId}/${idempotencyKey}`);

const leftOf = (captures: readonly StandingCapture[]): MinorUnits =>
  captures.reduce((sum, { left }) => plus(sum, left), ZERO);

/**
 * Whether the same refund was done before: under its key or, without an amount, whoever did it.
 *
 * @throws IDEMPOTENCY_CONFLICT
 */
async function isReplay(
  trx: Knex.Transaction,
  { source }: Held,
  captures: readonly StandingCapture[],
  asked: Pick<RefundRequest, 'idempotencyKey'> & { readonly amount: MinorUnits | undefined },
): Promise<boolean> {
  const { amount, idempotencyKey } = asked;
  if (idempotencyKey !== undefined) {
    const keys = captures.map((capture) => keyHash(source, keyOf(asked, capture)));
    const done = await findByKeys(trx, keys);
    const sum = done.reduce((so, entry) => plus(so, entry.amount), ZERO);
    if (sum > 0n && amount !== undefined && sum !== amount) {
      throw new RewardsError('IDEMPOTENCY_CONFLICT', { idempotencyKey, field: 'amount' });
    }
    if (sum > 0n) return true;
  }
  return amount === undefined && captures.length > 0 && leftOf(captures) === 0n;
}

/** How much is given back: all that stands, unless less was asked for. */
function requireLeft(
  { scale, hold }: Held,
  captures: readonly StandingCapture[],
  asked: MinorUnits | undefined,
): MinorUnits {
  const [first] = captures;
  if (!first) throw new RewardsError('NOT_CAPTURED');
  const left = leftOf(captures);
  if (left === 0n) {
    throw new RewardsError('ALREADY_REVERSED', { entryId: first.entryId, reversalId: hold.refundId ?? '' });
  }
  if (asked === undefined || asked <= left) return asked ?? left;
  const details = { left: formatAmount(left, scale), requested: formatAmount(asked, scale) };
  throw new RewardsError('EXCEEDS_ENTRY', { entryId: first.entryId, ...details });
}
