import { AFFILIATE_LIMITS, type AffiliateDaysDto, type AffiliateEventStatus } from '../../contract';
import { dayOf } from '../../kernel';
import { countByDay } from './counts-store';
import type { ReportDependencies } from './list-events';
import { type AskedFilter, selectionOf } from './selection';
import { daysOf } from './window';

/**
 * The events that a filter lets through, by day and status. Of a long window the last days.
 *
 * @throws INVALID_INPUT, SYSTEM_NOT_FOUND
 */
export async function countDays(deps: ReportDependencies, filter: AskedFilter): Promise<AffiliateDaysDto> {
  const selection = await selectionOf(deps, filter);
  const days = daysOf(selection, AFFILIATE_LIMITS.chartDays);
  const from = Date.parse(days[0] ?? selection.startDate);
  const counts = new Map<string, Partial<Record<AffiliateEventStatus, number>>>(days.map((day) => [day, {}]));
  for (const { day, status, count } of await countByDay(deps.db, { ...selection, from })) {
    const ofDay = counts.get(dayOf(day));
    if (ofDay) ofDay[status] = count;
  }
  return { days: days.map((day) => ({ day, counts: counts.get(day) ?? {} })), isCut: from > selection.from };
}
