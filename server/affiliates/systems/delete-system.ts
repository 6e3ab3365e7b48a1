import { onCommit, RewardsError } from '../../kernel';
import { lockState } from '../delivery/delivery-store';
import type { SaveDependencies } from './save-system';
import { type AffiliateSystem, deleteSystem, isNamed } from './system-store';

/** C11. Deletes a system with its secrets, as long as no event, affiliate or link names it. @throws SYSTEM_IN_USE */
export async function removeSystem(
  { inTransaction, onSaved }: Pick<SaveDependencies, 'inTransaction' | 'onSaved'>,
  { id, name }: AffiliateSystem,
): Promise<void> {
  await inTransaction(async (trx) => {
    await lockState(trx, id, false);
    if (await isNamed(trx, id)) throw new RewardsError('SYSTEM_IN_USE', { system: name });
    await deleteSystem(trx, id);
    onCommit(trx, onSaved);
  });
}
