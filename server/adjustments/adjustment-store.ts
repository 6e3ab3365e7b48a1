import type { Knex } from 'knex';
import type { AdjustmentKind } from '../contract';
import { chunksOf, type Milliseconds, ROWS_PER_INSERT } from '../kernel';
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
  /** The bulk adjustment that it came with. */
  readonly batch: string | null;
}

/** Writes records. The only writer of the table. */
export async function insertAdjustments(
  trx: Knex.Transaction,
  records: readonly AdjustmentRecord[],
  now: Milliseconds,
): Promise<void> {
  const at = new Date(now);
  const rows = records.map((record) => ({
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
    batch: record.batch,
    created_at: at,
    updated_at: at,
    published_at: at,
  }));
  for (const part of chunksOf(ROWS_PER_INSERT, rows)) await trx(ADJUSTMENTS_TABLE).insert(part);
}
