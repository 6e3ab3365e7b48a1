import type { Knex } from 'knex';
import { z } from 'zod';
import { ADJUSTMENT_KINDS, type LedgerService, type PostAdjustmentInput, type PostingResult } from '../contract';
import { type Clock, recordedIdOf, toActor } from '../kernel';
import { parseInput } from '../kernel/http';
import { actorField, nameField } from '../kernel/query';
import { insertAdjustments } from './adjustment-store';

export interface AdjustmentDependencies {
  readonly ledger: Pick<LedgerService, 'adjust'>;
  readonly clock: Clock;
  /** Begins a transaction that the ledger joins, or joins the caller's. */
  inTransaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  newDocumentId(): string;
}

/** Where the keys of adjustments are unique: a form's keys never meet those of a shop. */
export const SOURCE = 'adjustments';

/** What the ledger does not look at. */
const ownFields = z.object({
  kind: z.enum(ADJUSTMENT_KINDS).default('manual'),
  actor: actorField,
  discrepancy: nameField(40).optional(),
});

/**
 * B18, B19. Corrects a balance and records who did it and why, in one transaction. The same key again answers with the
 * first result and records nothing.
 *
 * @throws as the ledger's `adjust`: INVALID_INPUT, INVALID_AMOUNT, ZERO_AMOUNT, UNKNOWN_CURRENCY, MEMBER_NOT_FOUND,
 *   IDEMPOTENCY_CONFLICT, INSUFFICIENT_FUNDS, …
 */
export async function postAdjustment(
  { ledger, clock, inTransaction, newDocumentId }: AdjustmentDependencies,
  input: PostAdjustmentInput,
): Promise<PostingResult> {
  const { kind, actor: by, discrepancy } = parseInput(ownFields, input);
  const actor = toActor(by.id, by.name ?? null);
  const { member, currency, amount, reason, idempotencyKey, expiresAt } = input;
  return inTransaction(async (trx) => {
    const result = await ledger.adjust({
      member,
      currency,
      amount,
      reason,
      idempotencyKey,
      source: SOURCE,
      actor,
      ...(expiresAt === undefined ? {} : { expiresAt }),
    });
    if (result.replayed) return result;
    const { entry } = result;
    const record = {
      documentId: newDocumentId(),
      kind,
      member,
      currency,
      amount: entry.amount,
      entryId: entry.id,
      reason,
      administratorId: recordedIdOf(actor),
      administratorName: actor.name ?? null,
      discrepancy: discrepancy ?? null,
      batch: null,
    };
    await insertAdjustments(trx, [record], clock.now());
    return result;
  });
}
