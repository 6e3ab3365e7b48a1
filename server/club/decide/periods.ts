import type { PeriodOrAll } from '../../contract';
import { DAY, dayOf, type Milliseconds } from '../../kernel';

/** E12. A period of a zone's calendar. */
export interface CalendarPeriod {
  /** `2026-11-28`, `2026-W48` (ISO 8601), `2026-11`, `2026`; `all`. */
  readonly key: string;
  /** Counts periods of a kind: those that follow each other differ by one. */
  readonly ordinal: number;
}

const MONTHS = 12;
const WEEK = 7;
/** 1970-01-01 was a Thursday, and weeks begin on Mondays. */
const DAYS_FROM_MONDAY = 3;
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

interface LocalTime {
  readonly year: number;
  readonly month: number;
  /** Days since 1970-01-01 by the zone's own calendar. */
  readonly day: number;
  readonly hour: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-u-ca-iso8601', {
    ...{ timeZone, year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', hourCycle: 'h23' },
  });
  formats.set(timeZone, format);
  return format;
}

/** Whether a time zone is known, by an IANA name: an offset such as `+01:00` knows no summer time, and so is none. */
export function isTimeZone(name: string): boolean {
  if (name !== 'UTC' && !name.includes('/')) return false;
  try {
    formatOf(name);
    return true;
  } catch (error) {
    if ((error as Error).name === 'RangeError') return false;
    throw error;
  }
}

function localTime(instant: Milliseconds, timeZone: string): LocalTime {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? Number.NaN;
  const [year, month] = [of('year'), of('month')];
  return { year, month, day: Date.UTC(year, month - 1, of('day')) / DAY, hour: of('hour') };
}

/**
 * E12. The period that an instant is in, by the calendar of a zone: a day there has 23 to 25 hours.
 *
 * @param timeZone an IANA name
 */
export function periodOf(instant: Milliseconds, per: PeriodOrAll, timeZone: string): CalendarPeriod {
  if (per === 'all') return { key: 'all', ordinal: 0 };
  const { year, month, day } = localTime(instant, timeZone);
  if (per === 'year') return { key: String(year), ordinal: year };
  if (per === 'month') return { key: `${year}-${twoDigits(month)}`, ordinal: year * MONTHS + month };
  if (per === 'day') return { key: dayOf(day * DAY), ordinal: day };
  const ordinal = Math.floor((day + DAYS_FROM_MONDAY) / WEEK);
  return { key: weekKey(ordinal), ordinal };
}

/** ISO 8601: a week is of the year in which its Thursday lies. */
function weekKey(ordinal: number): string {
  const thursday = new Date(ordinal * WEEK * DAY);
  const year = thursday.getUTCFullYear();
  const dayOfYear = (thursday.getTime() - Date.UTC(year, 0, 1)) / DAY;
  return `${year}-W${twoDigits(Math.floor(dayOfYear / WEEK) + 1)}`;
}

const twoDigits = (count: number): string => String(count).padStart(2, '0');

/** E10. The weekday in a zone, by its English name in small letters, and the hour there, from `0` to `23`. */
export function hourOf(instant: Milliseconds, timeZone: string): { readonly weekday: string; readonly hour: string } {
  const { day, hour } = localTime(instant, timeZone);
  const place = (((day + DAYS_FROM_MONDAY) % WEEK) + WEEK) % WEEK;
  return { weekday: WEEKDAYS[place] ?? '', hour: String(hour) };
}
