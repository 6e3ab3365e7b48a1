import type { MissionReward, PayoutReason } from '../../contract';
import { isWithinBounds, type MinorUnits, minor, parseAmount, ZERO } from '../../kernel';
import { valueAt } from '../../kernel/exact-json';
import { floorProduct } from '../../kernel/floor-product';
import { plainDecimal } from '../../kernel/plain-decimal';
import type { DecidedEvent } from './event';

/** E11. What a reward comes to, before caps and pools. */
export type Earned =
  | { readonly kind: 'amount'; readonly currency: string; readonly scale: number; readonly amount: MinorUnits }
  | { readonly kind: 'badge'; readonly badge: string }
  /** E2. It cannot be told. */
  | { readonly kind: 'failed'; readonly reason: PayoutReason; readonly details: Readonly<Record<string, string>> };

/** The digits in front of the point from which on no amount fits, whatever it is multiplied by in earnest. */
const LONGEST_AMOUNT = 100;

/**
 * E11. What an event earns by a reward: floor(value × rate × multiplier), rounded down once to the currency's scale.
 *
 * @param multiplier of the member's tier, as a decimal string
 * @param scaleOf decimals of a currency
 * @returns null where it comes to nothing
 */
export function earnedBy(
  reward: MissionReward,
  event: DecidedEvent,
  multiplier: string,
  scaleOf: (currency: string) => number,
): Earned | null {
  if (reward.kind === 'badge') return reward;
  const { currency } = reward;
  const scale = scaleOf(currency);
  if (reward.kind === 'amount') {
    return { kind: 'amount', currency, scale, amount: parseAmount(reward.amount, scale) };
  }
  const value = plainDecimal(valueAt(event.payload, reward.path));
  if (value === null) return failed('AMOUNT_INVALID', { path: reward.path });
  const overflow = () => failed('AMOUNT_OVERFLOW', { path: reward.path });
  if ((value.split('.')[0] ?? '').length > LONGEST_AMOUNT) return overflow();
  const amount = floorProduct([value, reward.rate, ...(reward.useMultiplier ? [multiplier] : [])], scale);
  if (!isWithinBounds(amount)) return overflow();
  return amount <= ZERO ? null : { kind: 'amount', currency, scale, amount: minor(amount) };
}

const failed = (reason: PayoutReason, details: Readonly<Record<string, string>>): Earned => ({
  ...{ kind: 'failed', reason, details },
});
