import type { Knex } from 'knex';
import type { HoldStatus, LedgerListDto, LedgerRowDto, RowStatus } from '../../contract';
import { formatAmount, toIso } from '../../kernel';
import { countEntries, readRows, type ListedRow } from './list-store';

/** A list that was asked for, read. */
export interface LedgerList {
  readonly page: number;
  readonly pageSize: number;
}

const STATUS_OF_HOLD: Record<HoldStatus, RowStatus> = {
  open: 'held',
  captured: 'captured',
  released: 'released',
  expired: 'released',
};

/**
 * Lists the ledger, newest first (B7, B8). A page past the end is empty. Takes no lock: a row that is posted between two
 * pages moves the rest down by one.
 */
export async function listEntries({ db }: { db: Knex }, { page, pageSize }: LedgerList): Promise<LedgerListDto> {
  const total = await countEntries(db);
  const rows = await readRows(db, { offset: (page - 1) * pageSize, limit: pageSize, total });
  return { rows: rows.map(toDto), page, pageSize, total };
}

function toDto(row: ListedRow): LedgerRowDto {
  return {
    id: row.id,
    type: row.type,
    status: row.holdStatus && STATUS_OF_HOLD[row.holdStatus],
    member: { id: row.member, name: row.memberName, handle: row.memberHandle },
    currency: { code: row.currency, name: row.currencyName, scale: row.scale },
    amount: formatAmount(row.amount, row.scale),
    held: formatAmount(row.held, row.scale),
    lotId: row.lotId,
    reason: row.reason,
    rule: row.rule,
    eventId: row.eventId,
    effectiveAt: toIso(row.effectiveAt),
    postedAt: toIso(row.postedAt),
  };
}
