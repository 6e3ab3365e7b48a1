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
  /** The bulk adjustment that it came with. */
  readonly batch: string | null;
}

/** Rows of one insert: knex turns several into a compound SELECT on SQLite, which ends at 500. */
const ROWS_PER_INSERT = 200;

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
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    await trx(ADJUSTMENTS_TABLE).insert(rows.slice(start, start + ROWS_PER_INSERT));
  }
}
