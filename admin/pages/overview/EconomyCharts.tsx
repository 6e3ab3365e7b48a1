import { styled } from 'styled-components';

import { ECONOMY_DAYS, type OverviewDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Panel } from '../../ui/Panel';
import { DayChart } from './DayChart';

/** What was issued, spent and written off, day by day, a chart for each currency that moved. */
export function EconomyCharts({ economy, series }: Pick<OverviewDto, 'economy' | 'series'>) {
  const translate = useTranslate();
  return (
    <Charts>
      {economy.currencies.map((currency) => {
        const days = series.find((one) => one.currency === currency.code)?.days ?? [];
        return (
          <Panel key={currency.code} title={translate('chart.title', { currency: currency.name, days: ECONOMY_DAYS })}>
            <DayChart currency={currency} days={days} />
          </Panel>
        );
      })}
    </Charts>
  );
}

const Charts = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr));
  gap: ${({ theme }) => theme.spaces[4]};
  > * {
    min-width: 0;
  }
`;
