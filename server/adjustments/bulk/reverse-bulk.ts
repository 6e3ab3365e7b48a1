import type { BatchReversalDto, CorrectionInput } from '../../contract';
import { actorOf, type Administrator, RewardsError } from '../../kernel';
import { SOURCE } from '../post-adjustment';
import { isBatchThere, unreversedOf } from './bulk-store';
import type { BulkDependencies } from './dependencies';

/**
 * Backs out what is left of every row of a batch, all or none, newest first.
 *
 * @throws BATCH_NOT_FOUND; the ledger's refusal of the row that cannot be reversed, such as GRANT_ALREADY_SPENT
 */
export async function reverseBulk(
  deps: BulkDependencies,
  { batch, reason, idempotencyKey }: CorrectionInput & { readonly batch: string },
  administrator: Administrator,
): Promise<BatchReversalDto> {
  return deps.transactions.run(async (trx) => {
    if (!(await isBatchThere(trx, batch))) throw new RewardsError('BATCH_NOT_FOUND', { batch });
    const entries = (await unreversedOf(trx, batch)).reverse();
    const actor = actorOf(administrator);
    const outcomes = await deps.ledger.postMany(
      entries.map((entryId) => ({
        type: 'reverse',
        entryId,
        reason,
        idempotencyKey: `${idempotencyKey}:${entryId}`,
        source: SOURCE,
        actor,
      })),
      { allOrNothing: true },
    );
    const refused = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error]));
    const why = refused.find(({ code }) => code !== 'BATCH_ROLLED_BACK');
    if (why) throw new RewardsError(why.code, why.details);
    return { batch, reversed: outcomes.length };
  });
}
