import { Typography } from '@strapi/design-system';
import { type ReactNode, useEffect } from 'react';

import { TASK_LIMITS, type TaskDto, type TaskRunDto } from '../../../server/contract';
import { useListTaskRunsQuery } from '../../api/tasks';
import { useTranslate } from '../../translate';
import { type Column, DataTable } from '../../ui/DataTable';
import { Failure } from '../../ui/Failure';
import { Instant } from '../../ui/Instant';
import { ListEmpty } from '../../ui/ListEmpty';
import { ListPager } from '../../ui/ListPager';
import { Missing } from '../../ui/Missing';
import { Panel } from '../../ui/Panel';
import { Truncated } from '../../ui/Truncated';
import { usePageQuery } from '../../ui/usePageQuery';
import { Outcome } from './Outcome';
import { useTaskWords } from './useTaskWords';

/** Every run of a task that is kept, newest first. */
export function RunHistory({ task }: { readonly task: TaskDto }) {
  const { name, current, last } = task;
  const translate = useTranslate();
  const { nameOf } = useTaskWords();
  const { page, pageSize } = usePageQuery();
  const { data, error, isFetching, refetch } = useListTaskRunsQuery(
    { task: name, page, pageSize },
    { refetchOnMountOrArgChange: true },
  );
  // The page's own look at the tasks says when something has changed: nothing is asked for as long as nothing has.
  const standing = JSON.stringify([current, last?.id]);
  useEffect(() => void refetch(), [refetch, standing]);
  const total = data?.total ?? 0;
  if (error && !isFetching) {
    return <Failure error={error} what={translate('tasks.history.failed')} onRetry={() => void refetch()} />;
  }
  return (
    <Panel isBare title={translate('tasks.history.count', { task: nameOf(name), total })}>
      <RunTable rows={data?.rows} empty={<ListEmpty total={total}>{translate('tasks.history.empty')}</ListEmpty>} />
      <ListPager list={data} />
      <Typography variant="pi" textColor="neutral600">
        {translate('tasks.history.bound', { count: TASK_LIMITS.history })}
      </Typography>
    </Panel>
  );
}

interface RunTableProps {
  readonly rows: readonly TaskRunDto[] | undefined;
  readonly empty: ReactNode;
}

function RunTable({ rows, empty }: RunTableProps) {
  const translate = useTranslate();
  const { countsOf, durationOf } = useTaskWords();
  const columns: Column<TaskRunDto>[] = [
    {
      name: 'started',
      label: translate('tasks.column.started'),
      cell: ({ startedAt }) => <Instant at={startedAt} />,
    },
    {
      name: 'trigger',
      label: translate('tasks.column.trigger'),
      maxWidth: '18rem',
      cell: ({ trigger, actor }) => (
        <Truncated>{actor?.name ?? actor?.id ?? translate(`tasks.trigger.${trigger}`)}</Truncated>
      ),
    },
    {
      name: 'status',
      label: translate('tasks.column.status'),
      maxWidth: '32rem',
      cell: (run) => <Outcome {...run} />,
    },
    {
      name: 'duration',
      label: translate('tasks.column.duration'),
      isFigure: true,
      cell: ({ durationMs, status }) =>
        durationMs === null ? (
          <Missing>{translate(`tasks.status.${status}`)}</Missing>
        ) : (
          <Typography textColor="neutral800">{durationOf(durationMs)}</Typography>
        ),
    },
    {
      name: 'counts',
      label: translate('tasks.column.counts'),
      maxWidth: '28rem',
      cell: (run) => (
        <Typography textColor="neutral800" style={{ whiteSpace: 'normal' }}>
          {countsOf(run)}
        </Typography>
      ),
    },
  ];
  return (
    <DataTable
      rows={rows}
      columns={columns}
      keyOf={({ id }) => id}
      isStale={false}
      loading={translate('tasks.history.loading')}
      empty={empty}
    />
  );
}
