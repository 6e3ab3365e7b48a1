import { useIntl } from 'react-intl';

import {
  AFFILIATE_EVENT_STATUSES,
  type AffiliateDayDto,
  type AffiliateEventFilter,
  type AffiliateEventStatus,
} from '../../../../server/contract';
import { useCountAffiliateDaysQuery } from '../../../api/affiliates';
import { useTranslate } from '../../../translate';
import { Chart } from '../../../ui/chart/Chart';
import type { ChartSeries } from '../../../ui/chart/chart';
import { PlotSpace } from '../../../ui/chart/PlotSpace';
import { ANEW } from '../../../ui/list/ListView';
import { Panel } from '../../../ui/Panel';
import { PartFailure } from '../../../ui/PartFailure';
import { DayTable } from './DayTable';

/** What is drawn together, in the colours of the chips (C8). */
const SERIES = [
  { id: 'success', tone: 'success', of: ['success'] },
  { id: 'failed', tone: 'danger', of: ['failed', 'not_qualified'] },
  { id: 'open', tone: 'warning', of: ['pending', 'processing', 'retried'] },
  { id: 'cancelled', tone: 'neutral', of: ['cancelled'] },
] as const;

const sum = ({ counts }: AffiliateDayDto, statuses: readonly AffiliateEventStatus[]): number =>
  statuses.reduce((total, status) => total + (counts[status] ?? 0), 0);

/** The events that the filters let through, by day and how they stand now. */
export function EventsChart({ filter }: { readonly filter: AffiliateEventFilter }) {
  const translate = useTranslate();
  const { data, error, isFetching, refetch } = useCountAffiliateDaysQuery(filter, ANEW);
  return (
    <Panel title={translate('affiliates.chart')}>
      {error && !isFetching && (
        <PartFailure error={error} what={translate('affiliates.chart.failed')} onRetry={() => void refetch()} />
      )}
      {data ? <Days {...data} /> : !error && <PlotSpace />}
    </Panel>
  );
}

interface DaysProps {
  readonly days: readonly AffiliateDayDto[];
  readonly isCut: boolean;
}

function Days({ days, isCut }: DaysProps) {
  const translate = useTranslate();
  const { formatNumber } = useIntl();
  const seen = AFFILIATE_EVENT_STATUSES.filter((status) => days.some(({ counts }) => counts[status]));
  const drawn = SERIES.filter(({ of }) => of.some((status) => seen.includes(status)));
  const series = drawn.map(({ id, tone }): ChartSeries => ({ id, tone, label: translate(`affiliates.series.${id}`) }));
  const total = (id: string): string =>
    formatNumber(days.reduce((all, day) => all + sum(day, SERIES.find((one) => one.id === id)?.of ?? []), 0));
  const figures = {
    success: total('success'),
    failed: total('failed'),
    open: total('open'),
    cancelled: total('cancelled'),
  };
  return (
    <Chart
      label={translate('affiliates.chart')}
      unit={translate('affiliates.chart.unit')}
      time="day"
      series={series}
      points={days.map((day) => ({
        ...{ key: day.day, at: day.day },
        values: Object.fromEntries(drawn.map(({ id, of }) => [id, String(sum(day, of))])),
      }))}
      description={
        isCut
          ? translate('affiliates.chart.sum.cut', { ...figures, days: days.length })
          : translate('affiliates.chart.sum', figures)
      }
      quiet={translate('affiliates.chart.quiet')}
    >
      <DayTable days={days} statuses={seen} />
    </Chart>
  );
}
