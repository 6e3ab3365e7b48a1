import { Box } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';

import type { TrendPointDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Moment } from '../../ui/Moment';
import { PlainTable } from '../../ui/PlainTable';
import { listOfRun } from './addresses';

/** The chart in figures, newest first, for who cannot see it or wants to know exactly; each run leads to what it saw. */
export function TrendTable({ trend }: { readonly trend: readonly TrendPointDto[] }) {
  const translate = useTranslate();
  const { formatNumber } = useIntl();
  const title = translate('reconciliation.trend.table');
  return (
    <Details>
      <summary>{title}</summary>
      <Box maxHeight="26rem" overflow="auto" tabIndex={0} role="group" aria-label={title}>
        <PlainTable>
          <thead>
            <tr>
              <th scope="col">{translate('reconciliation.run.started')}</th>
              <th scope="col">{translate('reconciliation.run.status')}</th>
              <th scope="col" data-figure>
                {translate('reconciliation.run.found')}
              </th>
              <th scope="col" data-figure>
                {translate('reconciliation.run.members-affected')}
              </th>
            </tr>
          </thead>
          <tbody>
            {[...trend].reverse().map(({ runId, startedAt, status, ...run }) => (
              <tr key={runId}>
                <th scope="row">
                  <Link to={listOfRun(runId)}>
                    <Moment at={startedAt} />
                  </Link>
                </th>
                <td>{translate(`reconciliation.run.status.${status}`)}</td>
                <td data-figure>{formatNumber(run.discrepanciesFound)}</td>
                <td data-figure>{formatNumber(run.membersWithDiscrepancies)}</td>
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
  a {
    color: ${({ theme }) => theme.colors.primary700};
  }
`;
