import { useIntl } from 'react-intl';

import type { EconomyDayDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { ChartTable } from '../../ui/chart/ChartTable';
import { formatDecimal } from '../../ui/decimal';
import type { SmallColumn } from '../../ui/SmallTable';

interface DayTableProps {
  readonly days: readonly EconomyDayDto[];
  readonly currency: string;
}

/** What each day came to, newest first. Days are those of UTC. */
export function DayTable({ days, currency }: DayTableProps) {
  const translate = useTranslate();
  const { locale, formatDate } = useIntl();
  const columns: SmallColumn<EconomyDayDto>[] = [
    {
      name: 'day',
      label: translate('chart.day'),
      isHeading: true,
      cell: ({ day }) => formatDate(day, { dateStyle: 'medium', timeZone: 'UTC' }),
    },
    ...(['issued', 'spent', 'expired'] as const).map((series) => ({
      name: series,
      label: translate(`chart.series.${series}`),
      isFigure: true,
      cell: (day: EconomyDayDto) => formatDecimal(day[series], locale, 'negative'),
    })),
  ];
  return (
    <ChartTable
      label={translate('chart.table', { currency })}
      columns={columns}
      rows={[...days].reverse()}
      keyOf={({ day }) => day}
    />
  );
}
