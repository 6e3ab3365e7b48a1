import type { Knex } from 'knex';
import type { HoldStatus, LedgerListDto, LedgerListQuery, LedgerRowDto, RowStatus } from '../../contract';
import { LEDGER_PAGE_SIZE } from '../../contract';
import { formatAmount, toIso } from '../../kernel';
import { countEntries, readRows, type ListedRow } from './list-store';

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
export async function listEntries({ db }: { db: Knex }, query: LedgerListQuery): Promise<LedgerListDto> {
  const { page = 1, pageSize = LEDGER_PAGE_SIZE } = query;
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
    currency: { code: row.currency, name: row.currencyName },
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
