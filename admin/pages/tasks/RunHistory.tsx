import { Typography } from '@strapi/design-system';
import { useEffect } from 'react';

import { TASK_LIMITS, type TaskDto, type TaskRunDto } from '../../../server/contract';
import { useListTaskRunsQuery } from '../../api/tasks';
import { useTranslate } from '../../translate';
import { Instant } from '../../ui/Instant';
import type { Column } from '../../ui/list/column';
import { ANEW, ListView, type ListWords } from '../../ui/list/ListView';
import type { ListSpec, PageQuery } from '../../ui/list/spec';
import { useListAddress } from '../../ui/list/useListAddress';
import { Missing } from '../../ui/Missing';
import { Panel } from '../../ui/Panel';
import { Truncated } from '../../ui/Truncated';
import { Outcome } from './Outcome';
import { useTaskWords } from './useTaskWords';

const LIST: ListSpec<Omit<PageQuery, 'sort'>> = { standardSort: 'started:DESC' };

const WORDS: ListWords = {
  label: 'tasks.history',
  empty: 'tasks.history.empty',
  loading: 'tasks.history.loading',
  failed: 'tasks.history.failed',
};

const COLUMNS: readonly Column<TaskRunDto>[] = [
  {
    id: 'started',
    label: 'tasks.column.started',
    priority: 1,
    cell: ({ startedAt }) => <Instant at={startedAt} />,
  },
  { id: 'trigger', label: 'tasks.column.trigger', maxWidth: '18rem', cell: (run) => <Trigger {...run} /> },
  { id: 'status', label: 'tasks.column.status', priority: 1, maxWidth: '32rem', cell: (run) => <Outcome {...run} /> },
  { id: 'duration', label: 'tasks.column.duration', isFigure: true, cell: (run) => <Duration {...run} /> },
  { id: 'counts', label: 'tasks.column.counts', priority: 3, maxWidth: '28rem', cell: (run) => <Counts run={run} /> },
];

/** Every run of a task that is kept, newest first. */
export function RunHistory({ task }: { readonly task: TaskDto }) {
  const { name, current, last } = task;
  const translate = useTranslate();
  const { nameOf } = useTaskWords();
  const address = useListAddress(LIST);
  const list = useListTaskRunsQuery({ task: name, ...address.query }, ANEW);
  const { data, refetch } = list;
  // The page's own look at the tasks says when something has changed: nothing is asked for as long as nothing has.
  const standing = JSON.stringify([current, last?.id]);
  useEffect(() => void refetch(), [refetch, standing]);
  return (
    <Panel isBare title={translate('tasks.history.count', { task: nameOf(name), total: data?.total ?? 0 })}>
      <ListView {...{ address, list, columns: COLUMNS, words: WORDS }} keyOf={({ id }) => id} />
      <Typography variant="pi" textColor="neutral600">
        {translate('tasks.history.bound', { count: TASK_LIMITS.history })}
      </Typography>
    </Panel>
  );
}

function Trigger({ trigger, actor }: TaskRunDto) {
  const translate = useTranslate();
  return <Truncated>{actor?.name ?? actor?.id ?? translate(`tasks.trigger.${trigger}`)}</Truncated>;
}

function Duration({ durationMs, status }: TaskRunDto) {
  const translate = useTranslate();
  const { durationOf } = useTaskWords();
  if (durationMs === null) return <Missing>{translate(`tasks.status.${status}`)}</Missing>;
  return <Typography textColor="neutral800">{durationOf(durationMs)}</Typography>;
}

/** What a run has counted, in words. */
export function Counts({ run }: { readonly run: TaskRunDto }) {
  const { countsOf } = useTaskWords();
  return (
    <Typography textColor="neutral800" style={{ whiteSpace: 'normal' }}>
      {countsOf(run)}
    </Typography>
  );
}
