import { useIntl } from 'react-intl';

import type { AffiliateDayDto, AffiliateEventStatus } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { ChartTable } from '../../../ui/chart/ChartTable';
import type { SmallColumn } from '../../../ui/SmallTable';

interface DayTableProps {
  readonly days: readonly AffiliateDayDto[];
  /** Those that any of the days has. */
  readonly statuses: readonly AffiliateEventStatus[];
}

/** How many events of each day have each status, newest first. */
export function DayTable({ days, statuses }: DayTableProps) {
  const translate = useTranslate();
  const { formatDate, formatNumber } = useIntl();
  const columns: SmallColumn<AffiliateDayDto>[] = [
    {
      name: 'day',
      label: translate('affiliates.chart.day'),
      isHeading: true,
      cell: ({ day }) => formatDate(day, { dateStyle: 'medium', timeZone: 'UTC' }),
    },
    ...statuses.map((status) => ({
      name: status,
      label: translate(`affiliates.status.${status}`),
      isFigure: true,
      cell: ({ counts }: AffiliateDayDto) => formatNumber(counts[status] ?? 0),
    })),
  ];
  return (
    <ChartTable
      label={translate('affiliates.chart.table')}
      columns={columns}
      rows={[...days].reverse()}
      keyOf={({ day }) => day}
    />
  );
}
