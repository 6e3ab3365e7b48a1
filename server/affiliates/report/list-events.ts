import type { Knex } from 'knex';
import type { AffiliateEventListDto } from '../../contract';
import type { PageRequest } from '../../kernel';
import { readWindow } from '../../kernel/window';
import { readByIds } from '../record/event-store';
import { readTotals } from './read-totals';
import { type AskedFilter, selectionOf, type SelectionDependencies } from './selection';
import { atOneMoment, countSelected, idsOfPage } from './selection-store';
import { toRow } from './shown-event';

export interface ReportDependencies extends SelectionDependencies {
  readonly db: Knex;
}

/**
 * C1 to C4, F16, F17. A page of the events that a filter lets through, newest first, with how many there are and what the
 * successes come to: all as of one instant. A page past the end is empty.
 *
 * @throws INVALID_INPUT, SYSTEM_NOT_FOUND
 */
export async function listEvents(
  deps: ReportDependencies,
  { page, pageSize, ...filter }: PageRequest & AskedFilter,
): Promise<AffiliateEventListDto> {
  const selection = await selectionOf(deps, filter);
  return atOneMoment(deps.db, async (trx) => {
    const total = await countSelected(trx, selection);
    const all = { count: total, read: (part: Parameters<typeof idsOfPage>[2]) => idsOfPage(trx, selection, part) };
    const ids = await readWindow([all], 'DESC', { page, pageSize });
    const { totals, withoutAmount } = await readTotals(trx, selection);
    return {
      rows: (await readByIds(trx, ids)).map(toRow),
      ...{ page, pageSize, total, startDate: selection.startDate, endDate: selection.endDate },
      ...{ totals, successesWithoutAmount: withoutAmount },
    };
  });
}
