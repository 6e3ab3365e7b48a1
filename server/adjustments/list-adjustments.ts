import type { AdjustmentListDto, AdjustmentRowDto, AdjustmentSort } from '../contract';
import { type Db, formatAmount, pageOf, type PageRequest, toIso } from '../kernel';
import type { Sorting } from '../kernel/query';
import { countAdjustments, type ListedAdjustment, readAdjustments } from './adjustment-list-store';

export interface AdjustmentListRequest extends PageRequest {
  readonly member?: string | undefined;
  readonly sort: Sorting<AdjustmentSort>;
}

/** B20. A page of the audit table; one past the end is empty. */
export async function listAdjustments(
  { db }: { readonly db: Db },
  { member, sort, ...asked }: AdjustmentListRequest,
): Promise<AdjustmentListDto> {
  return pageOf(asked, await countAdjustments(db, member), async (span) =>
    (await readAdjustments(db, { member, ...span, sort })).map(toDto),
  );
}

const toDto = (row: ListedAdjustment): AdjustmentRowDto => ({
  entryId: row.entryId,
  member: { id: row.member, name: row.memberName, handle: row.memberHandle },
  currency: { code: row.currency, name: row.currencyName, scale: row.scale },
  amount: formatAmount(row.amount, row.scale),
  reason: row.reason,
  administrator: { id: row.administratorId, name: row.administratorName },
  reversed: formatAmount(row.reversed, row.scale),
  reversedBy: row.reversedBy,
  postedAt: toIso(row.postedAt),
});
