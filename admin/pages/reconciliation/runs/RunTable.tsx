import { Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

import type { ReconciliationRunDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { type Column, DataTable } from '../../../ui/DataTable';
import { Missing } from '../../../ui/Missing';
import { Truncated } from '../../../ui/Truncated';
import { useDuration } from '../../../ui/useDuration';
import { useAllowed } from '../../../useAllowed';
import { MemberLink } from '../../members/MemberLink';
import { nameOf } from '../actor';
import { RunOutcome } from '../RunOutcome';
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
  const durationOf = useDuration();
  const columns: Column<ReconciliationRunDto>[] = [
    { name: 'started', label: translate('reconciliation.run.started'), cell: (run) => <StartedCell run={run} /> },
    {
      name: 'status',
      label: translate('reconciliation.run.status'),
      maxWidth: '32rem',
      cell: (run) => <RunOutcome run={run} />,
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
      name: 'started-by',
      label: translate('reconciliation.run.started-by'),
      maxWidth: '18rem',
      cell: ({ startedBy }) => (
        <Truncated>{startedBy ? nameOf(startedBy) : translate('reconciliation.run.by-schedule')}</Truncated>
      ),
    },
    {
      name: 'duration',
      label: translate('reconciliation.run.duration'),
      isFigure: true,
      cell: ({ durationMs, status }) =>
        durationMs === null ? (
          <Missing>{translate(`reconciliation.run.status.${status}`)}</Missing>
        ) : (
          <Typography textColor="neutral800">{durationOf(durationMs)}</Typography>
        ),
    },
    { name: 'counts', label: translate('reconciliation.run.counts'), cell: (run) => <RunCounts run={run} /> },
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
