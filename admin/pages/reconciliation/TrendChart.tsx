import type { TrendPointDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Chart } from '../../ui/chart/Chart';
import { TrendTable } from './TrendTable';

/** A bar for each run, as high as what it found. The extremes are said below it; the runs are a table. */
export function TrendChart({ trend }: { readonly trend: readonly TrendPointDto[] }) {
  const translate = useTranslate();
  const found = trend.map(({ discrepanciesFound }) => discrepanciesFound);
  const runs = trend.length;
  return (
    <Chart
      label={translate('reconciliation.trend.label')}
      unit={translate('reconciliation.trend.unit')}
      time="instant"
      series={[{ id: 'found', label: translate('reconciliation.trend.unit'), tone: 'primary' }]}
      points={trend.map(({ runId, startedAt, discrepanciesFound }) => ({
        key: runId,
        at: startedAt,
        values: { found: String(discrepanciesFound) },
      }))}
      description={translate('reconciliation.trend.description', {
        runs,
        most: Math.max(...found),
        last: found.at(-1) ?? 0,
      })}
      quiet={translate('reconciliation.trend.quiet', { runs })}
    >
      <TrendTable trend={trend} />
    </Chart>
  );
}
