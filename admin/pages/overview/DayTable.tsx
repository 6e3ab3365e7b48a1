import { Box } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { EconomyDayDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { formatDecimal } from '../../ui/decimal';
import { PlainTable } from '../../ui/PlainTable';

interface DayTableProps {
  readonly days: readonly EconomyDayDto[];
  readonly currency: string;
}

/** The chart in figures, newest first, for who cannot see it or wants to know exactly. Days are those of UTC. */
export function DayTable({ days, currency }: DayTableProps) {
  const translate = useTranslate();
  const { locale, formatDate } = useIntl();
  const figure = (amount: string) => formatDecimal(amount, locale, 'negative');
  const title = translate('chart.table', { currency });
  return (
    <Details>
      <summary>{title}</summary>
      <Box maxHeight="26rem" overflow="auto" tabIndex={0} role="group" aria-label={title}>
        <PlainTable>
          <thead>
            <tr>
              <th scope="col">{translate('chart.day')}</th>
              {(['issued', 'spent', 'expired'] as const).map((series) => (
                <th key={series} scope="col" data-figure>
                  {translate(`chart.series.${series}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...days].reverse().map(({ day, issued, spent, expired }) => (
              <tr key={day}>
                <th scope="row">{formatDate(day, { dateStyle: 'medium', timeZone: 'UTC' })}</th>
                <td data-figure>{figure(issued)}</td>
                <td data-figure>{figure(spent)}</td>
                <td data-figure>{figure(expired)}</td>
              </tr>
            ))}
          </tbody>
        </PlainTable>
      </Box>
    </Details>
  );
}

const Details = styled.details`
  font-size: ${({ theme }) => theme.fontSizes[2]};
  color: ${({ theme }) => theme.colors.neutral800};
  summary {
    cursor: pointer;
    width: fit-content;
  }
`;
