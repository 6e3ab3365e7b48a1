import { negate } from '../../kernel';
import type { AccountDraft } from './account-draft';
import { freeOf } from '../state';
import { engineContext } from './context';

/**
 * Writes off what is free of a lot whose expiry has passed: one `expire` row (L15). What an open hold has of the lot
 * stays until the hold ends (L21). Does nothing for a lot that is not due or has nothing free.
 *
 * @param causeId the row in whose posting this happens, if any
 */
export function expireLot(draft: AccountDraft, lotId: string, causeId?: string): void {
  const lot = draft.lot(lotId);
  const amount = freeOf(lot);
  if (lot.expiresAt === null || lot.expiresAt > draft.now || amount === 0n) return;
  const since = Math.max(lot.expiresAt, lot.earnedAt);
  draft.post(
    {
      type: 'expire',
      amount: negate(amount),
      allocations: [{ lotId, holdId: null, amount: negate(amount), held: 0n as typeof amount }],
      lotId,
      ...(causeId === undefined ? {} : { causeId }),
    },
    engineContext(`expire:${lotId}`, draft.account.id, draft.account.sequence, since),
  );
  draft.noteWriteOff(lotId, amount);
}
