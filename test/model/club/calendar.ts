/** E12 in the model: periods by the calendar of a zone, from what Intl says of an instant. */
import type { PeriodOrAll } from '../../../server/contract';

const DAY = 86_400_000;

export function localOf(at: number, timeZone: string): { day: number; hour: number; month: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric' },
  }).formatToParts(at);
  const [year, month, day, hour] = ['year', 'month', 'day', 'hour'].map((type) =>
    Number(parts.find((part) => part.type === type)!.value),
  ) as [number, number, number, number];
  return { day: Date.UTC(year, month - 1, day) / DAY, hour, month: year * 12 + month - 1 };
}

/** The number of a period; the next one has the next number. Weeks begin on Monday. */
export function periodOf(at: number, per: PeriodOrAll, timeZone: string): number {
  const { day, month } = localOf(at, timeZone);
  // 1 January 1970 was a Thursday.
  const numbers = { all: 0, day, week: Math.floor((day + 3) / 7), month, year: Math.floor(month / 12) };
  return numbers[per];
}
