import type {
  Actor,
  CaptureRedemptionInput,
  PostingContext,
  RedemptionDto,
  RedemptionResult,
  ReleaseRedemptionInput,
  WhichRedemption,
} from '../contract';
import { formatAmount, parsePositiveAmount } from '../kernel';
import { parseInput } from '../kernel/http';
import type { RedemptionDependencies } from './dependencies';
import { toRedemptionDto } from './dto';
import { find, type Held, needHeld } from './find';
import { answer, RULE } from './result';
import { captureInput, releaseInput, which } from './validate';

/** D9. Spends what is held for an order: see `RedemptionService.capture`. */
export async function capture(deps: RedemptionDependencies, input: CaptureRedemptionInput): Promise<RedemptionResult> {
  const { amount, actor, ...one } = parseInput(captureInput, input);
  const redemption = await needHeld(deps, one);
  const { hold, scale } = redemption;
  const asked = amount === undefined ? hold.amount : parsePositiveAmount(amount, scale);
  // Whoever asks again, and be it somebody else.
  if (hold.captureId !== null && hold.captured === asked) return answer(deps, redemption, true);
  const { replayed } = await deps.ledger.capture({
    ...contextOf(redemption, 'capture', actor),
    reason: `Order ${redemption.orderId} paid`,
    ...(amount === undefined ? {} : { amount: formatAmount(asked, scale) }),
  });
  return answer(deps, await needHeld(deps, { redemption: redemption.id }), replayed);
}

/** D9. Gives back what is held for an order: see `RedemptionService.release`. */
export async function release(deps: RedemptionDependencies, input: ReleaseRedemptionInput): Promise<RedemptionResult> {
  const { actor, ...one } = parseInput(releaseInput, input);
  const redemption = await needHeld(deps, one);
  if (redemption.hold.status === 'released') return answer(deps, redemption, true);
  const { replayed } = await deps.ledger.release({
    ...contextOf(redemption, 'release', actor),
    reason: `Checkout of order ${redemption.orderId} cancelled`,
  });
  return answer(deps, await needHeld(deps, { redemption: redemption.id }), replayed);
}

/** How a redemption stands: see `RedemptionService.get`. */
export async function get(deps: RedemptionDependencies, input: WhichRedemption): Promise<RedemptionDto | null> {
  const found = await find(deps, parseInput(which, input));
  return found ? toRedemptionDto(found, deps.clock.now()) : null;
}

/** One key for each end of a hold: sent again, it is answered as before. */
const contextOf = (
  { source, orderId, holdId }: Held,
  end: 'capture' | 'release',
  actor: Actor | undefined,
): PostingContext & { readonly holdId: string } => ({
  holdId,
  idempotencyKey: `${end}/${holdId}`,
  source,
  rule: RULE,
  eventId: orderId,
  ...(actor ? { actor } : {}),
});
