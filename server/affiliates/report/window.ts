import { AFFILIATE_WINDOW_DAYS } from '../../contract';
import { DAY, dayOf, type Milliseconds, RewardsError, startOfDay } from '../../kernel';

/** F16. The time in which events of a report were recorded, by whole days of UTC. */
export interface ReportWindow {
  readonly startDate: string;
  /** The last day, inclusive. */
  readonly endDate: string;
  readonly from: Milliseconds;
  /** Not in it any more. */
  readonly until: Milliseconds;
}

/**
 * F16. The days that were asked for: up to today, and from seven days before the last one, unless it is said otherwise.
 *
 * @param asked days as `2026-01-31`
 * @throws INVALID_INPUT naming `startDate` when it lies behind the end
 */
export function windowOf(
  asked: { readonly startDate?: string | undefined; readonly endDate?: string | undefined },
  now: Milliseconds,
): ReportWindow {
  const last = asked.endDate === undefined ? startOfDay(now) : Date.parse(asked.endDate);
  const from = asked.startDate === undefined ? last - AFFILIATE_WINDOW_DAYS * DAY : Date.parse(asked.startDate);
  if (from > last)
    throw new RewardsError('INVALID_INPUT', { field: 'startDate', problem: 'must not be after endDate.' });
  return { startDate: dayOf(from), endDate: dayOf(last), from, until: last + DAY };
}

/** The last days of a window, oldest first. */
export function daysOf({ from, until }: ReportWindow, most: number): string[] {
  const first = Math.max(from, until - most * DAY);
  return Array.from({ length: Math.round((until - first) / DAY) }, (_, i) => dayOf(first + i * DAY));
}
