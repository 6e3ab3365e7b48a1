import type { AdjustmentListDto, AdjustmentRowDto, AdjustmentSort } from '../contract';
import { type Db, formatAmount, toIso } from '../kernel';
import type { Sorting } from '../kernel/query';
import { countAdjustments, type ListedAdjustment, readAdjustments } from './adjustment-list-store';

export interface AdjustmentListRequest {
  readonly page: number;
  readonly pageSize: number;
  readonly member?: string | undefined;
  readonly sort: Sorting<AdjustmentSort>;
}

/** B20. A page of the audit table; one past the end is empty. */
export async function listAdjustments(
  { db }: { readonly db: Db },
  { page, pageSize, member, sort }: AdjustmentListRequest,
): Promise<AdjustmentListDto> {
  const total = await countAdjustments(db, member);
  const skip = (page - 1) * pageSize;
  const rows = skip < total ? await readAdjustments(db, { member, skip, limit: pageSize, sort }) : [];
  return { rows: rows.map(toDto), page, pageSize, total };
}

const toDto = (row: ListedAdjustment): AdjustmentRowDto => ({
  entryId: row.entryId,
  member: { id: row.member, name: row.memberName, handle: row.memberHandle },
  currency: { code: row.currency, name: row.currencyName, scale: row.scale },
  amount: formatAmount(row.amount, row.scale),
  reason: row.reason,
  administrator: { id: row.administratorId, name: row.administratorName },
  reversedBy: row.reversedBy,
  postedAt: toIso(row.postedAt),
});
