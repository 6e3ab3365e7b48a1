import { Link as DesignLink } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { Link } from 'react-router-dom';

import type { TrendPointDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { ChartTable } from '../../ui/chart/ChartTable';
import { Moment } from '../../ui/Moment';
import type { SmallColumn } from '../../ui/SmallTable';
import { discrepanciesOfRunPath } from '../../paths';

/** What each run came to, newest first; each leads to what it saw. */
export function TrendTable({ trend }: { readonly trend: readonly TrendPointDto[] }) {
  const translate = useTranslate();
  const { formatNumber } = useIntl();
  const columns: SmallColumn<TrendPointDto>[] = [
    {
      name: 'started',
      label: translate('reconciliation.run.started'),
      isHeading: true,
      cell: ({ runId, startedAt }) => (
        <DesignLink tag={Link} to={discrepanciesOfRunPath(runId)}>
          <Moment at={startedAt} />
        </DesignLink>
      ),
    },
    {
      name: 'status',
      label: translate('reconciliation.run.status'),
      cell: ({ status }) => translate(`reconciliation.run.status.${status}`),
    },
    {
      name: 'found',
      label: translate('reconciliation.run.found'),
      isFigure: true,
      cell: ({ discrepanciesFound }) => formatNumber(discrepanciesFound),
    },
    {
      name: 'members',
      label: translate('reconciliation.run.members-affected'),
      isFigure: true,
      cell: ({ membersWithDiscrepancies }) => formatNumber(membersWithDiscrepancies),
    },
  ];
  return (
    <ChartTable
      label={translate('reconciliation.trend.table')}
      columns={columns}
      rows={[...trend].reverse()}
      keyOf={({ runId }) => runId}
    />
  );
}
