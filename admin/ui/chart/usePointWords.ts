import { useMemo } from 'react';
import { type IntlShape, useIntl } from 'react-intl';

import { useTranslate } from '../../translate';
import { formatDecimal } from '../decimal';
import { TO_THE_MINUTE } from '../instantFormat';
import type { ChartData, ChartPoint } from './chart';

const DAY = 24 * 60 * 60 * 1000;
/** Within so few days a label without the time of day would say the same again and again. */
const FEW_DAYS = 3 * DAY;

export type PointWords = ReturnType<typeof wordsOf>;

/** How the points of a chart are told: exactly and in full, and shortly below the axis. */
export function usePointWords(chart: ChartData): PointWords {
  const translate = useTranslate();
  const intl = useIntl();
  return useMemo(() => wordsOf(chart, intl, translate), [chart, intl, translate]);
}

function wordsOf({ time, points, series }: ChartData, intl: IntlShape, translate: ReturnType<typeof useTranslate>) {
  const isDay = time === 'day';
  const timeZone = isDay ? 'UTC' : (intl.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  const short = shortFormat(points, isDay);

  const when = ({ at }: ChartPoint) =>
    intl.formatDate(at, isDay ? { dateStyle: 'medium', timeZone } : { ...TO_THE_MINUTE, timeZone });
  const figures = ({ values }: ChartPoint) =>
    series.map((one) => ({ ...one, figure: formatDecimal(values[one.id] ?? '0', intl.locale, 'negative') }));
  return {
    /** With the time zone that the days and hours are those of. */
    axis: isDay ? translate('chart.axis.day', { zone: timeZone }) : translate('chart.axis.time', { zone: timeZone }),
    when,
    figures,
    short: (point: ChartPoint | undefined) => (point ? intl.formatDate(point.at, { ...short, timeZone }) : ''),
    sentence: (point: ChartPoint) =>
      translate('chart.point', {
        at: when(point),
        figures: figures(point)
          .map(({ label, figure }) => translate('chart.figure', { label, figure }))
          .join(', '),
      }),
  };
}

function shortFormat(points: readonly ChartPoint[], isDay: boolean): Intl.DateTimeFormatOptions {
  const [first, last] = [new Date(points[0]?.at ?? 0), new Date(points.at(-1)?.at ?? 0)];
  const date = { day: 'numeric', month: 'short' } as const;
  if (first.getUTCFullYear() !== last.getUTCFullYear()) return { ...date, year: 'numeric' };
  const isClose = last.getTime() - first.getTime() < FEW_DAYS;
  return isClose && !isDay ? { ...date, hour: 'numeric', minute: '2-digit' } : date;
}
