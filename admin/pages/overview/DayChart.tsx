import { Box, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { CurrencyFiguresDto, EconomyDayDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { formatDecimal } from '../../ui/decimal';
import { DayTable } from './DayTable';

const WIDTH = 600;
const HEIGHT = 160;
const BASE = HEIGHT / 2;

/** How high a bar is. A number will do here: nobody reads an amount off a pixel, and the amounts stand in the table. */
const size = (amount: string) => Math.abs(Number(amount));

interface DayChartProps {
  readonly currency: CurrencyFiguresDto;
  readonly days: readonly EconomyDayDto[];
}

/** Issued upwards; spent and, beyond it, expired downwards. The totals are its description, the days a table below it. */
export function DayChart({ currency, days }: DayChartProps) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const total = (amount: string) => formatDecimal(amount, locale, 'negative');
  const most = Math.max(
    ...days.map(({ issued, spent, expired }) => Math.max(size(issued), size(spent) + size(expired))),
  );
  if (!(most > 0)) return <Typography textColor="neutral600">{translate('chart.quiet')}</Typography>;

  const step = WIDTH / days.length;
  const scale = (amount: string) => (size(amount) / most) * (BASE - 4);
  const label = translate('chart.description', {
    currency: currency.name,
    issued: total(currency.issued),
    spent: total(currency.redeemed),
    expired: total(currency.expired),
  });
  return (
    <Box>
      <Drawing viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} preserveAspectRatio="none">
        {days.map(({ day, issued, spent, expired }, index) => {
          const bar = { x: index * step + 1, width: step - 2 };
          return (
            <g key={day}>
              <rect {...bar} data-series="issued" y={BASE - scale(issued)} height={scale(issued)} />
              <rect {...bar} data-series="spent" y={BASE} height={scale(spent)} />
              <rect {...bar} data-series="expired" y={BASE + scale(spent)} height={scale(expired)} />
            </g>
          );
        })}
        <line x1={0} x2={WIDTH} y1={BASE} y2={BASE} />
      </Drawing>
      <Legend>
        {(['issued', 'spent', 'expired'] as const).map((series) => (
          <li key={series}>
            <svg width="12" height="12" aria-hidden>
              <rect data-series={series} width="12" height="12" rx="2" />
            </svg>
            {translate(`chart.series.${series}`)}
          </li>
        ))}
      </Legend>
      <DayTable days={days} currency={currency.name} />
    </Box>
  );
}

const Drawing = styled.svg`
  display: block;
  width: 100%;
  height: 16rem;
  line {
    stroke: ${({ theme }) => theme.colors.neutral300};
    vector-effect: non-scaling-stroke;
  }
  [data-series='issued'] {
    fill: ${({ theme }) => theme.colors.success500};
  }
  [data-series='spent'] {
    fill: ${({ theme }) => theme.colors.primary500};
  }
  [data-series='expired'] {
    fill: ${({ theme }) => theme.colors.danger500};
  }
`;

const Legend = styled.ul`
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.spaces[4]};
  padding-block: ${({ theme }) => theme.spaces[3]};
  font-size: ${({ theme }) => theme.fontSizes[1]};
  color: ${({ theme }) => theme.colors.neutral700};
  li {
    display: flex;
    align-items: center;
    gap: ${({ theme }) => theme.spaces[2]};
  }
  [data-series='issued'] {
    fill: ${({ theme }) => theme.colors.success500};
  }
  [data-series='spent'] {
    fill: ${({ theme }) => theme.colors.primary500};
  }
  [data-series='expired'] {
    fill: ${({ theme }) => theme.colors.danger500};
  }
`;
