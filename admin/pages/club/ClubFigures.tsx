import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { ClubDayDto, ClubEventFilter, ClubFiguresDto } from '../../../server/contract';
import { useGetClubFiguresQuery } from '../../api/club';
import { useTranslate } from '../../translate';
import { Chart } from '../../ui/chart/Chart';
import { ChartTable } from '../../ui/chart/ChartTable';
import { PlotSpace } from '../../ui/chart/PlotSpace';
import { formatDecimal } from '../../ui/decimal';
import { Facts } from '../../ui/Facts';
import { Figure } from '../../ui/Figure';
import { ANEW } from '../../ui/list/ListView';
import { Panel } from '../../ui/Panel';
import { PartFailure } from '../../ui/PartFailure';
import type { SmallColumn } from '../../ui/SmallTable';

/** Side by side where there is room, so that rows are in sight. */
const Beside = styled.div`
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: ${({ theme }) => theme.spaces[4]};
  > section {
    display: flex;
    flex-direction: column;
  }
  @media (min-width: 1080px) {
    grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
  }
`;

const SERIES = [
  { id: 'paid', tone: 'success' },
  { id: 'pending', tone: 'warning' },
  { id: 'failed', tone: 'danger' },
] as const;

/** A3. What came in, what was paid for it, and a chart of the days. */
export function ClubFigures({ filter }: { readonly filter: ClubEventFilter }) {
  const translate = useTranslate();
  const { data, error, isFetching, refetch } = useGetClubFiguresQuery(filter, ANEW);
  const failure = error && !isFetching && (
    <PartFailure error={error} what={translate('club.figures.failed')} onRetry={() => void refetch()} />
  );
  return (
    <Beside>
      <Panel title={translate('club.figures')}>{failure || (data ? <Figures figures={data} /> : <PlotSpace />)}</Panel>
      <Panel title={translate('club.chart')}>{data ? <Days days={data.days} /> : !failure && <PlotSpace />}</Panel>
    </Beside>
  );
}

function Figures({ figures }: { readonly figures: ClubFiguresDto }) {
  const translate = useTranslate();
  const { locale, formatNumber } = useIntl();
  const { eventsReceived, statuses, payoutsPaid, payoutsPending, payoutsFailed, successRate, amounts } = figures;
  const count = (value: number) => <Figure>{formatNumber(value)}</Figure>;
  const undecided = (['received', 'held', 'error'] as const).reduce((sum, one) => sum + (statuses[one] ?? 0), 0);
  return (
    <Facts
      facts={[
        { label: translate('club.figures.received'), value: count(eventsReceived) },
        { label: translate('club.figures.decided'), value: count(eventsReceived - undecided) },
        { label: translate('club.figures.paid'), value: count(payoutsPaid) },
        { label: translate('club.figures.pending'), value: count(payoutsPending) },
        { label: translate('club.figures.payouts-failed'), value: count(payoutsFailed) },
        {
          label: translate('club.figures.rate'),
          value: successRate === null ? '–' : `${formatDecimal(successRate, locale, 'negative')} %`,
        },
        ...amounts.map(({ currency, paid, pending }) => ({
          label: currency.name,
          value: translate('club.figures.amounts', {
            paid: formatDecimal(paid, locale, 'negative'),
            pending: formatDecimal(pending, locale, 'negative'),
          }),
        })),
      ]}
    />
  );
}

function Days({ days }: { readonly days: readonly ClubDayDto[] }) {
  const translate = useTranslate();
  const { formatDate, formatNumber } = useIntl();
  const drawn = SERIES.filter(({ id }) => days.some((day) => day[id] > 0));
  const total = (of: keyof Omit<ClubDayDto, 'day'>) => formatNumber(days.reduce((sum, day) => sum + day[of], 0));
  const column = (name: keyof Omit<ClubDayDto, 'day'>): SmallColumn<ClubDayDto> => ({
    ...{ name, label: translate(`club.series.${name}`), isFigure: true },
    cell: (day) => formatNumber(day[name]),
  });
  const columns: SmallColumn<ClubDayDto>[] = [
    {
      ...{ name: 'day', label: translate('club.chart.day'), isHeading: true },
      cell: ({ day }) => formatDate(day, { dateStyle: 'medium', timeZone: 'UTC' }),
    },
    ...(['received', 'paid', 'pending', 'failed'] as const).map(column),
  ];
  return (
    <Chart
      label={translate('club.chart')}
      unit={translate('club.chart.unit')}
      time="day"
      series={drawn.map(({ id, tone }) => ({ id, tone, label: translate(`club.series.${id}`) }))}
      points={days.map((day) => ({
        ...{ key: day.day, at: day.day },
        values: Object.fromEntries(drawn.map(({ id }) => [id, String(day[id])])),
      }))}
      description={translate('club.chart.sum', {
        ...{ paid: total('paid'), pending: total('pending'), failed: total('failed') },
      })}
      quiet={translate('club.chart.quiet')}
    >
      <ChartTable
        label={translate('club.chart.table')}
        columns={columns}
        rows={days.toReversed()}
        keyOf={({ day }) => day}
      />
    </Chart>
  );
}
