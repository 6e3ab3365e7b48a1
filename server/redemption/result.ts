import type { RedemptionResult } from '../contract';
import type { RedemptionDependencies } from './dependencies';
import { toRedemptionDto } from './dto';
import type { Redemption } from './store';

/** What rows of the ledger say brought them about. */
export const RULE = 'redemption';

/** D9. A redemption as it stands, and what its member can spend now. */
export async function answer(
  { clock, ledger }: RedemptionDependencies,
  redemption: Redemption,
  replayed: boolean,
): Promise<RedemptionResult> {
  const { member, currency } = redemption;
  const { available: remaining } = await ledger.balance({ member, currency });
  return { ...toRedemptionDto(redemption, clock.now()), remaining, replayed };
}
