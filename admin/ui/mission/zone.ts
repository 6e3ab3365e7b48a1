import type { IsoInstant } from '../../../server/contract';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Whether the browser knows a time zone of that name. */
export function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).format(0) !== '';
  } catch {
    // It says so by throwing.
    return false;
  }
}

/** What a clock on the wall of a zone shows, as if that were UTC. */
function wallClock(instant: number, timeZone: string): number {
  const parts = new Map(
    new Intl.DateTimeFormat('en-u-ca-iso8601', {
      ...{ timeZone, year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' },
    })
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

/** The day that an instant lies in, by the calendar of a zone: `2026-11-28`. */
export const dayIn = (instant: IsoInstant, timeZone: string): string =>
  new Date(wallClock(Date.parse(instant), timeZone)).toISOString().slice(0, 10);

/** The first instant of a day in a zone; where the clocks skip midnight, that of the hour that comes instead. */
export function startOfDay(day: string, timeZone: string): IsoInstant {
  const wanted = Date.parse(`${day}T00:00:00Z`);
  // What the clock shows is off by the zone's offset, which may be another one on the day before: twice is enough.
  const first = wanted - (wallClock(wanted, timeZone) - wanted);
  const second = first - (wallClock(first, timeZone) - wanted);
  // Just before a gap the day is still the one before.
  const isBefore = wallClock(second, timeZone) < wanted;
  return new Date(isBefore ? second + 60 * MINUTE : second).toISOString();
}

export const dayAfter = (day: string): string => shift(day, DAY);
export const dayBefore = (day: string): string => shift(day, -DAY);

const shift = (day: string, by: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by).toISOString().slice(0, 10);

/** Whether an instant is the first one of a day in a zone. */
export const isStartOfDay = (instant: IsoInstant, timeZone: string): boolean =>
  Date.parse(startOfDay(dayIn(instant, timeZone), timeZone)) === Date.parse(instant);
