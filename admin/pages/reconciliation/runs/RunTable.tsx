import { Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

import type { ReconciliationRunDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { type Column, DataTable } from '../../../ui/DataTable';
import { useAllowed } from '../../../useAllowed';
import { MemberLink } from '../../../ui/MemberLink';
import { OutcomeCell } from './OutcomeCell';
import { RunCounts } from './RunCounts';
import { RunExport } from './RunExport';
import { StartedCell } from './StartedCell';

interface RunTableProps {
  readonly rows: readonly ReconciliationRunDto[] | undefined;
  readonly isStale: boolean;
  readonly empty: ReactNode;
}

/** A row for each run, which leads to what it saw. */
export function RunTable(props: RunTableProps) {
  const translate = useTranslate();
  const may = useAllowed();
  const columns: Column<ReconciliationRunDto>[] = [
    {
      name: 'started',
      label: translate('reconciliation.run.started'),
      maxWidth: '24rem',
      cell: (run) => <StartedCell run={run} />,
    },
    {
      name: 'status',
      label: translate('reconciliation.run.status'),
      maxWidth: '32rem',
      cell: (run) => <OutcomeCell run={run} />,
    },
    {
      name: 'type',
      label: translate('reconciliation.run.type'),
      maxWidth: '18rem',
      cell: ({ type, member }) =>
        member ? (
          <MemberLink member={member} isLink={may('getMember')} />
        ) : (
          <Typography textColor="neutral800">{translate(`reconciliation.type.${type}`)}</Typography>
        ),
    },
    {
      name: 'counts',
      label: translate('reconciliation.run.counts'),
      maxWidth: '16rem',
      cell: (run) => <RunCounts run={run} />,
    },
  ];
  const exports: Column<ReconciliationRunDto> = {
    name: 'export',
    label: translate('reconciliation.export'),
    cell: (run) => run.completedAt !== null && <RunExport run={run} />,
  };
  return (
    <DataTable
      {...props}
      columns={may('exportReconciliationRun') ? [...columns, exports] : columns}
      keyOf={({ id }) => id}
      loading={translate('reconciliation.runs.loading')}
    />
  );
}
