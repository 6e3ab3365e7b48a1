import type { Knex } from 'knex';
import type { AdjustmentKind } from '../contract';
import type { Milliseconds } from '../kernel';
import { ADJUSTMENTS_TABLE } from './schema';

export interface AdjustmentRecord {
  readonly documentId: string;
  readonly kind: AdjustmentKind;
  readonly member: string;
  readonly currency: string;
  readonly amount: string;
  readonly entryId: string;
  readonly reason: string;
  readonly administratorId: string;
  readonly administratorName: string | null;
  readonly discrepancy: string | null;
}

/** Writes a record. The only writer of the table. */
export async function insertAdjustment(
  trx: Knex.Transaction,
  record: AdjustmentRecord,
  now: Milliseconds,
): Promise<void> {
  const at = new Date(now);
  await trx(ADJUSTMENTS_TABLE).insert({
    document_id: record.documentId,
    kind: record.kind,
    member: record.member,
    currency: record.currency,
    amount: record.amount,
    entry_id: record.entryId,
    reason: record.reason,
    administrator_id: record.administratorId,
    administrator_name: record.administratorName,
    discrepancy: record.discrepancy,
    created_at: at,
    updated_at: at,
    published_at: at,
  });
}
