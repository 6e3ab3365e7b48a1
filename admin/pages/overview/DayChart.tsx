import { useIntl } from 'react-intl';

import type { CurrencyFiguresDto, EconomyDayDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Chart } from '../../ui/chart/Chart';
import type { ChartSeries } from '../../ui/chart/chart';
import { formatDecimal } from '../../ui/decimal';
import { DayTable } from './DayTable';

interface DayChartProps {
  readonly currency: CurrencyFiguresDto;
  readonly days: readonly EconomyDayDto[];
}

/** Issued upwards; spent and, beyond it, expired downwards. The totals stand below it, and the days in a table. */
export function DayChart({ currency, days }: DayChartProps) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const total = (amount: string) => formatDecimal(amount, locale, 'negative');
  const series: ChartSeries[] = [
    { id: 'issued', label: translate('chart.series.issued'), tone: 'success' },
    { id: 'spent', label: translate('chart.series.spent'), tone: 'primary', isDownward: true },
    { id: 'expired', label: translate('chart.series.expired'), tone: 'danger', isDownward: true },
  ];
  return (
    <Chart
      label={translate('chart.label', { currency: currency.name })}
      unit={currency.name}
      time="day"
      series={series}
      points={days.map(({ day, ...values }) => ({ key: day, at: day, values }))}
      description={translate('chart.description', {
        currency: currency.name,
        issued: total(currency.issued),
        spent: total(currency.redeemed),
        expired: total(currency.expired),
      })}
      quiet={translate('chart.quiet')}
    >
      <DayTable days={days} currency={currency.name} />
    </Chart>
  );
}
