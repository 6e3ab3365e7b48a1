import { isOutdated, markOutdated, present, RewardsError } from '../kernel';
import { lookAtPresent } from '../ledger';
import type { RedemptionDependencies } from './dependencies';
import { findRedemption, type HoldOfAttempt, readHeldOf, type Redemption } from './store';
import type { Which } from './validate';

/** The redemption that is meant, if there is one. */
export async function find(
  { db }: RedemptionDependencies,
  { redemption, orderId, source = '' }: Partial<Which>,
): Promise<Redemption | undefined> {
  if (redemption !== undefined) return findRedemption(db(), 'id', redemption);
  return (await readHeldOf(db(), source, present(orderId, 'the order of a redemption')))[0];
}

/** A redemption that held something. */
export type Held = Redemption & { readonly hold: HoldOfAttempt; readonly holdId: string };

/** An attempt that was refused holds nothing. */
const isHeld = (redemption: Redemption | undefined): redemption is Held =>
  redemption !== undefined && redemption.hold !== null && redemption.holdId !== null;

/**
 * As it is now, also in a host's transaction.
 *
 * @throws REDEMPTION_NOT_FOUND
 */
export async function needHeld(deps: RedemptionDependencies, one: Partial<Which>): Promise<Held> {
  const shown = await find(deps, one);
  if (shown) await lookAtPresent(deps.db(), shown.member, shown.currency);
  // One that was made since a host's transaction began.
  else markOutdated(deps.db());
  const redemption = isOutdated(deps.db()) ? await find(deps, one) : shown;
  if (isHeld(redemption)) return redemption;
  throw new RewardsError('REDEMPTION_NOT_FOUND', { redemption: one.redemption ?? one.orderId ?? '' });
}
