import type { Days } from './spec';

const DAY = 24 * 60 * 60 * 1000;

const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/**
 * The days that the server takes where none are given: up to today, from so many before the last one.
 *
 * @param span in days
 */
export const standardDays =
  (span: number) =>
  ({ from, to = dayOf(Date.now()) }: Partial<Days>): Days => {
    const last = Date.parse(to);
    // What is no day goes to the server, which says so.
    if (from !== undefined || Number.isNaN(last)) return { from: from ?? '', to };
    return { from: dayOf(last - span * DAY), to };
  };
