import type { Knex } from 'knex';
import type { LedgerListDto, LedgerRowDto, LedgerSort } from '../../contract';
import { dialectOf, formatAmount, type PageRequest, toIso } from '../../kernel';
import type { Sorting } from '../../kernel/query';
import { readRows, type ListedRow } from './list-store';
import { strataOf } from './order';
import { type LedgerRequest, selectionOf } from './selection';
import type { RowCounts } from './row-counts';
import { statusOf } from './row-status';
import { findWindow } from './window-store';

export interface ListDependencies {
  readonly db: Knex;
  readonly counts: RowCounts;
}

/** A list that was asked for, read. */
export interface LedgerList extends LedgerRequest, PageRequest {
  readonly sort: Sorting<LedgerSort>;
}

/**
 * Lists the rows of the ledger that were asked for (B7, B8). A page past the end is empty. Takes no lock: a row that is
 * posted between two pages moves the rest down by one.
 *
 * @throws UNKNOWN_CURRENCY
 */
export async function listEntries({ db, counts }: ListDependencies, asked: LedgerList): Promise<LedgerListDto> {
  const { page, pageSize, sort } = asked;
  const dialect = dialectOf(db);
  const selection = await selectionOf(db, dialect, asked);
  const total = await counts.count(selection);
  const window = { offset: (page - 1) * pageSize, limit: pageSize, total };
  const ids = await findWindow(db, dialect, selection, strataOf(dialect, selection, sort), window);
  return { rows: (await readRows(db, ids)).map(toRowDto), page, pageSize, total };
}

/** The newest rows of all, uncounted. */
export async function newestEntries(db: Knex, limit: number): Promise<LedgerRowDto[]> {
  const dialect = dialectOf(db);
  const selection = await selectionOf(db, dialect, { segment: 'all' });
  const strata = strataOf(dialect, selection, { column: 'posted', order: 'DESC' });
  const ids = await findWindow(db, dialect, selection, strata, { offset: 0, limit, total: Number.MAX_SAFE_INTEGER });
  return (await readRows(db, ids)).map(toRowDto);
}

export function toRowDto(row: ListedRow): LedgerRowDto {
  return {
    id: row.id,
    type: row.type,
    status: statusOf(row),
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
