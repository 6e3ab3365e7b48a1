import type { IsoInstant } from '../../../server/contract';

/** What the address has for a day that is none goes to the server as it is, which says so. */
const instant = (date: Date, day: string): IsoInstant => (Number.isNaN(date.getTime()) ? day : date.toISOString());

/** When a day begins in the browser's time zone. */
export const dayStart = (day: string): IsoInstant => instant(new Date(`${day}T00:00:00`), day);

/** When the next day begins: by the calendar, because a day on which clocks change has not 24 hours. */
export function dayEnd(day: string): IsoInstant {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + 1);
  return instant(date, day);
}
